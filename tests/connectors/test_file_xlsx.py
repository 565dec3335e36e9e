"""Workbooks as offices hand them in, and those that must not be read."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pantau.connectors import xlsx_rows
from pantau.connectors.file_import import FileImport
from pantau.connectors.xlsx_strings import read_strings
from pantau.errors import ConnectorError, InputError
from tests.connectors.tables import Cell, read, reasons, texts, workbook
from tests.fakes import read_all

HEAD = ("Isi", "Tanggal")
WRITTEN = datetime(2026, 4, 1, 10, 30)  # noqa: DTZ001 - a workbook knows no zones


def one_sheet(folder: Path, *rows: tuple[Cell, ...], is_1904: bool = False) -> Path:
    return workbook(folder / "masukan.xlsx", {"Data": [HEAD, *rows]}, is_1904=is_1904)


def repacked(path: Path, part: str, change: bytes) -> Path:
    """The workbook with one part replaced."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, change if name == part else content)
    return path


def test_rows_of_a_workbook_are_read_in_pages(tmp_path: Path) -> None:
    rows = [(f"baris {number}", date(2026, 4, 1)) for number in range(7)]
    reading = read(one_sheet(tmp_path, *rows))
    assert texts(reading) == [f"baris {number}" for number in range(7)]
    assert len(reading.pages) == 3


@pytest.mark.parametrize("is_1904", [False, True])
def test_dates_are_read_in_either_epoch(tmp_path: Path, is_1904: bool) -> None:
    path = one_sheet(tmp_path, ("a", WRITTEN), is_1904=is_1904)
    assert read(path).mentions[0].posted_at == datetime(2026, 4, 1, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize(("is_1904", "number"), [(False, 46113.4375), (True, 46113.4375 - 1462)])
def test_day_numbers_that_nobody_made_a_date_are_read_in_the_books_epoch(
    tmp_path: Path, is_1904: bool, number: float
) -> None:
    path = one_sheet(tmp_path, ("a", number), is_1904=is_1904)
    assert read(path).mentions[0].posted_at == datetime(2026, 4, 1, 3, 30, tzinfo=UTC)


def test_formulas_are_not_evaluated_what_excel_last_saw_counts(tmp_path: Path) -> None:
    assert texts(read(one_sheet(tmp_path, ("=3+4", "01/04/2026")))) == ["7"]


def test_lines_above_the_heading_are_passed_over_and_lines_are_told_as_excel_numbers_them(
    tmp_path: Path,
) -> None:
    rows = [("Ekspor contoh",), (), HEAD, ("satu", "kapan"), (), ("dua", "01/04/2026")]
    reading = read(workbook(tmp_path / "a.xlsx", {"Data": rows}))
    assert texts(reading) == ["dua"]
    assert [r.reason for r in reading.rejected] == [
        "a.xlsx, line 4: the date 'xxxxx' can't be read"
    ]


def test_each_sheet_with_a_heading_is_a_table_of_its_own(tmp_path: Path) -> None:
    row = ("x", "01/04/2026")
    sheets = {"Catatan": [("tanpa tabel",)], "Mei": [HEAD, row], "Juni": [HEAD, row]}
    connector = FileImport([workbook(tmp_path / "a.xlsx", sheets)])
    assert [target.name for target in connector.targets()] == ["a.xlsx/Mei", "a.xlsx/Juni"]
    connector.close()


def test_ids_that_excel_rounded_are_lost_and_said_to_be(tmp_path: Path) -> None:
    head = ("ID", "Isi", "Tanggal")
    rows = [
        (1.78123456789012e17, "satu", "01/04/2026"),
        (1.78123456789012e17, "dua", "01/04/2026"),
        (123456789, "tiga", "01/04/2026"),
    ]
    reading = read(workbook(tmp_path / "a.xlsx", {"Data": [head, *rows]}))
    ids = [m.external_id for m in reading.mentions]
    assert len(set(ids)) == 3
    assert [given.startswith("sha:") for given in ids] == [True, True, False]
    assert any("rounded by a spreadsheet" in note for note in reading.parsed[0].notes)


def test_dates_partly_swapped_by_a_program_are_pointed_out(tmp_path: Path) -> None:
    path = one_sheet(tmp_path, ("a", date(2026, 5, 4)), ("b", "13/04/2026"))
    assert any("swapped" in note for note in read(path).parsed[0].notes)


def test_a_workbook_that_is_too_large_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = one_sheet(tmp_path, ("a", "01/04/2026"))
    with path.open("ab") as file:
        file.truncate(200_000_000)  # sparse: takes no room on the disk
    with pytest.raises(
        InputError, match=r"masukan\.xlsx: 200 MB, the limit for XLSX and ZIP is 100 MB"
    ):
        FileImport([path])


def test_a_workbook_that_unpacks_to_too_much_is_refused_with_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_rows, "MAX_UNPACKED_MEGABYTES", 3)
    path = one_sheet(tmp_path, ("a", "01/04/2026"))
    repacked(path, "xl/worksheets/sheet1.xml", bytes(4_000_000))
    with pytest.raises(InputError, match=r"4 MB unpacked, the limit is 3 MB"):
        FileImport([path])


