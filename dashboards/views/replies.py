"""Tanggapan: how many reviews are answered, how soon, and what that changes."""

from __future__ import annotations

import streamlit as st

from dashboards import (
    charts,
    comparison,
    data,
    drill,
    event_marks,
    filters,
    guard,
    layout,
    periods,
    pictures,
    series,
    voice_filters,
)
from dashboards.data import Door
from dashboards.filters import View
from dashboards.layout import Tile
from pantau.domain.measures import ALPHA, Share
from pantau.domain.significance import poisson_exact
from pantau.store.marts import Replies
from pantau.store.marts_screen import Standing
from pantau.texts import common
from pantau.texts import dashboard as words
from pantau.texts import dashboard_replies as said


def main() -> None:
    door, view = data.door(), filters.current()
    if not guard.has_texts(door, view):
        return
    now = door.replies(view, view.period.span)
    if not now.n_reviews:
        layout.empty(said.NO_REVIEWS_TITLE, said.NO_REVIEWS)
        return
    _tiles(now, door.replies(view, view.period.previous), common.span(view.period.previous))
    _clocks(now)
    _over_time(door, view)
    _effect(door, view)


def answered(replies: Replies) -> Share:
    return Share(replies.n_answered, replies.n_reviews)


def _tiles(now: Replies, then: Replies, period: str) -> None:
    n_waiting = now.n_reviews - now.n_answered
    basis = said.timed(now.n_timed)
    layout.tiles(
        [
            comparison.share_tile(
                said.ANSWERED,
                answered(now),
                answered(then),
                period,
                said.REVIEWS,
                comparison.BETTER_HIGH,
            ),
            Tile(said.MEDIAN, said.hours_or_nothing(now.median_hours), basis),
            Tile(said.SLOWEST, said.hours_or_nothing(now.slowest_tenth_hours), basis),
            Tile(
                said.WAITING,
                common.number(n_waiting),
                f"dari {common.number(now.n_reviews)} ulasan",
            ),
        ]
    )
    if not now.n_answered:
        layout.callout(said.NEVER)
    if n_waiting and st.button(said.READ_WAITING):
        drill.narrow(**{voice_filters.ANSWERED: ("tidak",)})


def _clocks(now: Replies) -> None:
    layout.section(said.CLOCKS, said.CLOCKS_NOTE)
    n_unanswered = now.n_reviews - now.n_answered
    rows = [said.clock_row(days, n, n_unanswered) for days, n in now.waiting.items()]
    layout.table(said.CLOCK_HEADERS, rows)


def _over_time(door: Door, view: View) -> None:
    layout.section(said.OVER_TIME)
    grain, span = periods.history(view.period, door.choices().first_day)
    frame = series.frame(door.standings(view, span, grain), span, grain)
    rows = [series.share_point(bucket, _of(standing)) for bucket, standing in frame]
    if all(r["value"] is None for r in rows):
        layout.empty(words.NOT_ENOUGH_SERIES, said.NO_REVIEWS)
        return
    marks = event_marks.on_axis(door.releases(span), door.events(span), span)
    names = (said.ANSWERED, said.REVIEWS)
    pictures.show(charts.share_over_time, rows, marks, layout.colours(), *names, key="g_answered")
    layout.note(words.LEGEND_RELEASES if marks else "")
    listed = [(r["period"], r["shown"], common.number(r["n"])) for r in rows if r["n"]]
    layout.as_table((words.PERIOD, words.WITH_INTERVAL, "n"), listed, said.OVER_TIME)


def _of(standing: Standing | None) -> Share:
    return comparison.answered(standing) if standing else Share(0, 0)


def _effect(door: Door, view: View) -> None:
    layout.section(said.EFFECT, said.EFFECT_NOTE)
    found = door.reply_effect(view, view.period.span)
    if not found.n or found.mean_before is None or found.mean_after is None:
        layout.note(said.NO_EFFECT)
        return
    # Equal exposures make the exact Poisson test the sign test of raised against lowered.
    p = poisson_exact(found.n_raised, 1, found.n_lowered, 1)
    sentences = [said.effect(found.n, found.n_raised, found.n_lowered, p < ALPHA)]
    if found.n >= comparison.MIN_CELL:
        sentences.append(said.means(found.mean_before, found.mean_after))
    layout.bullets(sentences)


main()
