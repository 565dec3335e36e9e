"""Masalah & Layanan: what is spoken of, how negatively, whose it is, and what is new."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards import (
    charts,
    charts_compared,
    comparison,
    data,
    drill,
    filters,
    guard,
    heat,
    layout,
    periods,
    pictures,
    series,
    topics,
    voice_filters,
)
from dashboards.data import Door
from dashboards.filters import View
from dashboards.labels import placed
from dashboards.topics import Standing
from pantau.domain.measures import Change, Share
from pantau.store.marts_screen import Codes
from pantau.texts import common
from pantau.texts import dashboard as words
from pantau.texts import dashboard_change as changes
from pantau.texts import dashboard_issues as said
from pantau.texts.stopwords import STOPWORDS

_MOST_TERMS = 12
_MOST_ROWS = 12


def main() -> None:
    door, view = data.door(), filters.current()
    if not guard.has_texts(door, view):
        return
    codes = door.codes(view, view.period.span)
    before = door.codes(view, view.period.previous)
    found = topics.standings(codes, before, door.topics())
    if found:
        _importance(found)
        _table(found, view)
        _over_time(door, view, found)
        _owners(codes, door)
    else:
        layout.empty(said.NO_TOPICS_TITLE, said.NO_TOPICS)
    _terms(door, view)


def _importance(found: Sequence[Standing]) -> None:
    layout.section(words.IMPORTANCE_TITLE, said.IMPORTANCE_NOTE)
    rows = placed([_mark(f) for f in found])
    event = pictures.ask(
        charts_compared.importance, rows, layout.colours(), voice_filters.TOPIC, key="g_topik"
    )
    drill.open_texts(event, voice_filters.TOPIC)


def _mark(found: Standing) -> charts.Row:
    return {
        "id": found.id,
        "title": found.title,
        "share": found.share.value,
        "negative": found.negative.value,
        "k": found.share.n_hit,
        "n": found.share.n,
        "shown": comparison.shown(found.share),
        "negative_shown": comparison.shown(found.negative),
    }


def _table(found: Sequence[Standing], view: View) -> None:
    layout.section(said.TOPICS, said.TOPICS_NOTE)
    rows = [
        (
            f.title,
            f.owner,
            comparison.shown(f.share),
            common.number(f.share.n_hit),
            comparison.shown(f.negative),
            changes.verb(f.change),
        )
        for f in found
    ]
    layout.table(said.TOPIC_HEADERS, rows, words.compared_with(common.span(view.period.previous)))


def _over_time(door: Door, view: View, found: Sequence[Standing]) -> None:
    layout.section(said.OVER_TIME, said.OVER_TIME_NOTE)
    grain, span = periods.history(view.period, door.choices().first_day)
    codes = door.codes(view, span, grain)
    buckets = series.buckets(span, grain)
    starts = [series.starts_on(b, grain) for b in buckets]
    rows = [
        (
            f.title,
            [sum(c.n for c in codes if c.starts_on == s and f.id in c.topics) for s in starts],
        )
        for f in found[:_MOST_ROWS]
    ]
    headers = [series.short_title(b, grain).replace("|", " ") for b in buckets]
    st.html(heat.table(said.TOPICS, headers, rows))


def _owners(codes: Sequence[Codes], door: Door) -> None:
    layout.section(said.OWNERS, said.OWNERS_NOTE)
    rows = [
        (owner, common.number(negative.n), comparison.shown(negative), ", ".join(titles))
        for owner, negative, titles in topics.by_owner(codes, door.topics())
    ]
    layout.table(said.OWNER_HEADERS, rows)


def _terms(door: Door, view: View) -> None:
    layout.section(said.TERMS, said.terms_note(data.MOST_READ))
    risen = _risen(door, view)[:_MOST_TERMS]
    if not risen:
        layout.note(said.NO_TERMS)
        return
    rows = [
        (t, said.share_with_counts(now), said.share_with_counts(then)) for t, now, then in risen
    ]
    layout.table(said.TERM_HEADERS, rows)
    picked = st.pills(said.READ_TERM, [t for t, _, _ in risen])
    if picked:
        drill.narrow(**{voice_filters.SEARCH: (picked,)})


def _risen(door: Door, view: View) -> list[tuple[str, Share, Share]]:
    """Words whose share rose beyond chance, the steepest first."""
    span, before = view.period.span, view.period.previous
    now = door.terms(view, span, comparison.MIN_CELL)
    wanted = tuple(t for t in now.counts if t not in STOPWORDS)
    then = door.terms(view, before, 1, wanted) if wanted else None
    if then is None or not then.n:
        return []
    pairs = [(t, Share(now.counts[t], now.n), Share(then.counts.get(t, 0), then.n)) for t in wanted]
    risen = [(t, a, b) for t, c, a, b in comparison.tested(pairs) if c is Change.RISEN]
    return sorted(risen, key=lambda r: (r[2].value or 0) - (r[1].value or 0))


main()
