"""Suara Warga: the texts themselves."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboards import cards, data, export, filters, layout, voice_filters
from dashboards.data import Door
from dashboards.filters import View
from dashboards.voice_filters import VoiceView
from pantau.texts import common
from pantau.texts import dashboard as words

PAGE_SIZE = 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def main() -> None:
    door, view = data.door(), filters.current()
    asked = voice_filters.controls(door.voice_choices(view))
    n = door.text_count(view, asked)
    if not n:
        layout.empty(words.EMPTY_PERIOD_TITLE, words.EMPTY_VOICES)
        return
    _results(door, view, asked, n)


def _results(door: Door, view: View, asked: VoiceView, n: int) -> None:
    pages = math.ceil(n / PAGE_SIZE)
    page = min(asked.page, pages)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        layout.note(f"{words.found(n)} · {common.span(view.period.span)}")
        _download(door, view, asked)
    rows = door.texts(view, asked, PAGE_SIZE, (page - 1) * PAGE_SIZE)
    cards.show(rows, layout.colours(), door.topic_titles())
    _pager(page, pages)


def _pager(page: int, pages: int) -> None:
    if pages == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            words.PREVIOUS_PAGE,
            disabled=page == 1,
            on_click=voice_filters.go_to,
            args=(page - 1,),
        )
        layout.note(words.page_of(page, pages))
        st.button(
            words.NEXT_PAGE, disabled=page == pages, on_click=voice_filters.go_to, args=(page + 1,)
        )


def _download(door: Door, view: View, asked: VoiceView) -> None:
    """The files are made when asked for, not on every look at the page."""
    name = f"suara-warga-{view.period.code.replace('..', '_')}"
    for label, kind, mime, make in (
        (words.DOWNLOAD_CSV, "csv", "text/csv", export.to_csv),
        (words.DOWNLOAD_XLSX, "xlsx", _XLSX, export.to_xlsx),
    ):
        st.download_button(
            label,
            data=partial(_made, make, door, view, asked),
            file_name=f"{name}.{kind}",
            mime=mime,
            on_click="ignore",
            help=words.DOWNLOAD_HELP,
        )


def _made(make: Callable[..., bytes], door: Door, view: View, asked: VoiceView) -> bytes:
    return make(door.texts(view, asked, words.DOWNLOAD_LIMIT, 0), door.topic_titles())


main()
