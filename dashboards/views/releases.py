"""Rilis: what changed after a version came out, by exact tests in a window one chooses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from dashboards import address, comparison, data, filters, layout
from dashboards.data import Door
from dashboards.filters import View
from pantau.domain.measures import ALPHA, Change, Measure, Share, judged, p_of_change
from pantau.domain.period import Span
from pantau.domain.significance import poisson_exact
from pantau.store.marts import VersionUse
from pantau.store.marts_screen import Codes, Release
from pantau.texts import common
from pantau.texts import dashboard_change as changes
from pantau.texts import dashboard_releases as said

_PROBLEM = "app_problem"
_RELEASE, _WINDOW = "rilis", "jendela"


def main() -> None:
    door, view = data.door(), filters.current()
    choices = door.choices()
    releases = door.releases(Span(choices.first_day, choices.last_day))[::-1]
    if releases:
        _one_release(door, view, releases)
    else:
        layout.empty(said.NO_RELEASES_TITLE, said.NO_RELEASES)
    _versions(door.versions(view, view.period.span))


def _one_release(door: Door, view: View, releases: Sequence[Release]) -> None:
    release, window = _choose(releases)
    n_after = (door.choices().last_day - release.released_on).days
    n_days = min(window, n_after)
    if n_days < 1:
        layout.note(said.cut(max(n_after, 0)))
        return
    before, after = around(release, n_days)
    layout.section(said.AROUND, said.spans(common.span(before), common.span(after)))
    if n_days < window:
        layout.note(said.cut(n_days))
    _compare(door, view, before, after)
    _new_problems(door, view, before, after)


def around(release: Release, n_days: int) -> tuple[Span, Span]:
    """As many days before the release as from it on."""
    first = release.released_on
    before = Span(first - timedelta(days=n_days), first - timedelta(days=1))
    return before, Span(first, first + timedelta(days=n_days - 1))


def _choose(releases: Sequence[Release]) -> tuple[Release, int]:
    by_version = {r.version: r for r in releases}
    windows = [str(n) for n in said.WINDOWS]
    state = st.session_state
    state.setdefault("r_release", address.one(_RELEASE, by_version, releases[0].version))
    state.setdefault("r_window", address.one(_WINDOW, windows, "30"))
    if state["r_release"] not in by_version:
        state["r_release"] = releases[0].version
    with st.container(horizontal=True, gap="small"):
        version = st.selectbox(
            said.RELEASE, list(by_version), key="r_release", width=260, persist_state="session",
            format_func=lambda v: said.title(v, common.day(by_version[v].released_on)), filter_mode=None,
        )  # fmt: skip
        window = st.segmented_control(
            said.WINDOW, windows, key="r_window", required=True, persist_state="session",
            format_func=lambda n: said.WINDOWS[int(n)],
        )  # fmt: skip
    filters.keep_in_url({_RELEASE: version, _WINDOW: window or "30"})
    return by_version[version], int(window or "30")


def _compare(door: Door, view: View, before: Span, after: Span) -> None:
    then, now = door.standing(view, before), door.standing(view, after)
    codes_then, codes_now = door.codes(view, before), door.codes(view, after)
    rows = [
        _row(said.NEGATIVE, comparison.negative(then), comparison.negative(now)),
        _row(said.PROBLEMS, problems(codes_then), problems(codes_now)),
        _row(said.STARS, comparison.stars(then), comparison.stars(now)),
        _count_row(then.n, now.n, before.n_days),
    ]
    layout.table(said.AROUND_HEADERS, rows)
    layout.note(said.TESTED)


def problems(codes: Sequence[Codes]) -> Share:
    hits = sum(c.n for c in codes if _PROBLEM in c.feedback)
    return Share(hits, sum(c.n for c in codes))


def _row(title: str, then: Measure, now: Measure) -> tuple[str, ...]:
    p = p_of_change(now, then)
    told = [f"{comparison.shown(m)}, n {common.number(m.n)}" for m in (then, now)]
    return title, *told, changes.verb(judged(now, then, p)), said.p_value(p)


def _count_row(then: int, now: int, n_days: int) -> tuple[str, ...]:
    p = poisson_exact(now, n_days, then, n_days)
    change = Change.WITHIN_NOISE
    if p < ALPHA:
        change = Change.RISEN if now > then else Change.FALLEN
    told = [f"{common.number(n / n_days, 1)} (n {common.number(n)})" for n in (then, now)]
    return said.PER_DAY, *told, changes.verb(change), said.p_value(p)


def _new_problems(door: Door, view: View, before: Span, after: Span) -> None:
    layout.section(said.NEW_PROBLEMS, said.NEW_PROBLEMS_NOTE)
    then, now = (_problem_topics(door.codes(view, span)) for span in (before, after))
    titles = door.topic_titles()
    found = [
        f"{titles.get(topic, topic)}: {common.number(n)} teks"
        for topic, n in sorted(now.items(), key=lambda item: -item[1])
        if n >= comparison.MIN_CELL and topic not in then
    ]
    if found:
        layout.bullets(found)
    else:
        layout.note(said.NO_NEW_PROBLEMS)


def _problem_topics(codes: Sequence[Codes]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in codes:
        if _PROBLEM in row.feedback:
            for topic in row.topics:
                found[topic] = found.get(topic, 0) + row.n
    return found


def _versions(versions: Sequence[VersionUse]) -> None:
    layout.section(said.VERSIONS)
    if not versions:
        layout.note(said.NO_VERSIONS)
        return
    layout.note(said.VERSIONS_NOTE)
    layout.table(said.VERSION_HEADERS, [_version_row(v) for v in versions])


def _version_row(use: VersionUse) -> tuple[str, ...]:
    stars = common.DASH if use.mean_stars is None else common.number(use.mean_stars, 2)
    return (
        use.version,
        common.short_day(use.first_on),
        common.number(use.n),
        common.number(use.n_inferred),
        f"{stars} (n {common.number(use.n_rated)})",
        comparison.shown(Share(use.n_negative, use.n_coded)),
        comparison.shown(Share(use.n_problems, use.n_coded)),
    )


main()
