"""Sheets of an XLSX workbook, row by row. Formulas are never evaluated: what Excel last saw counts.

What an office may hand in by mistake or malice is refused before it is read: too large, too large when
unpacked, protected by a password, of the old format, with a document type in its XML.
"""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any, BinaryIO, Final

from pantau.connectors.table_rows import N_HEAD_ROWS, DamagedTableError, Header, Row
from pantau.connectors.xlsx_strings import read_strings
from pantau.errors import InputError

MAX_UNPACKED_MEGABYTES: Final = 600
# Texts are kept apart from the sheets and must be held in memory as a whole.
MAX_TEXTS_MEGABYTES: Final = 200
MAX_COLUMNS: Final = 500
MAX_ROWS: Final = 1_048_576  # of Excel itself; a false row number would be counted up to
_MEGABYTE: Final = 1_000_000
_ROWS_AT_ONCE: Final = 1000
_LARGEST_EXACT: Final = 1e15


def open_workbook(file: BinaryIO, name: str, stack: ExitStack) -> list[XlsxSheet]:
    """The sheets of a workbook, which stays open until `stack` is closed. Raises `InputError`."""
    _check_parts(file, name)
    try:
        with warnings.catch_warnings(action="ignore"):
            book = _load(file)
    except _damages() as error:
        raise InputError(f"{name}: the workbook is damaged and can't be read") from error
    stack.callback(book.close)
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
    is_1904 = book.epoch.year == 1904
    if len(sheets) == 1:
        return [XlsxSheet(name, sheets[0], is_1904)]
    return [XlsxSheet(f"{name}/{sheet.title}", sheet, is_1904) for sheet in sheets]


def _load(file: BinaryIO) -> Any:
    """A workbook of openpyxl, whose texts we read ourselves."""
    from openpyxl.reader.excel import (
        ExcelReader,  # half a second that other formats needn't wait for
    )
    from openpyxl.xml.constants import SHARED_STRINGS

    class Reader(ExcelReader):  # type: ignore[misc]
        def read_strings(self) -> None:
            part = self.package.find(SHARED_STRINGS)
            if part is not None:
                with self.archive.open(part.PartName[1:]) as source:
                    self.shared_strings = read_strings(source)

    reader = Reader(file, read_only=True, data_only=True, keep_links=False)
    reader.read()
    return reader.wb


@dataclass(frozen=True, slots=True)
class XlsxSheet:
    """Implements `Sheet`."""

    name: str
    sheet: Any
    is_1904: bool = False

    def candidates(self) -> Sequence[Header]:
        leading = islice(self._values(), N_HEAD_ROWS)
        cells = ((number, tuple(map(_cell, values))) for number, values in leading)
        return [Header(n, "", _trimmed(row)) for n, row in cells if any(row)]

    def rows(self, header: Header) -> Iterator[Row]:
        n_wanted = len(header.cells)
        for number, values in self._values():
            if number <= header.line or not any(value is not None for value in values):
                continue
            cells = tuple(map(_cell, values[:n_wanted]))
            if any(cells):
                yield Row(number, cells + ("",) * (n_wanted - len(cells)))

    def _values(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Rows by number, as the file has them: what it says about its own size isn't believed."""
        self.sheet.reset_dimensions()
        rows = self.sheet.iter_rows(values_only=True)
        number = 0
        while batch := self._next(rows, number):
            if number > MAX_ROWS:
                raise DamagedTableError(f"{self.name}: damaged: more rows than a sheet can have")
            for values in batch:
                number += 1
                yield number, values[:MAX_COLUMNS]

    def _next(self, rows: Iterator[tuple[Any, ...]], number: int) -> list[tuple[Any, ...]]:
        try:
            with warnings.catch_warnings(action="ignore"):  # of dates out of range and the like
                return list(islice(rows, _ROWS_AT_ONCE))
        except _damages() as error:
            raise DamagedTableError(f"{self.name}: damaged after row {number}") from error


def _damages() -> tuple[type[Exception], ...]:
    """What openpyxl raises for files that aren't what they should be; it has no error of its own."""
    from xml.etree.ElementTree import ParseError

    from openpyxl.utils.exceptions import InvalidFileException

    found = [
        zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, IndexError,
        AttributeError, NotImplementedError, ParseError, InvalidFileException,
    ]  # fmt: skip
    try:
        from lxml.etree import XMLSyntaxError
    except ImportError:
        return tuple(found)
    return (*found, XMLSyntaxError)


def _check_parts(file: BinaryIO, name: str) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_sizes(parts, name)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_document_type(archive, part, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{name}: the workbook is damaged and can't be read") from error


def _check_sizes(parts: Sequence[zipfile.ZipInfo], name: str) -> None:
    """The sizes a part states are the most that is ever read of it."""
    unpacked = sum(part.file_size for part in parts)
    texts = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    for size, limit, what in (
        (unpacked, MAX_UNPACKED_MEGABYTES, "unpacked"),
        (texts, MAX_TEXTS_MEGABYTES, "of texts"),
    ):
        if size > limit * _MEGABYTE:
            raise InputError(
                f"{name}: {size / _MEGABYTE:,.0f} MB {what}, the limit is {limit} MB: divide the file, "
                "or save it as CSV, which has no limit"
            )


def _check_document_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    with archive.open(part) as xml:
        if b"<!DOCTYPE" in xml.read(65_536):
            raise InputError(
                f"{name}: {part.filename} has a document type: no office program writes one"
            )


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Without the empty cells at the end."""
    n_cells = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:n_cells]


def _cell(value: object) -> str:
    """As text. Whole numbers without ".0"; one too long for Excel keeps its exponent, as a sign."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "").strip()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_EXACT:
        return str(int(value))
    return str(value)
