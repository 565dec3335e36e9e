"""CSV files as offices hand them in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.connectors.csv_rows import is_open
from pantau.connectors.file_import import FileImport
from pantau.connectors.presets import GENERIC
from pantau.connectors.table_dates import day_order, read_moment
from pantau.connectors.table_fields import read_stars
from pantau.domain.mention import Kind
from pantau.errors import ConnectorError, InputError
from tests.fakes import NOON, Reading, read_all

HEAD = "text,date\n"


def read(folder: Path, content: str | bytes, rows_a_page: int = 3) -> Reading:
    path = folder / "masukan.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_all(FileImport([path], lambda: NOON, rows_a_page=rows_a_page))


def texts(reading: Reading) -> list[str]:
    return [mention.text for mention in reading.mentions]


def reasons(reading: Reading) -> list[str]:
    return [rejected.reason for rejected in reading.rejected]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    content = f"{HEAD}café – bagus,2026-04-01\n".encode(encoding)
    assert texts(read(tmp_path, content)) == ["café – bagus"]


def test_lines_of_different_encodings_in_one_file_are_each_read(tmp_path: Path) -> None:
    content = (
        b"\xef\xbb\xbftext,date\n"
        + "café,2026-04-01\n".encode()
        + "thé,2026-04-01\n".encode("cp1252")
    )
    assert texts(read(tmp_path, content)) == ["café", "thé"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_separator_is_found(tmp_path: Path, delimiter: str) -> None:
    content = f'Isi{delimiter}Tanggal\n"a{delimiter}b"{delimiter}01/04/2026\n'
    assert texts(read(tmp_path, content)) == [f"a{delimiter}b"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_line_end_is_read(tmp_path: Path, end: str) -> None:
    content = end.join(["text,date", "satu,2026-04-01", "dua,2026-04-02", ""])
    assert texts(read(tmp_path, content)) == ["satu", "dua"]


def test_lines_before_the_heading_are_passed_over(tmp_path: Path) -> None:
    content = f"Ekspor contoh\nDibuat,kemarin\n\n{HEAD}satu,2026-04-01\n"
    assert texts(read(tmp_path, content)) == ["satu"]


def test_columns_are_known_by_their_indonesian_names() -> None:
    header = [
        "No Laporan",
        "ISI_LAPORAN",
        "tanggalLaporan",
        "Nama Pengguna",
        "Bintang",
        "Tautan",
        "Kanal",
    ]
    assert GENERIC.fields_in(header, {}) == {
        "id": ("no laporan",),
        "text": ("isi laporan",),
        "date": ("tanggal laporan",),
        "author": ("nama pengguna",),
        "rating": ("bintang",),
        "url": ("tautan",),
        "channel": ("kanal",),
    }


def test_a_file_without_the_needed_columns_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "salah.csv"
    path.write_text("nama,umur\nx,3\n", encoding="utf-8")
    with pytest.raises(
        InputError,
        match=r"salah\.csv: no column for text and date; .*--map text=COLUMN; columns found: nama, umur",
    ):
        FileImport([path])


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"tidak-ada\.csv"):
        FileImport([tmp_path / "tidak-ada.csv"])


def test_a_file_that_vanishes_later_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "masukan.csv"
    path.write_text(HEAD + "satu,2026-04-01\n", encoding="utf-8")
    connector = FileImport([path])
    path.unlink()
    with pytest.raises(ConnectorError):
        read_all(connector)


def test_bad_rows_are_rejected_with_file_line_and_reason_and_the_rest_goes_in(
    tmp_path: Path,
) -> None:
    rows = [
        "bagus,2026-04-01,5",
        "tanggal salah,31/02/2026,5",
        "bintang salah,2026-04-01,7",
        "kurang,2026-04-01",
        "lebih,2026-04-01,5,x,y",
        "nol\0,2026-04-01,5",
        ",2026-04-01,",
        "akhir,2026-04-02,",
    ]
    reading = read(tmp_path, "text,date,rating\n" + "\n".join(rows) + "\n")
    assert texts(reading) == ["bagus", "akhir"]
    assert reasons(reading) == [
        "masukan.csv, line 3: the date '31/02/2026' can't be read",
        "masukan.csv, line 4: the rating '7' is not 1 to 5",
        "masukan.csv, line 5: 2 columns where 3 are expected",
        "masukan.csv, line 6: 5 columns where 3 are expected",
        "masukan.csv, line 7: a NUL byte",
        "masukan.csv, line 8: neither text nor rating",
    ]


def test_a_quote_that_never_closes_costs_its_own_line_only(tmp_path: Path) -> None:
    lines = "".join(f"baris {number},2026-04-01\n" for number in range(500))
    reading = read(tmp_path, f'{HEAD}"terbuka,2026-04-01\n{lines}', rows_a_page=100)
    assert len(texts(reading)) == 500
    assert reasons(reading) == ["masukan.csv, line 2: a quote is never closed"]


def test_a_quote_closed_lines_later_costs_its_own_line_only(tmp_path: Path) -> None:
    content = f'{HEAD}"terbuka,2026-04-01\ndua,2026-04-02\n"tiga, ya",2026-04-03\n'
    reading = read(tmp_path, content)
    assert texts(reading) == ["dua", "tiga, ya"]
    assert reasons(reading) == ["masukan.csv, line 2: a quote is never closed"]


def test_a_cell_may_run_over_lines_and_hold_quotes(tmp_path: Path) -> None:
    content = f'{HEAD}"satu\ndua ""tiga""\n\nempat",2026-04-01\nlima 5" layar,2026-04-02\n'
    reading = read(tmp_path, content)
    assert texts(reading) == ['satu\ndua "tiga"\n\nempat', 'lima 5" layar']
    assert reasons(reading) == []


def test_unusual_line_separators_within_a_cell_do_not_end_it(tmp_path: Path) -> None:
    assert texts(read(tmp_path, f"{HEAD}a\u2028b\x85c,2026-04-01\n")) == ["a\u2028b\x85c"]


def test_a_line_without_end_is_rejected_and_not_held_in_memory(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{HEAD}{'x' * 250_000},2026-04-01\ndua,2026-04-02\n")
    assert "dua" in texts(reading)
    assert reading.rejected


def test_rows_come_in_pages_and_lose_nothing(tmp_path: Path) -> None:
    rows = "".join(f"baris {number},2026-04-01\n" for number in range(10))
    reading = read(tmp_path, HEAD + rows, rows_a_page=3)
    assert len(reading.pages) == 4
    assert texts(reading) == [f"baris {number}" for number in range(10)]


def test_a_day_first_file_stays_so_on_all_its_pages(tmp_path: Path) -> None:
    rows = "a,13/04/2026\nb,14/04/2026\nc,15/04/2026\nd,05/04/2026\n"
    assert read(tmp_path, HEAD + rows).mentions[3].posted_at.month == 4


def test_a_month_first_file_is_known_by_its_days(tmp_path: Path) -> None:
    rows = "a,04/13/2026\nb,04/14/2026\nc,04/15/2026\nd,04/05/2026\n"
    assert [m.posted_at.month for m in read(tmp_path, HEAD + rows).mentions] == [4, 4, 4, 4]
    assert day_order(["04/05/2026"]) == "dmy"


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("2026-04-01T03:00:00Z", datetime(2026, 4, 1, 3, tzinfo=UTC)),
        ("2026-04-01 03:00", datetime(2026, 3, 31, 20, tzinfo=UTC)),
        ("2026-04-01", datetime(2026, 3, 31, 17, tzinfo=UTC)),
        ("01/04/2026", datetime(2026, 3, 31, 17, tzinfo=UTC)),
        ("1-4-26 8:05", datetime(2026, 4, 1, 1, 5, tzinfo=UTC)),
        ("01.04.2026 08.05.09", datetime(2026, 4, 1, 1, 5, 9, tzinfo=UTC)),
        ("1 April 2026 10:30 WIB", datetime(2026, 4, 1, 3, 30, tzinfo=UTC)),
        ("Rabu, 1 Mei 2026", datetime(2026, 4, 30, 17, tzinfo=UTC)),
        ("01-Agu-2026", datetime(2026, 7, 31, 17, tzinfo=UTC)),
        ("2026-04-01T03:00:00+09:00", datetime(2026, 3, 31, 18, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_people_here_write_them(cell: str, wanted: datetime) -> None:
    assert read_moment(cell) == wanted


@pytest.mark.parametrize(
    "cell", ["", "kemarin", "32/01/2026", "01/13/2026", "2026-13-01", "12", "1 Foo 2026"]
)
def test_what_is_no_date_is_not_guessed(cell: str) -> None:
    with pytest.raises(ValueError, match="can't be read"):
        read_moment(cell)


@pytest.mark.parametrize(
    ("cell", "stars"),
    [
        ("5", 5),
        ("4.0", 4),
        ("4,0", 4),
        (" 3 ", 3),
        ("2 bintang", 2),
        ("★★★☆☆", 3),
        ("", None),
        ("5/5", 5),
    ],
)
def test_stars_are_read(cell: str, stars: int | None) -> None:
    assert read_stars(cell) == stars


def test_a_row_with_stars_is_a_review_and_one_without_a_comment(tmp_path: Path) -> None:
    reading = read(tmp_path, "text,date,rating\na,2026-04-01,4\nb,2026-04-01,\n")
    assert [m.kind for m in reading.mentions] == [Kind.REVIEW, Kind.COMMENT]


def test_without_an_id_the_same_words_by_the_same_author_at_the_same_time_are_one(
    tmp_path: Path,
) -> None:
    head = "text,date,author\n"
    first = read(tmp_path, head + "halo,2026-04-01,A\nhalo,2026-04-01,B\n").mentions
    again = read(tmp_path, head + "halo,01/04/2026,B\nhalo ,2026-04-01 00:00,A\n").mentions
    assert {m.external_id for m in first} == {m.external_id for m in again}
    assert len({m.external_id for m in first}) == 2


def test_row_numbers_are_not_taken_for_ids(tmp_path: Path) -> None:
    one = read(tmp_path, "id,text,date\n1,halo,2026-04-01\n").mentions[0]
    other = read(tmp_path, "id,text,date\n1,lain,2026-04-02\n").mentions[0]
    assert one.external_id != other.external_id


def test_the_same_id_on_two_channels_is_two(tmp_path: Path) -> None:
    head = "id,text,date,channel\n"
    found = read(tmp_path, head + "123456,a,2026-04-01,IG\n123456,b,2026-04-01,FB\n").mentions
    assert [m.external_id for m in found] == ["IG:123456", "FB:123456"]


def test_only_web_addresses_are_kept_as_addresses(tmp_path: Path) -> None:
    head = "text,date,url\n"
    found = read(tmp_path, head + "a,2026-04-01,https://x.example\nb,2026-04-01,javascript:x\n")
    assert [m.url for m in found.mentions] == ["https://x.example", ""]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "a.csv" for folder in ("x", "y")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(HEAD, encoding="utf-8")
    names = [target.name for target in FileImport(paths).targets()]
    assert names == [str(path) for path in paths]


def test_a_table_without_rows_is_empty_and_no_error(tmp_path: Path) -> None:
    assert texts(read(tmp_path, HEAD)) == []


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), min_size=1, max_size=4
    )
)
def test_a_record_written_by_the_standard_library_is_never_left_open(cells: list[str]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerow(cells)
    assert not is_open(out.getvalue(), ",")
