"""Tables of our own making, in the formats that offices hand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from pantau.connectors.file_import import FileImport
from pantau.connectors.table_layout import ImportOptions
from tests.fakes import NOON, Reading, read_all

Cell = str | int | float | bool | date | datetime | None


def workbook(
    path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]], *, is_1904: bool = False
) -> Path:
    """Each sheet by its name; a text that begins with `=` is written as a formula that shows 7."""
    book = xlsxwriter.Workbook(str(path), {"date_1904": is_1904})
    day, moment = (book.add_format({"num_format": f}) for f in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm"))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, place, cell, moment)
                elif isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)
                elif isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(number, place, cell, None, 7)
                elif isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write(number, place, cell)
    book.close()
    return path


def read(
    path: Path, options: ImportOptions | None = None, *, table: int = 0, rows_a_page: int = 3
) -> Reading:
    connector = FileImport([path], lambda: NOON, options, rows_a_page=rows_a_page)
    try:
        return read_all(connector, connector.targets()[table])
    finally:
        connector.close()


def texts(reading: Reading) -> list[str]:
    return [mention.text for mention in reading.mentions]


def reasons(reading: Reading) -> list[str]:
    return [rejected.reason.split(": ", 1)[1] for rejected in reading.rejected]
