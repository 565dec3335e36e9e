"""What is decided for a table as a whole, before its first row is read: the order in its dates, its ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pantau.connectors import table_dates as dates
from pantau.connectors.table_fields import ends_in_zeros, is_rounded_id
from pantau.connectors.table_layout import Layout
from pantau.connectors.table_rows import DamagedTableError, Row, Sheet

_N_IDS: Final = 2000
_LOST: Final = (
    "ids were rounded by a spreadsheet (as 1.23E+18) and are lost: texts are told apart by their contents, "
    "a later edit will count as a new text; export again and don't open the file in Excel"
)


@dataclass(frozen=True, slots=True)
class Survey:
    """`order` of day and month; `has_zeros`: long ids are rounded to zeros. `notes` are for a person."""

    order: str
    has_zeros: bool = False
    notes: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """As a cursor carries it on to the next page."""
        return f"{self.order}.zeros" if self.has_zeros else self.order

    @classmethod
    def of_token(cls, token: str) -> Survey:
        order, _, zeros = token.partition(".")
        return cls(order, bool(zeros))


def survey(sheet: Sheet, layout: Layout) -> Survey:
    """Looks through the dates until their order is certain, and through the first ids."""
    date_place, id_place = layout.place("date"), layout.place("id")
    if date_place is None:  # a layout that knows its own dates
        return Survey(dates.DAY_FIRST)
    found = dates.survey(row.cells[date_place] for row in _good(sheet, layout))
    if id_place is None:
        return Survey(found.order, notes=found.notes)
    ids = [row.cells[id_place] for row in islice(_good(sheet, layout), _N_IDS)]
    has_zeros = ends_in_zeros(ids)
    is_lost = any(is_rounded_id(cell, has_zeros=has_zeros) for cell in ids)
    return Survey(found.order, has_zeros, (*found.notes, *([_LOST] if is_lost else [])))


def _good(sheet: Sheet, layout: Layout) -> Iterator[Row]:
    """Rows with cells, up to the end or to where the file is damaged: the reading will say so."""
    try:
        yield from (row for row in sheet.rows(layout.header) if row.cells)
    except DamagedTableError:
        return
