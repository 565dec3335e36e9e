"""Files that people export and hand in: tables with a heading, read in pages of a few thousand rows.

A page holds rows, whatever the format of the file was: a further format needs only a reader of rows,
a further origin only a layout (`generic_table`, `play_console`) that knows its heading.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from pantau.connectors import csv_rows, generic_table, play_console
from pantau.connectors import table_fields as fields
from pantau.connectors.base import Budget, RawPage, Scrubbers, Target, token_of
from pantau.connectors.text import kept
from pantau.domain.mention import Kind, Mention, ParsedPage, Rejected, with_text
from pantau.errors import InputError, SchemaDriftError, TargetGoneError

ROWS_A_PAGE: Final = 5000
_LANE: Final = "rows"
# The more particular first; the generic one takes what has a text and a date.
LAYOUTS: Final[Mapping[str, ModuleType]] = {
    "play_console": play_console,
    "generic": generic_table,
}


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Source:
    """A file, where its heading stands, and what kind of table it is."""

    path: Path
    header: csv_rows.Header
    layout: str
    app_id: str


@dataclass(slots=True)
class _Reading:
    """A file being read, and the row that comes next."""

    rows: Iterator[csv_rows.Row]
    next_row: int = 0


class FileImport:
    """Implements `Connector`; each file is a target. Raises `InputError` for a file that is no table.

    A folder stands for the CSV files in it.
    """

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
        self._sources = {name: _examine(path) for name, path in _by_name(paths).items()}
        self._readings: dict[str, _Reading] = {}

    def close(self) -> None:
        self._readings.clear()

    def targets(self) -> Sequence[Target]:
        budget = Budget(max_pages=1_000_000, max_seconds=86_400, pace_seconds=0)
        return tuple(
            Target(self.source, name, app_id=source.app_id, budget=budget)
            for name, source in self._sources.items()
        )

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        return (_LANE,)

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        """The next rows of the file, as JSON lines under a line that says what the columns are."""
        first, _, order = token_of(cursor).partition(".")
        source = self._sources[target.name]
        try:
            rows = self._rows(target.name, source, int(first or 0))
        except OSError as error:
            raise TargetGoneError(f"{target.name}: can't be read: {error.strerror}") from error
        columns = LAYOUTS[source.layout].columns(source.header.cells)
        head = {
            "file": target.name,
            "layout": source.layout,
            "columns": columns,
            "first": int(first or 0),
            "order": order or _order(rows, columns.get("date")),
            "n": len(rows),
            "has_more": len(rows) == self._rows_a_page,
        }
        return RawPage(target, cursor, self._now(), target.name, _body(head, map(_line, rows)))

    def _rows(self, name: str, source: _Source, first: int) -> list[csv_rows.Row]:
        reading = self._readings.get(name)
        if reading is None or reading.next_row != first:
            every = csv_rows.rows(source.path, source.header)
            reading = _Reading(islice(every, first, None), first)
            self._readings[name] = reading
        rows = list(islice(reading.rows, self._rows_a_page))
        reading.next_row += len(rows)
        return rows

    def parse(self, page: RawPage) -> ParsedPage:
        head, lines = _read_body(page.body)
        mentions: dict[str, Mention] = {}
        rejected: list[Rejected] = []
        for line in lines:
            try:
                mention = _mention(line, head)
            except ValueError as error:
                rejected.append(Rejected(f"{head['file']}, line {line['line']}: {error}"))
                continue
            mentions[mention.external_id] = mention
        onward = (f"{_LANE}/{head['first'] + head['n']}.{head['order']}",)
        return ParsedPage(
            tuple(mentions.values()), tuple(rejected), onward if head["has_more"] else ()
        )

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        """Whole mentions in place of rows: ids may rest on what is removed, other columns are dropped."""
        head, lines = _read_body(page.body)
        return replace(page, body=_body(head, (_scrubbed(line, head, scrubbers) for line in lines)))


def _body(head: Mapping[str, Any], lines: Iterator[Mapping[str, Any]]) -> bytes:
    return "\n".join(json.dumps(line) for line in (head, *lines)).encode()


def _read_body(body: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    try:
        head, *lines = (json.loads(line) for line in body.decode().split("\n"))
    except ValueError as error:
        raise SchemaDriftError("a page of rows can't be read back") from error
    if not isinstance(head, dict) or len(lines) != head.get("n"):
        raise SchemaDriftError("a page of rows is cut short")
    return head, lines


def _line(row: csv_rows.Row) -> dict[str, Any]:
    said: dict[str, Any] = {"reason": row.reason} if row.reason else {"cells": row.cells}
    return {"line": row.line, **said}


def _mention(line: Mapping[str, Any], head: Mapping[str, Any]) -> Mention:
    """The row as a mention; raises `ValueError` saying what is wrong with it."""
    if reason := line.get("reason"):
        raise ValueError(reason)
    if written := line.get("mention"):
        return _read_mention(written)
    cell = {name: kept(line["cells"][place]) for name, place in head["columns"].items()}
    mention: Mention = LAYOUTS[head["layout"]].mention(cell, head)
    return mention


def _scrubbed(
    line: Mapping[str, Any], head: Mapping[str, Any], scrubbers: Scrubbers
) -> dict[str, Any]:
    try:
        mention = _mention(line, head)
    except ValueError as error:
        return {"line": line["line"], "reason": str(error)}
    clean = with_text(
        mention,
        text=scrubbers.redact(mention.text),
        title=scrubbers.redact(mention.title),
        reply_text=scrubbers.redact(mention.reply_text),
        author=scrubbers.pseudonym(mention.source, mention.author) if mention.author else "",
    )
    return {"line": line["line"], "mention": _written(clean)}


_TIMES: Final = ("posted_at", "edited_at", "reply_at")


def _written(mention: Mention) -> dict[str, Any]:
    said = {name: value for name, value in asdict(mention).items() if value not in ("", None)}
    return {**said, **{name: said[name].isoformat() for name in _TIMES if name in said}}


def _read_mention(said: Mapping[str, Any]) -> Mention:
    times = {name: datetime.fromisoformat(said[name]) for name in _TIMES if name in said}
    return Mention(**{**said, **times, "kind": Kind(said["kind"])})


def _by_name(paths: Sequence[Path]) -> dict[str, Path]:
    """Targets by file name; the whole path where two files share one."""
    files = [file for path in paths for file in _files(path)]
    names = [file.name for file in files]
    return {f.name if names.count(f.name) == 1 else str(f): f for f in files}


def _files(path: Path) -> Sequence[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
    if not found:
        raise InputError(f"{path}: no CSV file in this folder")
    return found


def _examine(path: Path) -> _Source:
    try:
        for layout, module in LAYOUTS.items():
            header = csv_rows.find_header(path, module.is_header)
            if header is not None:
                return _Source(path, header, layout, _app_id(path, header, module))
    except (OSError, UnicodeError) as error:
        raise InputError(f"{path}: can't be read: {error}") from error
    named = ", ".join("/".join(fields.ALIASES[field][:5]) for field in fields.REQUIRED)
    raise InputError(f"{path}: no heading with a column for text and one for date ({named})")


def _app_id(path: Path, header: csv_rows.Header, layout: ModuleType) -> str:
    """The app a file is about, from its first good row."""
    columns = layout.columns(header.cells)
    first = next((row for row in csv_rows.rows(path, header) if row.cells), None)
    cell = {name: first.cells[place] for name, place in columns.items()} if first else None
    app_id: str = layout.app_id(cell) if cell else ""
    return app_id


def _order(rows: Sequence[csv_rows.Row], column: int | None) -> str:
    """Decided on the first page and carried on by the cursor."""
    if column is None:
        return fields.DAY_FIRST
    return fields.day_order(row.cells[column] for row in rows if row.cells)
