"""Koproduksi: does participation go beyond feedback?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards import (
    cards,
    charts,
    charts_compared,
    comparison,
    data,
    drill,
    event_marks,
    filters,
    guard,
    layout,
    mode_colours,
    periods,
    pictures,
    series,
    voice_filters,
)
from dashboards.data import Door
from dashboards.filters import View
from dashboards.layout import Tile
from dashboards.voice_filters import VoiceView
from pantau.domain.measures import Share
from pantau.domain.period import Span
from pantau.domain.taxonomy import BEYOND_FEEDBACK, FEEDBACK_BY_ID, MODE_TITLES, Mode
from pantau.reports.coded import reading
from pantau.reports.figures import ShareFact
from pantau.store.marts_screen import Codes
from pantau.texts import common
from pantau.texts import dashboard as words
from pantau.texts import dashboard_coproduction as said
from pantau.texts.report import READINGS

_N_EXAMPLES = 5
_BORDER = "feature_request"


def main() -> None:
    door, view = data.door(), filters.current()
    layout.note(said.SEMU)
    if not guard.has_texts(door, view):
        return
    codes = door.codes(view, view.period.span)
    before = door.codes(view, view.period.previous)
    _tiles(codes, before, view)
    _over_time(door, view)
    _modes(codes)
    _types(codes, door.unreliable())
    _examples(door, view)
    layout.note(said.SOURCE)


def beyond(codes: Sequence[Codes]) -> Share:
    """Texts that carry a type beyond feedback, of all coded ones."""
    hits = sum(c.n for c in codes if BEYOND_FEEDBACK & set(c.feedback))
    return Share(hits, sum(c.n for c in codes))


def _border(codes: Sequence[Codes]) -> Share:
    hits = sum(c.n for c in codes if _BORDER in c.feedback)
    return Share(hits, sum(c.n for c in codes))


def _tiles(codes: Sequence[Codes], before: Sequence[Codes], view: View) -> None:
    period = common.span(view.period.previous)
    now, then = beyond(codes), beyond(before)
    layout.tiles(
        [
            comparison.share_tile(said.BEYOND, now, then, period, said.BEYOND_BASIS),
            comparison.share_tile(
                said.BORDER, _border(codes), _border(before), period, said.BEYOND_BASIS
            ),
            Tile(said.CODED, common.number(now.n), common.span(view.period.span)),
        ]
    )
    layout.callout(READINGS[reading(_fact(now))])
    layout.note(said.BORDER_NOTE)


def _fact(share: Share) -> ShareFact:
    between = share.interval
    low, high = (between.low, between.high) if between else (None, None)
    return ShareFact(share.n_hit, share.n, share.value, low, high)


def _over_time(door: Door, view: View) -> None:
    layout.section(said.OVER_TIME)
    grain, span = periods.history(view.period, door.choices().first_day)
    codes = door.codes(view, span, grain)
    rows = [_point(bucket, codes, grain) for bucket in series.buckets(span, grain)]
    if all(r["value"] is None for r in rows):
        layout.empty(words.NOT_ENOUGH_SERIES, words.NO_LABELS)
        return
    marks, colours = (
        event_marks.on_axis(door.releases(span), door.events(span), span),
        layout.colours(),
    )
    names = (said.BEYOND, said.BEYOND_BASIS)
    pictures.show(charts.share_over_time, rows, marks, colours, *names, key="g_beyond")
    layout.note(words.LEGEND_RELEASES if marks else "")
    listed = [(r["period"], r["shown"], common.number(r["n"])) for r in rows if r["n"]]
    layout.as_table((words.PERIOD, words.WITH_INTERVAL, "n"), listed, said.OVER_TIME)


def _point(bucket: Span, codes: Sequence[Codes], grain: str) -> charts.Row:
    start = series.starts_on(bucket, grain)
    share = beyond([c for c in codes if c.starts_on == start])
    return series.share_point(bucket, share)


def _modes(codes: Sequence[Codes]) -> None:
    layout.section(said.MODES, said.MODES_NOTE)
    shares = comparison.shares_of(codes, lambda c: (c.mode,))
    colours = layout.colours()
    titles = {str(m): MODE_TITLES[m] for m in Mode}
    rows = series.share_rows(shares, titles, mode_colours.of(colours))
    _bars(rows, said.MODES, voice_filters.MODE)


def _types(codes: Sequence[Codes], doubtful: frozenset[str]) -> None:
    layout.section(said.TYPES, words.FEEDBACK_NOTE)
    shares = comparison.shares_of(codes, comparison.feedback_of)
    chosen = {
        k: s
        for k, s in shares.items()
        if FEEDBACK_BY_ID[k].mode is Mode.CO_ASSESSMENT and s.n_hit >= comparison.MIN_CELL
    }
    if not chosen:
        layout.empty(words.NOT_ENOUGH_TYPES, words.NOT_ENOUGH_TYPES_WHY)
        return
    titles = {k: FEEDBACK_BY_ID[k].title for k in chosen}
    rows = series.share_rows(chosen, titles, layout.colours().feedback, doubtful)
    layout.note(words.DOUBTFUL_NOTE if doubtful & set(chosen) else "")
    _bars(rows, said.TYPES, voice_filters.FEEDBACK)


def _bars(rows: list[charts.Row], title: str, field: str) -> None:
    event = pictures.ask(
        charts_compared.share_bars, rows, layout.colours(), title, field, key=f"g_{field}"
    )
    layout.note(words.CLICK_BAR)
    layout.share_table(title, rows)
    drill.open_texts(event, field)


def _examples(door: Door, view: View) -> None:
    layout.section(said.EXAMPLES)
    asked = VoiceView(feedback=tuple(sorted(BEYOND_FEEDBACK)))
    found = door.texts(view, asked, _N_EXAMPLES, 0)
    if not found:
        layout.note(said.NO_EXAMPLES)
        return
    cards.show(found, layout.colours(), door.topic_titles())
    if st.button(said.OPEN_EXAMPLES):
        drill.narrow(**{voice_filters.FEEDBACK: sorted(BEYOND_FEEDBACK)})


main()
