"""The look every page shares: style, heading, tiles, tables, notes.

All of it is our own HTML with every value escaped, shown through `st.html`, which strips scripts.
Colours come from `currentColor`, so that light and dark need no second sheet.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from dashboards.theme import Palette, palette
from pantau.texts import common
from pantau.texts import dashboard as words

STYLE = Path(__file__).resolve().parent / "style.css"
ICON = Path(__file__).resolve().parent / "icon.png"


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: its value, what it rests on, and how it changed beyond noise, if it did."""

    label: str
    value: str
    basis: str
    change: str = ""
    arrow: str = "="


def esc(value: object) -> str:
    return html.escape(str(value), quote=True)


def colours() -> Palette:
    return palette(st.context.theme.type)


def style() -> None:
    st.html(f"<style>{STYLE.read_text(encoding='utf-8')}</style>")


def heading(title: str, lead: str) -> None:
    st.html(f'<h1 class="p-title">{esc(title)}</h1><p class="p-lead">{esc(lead)}</p>')


def section(title: str, lead: str = "") -> None:
    below = f'<p class="p-note">{esc(lead)}</p>' if lead else ""
    st.html(f'<h2 class="p-section">{esc(title)}</h2>{below}')


def note(text: str) -> None:
    """Nothing where there is nothing to say."""
    if text:
        st.html(f'<p class="p-note">{esc(text)}</p>')


def as_of(text: str) -> None:
    st.html(f'<p class="p-asof">{esc(text)}</p>')


def banner(text: str, kind: str = "sample") -> None:
    st.html(f'<div class="p-banner p-banner-{kind}" role="status">{esc(text)}</div>')


def callout(text: str) -> None:
    """The one sentence a page comes down to."""
    st.html(f'<p class="p-callout">{esc(text)}</p>')


def empty(title: str, text: str) -> None:
    """The friendly face of nothing; `code` in backticks is set apart."""
    parts = esc(text).split("`")
    marked = "".join(f"<code>{p}</code>" if i % 2 else p for i, p in enumerate(parts))
    st.html(
        f'<div class="p-empty" role="status"><strong>{esc(title)}</strong><p>{marked}</p></div>'
    )


def tiles(items: Sequence[Tile]) -> None:
    st.html(f'<div class="p-tiles">{"".join(_tile(t) for t in items)}</div>')


def _tile(tile: Tile) -> str:
    change = ""
    if tile.change:
        moved = "p-moved" if tile.arrow in "▲▼" else "p-same"
        arrow = f'<span aria-hidden="true">{esc(tile.arrow)}</span> '
        change = f'<div class="p-change {moved}">{arrow}{esc(tile.change)}</div>'
    return (
        f'<div class="p-tile"><div class="p-label">{esc(tile.label)}</div>'
        f'<div class="p-value">{esc(tile.value)}</div>'
        f'<div class="p-basis">{esc(tile.basis)}</div>{change}</div>'
    )


def bullets(sentences: Sequence[str]) -> None:
    st.html(f'<ul class="p-bullets">{"".join(f"<li>{esc(s)}</li>" for s in sentences)}</ul>')


def table(headers: Sequence[str], rows: Sequence[Sequence[object]], caption: str = "") -> None:
    """A plain table that a screen reader, a phone and a printer can use. Numbers come as text."""
    head = "".join(f'<th scope="col">{esc(h)}</th>' for h in headers)
    body = "".join(_row(headers, r) for r in rows)
    title = f"<caption>{esc(caption)}</caption>" if caption else ""
    st.html(
        f'<div class="p-scroll"><table class="p-table">{title}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(headers: Sequence[str], row: Sequence[object]) -> str:
    cells = "".join(
        f'<td data-th="{esc(h)}">{esc(c)}</td>' for h, c in zip(headers, row, strict=True)
    )
    return f"<tr>{cells}</tr>"


def as_table(headers: Sequence[str], rows: Sequence[Sequence[object]], caption: str) -> None:
    """The figures behind a chart, for those who can't see or trust it."""
    with st.expander(words.TABLE_TOGGLE):
        table(headers, rows, caption)


def share_table(title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """The table behind `charts_compared.share_bars`."""
    listed = [(r["title"], r["shown"], common.number(r["k"]), common.number(r["n"])) for r in rows]
    as_table((title, words.WITH_INTERVAL, words.COUNT, "n"), listed, title)
