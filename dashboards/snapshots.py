"""Which snapshot a session reads, and the open handles. Opened once for all sessions, by name.

A session stays with the snapshot it began with, so that figures don't move under the reader; when a
newer one is published the page offers it. A snapshot that is gone or damaged gives way to the
newest that can be read, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from dashboards import address
from pantau.errors import StoreError
from pantau.store.snapshot import Snapshot, current_name, open_snapshot, snapshot_names
from pantau.texts import dashboard as words

_PINNED, _NOTICE = "snapshot", "snapshot_notice"
_SUFFIX = ".duckdb"


@dataclass(frozen=True, slots=True)
class Reading:
    """The snapshot in use: its short name for URL and screen, and what the reader should know."""

    published: Path
    name: str
    notice: str = ""
    has_newer: bool = False

    @property
    def short_name(self) -> str:
        return self.name.removesuffix(_SUFFIX)

    @property
    def published_at(self) -> datetime:
        """From the name, which carries the moment of publishing in UTC."""
        return datetime.strptime(self.name.split("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def choose(published: Path) -> Reading:
    """The session's snapshot. Raises `NoSnapshotError` or `StoreError` where none can be read."""
    wanted = st.session_state.get(_PINNED) or _asked_in_url()
    is_there = wanted in snapshot_names(published)
    snapshot = handle(published, wanted if is_there else _in_force(published))
    notice = _notice(wanted, is_there, snapshot) or st.session_state.get(_NOTICE, "")
    st.session_state[_PINNED], st.session_state[_NOTICE] = snapshot.name, notice
    return Reading(published, snapshot.name, notice, _has_newer(published, snapshot.name))


def forget() -> None:
    """The next run takes the snapshot in force."""
    st.session_state.pop(_PINNED, None)
    st.session_state.pop(_NOTICE, None)
    st.query_params.clear()


def _asked_in_url() -> str:
    asked = address.text("snapshot")
    return asked + _SUFFIX if asked else ""


def _in_force(published: Path) -> str:
    """The name in CURRENT; where that is damaged, the newest there is."""
    try:
        return current_name(published)
    except StoreError:
        names = snapshot_names(published)
        if not names:
            raise
        return names[0]


def _notice(wanted: str, is_there: bool, snapshot: Snapshot) -> str:
    if snapshot.fallback_reason:
        return words.FELL_BACK
    return words.PINNED_GONE if wanted and not is_there else ""


def _has_newer(published: Path, name: str) -> bool:
    try:
        return current_name(published) != name
    except StoreError:
        return False


def handle(published: Path, name: str) -> Snapshot:
    """The open snapshot of that name, or what `open_snapshot` falls back to."""
    return _handle(str(published), name)


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda s: s.close())
def _handle(published: str, name: str) -> Snapshot:
    return open_snapshot(Path(published), name)


def is_newer_than_code(error: StoreError) -> bool:
    """Whether updating Pantau is what helps; the store says so in these words."""
    return "newer Pantau" in str(error)


def is_older_than_code(error: StoreError) -> bool:
    """Whether publishing once more is what helps: Pantau was updated since the last night."""
    return "older Pantau" in str(error)
