"""What days a quarter's reads vouch for, and when a quarter is complete."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pantau.domain.period import Span
from pantau.reports.coverage import completeness, coverage, gaps_of
from pantau.store.marts_report import ReadRow

JULY = Span(date(2026, 7, 1), date(2026, 7, 10))


def read(
    day: int,
    *,
    back: int | None = 2,
    verdict: str = "new",
    mode: str = "nightly",
    app: str = "id.a",
) -> ReadRow:
    """A read on `day` July 18:00 UTC (1:00 on the next day in Pontianak), `back` days back."""
    started = datetime(2026, 7, day, 18, tzinfo=UTC)
    since = None if back is None else started - timedelta(days=back)
    return ReadRow("google_play", "a", app, mode, started, since, verdict, date(2026, 7, day), 0, 0)


def test_a_healthy_read_vouches_for_whole_days_back_to_where_it_meant_to_read() -> None:
    (found,) = coverage([read(5)], JULY)
    # It began on 6 July 01:00 local and reached back to 4 July 01:00: only 5 July is whole.
    assert (found.n_covered, found.n_days) == (1, 10)
    assert [(g.first, g.last) for g in found.gaps] == [
        ("2026-07-01", "2026-07-04"),
        ("2026-07-06", "2026-07-10"),
    ]


def test_a_read_without_a_limit_vouches_for_all_days_before_it() -> None:
    (found,) = coverage([read(10, back=None)], JULY)
    assert found.n_covered == 10
    assert found.gaps == ()


@pytest.mark.parametrize("verdict", ["partial", "blocked", "suspect_empty", "unreachable", ""])
def test_an_unhealthy_or_unfinished_read_vouches_for_nothing(verdict: str) -> None:
    (found,) = coverage([read(10, back=None, verdict=verdict)], JULY)
    assert found.n_covered == 0


def test_an_import_vouches_for_nothing() -> None:
    (found,) = coverage([read(10, back=None, mode="import")], JULY)
    assert found.n_covered == 0


def test_a_later_read_heals_a_missed_night() -> None:
    (found,) = coverage([read(2, back=30), read(20, back=30)], JULY)
    assert found.gaps == ()
    assert found.n_runs == 1  # the healing one lies outside the span


def test_days_in_order_become_ranges() -> None:
    days = [date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 5)]
    assert [(g.first, g.last) for g in gaps_of(days)] == [
        ("2026-07-01", "2026-07-02"),
        ("2026-07-05", "2026-07-05"),
    ]


def test_a_quarter_is_complete_only_with_reads_texts_and_its_end_behind_it() -> None:
    after = datetime(2026, 7, 12, tzinfo=UTC)
    whole = coverage([read(11, back=None)], JULY)
    assert completeness(whole, 30, JULY, after).is_complete
    assert completeness(whole, 29, JULY, after).reasons == ("few",)
    assert completeness((), 30, JULY, after).reasons == ("no_runs",)
    assert completeness(coverage([read(5)], JULY), 30, JULY, after).reasons == ("gaps",)
    during = datetime(2026, 7, 5, tzinfo=UTC)
    assert completeness(whole, 30, JULY, during).reasons == ("running",)


def test_a_feed_can_neither_complete_nor_spoil_a_quarter() -> None:
    rows = coverage([read(5, app=""), read(11, back=None)], JULY)
    assert [c.app_id for c in rows] == [""]  # one target, told apart by its first row
    after = datetime(2026, 7, 12, tzinfo=UTC)
    assert completeness(rows, 30, JULY, after).reasons == ("no_runs",)
