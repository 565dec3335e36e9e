"""JSON lines: one object a line, columns by dotted path (`author.name`). Flat memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from pantau.connectors.csv_rows import lines, open_text
from pantau.connectors.table_rows import Header, Opener, Row
from pantau.connectors.text import kept

MAX_LINE: Final = 1_000_000
# The columns are what the first of the objects hold; a path that first shows up later isn't one.
_N_FOR_COLUMNS: Final = 1000
_N_COLUMNS: Final = 500
_DEPTH: Final = 6


@dataclass(frozen=True, slots=True)
class JsonlSheet:
    """Implements `Sheet`; every line is a row, the heading stands on line 0."""

    name: str
    opener: Opener
    is_1904: bool = False

    def candidates(self) -> Sequence[Header]:
        paths: dict[str, None] = {}
        for _, line in islice(self._lines(), _N_FOR_COLUMNS):
            paths.update(dict.fromkeys(_flat(_object(line) or {})))
        return [Header(0, "", tuple(paths)[:_N_COLUMNS])] if paths else []

    def rows(self, header: Header) -> Iterator[Row]:
        for number, line in self._lines():
            if not line.strip():
                continue
            said = _object(line)
            if said is None:
                yield Row(number, reason="not a JSON object")
                continue
            cells = _flat(said)
            yield Row(number, tuple(cells.get(path, "") for path in header.cells))

    def _lines(self) -> Iterator[tuple[int, str]]:
        """Lines with their numbers; of one that is too long only its beginning, which is no object."""
        with open_text(self.opener) as file:
            number, is_within = 0, False
            for piece in lines(file, MAX_LINE):
                number += not is_within
                if not is_within:
                    yield number, piece
                is_within = not piece.endswith("\n")


def _object(line: str) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _flat(said: Mapping[str, Any], before: str = "", depth: int = _DEPTH) -> dict[str, str]:
    """Values by dotted path; a list of plain values is one cell, other lists are left out."""
    cells: dict[str, str] = {}
    for key, value in said.items():
        path = f"{before}{key}"
        if isinstance(value, dict):
            cells |= _flat(value, f"{path}.", depth - 1) if depth else {}
        elif isinstance(value, list):
            cells[path] = " ".join(_cell(v) for v in value if not isinstance(v, dict | list))
        else:
            cells[path] = _cell(value)
    return cells


def _cell(value: object) -> str:
    return "" if value is None else kept(str(value)).strip()
