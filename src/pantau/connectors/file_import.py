"""Files that people export and hand in: tables with a heading, read in pages of a few thousand rows.

A page holds rows, whatever the format of the file was: a further format needs only a reader of rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from pantau.connectors import csv_rows
from pantau.connectors import table_fields as fields
from pantau.connectors.base import Budget, RawPage, Scrubbers, Target, token_of
from pantau.connectors.text import kept
from pantau.domain.mention import Kind, Mention, ParsedPage, Rejected
from pantau.errors import InputError, SchemaDriftError, TargetGoneError

ROWS_A_PAGE: Final = 5000
_LANE: Final = "rows"
_HASHED: Final = "sha:"
# Shorter numbers are row numbers and repeat from file to file: they identify nothing.
_SHORTEST_ID: Final = 6
_KEPT: Final = ("id", "text", "date", "author", "rating", "url", "channel", "title")


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class _Reading:
    """A file being read, and the row that comes next."""

    rows: Iterator[csv_rows.Row]
    next_row: int = 0


class FileImport:
    """Implements `Connector`; each file is a target. Raises `InputError` for a file that is no table."""

    source = "file"
    is_newest_first = False
    side_lanes: frozenset[str] = frozenset()
    n_requests = 0

    def __init__(
        self,
        paths: Sequence[Path],
        now: Callable[[], datetime] = utc_now,
        *,
        rows_a_page: int = ROWS_A_PAGE,
    ) -> None:
        self._now = now
        self._rows_a_page = rows_a_page
        self._paths = _by_name(paths)
        self._headers = {name: _header(path) for name, path in self._paths.items()}
        self._readings: dict[str, _Reading] = {}

    def close(self) -> None:
        self._readings.clear()

    def targets(self) -> Sequence[Target]:
        budget = Budget(max_pages=1_000_000, max_seconds=86_400, pace_seconds=0)
        return tuple(Target(self.source, name, budget=budget) for name in self._paths)

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        return (_LANE,)

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        """The next rows of the file, as JSON lines under a line that says what the columns are."""
        first, _, order = token_of(cursor).partition(".")
        try:
            rows = self._rows(target.name, int(first or 0))
        except OSError as error:
            raise TargetGoneError(f"{target.name}: can't be read: {error.strerror}") from error
        columns = fields.columns(self._headers[target.name].cells)
        head = {
            "file": target.name,
            "columns": columns,
            "first": int(first or 0),
            "order": order or _order(rows, columns["date"]),
            "n": len(rows),
            "has_more": len(rows) == self._rows_a_page,
        }
        body = "\n".join(json.dumps(line) for line in (head, *map(_row_line, rows)))
        return RawPage(target, cursor, self._now(), target.name, body.encode())

    def _rows(self, name: str, first: int) -> list[csv_rows.Row]:
        reading = self._readings.get(name)
        if reading is None or reading.next_row != first:
            every = csv_rows.rows(self._paths[name], self._headers[name])
            reading = _Reading(islice(every, first, None), first)
            self._readings[name] = reading
        rows = list(islice(reading.rows, self._rows_a_page))
        reading.next_row += len(rows)
        return rows

    def parse(self, page: RawPage) -> ParsedPage:
        table = _Table.from_body(page.body)
        mentions: dict[str, Mention] = {}
        rejected: list[Rejected] = []
        for line in table.lines:
            try:
                mention = table.mention(line)
            except ValueError as error:
                rejected.append(Rejected(f"{table.head['file']}, line {line['line']}: {error}"))
                continue
            mentions[mention.external_id] = mention
        return ParsedPage(tuple(mentions.values()), tuple(rejected), table.onward())

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        """Only the columns that are read; ids are written out, for they may rest on what is removed."""
        table = _Table.from_body(page.body)
        columns = {name: place for place, name in enumerate(_KEPT)}
        head = {**table.head, "columns": columns, "order": fields.DAY_FIRST, "has_ids": True}
        lines = [head, *(_scrubbed(table, line, scrubbers) for line in table.lines)]
        return replace(page, body="\n".join(json.dumps(line) for line in lines).encode())


@dataclass(frozen=True, slots=True)
class _Table:
    """A page: `head` says what the columns are, each line is a row or the reason why it is none."""

    head: Mapping[str, Any]
    lines: Sequence[Mapping[str, Any]]

    @classmethod
    def from_body(cls, body: bytes) -> _Table:
        try:
            head, *lines = (json.loads(line) for line in body.decode().split("\n"))
        except ValueError as error:
            raise SchemaDriftError("a page of rows can't be read back") from error
        if not isinstance(head, dict) or len(lines) != head.get("n"):
            raise SchemaDriftError("a page of rows is cut short")
        return cls(head, lines)

    def onward(self) -> tuple[str, ...]:
        if not self.head["has_more"]:
            return ()
        return (f"{_LANE}/{self.head['first'] + len(self.lines)}.{self.head['order']}",)

    def mention(self, line: Mapping[str, Any]) -> Mention:
        """The row as a mention; raises `ValueError` saying what is wrong with it."""
        if reason := line.get("reason"):
            raise ValueError(reason)
        cell = {name: kept(line["cells"][place]) for name, place in self.head["columns"].items()}
        stars = fields.read_stars(cell.get("rating", ""))
        if not cell["text"] and stars is None:
            raise ValueError("neither text nor rating")
        when = fields.read_moment(cell["date"], self.head["order"])
        return Mention(
            source="file",
            external_id=self._external_id(cell, when),
            text=cell["text"],
            posted_at=when.astimezone(UTC),
            kind=Kind.COMMENT if stars is None else Kind.REVIEW,
            channel=cell.get("channel", ""),
            author=cell.get("author", ""),
            title=cell.get("title", ""),
            rating=stars,
            url=_web_address(cell.get("url", "")),
        )

    def _external_id(self, cell: Mapping[str, str], when: datetime) -> str:
        given, channel = cell.get("id", ""), cell.get("channel", "")
        if self.head.get("has_ids"):
            return given
        if len(given) >= _SHORTEST_ID:
            return f"{channel}:{given}" if channel else given
        who = cell.get("author", "") or cell.get("url", "")
        parts = (
            channel,
            given,
            who,
            when.astimezone(UTC).isoformat(),
            " ".join(cell["text"].split()),
        )
        return _HASHED + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _by_name(paths: Sequence[Path]) -> dict[str, Path]:
    """Targets by file name; the whole path where two files share one."""
    names = [path.name for path in paths]
    return {p.name if names.count(p.name) == 1 else str(p): p for p in paths}


def _header(path: Path) -> csv_rows.Header:
    try:
        header = csv_rows.find_header(path, fields.is_header)
    except (OSError, UnicodeError) as error:
        raise InputError(f"{path}: can't be read: {error}") from error
    if header is None:
        named = ", ".join("/".join(fields.ALIASES[field][:5]) for field in fields.REQUIRED)
        raise InputError(f"{path}: no heading with a column for text and one for date ({named})")
    return header


def _order(rows: Sequence[csv_rows.Row], column: int) -> str:
    return fields.day_order(row.cells[column] for row in rows if row.cells)


def _row_line(row: csv_rows.Row) -> dict[str, Any]:
    return (
        {"line": row.line, "reason": row.reason}
        if row.reason
        else {
            "line": row.line,
            "cells": row.cells,
        }
    )


def _scrubbed(table: _Table, line: Mapping[str, Any], scrubbers: Scrubbers) -> Mapping[str, Any]:
    try:
        mention = table.mention(line)
    except ValueError as error:
        return {"line": line["line"], "reason": str(error)}
    cells = (
        mention.external_id,
        scrubbers.redact(mention.text),
        mention.posted_at.isoformat(),
        scrubbers.pseudonym("file", mention.author) if mention.author else "",
        str(mention.rating or ""),
        mention.url,
        mention.channel,
        scrubbers.redact(mention.title),
    )
    return {"line": line["line"], "cells": cells}


def _web_address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) else ""
