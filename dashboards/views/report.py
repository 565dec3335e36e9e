"""Laporan: the quarterly report as it would be signed, looked at and taken away."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import streamlit as st

from dashboards import address, data, filters, layout
from dashboards.data import Door
from pantau import config
from pantau.config import Config
from pantau.domain.period import Quarter, local_date
from pantau.errors import ReportError
from pantau.reports import quarterly
from pantau.reports.quarterly import Rendered
from pantau.texts import common
from pantau.texts import dashboard as words
from pantau.texts import dashboard_office as said
from pantau.texts import report as report_words

_QUARTER, _ALLOW, _MADE = "l_quarter", "l_allow", "l_made"
_PARAMETER = "laporan"
_MIME = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "-csv.zip": "application/zip",
    ".json": "application/json",
}
_N_COLUMNS = 2


def main() -> None:
    door = data.door()
    if not door.n_mentions():
        layout.empty(words.EMPTY_DATABASE_TITLE, words.EMPTY_DATABASE)
        return
    quarter, is_allowed = _choose(door)
    if quarter is None:
        layout.empty(said.NO_QUARTER_TITLE, said.NO_QUARTER)
        return
    wanted = (door.reading.name, str(quarter), is_allowed)
    if st.button(said.MAKE_REPORT, type="primary"):
        st.session_state[_MADE] = wanted
    if st.session_state.get(_MADE) == wanted:
        _made(door, quarter, is_allowed)
    else:
        layout.empty(said.NOT_MADE_TITLE, said.NOT_MADE)


def _choose(door: Door) -> tuple[Quarter | None, bool]:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        place = st.container(width=260)
        is_allowed = st.checkbox(
            said.ALLOW_INCOMPLETE, key=_ALLOW, help=said.ALLOW_INCOMPLETE_HELP,
            persist_state="session",
        )  # fmt: skip
    choices = door.choices()
    today = local_date(door.reading.published_at)
    codes = [str(q) for q in quarters(choices.first_day, today, with_running=is_allowed)]
    if not codes:
        return None, is_allowed
    _seed(codes)
    with place:
        code = st.selectbox(
            said.QUARTER, codes, key=_QUARTER, filter_mode=None, persist_state="session",
            format_func=lambda c: _title(c, today),
        )  # fmt: skip
    filters.keep_in_url({_PARAMETER: code})
    return Quarter.parse(code), is_allowed


def _seed(codes: list[str]) -> None:
    """From the address at first; a quarter that isn't offered any more gives way to the newest."""
    state = st.session_state
    state.setdefault(_QUARTER, address.one(_PARAMETER, codes, codes[0]))
    if state[_QUARTER] not in codes:
        state[_QUARTER] = codes[0]


def quarters(first_day: date, today: date, *, with_running: bool) -> list[Quarter]:
    """Those that touch the data, newest first."""
    found, quarter = [], Quarter.of(today)
    while quarter.last_day >= first_day:
        if with_running or quarter.last_day < today:
            found.append(quarter)
        quarter = quarter.previous
    return found


def _title(code: str, today: date) -> str:
    quarter = Quarter.parse(code)
    return said.quarter_choice(common.quarter(quarter), is_running=quarter.last_day >= today)


def _made(door: Door, quarter: Quarter, is_allowed: bool) -> None:
    settings = data.settings()
    path = config.find(None)
    try:
        with st.spinner(said.MAKING_REPORT):
            made = _rendered(
                settings, (path, path.stat().st_mtime_ns), door.reading.name, str(quarter), is_allowed
            )  # fmt: skip
    except ReportError as error:
        layout.empty(said.NO_REPORT_TITLE, said.report_fault(str(error)))
        return
    completeness = made.facts.completeness
    if not completeness.is_complete:
        layout.banner(report_words.incomplete_mark(completeness), "warn")
    _files(made)
    _pages(made, common.quarter(quarter))


@st.cache_resource(max_entries=6, ttl=3600, show_spinner=False)
def _rendered(
    _settings: Config, config_state: tuple[Path, int], snapshot: str, quarter: str, is_allowed: bool
) -> Rendered:
    """Shared by all who ask for it: the same snapshot and configuration make the same bytes."""
    return quarterly.render(
        _settings,
        Quarter.parse(quarter),
        now=datetime.now(UTC),
        allow_incomplete=is_allowed,
        snapshot=snapshot,
    )


def _files(made: Rendered) -> None:
    layout.section(said.FILES_TITLE, said.FILES_NOTE.replace("`", ""))
    with st.container(horizontal=True, gap="small"):
        for name, content in made.files.items():
            ending = next(e for e in _MIME if name.endswith(e))
            st.download_button(
                said.FILE_LABELS[ending],
                data=content,
                file_name=name,
                mime=_MIME[ending],
                on_click="ignore",
                key=f"l_file_{name}",
            )


def _pages(made: Rendered, title: str) -> None:
    layout.section(said.PAGES_TITLE)
    n_pages = len(made.pages)
    for first in range(0, n_pages, _N_COLUMNS):
        for offset, column in enumerate(st.columns(_N_COLUMNS)):
            number = first + offset + 1
            if number <= n_pages:
                column.image(
                    made.pages[number - 1],
                    caption=said.page_caption(number, n_pages),
                    alt=said.page_alt(number, n_pages, title),
                    width="stretch",
                )


main()
