"""Import files: look first (nothing is stored), then import; what couldn't be read is listed in a file."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from pantau.connectors.base import RawPage, Target
from pantau.connectors.file_import import FileImport
from pantau.connectors.table_files import files_of, sheets_of
from pantau.connectors.table_layout import ImportOptions, fullest_heading
from pantau.connectors.table_pages import Outcome
from pantau.domain.mention import Mention
from pantau.domain.period import local_date
from pantau.domain.spreadsheet import formula_safe
from pantau.errors import ConnectorError, InputError, StoreError
from pantau.pipeline.nightly import Job
from pantau.privacy.redact import redact
from pantau.store.db import Connection, open_warehouse
from pantau.store.lock import writer_lock
from pantau.store.runs import RunRow, rejected_of
from pantau.store.snapshot import open_snapshot

__all__ = [
    "Example",
    "ImportOptions",
    "ImportReport",
    "Landed",
    "Preview",
    "columns_in",
    "import_and_publish",
    "import_files",
    "mapping_of",
    "preview",
]

N_EXAMPLES: Final = 5
_EXAMPLE_LENGTH: Final = 160
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_WHERE = re.compile(r"(?P<file>.*), line (?P<line>\d+): (?P<reason>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A row as it would be kept: redacted, without its author."""

    on: date
    kind: str
    channel: str
    rating: int | None
    text: str


