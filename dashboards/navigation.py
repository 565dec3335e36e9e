"""The pages, their titles and addresses, in the order an office asks its questions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from pantau.texts import dashboard as words
from pantau.texts import dashboard_import as importing
from pantau.texts import dashboard_office as office

_FOLDER = Path(__file__).resolve().parent / "views"


@dataclass(frozen=True, slots=True)
class Entry:
    """`name` is the page's address; the first page also answers at the root, and only there.

    `kind`: above pages of figures stand the common filters; writing ones are for those who may write.
    """

    file: str
    name: str
    title: str
    lead: str
    icon: str
    group: str
    kind: Literal["figures", "reading", "writing"] = "figures"

    @property
    def has_filters(self) -> bool:
        return self.kind == "figures"

    @property
    def is_writing(self) -> bool:
        return self.kind == "writing"

    @property
    def url_path(self) -> str:
        return "" if self is ENTRIES[0] else self.name

    @property
    def path(self) -> Path:
        return _FOLDER / self.file


# Icons come from the font that Streamlit serves itself; no outside host is asked.
_CITIZENS, _DATA, _OFFICE = words.NAV_CITIZENS, words.NAV_DATA, office.NAV_OFFICE
ENTRIES = (
    Entry("overview.py", "ringkasan", words.OVERVIEW, words.OVERVIEW_LEAD, "monitoring", _CITIZENS),
    Entry("issues.py", "masalah-layanan", words.ISSUES, words.ISSUES_LEAD, "construction", _CITIZENS),
    Entry("voices.py", "suara-warga", words.VOICES, words.VOICES_LEAD, "forum", _CITIZENS),
    Entry("coproduction.py", "koproduksi", words.COPRODUCTION, words.COPRODUCTION_LEAD, "diversity_3", _CITIZENS),
    Entry("replies.py", "tanggapan", words.REPLIES, words.REPLIES_LEAD, "reply", _CITIZENS),
    Entry("releases.py", "rilis", words.RELEASES, words.RELEASES_LEAD, "new_releases", _CITIZENS),
    Entry("peers.py", "pembanding", words.PEERS, words.PEERS_LEAD, "compare_arrows", _CITIZENS),
    Entry("health.py", "kesehatan-data", words.HEALTH, words.HEALTH_LEAD, "vital_signs", _DATA),
    Entry("report.py", "laporan", office.REPORT, office.REPORT_LEAD, "description", _OFFICE, "reading"),
    Entry("notes.py", "catatan", office.NOTES, office.NOTES_LEAD, "edit_note", _OFFICE, "writing"),
    Entry("importing.py", "impor", importing.IMPORT, importing.IMPORT_LEAD, "upload_file", _OFFICE, "writing"),
    Entry("coding.py", "pengodean", office.CODING, office.CODING_LEAD, "rule", _OFFICE, "writing"),
)  # fmt: skip
_BY_TITLE = {entry.title: entry for entry in ENTRIES}


def pages(*, may_write: bool) -> dict[str, list[st.Page]]:
    """By group, as `st.navigation` takes them; the first page is where one arrives."""
    grouped: dict[str, list[st.Page]] = {}
    for entry in ENTRIES:
        if entry.is_writing and not may_write:
            continue
        page = st.Page(
            entry.path,
            title=entry.title,
            icon=f":material/{entry.icon}:",
            url_path=entry.name,
            default=entry is ENTRIES[0],
        )
        grouped.setdefault(entry.group, []).append(page)
    return grouped


def entry_of(page: st.Page) -> Entry:
    return _BY_TITLE[page.title]


def path_of(name: str) -> Path:
    """The file of a page, as `st.switch_page` takes it."""
    return next(entry.path for entry in ENTRIES if entry.name == name)
