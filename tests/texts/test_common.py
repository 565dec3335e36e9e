"""Indonesian numbers, dates and verdicts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pantau.domain.period import Quarter, Span
from pantau.domain.verdict import StopReason, Verdict
from pantau.texts import common


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234567, 0, "1.234.567"),
        (1234.5, 1, "1.234,5"),
        (0.125, 2, "0,13"),
        (2.5, 0, "3"),
        (-0.04, 1, "0,0"),
        (-12.34, 1, "−12,3"),
    ],
)
def test_numbers_have_a_decimal_comma_and_round_as_on_paper(
    value: float, decimals: int, shown: str
) -> None:
    assert common.number(value, decimals) == shown


def test_a_signed_zero_has_no_sign() -> None:
    assert [common.signed(v, 1) for v in (1.5, -1.5, 0.01)] == ["+1,5", "−1,5", "0,0"]


def test_shares_are_percentages_with_their_base() -> None:
    assert common.percent(0.4234, 1) == "42,3%"
    assert common.percent_range(0.351, 0.498) == "35–50%"
    assert common.share(21, 50) == "42% (21 dari 50)"
    assert common.share(0, 0) == "belum ada"


def test_dates_and_quarters_are_written_out() -> None:
    assert common.day(date(2026, 2, 5)) == "5 Februari 2026"
    assert common.short_day(date(2026, 8, 17)) == "17 Agu 2026"
    assert common.quarter(Quarter(2026, 1)) == "Triwulan I 2026"


def test_times_are_shown_in_wib_and_naive_ones_are_utc() -> None:
    assert common.timestamp(datetime(2026, 3, 31, 20, 0, tzinfo=UTC)) == "1 April 2026 03.00 WIB"
    stored = datetime(2026, 3, 31, 20, 0, tzinfo=UTC).replace(tzinfo=None)
    assert common.clock(stored) == "03.00 WIB"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), "Triwulan I 2026"),
        (date(2026, 2, 1), date(2026, 2, 28), "Februari 2026"),
        (date(2025, 1, 1), date(2025, 12, 31), "Tahun 2025"),
        (date(2026, 3, 2), date(2026, 3, 9), "2–9 Maret 2026"),
        (date(2026, 3, 2), date(2026, 4, 9), "2 Maret – 9 April 2026"),
        (date(2025, 12, 2), date(2026, 1, 9), "2 Desember 2025 – 9 Januari 2026"),
        (date(2026, 3, 2), date(2026, 3, 2), "2 Maret 2026"),
    ],
)
def test_a_span_has_the_shortest_name_that_is_still_exact(
    first: date, last: date, shown: str
) -> None:
    assert common.span(Span(first, last)) == shown


def test_a_change_inside_the_noise_is_called_that() -> None:
    assert common.direction(0.2, is_significant=False) == "tidak berbeda nyata"
    assert common.direction(0.2, is_significant=True) == "naik"
    assert common.direction(-0.2, is_significant=True) == "turun"


def test_every_verdict_and_stop_reason_has_its_words() -> None:
    assert set(common.VERDICT_TITLES) == set(common.VERDICT_SENTENCES) == set(Verdict)
    assert set(common.STOP_TITLES) == set(StopReason)
    assert common.verdict_title("") == "Belum selesai"
    assert common.verdict_title("suspect_empty") == "Kosong, mencurigakan"


def test_waits_are_in_the_unit_that_fits() -> None:
    assert [common.hours(h) for h in (0.5, 5, 76.8)] == ["30 menit", "5 jam", "3,2 hari"]


def test_lists_end_with_dan() -> None:
    assert common.enumeration(["a", "b", "c"]) == "a, b, dan c"
    assert common.enumeration(["a", "b"]) == "a dan b"
