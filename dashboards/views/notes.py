"""Catatan: what staff know happened, so that a chart's peak isn't a riddle a year later."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from dashboards import data, layout, signin, writing
from dashboards.data import Door
from dashboards.layout import esc
from pantau.clock import utc_now
from pantau.config import Config
from pantau.domain.period import Span, local_date
from pantau.pipeline import people
from pantau.store.people import Event
from pantau.texts import common
from pantau.texts import dashboard_office as said

_EVER = Span(date(2000, 1, 1), date(2100, 12, 31))
_FORM = "c_form"
TITLE_LENGTH, DETAIL_LENGTH, NAME_LENGTH = 80, 500, 80


def main() -> None:
    settings, door = data.settings(), data.door()
    writing.told()
    if not writing.is_allowed(settings):
        return
    _form(settings)
    _listed(settings, door)


def _form(settings: Config) -> None:
    """A new key after each note makes an empty form; one that could not be written stays filled in."""
    number = st.session_state.setdefault(_FORM, 0)
    layout.section(said.NEW_NOTE)
    today = local_date(utc_now())
    with st.form(f"{_FORM}_{number}", enter_to_submit=False):
        with st.container(horizontal=True, gap="small"):
            first_on = _day(said.FIRST_DAY, f"c_first_{number}", today)
            last_on = _day(said.LAST_DAY, f"c_last_{number}", today)
        title = st.text_input(
            said.NOTE_TITLE, key=f"c_title_{number}", max_chars=TITLE_LENGTH,
            placeholder=said.NOTE_TITLE_HINT,
        )  # fmt: skip
        detail = st.text_area(said.NOTE_DETAIL, key=f"c_detail_{number}", max_chars=DETAIL_LENGTH)
        name = st.text_input(
            said.WRITTEN_BY, key=f"c_name_{number}", max_chars=NAME_LENGTH,
            value=signin.visitor(settings.dashboard).email,
        )  # fmt: skip
        is_sent = st.form_submit_button(said.SAVE_NOTE, type="primary")
    if is_sent:
        _save(settings, (first_on, last_on), title, detail, name)


def _day(label: str, key: str, today: date) -> date:
    chosen = st.date_input(
        label, value=today, key=key, min_value=_EVER.first, max_value=_EVER.last,
        format="DD/MM/YYYY", width=160,
    )  # fmt: skip
    assert isinstance(chosen, date)
    return chosen


def _save(settings: Config, days: tuple[date, date], title: str, detail: str, name: str) -> None:
    fault = said.note_fault(title, *days)
    if fault:
        layout.banner(fault, "warn")
        return
    add = partial(
        people.add_event, settings, first_on=days[0], last_on=days[1], title=title, detail=detail,
        written_by=name,
    )  # fmt: skip
    if writing.attempt(add) is not None:
        st.session_state[_FORM] += 1
        writing.go_on(said.NOTE_SAVED)


def _listed(settings: Config, door: Door) -> None:
    layout.section(said.NOTES_TITLE, said.NOTES_NOTE)
    events = door.events(_EVER)[::-1]
    if not events:
        layout.empty(said.NO_NOTES_TITLE, said.NO_NOTES)
    for event in events:
        _one(settings, event)


def _one(settings: Config, event: Event) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
        st.html(_shown(event))
        with st.popover(said.TAKE_BACK, key=f"c_back_{event.event_id}"):
            layout.note(said.TAKE_BACK_WHY)
            if st.button(said.TAKE_BACK_SURE, key=f"c_sure_{event.event_id}"):
                _take_back(settings, event)


def _shown(event: Event) -> str:
    when = common.span(Span(event.first_on, event.last_on))
    detail = f"<br>{esc(event.detail)}" if event.detail else ""
    written = said.written(event.written_by, common.timestamp(event.written_at))
    return (
        f'<div class="p-event" dir="auto"><strong>{esc(event.title)}</strong> · {esc(when)}{detail}'
        f'<p class="p-note">{esc(written)}</p></div>'
    )


def _take_back(settings: Config, event: Event) -> None:
    def remove() -> bool:
        people.remove_event(settings, event.event_id)
        return True

    if writing.attempt(remove):
        writing.go_on(said.NOTE_TAKEN_BACK)


main()
