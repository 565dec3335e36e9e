"""How single cells are read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pantau.connectors.table_dates import read_moment, shown, survey, with_clock
from pantau.connectors.table_fields import ends_in_zeros, is_rounded_id, normal, read_count


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("12", 12), ("1,2 rb", 1200), ("1.234", 1234), ("1.234.567", 1_234_567), ("3 jt", 3_000_000),
        ("2,5 juta", 2_500_000), ("1.2K", 1200), ("15rb", 15_000), ("1M+", 1_000_000), ("12,5", 12),
        ("", 0), ("banyak", 0), ("-3", 0), ("1,234", 1234),
    ],
)  # fmt: skip
def test_counts_are_read_as_people_and_platforms_write_them(cell: str, count: int) -> None:
    assert read_count(cell) == count


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("12-Jan-2026 03:45PM", datetime(2026, 1, 12, 8, 45, tzinfo=UTC)),
        ("12-Jan-26 12:05 AM", datetime(2026, 1, 11, 17, 5, tzinfo=UTC)),
        ("January 12, 2026 15:45", datetime(2026, 1, 12, 8, 45, tzinfo=UTC)),
        ("Senin, 12 Agustus 2026 pukul 10.15 WIB", datetime(2026, 8, 12, 3, 15, tzinfo=UTC)),
        ("12 Okt 2026", datetime(2026, 10, 11, 17, tzinfo=UTC)),
        ("12 Des. 2026", datetime(2026, 12, 11, 17, tzinfo=UTC)),
        ("12/04/2026 10:15:00 UTC", datetime(2026, 4, 12, 10, 15, tzinfo=UTC)),
        ("2026/04/12 10:15", datetime(2026, 4, 12, 3, 15, tzinfo=UTC)),
        ("46124", datetime(2026, 4, 11, 17, tzinfo=UTC)),
        ("46124,4375", datetime(2026, 4, 12, 3, 30, tzinfo=UTC)),
        ("1775962200", datetime(2026, 4, 12, 2, 50, tzinfo=UTC)),
        ("1775962200000", datetime(2026, 4, 12, 2, 50, tzinfo=UTC)),
    ],
)
def test_dates_of_exports_are_read(cell: str, wanted: datetime) -> None:
    assert read_moment(cell) == wanted


def test_day_numbers_may_count_from_1904() -> None:
    assert read_moment("44662", is_1904=True) == read_moment("46124")


@pytest.mark.parametrize(
    "cell", ["12/04/2026 25:00", "12/04/2026 entah", "99999999", "12345", "1e9"]
)
def test_what_is_nearly_a_date_is_not_guessed(cell: str) -> None:
    with pytest.raises(ValueError, match=r"can't be read|not plausible"):
        read_moment(cell)


def test_a_time_in_a_column_of_its_own_joins_a_date_that_has_none() -> None:
    assert with_clock("13/04/2026", "09.30") == "13/04/2026 09.30"
    assert with_clock("2026-04-13 00:00:00", "09:30:00") == "2026-04-13 09:30:00"
    assert with_clock("13.04.2026 08:00", "09.30") == "13.04.2026 08:00"


def test_a_date_is_shown_as_it_is_and_all_else_by_its_shape() -> None:
    assert shown("31/02/2026") == "'31/02/2026'"
    assert shown("6171011708459999") == "'9999999999999999'"
    assert shown("Contoh Nama") == "'xxxxxx xxxx'"


def test_a_file_with_days_in_both_places_is_day_first() -> None:
    assert survey(["04/13/2026", "13/04/2026"]).order == "dmy"


@pytest.mark.parametrize(
    ("cell", "is_lost"), [("1.23E+18", True), ("1,78457e+17", True), ("178457", False)]
)
def test_ids_in_scientific_notation_are_lost(cell: str, is_lost: bool) -> None:
    assert is_rounded_id(cell) is is_lost


def test_a_column_of_long_ids_that_all_end_in_zeros_was_rounded() -> None:
    assert ends_in_zeros([f"17845{n}123456789000" for n in range(3)])
    assert not ends_in_zeros([f"178451234567890{n:03}" for n in range(3)])
    assert not is_rounded_id("178450123456789000")
    assert is_rounded_id("178450123456789000", has_zeros=True)


def test_names_of_columns_are_compared_by_their_words() -> None:
    assert {normal(n) for n in ("Tanggal_Laporan", "tanggalLaporan", " TANGGAL  laporan ")} == {
        "tanggal laporan"
    }
