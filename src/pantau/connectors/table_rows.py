"""What every format of table gives: a heading to choose, then rows. What they mean is not decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final, Protocol, TypeAlias

from pantau.errors import InputError

# Some exports begin with a few lines about themselves.
N_HEAD_ROWS: Final = 20
# From the first byte, each time it is called: a file is read once for its heading, again for its rows.
Opener: TypeAlias = Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Row:
    """Cells with the line they began on, or why there are none."""

    line: int
    cells: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """A heading line: where it stands and, in CSV, how its cells are separated."""

    line: int
    delimiter: str
    cells: tuple[str, ...]


class Sheet(Protocol):
    """One table: a CSV file, a sheet of a workbook, a file of JSON lines."""

    @property
    def name(self) -> str: ...

    @property
    def is_1904(self) -> bool:
        """Whether its day numbers count from 1904, as old Macs did, and not from 1900."""
        ...

    def candidates(self) -> Sequence[Header]:
        """The leading lines, any of which may be the heading, in order."""
        ...

    def rows(self, header: Header) -> Iterator[Row]:
        """Every row after the heading, in flat memory. Empty rows are passed over.

        Raises `DamagedTableError` where the file turns out to be damaged further down.
        """
        ...


class DamagedTableError(InputError):
    """The file can't be read on from here; the rows before were well."""
