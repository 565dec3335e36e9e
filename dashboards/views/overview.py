"""Ringkasan: are citizens content, and did that change?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards import (
    charts,
    charts_compared,
    comparison,
    data,
    drill,
    event_marks,
    filters,
    layout,
    periods,
    pictures,
    reach,
    series,
    voice_filters,
)
from dashboards.data import Door
from dashboards.filters import View
from dashboards.theme import Palette
from pantau.domain.measures import Index
from pantau.domain.period import Span
from pantau.domain.taxonomy import FEEDBACK_BY_ID, FEEDBACK_IDS
from pantau.store.marts import Copies
from pantau.store.marts_screen import Codes, Standing
from pantau.texts import common
from pantau.texts import dashboard as words
from pantau.texts import dashboard_change as said


def main() -> None:
    door, view = data.door(), filters.current()
    if not door.n_mentions():
        layout.empty(words.EMPTY_DATABASE_TITLE, words.EMPTY_DATABASE)
        return
    span, before = view.period.span, view.period.previous
    now, then = door.standing(view, span), door.standing(view, before)
    if now.n:
        layout.tiles(comparison.tiles(now, then, span, before))
        _changes(door, view, now, then)
    else:
        layout.empty(words.EMPTY_PERIOD_TITLE, words.EMPTY_PERIOD)
    _over_time(door, view)
    _feedback(door, door.codes(view, span), layout.colours())
    _explanation(now, door.copies(view, span), door.kept_apart())


def _changes(door: Door, view: View, now: Standing, then: Standing) -> None:
    span, before = view.period.span, view.period.previous
    codes = (door.codes(view, span), door.codes(view, before))
    layout.section(words.WHAT_CHANGED, words.compared_with(common.span(before)))
    titles = door.topic_titles()
    layout.bullets(comparison.what_changed(now, then, (span, before), codes, titles))
    layout.note(said.TESTED_HOW)


def _over_time(door: Door, view: View) -> None:
    grain, span = periods.history(view.period, door.choices().first_day)
    frame = series.frame(door.standings(view, span, grain), span, grain)
    marks = event_marks.on_axis(door.releases(span), door.events(span), span)
    gaps = series.gap_rows(reach.apps_gaps(door.reads(span.first), span))
    colours = layout.colours()
    _index(frame, gaps, marks, colours)
    _stars(door, frame, (span, grain), gaps, marks, colours)
    layout.note(words.LEGEND_RELEASES if marks else "")
    layout.note(words.LEGEND_GAPS if gaps else "")
    _sentiment(frame, grain, colours)


Frame = list[tuple[Span, Standing | None]]
Rows = list[charts.Row]


def _index(frame: Frame, gaps: Rows, marks: Rows, colours: Palette) -> None:
    layout.section(words.INDEX_TITLE)
    rows = series.index_rows(frame)
    n_out = sum(1 for r in rows if r["value"] is None)
    if n_out == len(rows):
        layout.empty(words.NOT_ENOUGH_SERIES, said.left_out(n_out))
        return
    pictures.show(charts.index_over_time, rows, gaps, marks, colours, key="g_index")
    layout.note(said.left_out(n_out) or common.INDEX_DISCLAIMER)
    _table_of(rows, words.INDEX_TITLE)


def _stars(
    door: Door, frame: Frame, when: tuple[Span, str], gaps: Rows, marks: Rows, colours: Palette
) -> None:
    layout.section(words.STARS_TITLE)
    rows = series.star_rows(frame, door.counters(*when), when[1])
    if all(r["value"] is None for r in rows):
        layout.empty(words.NOT_ENOUGH_SERIES, words.NO_STARS_YET)
        return
    pictures.show(charts.stars_over_time, rows, gaps, marks, colours, key="g_stars")
    layout.note(words.STARS_NOTE)
    _table_of(rows, words.STARS_TITLE)


def _table_of(rows: Rows, title: str) -> None:
    kept = [r for r in rows if r["n"]]
    named = [(r["period"], r.get("series", ""), r["shown"], common.number(r["n"])) for r in kept]
    if any(r[1] for r in named):
        layout.as_table((words.PERIOD, words.SERIES, words.WITH_INTERVAL, "n"), named, title)
    else:
        short = [(p, shown, n) for p, _, shown, n in named]
        layout.as_table((words.PERIOD, words.WITH_INTERVAL, "n"), short, title)


def _sentiment(frame: Frame, grain: str, colours: Palette) -> None:
    layout.section(words.SENTIMENT_TITLE)
    rows = series.sentiment_rows(frame, grain)
    if not rows:
        layout.empty(words.NOT_ENOUGH_SERIES, words.NO_LABELS)
        return
    pictures.show(charts.sentiment_over_time, rows, colours, key="g_sentiment")
    listed = [
        (
            r["period"],
            r["sentiment_title"],
            r["shown"],
            common.number(r["k"]),
            common.number(r["n"]),
        )
        for r in rows
    ]
    headers = (words.PERIOD, words.SENTIMENT, words.WITH_INTERVAL, words.COUNT, "n")
    layout.as_table(headers, listed, words.SENTIMENT_TITLE)


def _feedback(door: Door, codes: Sequence[Codes], colours: Palette) -> None:
    layout.section(words.FEEDBACK_TITLE, words.FEEDBACK_NOTE)
    shares = comparison.shares_of(codes, comparison.feedback_of)
    large = {k: s for k, s in shares.items() if s.n_hit >= comparison.MIN_CELL}
    if not large:
        layout.empty(words.NOT_ENOUGH_TYPES, words.NOT_ENOUGH_TYPES_WHY)
        return
    titles = {k: FEEDBACK_BY_ID[k].title for k in large}
    rows = series.share_rows(large, titles, colours.feedback, door.unreliable())
    names = (words.FEEDBACK, voice_filters.FEEDBACK)
    chosen = pictures.ask(charts_compared.share_bars, rows, colours, *names, key="g_jenis")
    layout.note(words.CLICK_BAR)
    small = [FEEDBACK_BY_ID[k].title for k in FEEDBACK_IDS if k in shares and k not in large]
    layout.note(said.not_broken_down(small))
    layout.note(words.DOUBTFUL_NOTE if door.unreliable() & set(large) else "")
    layout.share_table(words.FEEDBACK, rows)
    drill.open_texts(chosen, voice_filters.FEEDBACK)


def _explanation(now: Standing, copied: Copies, apart: tuple[str, ...]) -> None:
    with st.expander(words.INDEX_HELP_TITLE):
        for paragraph in said.INDEX_EXPLAINED:
            layout.note(paragraph)
        layout.note(said.sensitivity(comparison.index(now), _sure_only(now)))
        once = Index(copied.n_positive, copied.n_neutral, copied.n_negative)
        layout.note(said.copies(comparison.index(now), once, copied.n_copies, copied.n_bursts))
        layout.note(said.kept_apart([common.source_title(s) for s in apart]) if apart else "")
        layout.note(words.WHAT_IS_NOT)


def _sure_only(now: Standing) -> Index:
    negative, neutral, positive = now.unsure
    return Index(now.n_positive - positive, now.n_neutral - neutral, now.n_negative - negative)


main()
