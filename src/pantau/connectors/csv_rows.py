"""CSV as offices have it, row by row in flat memory: any of four encodings, three separators, broken quotes.

A row that can't be read is a row with a reason, and the next line is tried afresh. What the columns
mean is not decided here.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TextIO

from pantau.connectors.table_rows import N_HEAD_ROWS, Header, Opener, Row

DELIMITERS: Final = (",", ";", "\t")
# A cell that runs over more lines or characters than this is a quote that was never closed.
MAX_LINES: Final = 200
MAX_CHARACTERS: Final = 100_000
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class CsvSheet:
    """Implements `Sheet`. CSV says nothing about the epoch of day numbers: `is_1904` is the user's word."""

    name: str
    opener: Opener
    is_1904: bool = False

    def candidates(self) -> Sequence[Header]:
        """Each leading line by each separator that divides it."""
        with open_text(self.opener) as file:
            leading = enumerate(islice(lines(file), N_HEAD_ROWS), start=1)
            split = [(n, sign, _split(line, sign)) for n, line in leading for sign in DELIMITERS]
        return [Header(n, sign, cells) for n, sign, cells in split if any(cells)]

    def rows(self, header: Header) -> Iterator[Row]:
        with open_text(self.opener) as file:
            after = _Lines(islice(lines(file), header.line, None), header.line + 1)
            while (row := _next_row(after, header)) is not None:
                if row.cells or row.reason:
                    yield row


class _Lines:
    """Lines with their numbers; what was taken too eagerly can be given back."""

    def __init__(self, lines: Iterator[str], first: int) -> None:
        self._lines = lines
        self._back: deque[str] = deque()
        self.number = first

    def take(self) -> str | None:
        line = self._back.popleft() if self._back else next(self._lines, None)
        self.number += line is not None
        return line

    def give_back(self, lines: list[str]) -> None:
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)


def _next_row(lines: _Lines, header: Header) -> Row | None:
    start = lines.number
    taken = _take_record(lines, header.delimiter)
    if not taken:
        return None
    text = "".join(taken)
    if is_open(text, header.delimiter):
        return _only_first(lines, start, taken, "a quote is never closed")
    cells = _split(text, header.delimiter)
    if not any(cells):
        return Row(start)
    reason = _fault(cells, len(header.cells))
    if reason and len(taken) > 1:  # an open quote ran on to the next one, lines further down
        return _only_first(lines, start, taken, "a quote is never closed")
    return Row(start, reason=reason) if reason else Row(start, cells[: len(header.cells)])


def _take_record(lines: _Lines, delimiter: str) -> list[str]:
    """The lines of one record: more than one where a quoted cell runs on."""
    taken: list[str] = []
    n_characters = 0
    while (line := lines.take()) is not None:
        taken.append(line)
        n_characters += len(line)
        if '"' not in line and len(taken) == 1:
            break
        if len(taken) >= MAX_LINES or n_characters >= MAX_CHARACTERS:
            break
        if '"' in line and not is_open("".join(taken), delimiter):
            break
    return taken


def _only_first(lines: _Lines, start: int, taken: list[str], reason: str) -> Row:
    """Give up the first line alone and let the others be read for themselves."""
    lines.give_back(taken[1:])
    return Row(start, reason=reason)


def _fault(cells: tuple[str, ...], n_wanted: int) -> str:
    n_cells = len(cells) if any(cells[n_wanted:]) else min(len(cells), n_wanted)
    if n_cells != n_wanted:
        return f"{n_cells} columns where {n_wanted} are expected"
    return "a NUL byte" if any("\0" in cell for cell in cells) else ""


def is_open(text: str, delimiter: str) -> bool:
    """Whether a quoted cell is still open at the end. A quote opens one only where a cell begins."""
    place = 0 if text.startswith('"') else _opening(text, 0, delimiter)
    while place >= 0:
        place = _closing(text, place + 1)
        if place < 0:
            return True
        place = _opening(text, place + 1, delimiter)
    return False


def _opening(text: str, start: int, delimiter: str) -> int:
    found = text.find(f'{delimiter}"', start)
    return found + 1 if found >= 0 else -1


def _closing(text: str, start: int) -> int:
    """The quote that ends the cell; a doubled one stands for itself."""
    found = text.find('"', start)
    while found >= 0 and text.startswith('"', found + 1):
        found = text.find('"', found + 2)
    return found


def _split(text: str, delimiter: str) -> tuple[str, ...]:
    csv.field_size_limit(10 * MAX_CHARACTERS)
    try:
        record = next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return ()
    return tuple(cell.strip() for cell in record)


def open_text(opener: Opener) -> TextIO:
    """As text; bytes without a mark are opened one character a byte, each line decoded on its own."""
    with opener() as file:
        encoding = _encoding(file.read(4096))
    errors = "replace" if encoding.startswith("utf-16") else "strict"
    return io.TextIOWrapper(opener(), encoding=encoding, errors=errors, newline=None)


def _encoding(start: bytes) -> str:
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return "latin-1" if encoding == "utf-8-sig" else encoding
    n_even, n_odd = start[::2].count(0), start[1::2].count(0)
    if max(n_even, n_odd) * 5 > len(start):  # ASCII in UTF-16: every second byte is null
        return "utf-16-le" if n_odd > n_even else "utf-16-be"
    return "latin-1"


def lines(file: TextIO, most: int = MAX_CHARACTERS) -> Iterator[str]:
    """Line by line; one longer than `most` characters comes in pieces, only the last with its end."""
    is_bytes = file.encoding == "latin-1"
    is_first = True
    while line := file.readline(most):
        text = _decoded(line) if is_bytes else line
        yield text.removeprefix("\ufeff") if is_first else text
        is_first = False


def _decoded(line: str) -> str:
    """UTF-8 if it is, else the Windows code page: files pasted together hold both."""
    raw = line.encode("latin-1")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
