"""A page of rows as it lies in the archive: a checksum, then JSON of a head that says how to read it and the rows.

A scrubbed page holds whole mentions in place of rows. Pure.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from pantau.connectors import play_console, row_mentions
from pantau.connectors.base import Scrubbers
from pantau.connectors.table_layout import PLAY_CONSOLE
from pantau.connectors.table_rows import Row
from pantau.domain.mention import Kind, Mention
from pantau.errors import SchemaDriftError

_TIMES: Final = ("posted_at", "edited_at", "reply_at")
_FREE_TEXTS: Final = frozenset(("text", "title", "reply_text"))


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that became no mention. `is_left_out`: it was read well and must not be kept."""

    line: int
    reason: str
    is_left_out: bool = False


Outcome: TypeAlias = Mention | Skipped
Line: TypeAlias = Mapping[str, Any]


def written(head: Mapping[str, Any], lines: Sequence[Line]) -> bytes:
    said = json.dumps({"head": head, "lines": lines}, ensure_ascii=False).encode("utf-8", "replace")
    return _checksum(said) + b"\n" + said


def read(body: bytes) -> tuple[dict[str, Any], list[Line]]:
    """Head and lines. Raises `SchemaDriftError` for a body that is not as it was written."""
    checksum, _, said = body.partition(b"\n")
    if not said or checksum != _checksum(said):
        raise SchemaDriftError("a page of rows is cut short or damaged")
    page = json.loads(said)
    return page["head"], page["lines"]


def _checksum(said: bytes) -> bytes:
    return hashlib.sha256(said).hexdigest()[:16].encode()


def lines_of(rows: Sequence[Row], columns: Mapping[str, int]) -> tuple[dict[str, int], list[Line]]:
    """Rows as lines that hold only the columns that are read, and where each of these stands in them."""
    places = sorted(set(columns.values()))
    moved = {name: places.index(place) for name, place in columns.items()}
    return moved, [_line(row, places) for row in rows]


def _line(row: Row, places: Sequence[int]) -> Line:
    if row.reason:
        return {"line": row.line, "reason": row.reason}
    cells = row.cells
    return {"line": row.line, "cells": [cells[place] for place in places]}


def outcome(said: Line, head: Mapping[str, Any]) -> Outcome:
    """What becomes of a line, of a fresh page or of a scrubbed one."""
    if reason := said.get("reason"):
        return Skipped(said["line"], reason, bool(said.get("is_left_out")))
    if "mention" in said:
        return _mention_back(said["mention"])
    cells = said["cells"]
    cell = {name: cells[place] for name, place in head["columns"].items()}
    try:
        if head["preset"] == PLAY_CONSOLE:
            return play_console.mention(cell, head)
        return row_mentions.mention(cell, head)
    except row_mentions.LeftOutError as error:
        return Skipped(said["line"], str(error), is_left_out=True)
    except ValueError as error:
        return Skipped(said["line"], str(error))


def scrubbed(found: Outcome, scrubbers: Scrubbers) -> Line:
    if isinstance(found, Skipped):
        return asdict(found)
    said = _flat(found)
    for name in _FREE_TEXTS & said.keys():
        said[name] = scrubbers.redact(said[name])
    if found.author:
        said["author"] = scrubbers.pseudonym(found.source, found.author)
    return {"mention": said}


def left_out(head: Mapping[str, Any], skipped: Sequence[Skipped]) -> list[str]:
    """How many rows of a page must not be kept, by reason."""
    reasons = Counter(s.reason for s in skipped if s.is_left_out)
    return [f"{head['file']}: {n:,} × {reason}" for reason, n in reasons.items()]


def _flat(mention: Mention) -> dict[str, Any]:
    said = {
        n: v for n in Mention.__slots__ if (v := getattr(mention, n)) not in ("", None, 0, False)
    }
    return said | {name: said[name].isoformat() for name in _TIMES if name in said}


def _mention_back(said: Mapping[str, Any]) -> Mention:
    times = {name: datetime.fromisoformat(said[name]) for name in _TIMES if name in said}
    return Mention(**{"text": "", **said, **times, "kind": Kind(said.get("kind", Kind.REVIEW))})