def test_a_workbook_with_a_document_type_is_refused(tmp_path: Path) -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst/>'
    path = repacked(one_sheet(tmp_path, ("a", "01/04/2026")), "xl/sharedStrings.xml", evil)
    with pytest.raises(InputError, match="document type"):
        FileImport([path])


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(tmp_path: Path) -> None:
    path = one_sheet(tmp_path, ("a", "01/04/2026"))
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    lie = sheet.replace(b'<dimension ref="A1:B2"/>', b'<dimension ref="A1:XFD1048576"/>')
    assert lie != sheet
    assert texts(read(repacked(path, "xl/worksheets/sheet1.xml", lie))) == ["a"]


def test_a_false_row_number_is_not_counted_up_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_rows, "MAX_ROWS", 5000)
    path = one_sheet(tmp_path, ("a", "01/04/2026"), ("b", "01/04/2026"))
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    false = sheet.replace(b'r="3"', b'r="900000000"')
    connector = FileImport([repacked(path, "xl/worksheets/sheet1.xml", false)], rows_a_page=1)
    with pytest.raises(ConnectorError, match="more rows than a sheet can have"):
        read_all(connector)
    connector.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), r"old Excel format \(\.xls\)"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b"<html><table><tr><td>x</td></tr></table></html>", "a web page"),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04 nothing more", "damaged"),
        (b"", "no table in it"),
    ],
)
def test_what_only_looks_like_a_workbook_is_refused_with_what_to_do(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "laporan.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"laporan\.xlsx.*" + said):
        FileImport([path])


def test_a_workbook_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "laporan.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    with pytest.raises(InputError, match="another kind than XLSX"):
        FileImport([path])


def test_a_csv_named_xls_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ekspor.xls"
    path.write_text("Isi\tTanggal\nsatu\t01/04/2026\n", encoding="utf-16")
    assert texts(read(path)) == ["satu"]


def test_damage_further_down_is_told_after_what_came_before_it(tmp_path: Path) -> None:
    path = one_sheet(tmp_path, *[(f"baris {n}", "2026-04-01") for n in range(3000)])
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    repacked(path, "xl/worksheets/sheet1.xml", sheet[: len(sheet) * 2 // 3] + b"<<<")
    connector = FileImport([path], rows_a_page=500)
    page = connector.fetch(connector.targets()[0], "rows", {})
    assert len(connector.parse(page).mentions) == 500
    with pytest.raises(ConnectorError, match=r"masukan\.xlsx: damaged after row"):
        read_all(connector)
    connector.close()


def test_columns_beyond_the_heading_are_not_read(tmp_path: Path) -> None:
    reading = read(one_sheet(tmp_path, ("a", "01/04/2026", "0812-3456-7890")))
    assert texts(reading) == ["a"]
    assert b"0812" not in reading.pages[0].body
    assert reasons(reading) == []


def test_formatted_texts_come_as_plain_ones_and_hints_are_left_out() -> None:
    strings = (
        b'<?xml version="1.0"?><sst><si><r><t>sa</t></r><r><rPr><b/></rPr><t>tu &amp;</t></r></si>'
        b'<si><t/></si><x:si xmlns:x="y"><x:t xml:space="preserve"> dua</x:t>'
        b"<rPh><t>petunjuk</t></rPh></x:si></sst>"
    )
    assert read_strings(io.BytesIO(strings)) == ["satu &", "", " dua"]


@pytest.mark.parametrize(
    "strings",
    [
        b"<sst><si><t>x</si>",
        b'<!DOCTYPE s [<!ENTITY a "b">]><sst><si><t>&a;</t></si></sst>',
    ],
)
def test_broken_texts_and_entities_are_refused(strings: bytes) -> None:
    with pytest.raises(ValueError, match=r"broken|entities"):
        read_strings(io.BytesIO(strings))
