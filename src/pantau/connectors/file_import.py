"""Files that people export and hand in: tables with a heading, read in pages of a few thousand rows.

A page holds rows, whatever the format of the file was: a further format needs only a `Sheet`, a further
origin only a preset (`presets`) or a layout of its own (`play_console`).
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from pantau.clock import utc_now
from pantau.connectors import table_pages as pages
from pantau.connectors.base import Budget, RawPage, Scrubbers, Target, token_of
from pantau.connectors.table_files import files_of, sheets_of
from pantau.connectors.table_layout import ImportOptions, Layout, check, find_layout, missing
from pantau.connectors.table_pages import Outcome, Skipped
from pantau.connectors.table_rows import DamagedTableError, Row, Sheet
from pantau.connectors.table_survey import Survey, survey
from pantau.domain.mention import Mention, ParsedPage, Rejected
from pantau.errors import InputError, SchemaDriftError, TargetGoneError

ROWS_A_PAGE: Final = 5000
_LANE: Final = "rows"
_READ: Final = "read"
# Goes up when the same file would be read otherwise, so that files already imported are read again.
_READING: Final = "1"


@dataclass(frozen=True, slots=True)
class _Source:
    """A table handed in. `mark` stands for its bytes and for how they are read."""

    sheet: Sheet
    layout: Layout
    mark: str


@dataclass(slots=True)
class _Reading:
    """A table being read, the row that comes next, and the damage that was met."""

    rows: Iterator[Row]
    next_row: int = 0
    damage: str = ""


class FileImport:
    """Implements `Connector`; each table is a target, a folder stands for the files in it.

    Raises `InputError` for a file that is no table, or in which no column can be told to be the text.
    """

    source = "file"
    is_newest_first = False
    side_lanes: frozenset[str] = frozenset()
    n_requests = 0

    def __init__(
        self,
        paths: Sequence[Path],
        now: Callable[[], datetime] = utc_now,
        options: ImportOptions | None = None,
        *,
        rows_a_page: int = ROWS_A_PAGE,
    ) -> None:
        self._now = now
        self._rows_a_page = rows_a_page
        self._options = options or ImportOptions()
        self._open = ExitStack()
        self._readings: dict[str, _Reading] = {}
        # A page is scrubbed after the next one has come.
        self._last: deque[tuple[bytes, dict[str, Any], Sequence[Outcome]]] = deque(maxlen=2)
        check(self._options)
        try:
            self._sources = self._examine([file for path in paths for file in files_of(path)])
        except BaseException:
            self._open.close()
            raise

    def close(self) -> None:
        self._readings.clear()
        self._open.close()

    def targets(self) -> Sequence[Target]:
        budget = Budget(max_pages=1_000_000, max_seconds=86_400, pace_seconds=0)
        return tuple(
            Target(self.source, name, app_id=source.layout.app_id, budget=budget)
            for name, source in self._sources.items()
        )

    def preset(self, target: Target) -> str:
        """The name of the preset a table is read by."""
        return self._sources[target.name].layout.preset

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        return (_LANE,)

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        """The next rows of the table. One that was imported before, byte for byte, is not read again."""
        source, token = self._sources[target.name], token_of(cursor)
        if not token and state.get(_READ) == source.mark:
            return RawPage(target, cursor, self._now(), target.name, b"", is_not_modified=True)
        try:
            number, _, said = token.partition(".")
            first = int(number or 0)
            found = Survey.of_token(said) if said else survey(source.sheet, source.layout)
            rows, has_more = self._rows(target.name, source, first)
        except DamagedTableError as error:
            raise SchemaDriftError(str(error)) from error
        except OSError as error:
            raise TargetGoneError(f"{target.name}: can't be read: {error.strerror}") from error
        columns, lines = pages.lines_of(rows, source.layout.columns)
        head = {
            **source.layout.head,
            "file": target.name,
            "preset": source.layout.preset,
            "columns": columns,
            "order": found.order,
            "has_zeros": found.has_zeros,
            "onward": f"{_LANE}/{first + len(rows)}.{found.token}",
            "is_1904": source.sheet.is_1904,
            "has_more": has_more,
            "mark": source.mark,
            "notes": [*found.notes, *(() if token else source.layout.notes)],
        }
        body = pages.written(head, lines)
        self._remember(body, head, lines)
        return RawPage(target, cursor, self._now(), target.name, body)

    def parse(self, page: RawPage) -> ParsedPage:
        head, outcomes = self._read(page)
        mentions = {(m.app_id, m.external_id): m for m in outcomes if isinstance(m, Mention)}
        skipped = [s for s in outcomes if isinstance(s, Skipped)]
        rejected = tuple(
            Rejected(f"{head['file']}, line {s.line}: {s.reason}")
            for s in skipped
            if not s.is_left_out
        )
        return ParsedPage(
            tuple(mentions.values()),
            rejected,
            (head["onward"],) if head["has_more"] else (),
            state={_READ: head["mark"]},
            n_skipped=len(skipped) - len(rejected),
            notes=(*head["notes"], *pages.left_out(head, skipped)),
        )

    def outcomes(self, page: RawPage) -> Sequence[Outcome]:
        """What became of each row, in order: a mention, or the reason why it is none."""
        return self._read(page)[1]

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        """Whole mentions in place of rows: ids may rest on what is removed, other columns are dropped."""
        head, outcomes = self._read(page)
        lines = [pages.scrubbed(outcome, scrubbers) for outcome in outcomes]
        return replace(page, body=pages.written({**head, "official": []}, lines))

    def _read(self, page: RawPage) -> tuple[dict[str, Any], Sequence[Outcome]]:
        for body, head, outcomes in self._last:
            if body is page.body:
                return head, outcomes
        head, lines = pages.read(page.body)
        return head, self._remember(page.body, head, lines)

    def _remember(
        self, body: bytes, head: dict[str, Any], lines: Sequence[pages.Line]
    ) -> Sequence[Outcome]:
        outcomes = [pages.outcome(line, head) for line in lines]
        self._last.append((body, head, outcomes))
        return outcomes

    def _rows(self, name: str, source: _Source, first: int) -> tuple[list[Row], bool]:
        """The rows from `first` on, and whether there may be more. Damage is told after what came before it."""
        reading = self._readings.get(name)
        if reading is None or reading.next_row != first:
            every = source.sheet.rows(source.layout.header)
            reading = self._readings[name] = _Reading(islice(every, first, None), first)
        if reading.damage:
            raise DamagedTableError(reading.damage)
        rows: list[Row] = []
        try:
            rows.extend(islice(reading.rows, self._rows_a_page))
        except DamagedTableError as error:
            if not rows:
                raise
            reading.damage = str(error)
        reading.next_row += len(rows)
        return rows, len(rows) == self._rows_a_page or bool(reading.damage)

    def _examine(self, files: Sequence[Path]) -> dict[str, _Source]:
        """The tables by name; the whole path where two files share one."""
        shared = Counter(file.name for file in files)
        found: dict[str, _Source] = {}
        for file in files:
            for source in self._examine_one(file):
                name = source.sheet.name
                full = name if shared[file.name] == 1 else f"{file.parent}/{name}"
                found[_unused(full, found)] = source
        return found

    def _examine_one(self, file: Path) -> list[_Source]:
        sheets = sheets_of(file, self._open, is_1904=self._options.is_1904)
        try:
            layouts = [(sheet, find_layout(sheet, self._options)) for sheet in sheets]
            if not any(layout for _, layout in layouts):
                raise InputError(missing(str(file), sheets, self._options))
            mark = _mark(file, self._options)
        except OSError as error:
            raise InputError(f"{file}: can't be read: {error.strerror or error}") from error
        return [_Source(sheet, layout, mark) for sheet, layout in layouts if layout is not None]


def _unused(name: str, taken: Mapping[str, object]) -> str:
    number = 2
    while name in taken:
        name, number = f"{name.removesuffix(f' ({number - 1})')} ({number})", number + 1
    return name


def _mark(file: Path, options: ImportOptions) -> str:
    said = "" if options == ImportOptions() else repr(options)
    digest = hashlib.sha256(f"{_READING}\x1f{said}".encode())
    with file.open("rb") as content:
        while piece := content.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
