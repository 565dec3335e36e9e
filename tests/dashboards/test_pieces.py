"""The pure pieces behind the pages."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

import pytest

from dashboards import comparison, labels, reach, series
from pantau.domain.measures import Change, Share
from pantau.domain.period import WIB, Span
from pantau.reports import coverage
from pantau.store.marts_report import ReadRow
from pantau.store.marts_screen import Codes, Release, Standing

DAY = date(2026, 9, 10)


def read(day: date, verdict: str = "quiet", back: int | None = 7, mode: str = "nightly") -> ReadRow:
    started = datetime(day.year, day.month, day.day, 1, 30, tzinfo=WIB)
    since = None if back is None else started - timedelta(days=back)
    return ReadRow("google_play", "app", "app", mode, started, since, verdict, day, 0, 0)


@pytest.mark.parametrize(
    "reads",
    [
        [],
        [read(DAY)],
        [read(DAY, "blocked")],
        [read(DAY, mode="import")],
        [read(DAY, ""), read(DAY + timedelta(days=20))],
        [read(DAY + timedelta(days=i)) for i in (0, 3, 9, 30)],
        [read(DAY, back=None)],
        [read(DAY + timedelta(days=60))],
        [read(DAY, back=0)],
    ],
)
def test_days_without_coverage_are_those_that_the_report_finds(reads: list[ReadRow]) -> None:
    span = Span(date(2026, 8, 20), date(2026, 10, 20))
    ours = [(g.first.isoformat(), g.last.isoformat()) for g in reach.gaps(reads, span)]
    theirs = [(g.first, g.last) for fact in coverage.coverage(reads, span) for g in fact.gaps]
    assert ours == (theirs if reads else [(span.first.isoformat(), span.last.isoformat())])


def test_a_feed_that_was_not_read_shades_no_chart() -> None:
    feed = ReadRow("rss", "feed", "", "nightly", read(DAY).started_at, None, "blocked", DAY, 0, 0)
    assert reach.apps_gaps([feed], Span(DAY, DAY)) == []


def test_weeks_begin_on_monday_and_are_cut_at_the_ends() -> None:
    found = series.buckets(Span(date(2026, 9, 3), date(2026, 9, 15)), "week")
    assert [(b.first.day, b.last.day) for b in found] == [(3, 6), (7, 13), (14, 15)]
    assert series.starts_on(found[0], "week") == date(2026, 8, 31)


def test_a_period_without_texts_breaks_the_line_instead_of_vanishing() -> None:
    standing = Standing(date(2026, 7, 1), 40, 40, (0, 0, 0, 0, 40), 0, 0, 40, (0, 0, 0), 40, 0)
    span = Span(date(2026, 4, 1), date(2026, 9, 30))
    rows = series.index_rows(series.frame([standing], span, "quarter"))
    assert [r["value"] for r in rows] == [None, 100.0]
    assert [r["n"] for r in rows] == [0, 40]


def test_releases_too_close_to_be_named_keep_their_mark() -> None:
    releases = [
        Release("a", v, DAY + timedelta(days=d)) for v, d in (("1", 0), ("2", 3), ("3", 60))
    ]
    rows = series.release_rows(releases, Span(DAY, DAY + timedelta(days=99)))
    assert [r["label"] for r in rows] == ["1", "", "3"]
    assert "versi 2" in rows[1]["detail"]


def test_names_of_dots_never_lie_on_one_another() -> None:
    rows = [{"title": f"t{i}", "share": 0.2 + i / 1000, "negative": 0.5} for i in range(8)]
    heights = sorted(r["label_y"] for r in labels.placed(rows))
    assert all(b - a >= 0.059 for a, b in itertools.pairwise(heights))


def test_only_the_most_frequent_dots_are_named() -> None:
    rows = [{"title": f"t{i}", "share": i / 100, "negative": i / 20} for i in range(1, 20)]
    named = {r["title"] for r in labels.placed(rows) if r["label"]}
    assert named == {f"t{i}" for i in range(8, 20)}


def test_many_tests_are_corrected_together() -> None:
    alone = [("a", Share(9, 30), Share(2, 30))]
    crowd = alone + [(f"x{i}", Share(5, 30), Share(5, 30)) for i in range(20)]
    assert comparison.tested(alone)[0][1] is Change.RISEN
    assert comparison.tested(crowd)[0][1] is Change.WITHIN_NOISE


def test_a_text_with_two_topics_counts_once_for_each() -> None:
    rows = [
        Codes(DAY, ("question",), ("cctv", "map"), "co_assessment", "neutral", 3),
        Codes(DAY, ("question",), (), "co_assessment", "neutral", 1),
    ]
    assert comparison.shares_of(rows, comparison.topics_of) == {
        "cctv": Share(3, 4),
        "map": Share(3, 4),
    }
