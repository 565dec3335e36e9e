"""The data annex as XLSX: numbers as numbers, texts always as texts, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pantau.reports.annex_cells import Cell
from pantau.reports.annex_tables import AnnexTable
from pantau.reports.cells import printable
from pantau.texts import common, report

# Excel's own limit for a cell.
MAX_CELL = 32_767
_WIDEST = 60


def xlsx(
    tables: Sequence[AnnexTable],
    dictionary: AnnexTable,
    title: str,
    notes: Sequence[str],
    made_at: datetime,
) -> bytes:
    """First a sheet that says what this is, then the tables, last the data dictionary."""
    import xlsxwriter

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
        formats = _Formats(book)
        _write_notes(book.add_worksheet(report.NOTES_SHEET), title, notes, formats)
        for table in (*tables, dictionary):
            _write(book.add_worksheet(table.id), table, formats)
    return made.getvalue()


class _Formats:
    def __init__(self, book: Any) -> None:
        self.head = book.add_format(
            {"bold": True, "bg_color": "#EEF3F5", "bottom": 1, "text_wrap": True}
        )
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.count = book.add_format({"num_format": "#,##0", "valign": "top"})
        self.decimal = book.add_format({"num_format": "0.0000", "valign": "top"})


def _write_notes(sheet: Any, title: str, notes: Sequence[str], formats: _Formats) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, printable(title), formats.title)
    for row, note in enumerate(notes, start=2):
        sheet.write_string(row, 0, printable(note), formats.text)


def _write(sheet: Any, table: AnnexTable, formats: _Formats) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column, formats.head)
        shown = [column, *(str(row[place] or "") for row in table.rows)]
        sheet.set_column(place, place, min(_WIDEST, max(map(len, shown)) + 2))
    for line, row in enumerate(table.rows, start=1):
        for place, value in enumerate(row):
            _write_cell(sheet, line, place, value, formats)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write_cell(sheet: Any, line: int, place: int, value: Cell, formats: _Formats) -> None:
    if isinstance(value, str):
        sheet.write_string(line, place, printable(value)[:MAX_CELL], formats.text)
    elif isinstance(value, int):
        sheet.write_number(line, place, value, formats.count)
    elif value is not None:
        sheet.write_number(line, place, value, formats.decimal)


def notes(is_sample: bool, incomplete: str) -> list[str]:
    """What a reader of the annex alone must know."""
    marks = [report.SAMPLE_MARK] if is_sample else []
    marks += [incomplete] if incomplete else []
    return [*marks, common.INDEX_DISCLAIMER, report.ANNEX_NOTE]
