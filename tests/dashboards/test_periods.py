"""Periods as the URL writes them."""

from __future__ import annotations

from datetime import date

import pytest

from dashboards import periods
from pantau.domain.period import Span

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "code", ["2026-09", "2026-Q3", "2025", "2026-07-01..2026-08-15", "2026-Q4", "2026-11"]
)
def test_a_period_comes_back_from_its_code(code: str) -> None:
    period = periods.parse(code, TODAY)
    assert period is not None
    assert period.code == code


@pytest.mark.parametrize(
    "code",
    [
        "",
        "besok",
        "2026-13",
        "2026-Q5",
        "0001",
        "9999",
        "2026-08-01..2026-07-01",
        "..",
        "x" * 500,
        "２０２６",
        "2026-01-01..",
        "2026-02-30..2026-03-01",
    ],
)
def test_nonsense_is_no_period(code: str) -> None:
    assert periods.parse(code, TODAY) is None


def test_a_running_quarter_is_cut_and_compared_with_as_many_days_of_the_one_before() -> None:
    period = periods.parse("2026-Q4", TODAY)
    assert period is not None
    assert period.span == Span(date(2026, 10, 1), TODAY)
    assert period.previous == Span(date(2026, 7, 1), date(2026, 8, 23))
    assert period.title == "Triwulan IV 2026 (masih berjalan)"


def test_a_whole_month_is_compared_with_the_whole_month_before() -> None:
    period = periods.parse("2026-03", TODAY)
    assert period is not None
    assert period.previous == Span(date(2026, 2, 1), date(2026, 2, 28))


def test_a_running_month_is_never_compared_with_days_past_the_end_of_a_short_one() -> None:
    period = periods.parse("2026-03", date(2026, 3, 30))
    assert period is not None
    assert period.previous == Span(date(2026, 2, 1), date(2026, 2, 28))


def test_free_days_are_compared_with_as_many_days_before() -> None:
    period = periods.parse("2026-03-11..2026-03-20", TODAY)
    assert period is not None
    assert period.previous == Span(date(2026, 3, 1), date(2026, 3, 10))


def test_a_quarter_is_opened_once_it_is_a_month_old() -> None:
    assert periods.default(date(2026, 10, 20)).code == "2026-Q3"
    assert periods.default(date(2026, 11, 1)).code == "2026-Q4"


def test_choices_run_from_the_newest_to_the_oldest_period_that_holds_data() -> None:
    assert periods.choices("triwulan", date(2026, 3, 31), TODAY) == [
        "2026-Q4",
        "2026-Q3",
        "2026-Q2",
        "2026-Q1",
    ]
    assert periods.choices("tahun", date(1970, 1, 1), TODAY)[-1] == "1996"


@pytest.mark.parametrize(
    ("code", "grain", "first"),
    [
        ("2026-Q4", "quarter", date(2025, 1, 1)),
        ("2026-09", "month", date(2025, 9, 1)),
        ("2026", "quarter", date(2024, 1, 1)),
        ("2026-10-01..2026-10-20", "week", date(2026, 10, 1)),
        ("2026-01-01..2026-10-20", "month", date(2026, 1, 1)),
    ],
)
def test_lines_over_time_show_what_led_up_to_the_period(code: str, grain: str, first: date) -> None:
    period = periods.parse(code, TODAY)
    assert period is not None
    found, span = periods.history(period)
    assert (found, span.first) == (grain, first)