@dataclass(slots=True)
class Preview:
    """What an import of one table would bring. `n_repeated` of `n_kept` rows repeat another one.

    `skipped`: rows by the reason why they would not come in. `fault`: why reading stopped early.
    """

    target: str
    preset: str
    n_read: int = 0
    n_kept: int = 0
    n_repeated: int = 0
    first_on: date | None = None
    last_on: date | None = None
    skipped: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    fault: str = ""

    @property
    def n_skipped(self) -> int:
        return sum(self.skipped.values())


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One run a table. `rejects`: the file that lists a table's bad rows, by the table's name.

    `unchanged`: tables that were imported before, byte for byte, and were not read again.
    """

    runs: Sequence[RunRow]
    rejects: Mapping[str, Path]

    @property
    def unchanged(self) -> list[str]:
        return [run.target for run in self.runs if run.stop_reason == "not_modified"]

    @property
    def unreadable(self) -> list[str]:
        """Tables with rows of which not one could be read."""
        return [run.target for run in self.runs if run.n_rejected and not run.n_fetched]


def preview(
    paths: Sequence[Path], options: ImportOptions | None = None, allowed_numbers: Iterable[str] = ()
) -> list[Preview]:
    """What importing these files would bring; stores nothing, needs no warehouse and no secret.

    Raises `InputError` for a file that can't be imported at all.
    """
    allowed = tuple(allowed_numbers)
    connector = FileImport(paths, options=options)
    try:
        return [
            _look(connector, target, lambda text: redact(text, allowed_numbers=allowed))
            for target in connector.targets()
        ]
    finally:
        connector.close()


def import_files(
    job: Job, paths: Sequence[Path], options: ImportOptions | None = None
) -> ImportReport:
    """Import files into the warehouse and list what couldn't be read under `rejects/` of the data folder.

    The same file twice changes nothing. Raises `InputError` before anything is stored.
    """
    connector = FileImport(paths, job.clock, options)
    try:
        runs = job.collect([connector], mode="import").runs
    finally:
        connector.close()
    return ImportReport(runs, _list_rejects(job, runs))


@dataclass(frozen=True, slots=True)
class Landed:
    """An import that was labelled and published at once. `is_labelled`: whether there was a usable model."""

    report: ImportReport
    n_labelled: int
    is_labelled: bool


def import_and_publish(
    job: Job, paths: Sequence[Path], options: ImportOptions | None = None
) -> Landed:
    """Import files, label their texts and publish, under one lock: all of it, for somebody who waits.

    Raises `InputError` and `LockedError` before anything is stored.
    """
    connector = FileImport(paths, job.clock, options)
    try:
        night, is_labelled = job.hand_in([connector])
    finally:
        connector.close()
    config = job.config
    with open_snapshot(config.published_dir, night.snapshot) as snapshot:
        rejects = _write_all_rejects(snapshot.con, night.runs, config.storage.data_dir / "rejects")
    return Landed(ImportReport(night.runs, rejects), night.n_labelled, is_labelled)


def columns_in(path: Path) -> list[str]:
    """The columns a person may choose from: the fullest of the lines that may be a heading.

    Raises `InputError` for a file that is no table.
    """
    with ExitStack() as stack:
        sheets = [sheet for file in files_of(path) for sheet in sheets_of(file, stack)]
        found = fullest_heading(sheets)
        return [] if found is None else [cell for cell in dict.fromkeys(found.cells) if cell]


def _look(connector: FileImport, target: Target, redacted: Callable[[str], str]) -> Preview:
    seen = Preview(target.name, connector.preset(target))
    keys: set[int] = set()
    cursors = list(connector.start(target, {}))
    try:
        while cursors:
            page = connector.fetch(target, cursors.pop(), {})
            cursors += _look_at_page(connector, page, seen, keys, redacted)
    except ConnectorError as error:
        seen.fault = str(error)
    return seen


def _look_at_page(
    connector: FileImport,
    page: RawPage,
    seen: Preview,
    keys: set[int],
    redacted: Callable[[str], str],
) -> Sequence[str]:
    parsed = connector.parse(page)
    for outcome in connector.outcomes(page):
        _count(outcome, seen, keys)
        if isinstance(outcome, Mention) and len(seen.examples) < N_EXAMPLES:
            seen.examples.append(_example(outcome, redacted))
    seen.notes += [note for note in parsed.notes if note not in seen.notes]
    return parsed.next_cursors


def _count(outcome: Outcome, seen: Preview, keys: set[int]) -> None:
    seen.n_read += 1
    if not isinstance(outcome, Mention):
        reason = _QUOTED.sub("…", outcome.reason, count=1)
        seen.skipped[reason] = seen.skipped.get(reason, 0) + 1
        return
    seen.n_kept += 1
    key = hash((outcome.app_id, outcome.external_id))
    seen.n_repeated += key in keys
    keys.add(key)
    day = local_date(outcome.posted_at)
    seen.first_on = min(seen.first_on or day, day)
    seen.last_on = max(seen.last_on or day, day)


def _example(mention: Mention, redacted: Callable[[str], str]) -> Example:
    text = " ".join(redacted(mention.text).split())
    short = text if len(text) <= _EXAMPLE_LENGTH else text[: _EXAMPLE_LENGTH - 1] + "…"
    day = local_date(mention.posted_at)
    return Example(day, mention.kind.value, mention.channel, mention.rating, short)


def _list_rejects(job: Job, runs: Sequence[RunRow]) -> dict[str, Path]:
    if not any(run.n_rejected for run in runs):
        return {}
    with writer_lock(job.config.lock_path):
        con = open_warehouse(job.config.warehouse_path)
        try:
            return _write_all_rejects(con, runs, job.config.storage.data_dir / "rejects")
        finally:
            con.close()


def _write_all_rejects(con: Connection, runs: Sequence[RunRow], folder: Path) -> dict[str, Path]:
    return {run.target: _write_rejects(con, run, folder) for run in runs if run.n_rejected}


def _write_rejects(con: Connection, run: RunRow, folder: Path) -> Path:
    path = folder / f"{run.run_id}.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("file", "line", "reason"))
            writer.writerows(_reject_row(reason) for reason in rejected_of(con, run.run_id))
    except OSError as error:
        raise StoreError(f"{path}: can't be written: {error.strerror}") from error
    return path


def _reject_row(reason: str) -> tuple[str, str, str]:
    found = _WHERE.fullmatch(reason)
    if not found:
        return ("", "", formula_safe(reason))
    return (formula_safe(found["file"]), found["line"], formula_safe(found["reason"]))


def mapping_of(words: Sequence[str]) -> dict[str, str]:
    """`["text=Isi", "date=Tanggal"]` as a mapping. Raises `InputError` for what has no `=`."""
    pairs = [word.partition("=") for word in words]
    for (what, sign, column), word in zip(pairs, words, strict=True):
        if not (what.strip() and sign and column.strip()):
            raise InputError(f"--map {word}: write it as FIELD=COLUMN, such as --map text=Isi")
    return {what.strip().casefold(): column.strip() for what, _, column in pairs}
