"""The ledger: how each run went, how far each target has been read, what could not be read.

Nothing here opens a transaction: rows, checkpoint and run are stored together by the caller's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from pantau.domain.mention import AppSnapshot, Rejected
from pantau.domain.period import local_date
from pantau.store.db import Connection, utc_aware, utc_naive
from pantau.store.sql import named, read_sql

_EXCERPT_LENGTH = 500


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run of one target. Begun with what is known at the start, finished with `replace(...)`.

    `evidence` is JSON text. A run that was killed keeps `ended_at` at `None` for ever.
    """

    run_id: str
    night_id: str
    source: str
    target: str
    app_id: str
    scope: str
    mode: str
    started_at: datetime
    code_version: str
    since: datetime | None = None
    ended_at: datetime | None = None
    stop_reason: str = ""
    verdict: str = ""
    message: str = ""
    n_requests: int = 0
    n_pages: int = 0
    n_fetched: int = 0
    n_new: int = 0
    n_revised: int = 0
    n_unchanged: int = 0
    n_rejected: int = 0
    n_late: int = 0
    evidence: str = "{}"

    @property
    def local_date(self) -> date:
        return local_date(self.started_at)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a target was read by its last complete run."""

    high_water_at: datetime | None
    state: Mapping[str, str]
    saved_at: datetime
    run_id: str


def begin_run(con: Connection, run: RunRow) -> None:
    _execute(con, "run_begin", _row_of(run))


def finish_run(con: Connection, run: RunRow) -> None:
    """Writes how the run ended; `run.ended_at` must be set."""
    if run.ended_at is None:
        raise ValueError(f"run {run.run_id} is finished without ended_at")
    _execute(con, "run_finish", _row_of(run))


def last_runs(con: Connection) -> list[RunRow]:
    """The last run of each target, by source and target."""
    return _runs(con, "run_last", {})


def read_checkpoint(con: Connection, source: str, target: str, mode: str) -> Checkpoint | None:
    rows = con.execute(read_sql("checkpoint_read"), [source, target, mode]).fetchall()
    if not rows:
        return None
    high_water_at, state, saved_at, run_id = rows[0]
    return Checkpoint(_aware(high_water_at), json.loads(state), utc_aware(saved_at), run_id)


def save_checkpoint(
    con: Connection, source: str, target: str, mode: str, checkpoint: Checkpoint
) -> None:
    """Only after a real end, in the transaction of the rows it stands for."""
    c = checkpoint
    state = json.dumps(dict(c.state), sort_keys=True, ensure_ascii=False)
    values = [source, target, mode, _naive(c.high_water_at), state, utc_naive(c.saved_at), c.run_id]
    con.execute(read_sql("checkpoint_save"), values)


def add_rejected(con: Connection, run: RunRow, rejected: Sequence[Rejected], now: datetime) -> None:
    """Items that couldn't be read; `item` is cut to 500 characters."""
    if not rejected:
        return
    reasons = [r.reason for r in rejected]
    items = [r.item[:_EXCERPT_LENGTH] for r in rejected]
    values = [run.run_id, run.source, run.target, reasons, items, utc_naive(now)]
    con.execute(read_sql("rejected_add"), values)


def rejected_of(con: Connection, run_id: str) -> Iterator[str]:
    """The reasons of a run's rejected items, in the order they were met."""
    cursor = con.execute("SELECT reason FROM rejected WHERE run_id = ? ORDER BY rowid", [run_id])
    while rows := cursor.fetchmany(1000):
        yield from (reason for (reason,) in rows)


def add_app_snapshot(con: Connection, snapshot: AppSnapshot, *, scope: str, run_id: str) -> None:
    """An app's counters; the same moment twice is kept once."""
    s = snapshot
    stars = s.histogram or (None,) * 5
    values: dict[str, Any] = {
        **{f.name: getattr(s, f.name) for f in fields(s) if f.name != "histogram"},
        **{f"n_{n}_star": count for n, count in enumerate(stars, start=1)},
        "taken_at": utc_naive(s.taken_at),
        "updated_at": _naive(s.updated_at),
        "local_date": local_date(s.taken_at),
        "scope": scope,
        "run_id": run_id,
    }
    _execute(con, "app_snapshot_add", values)


def last_app_snapshot(
    con: Connection, source: str, app_id: str, before: datetime | None = None
) -> AppSnapshot | None:
    """The newest counters of an app, of before a moment where one is given."""
    values = [source, app_id, _naive(before)]
    rows = con.execute(read_sql("app_snapshot_last"), values).fetchall()
    if not rows:
        return None
    taken_at, score, n_ratings, n_reviews, *stars, installs, version, updated_at = rows[0]
    histogram = None if None in stars else (stars[0], stars[1], stars[2], stars[3], stars[4])
    return AppSnapshot(
        source=source,
        app_id=app_id,
        taken_at=utc_aware(taken_at),
        score=score,
        n_ratings=n_ratings,
        n_reviews=n_reviews,
        histogram=histogram,
        installs=installs,
        version=version,
        updated_at=_aware(updated_at),
    )


def _runs(con: Connection, statement: str, values: Mapping[str, Any]) -> list[RunRow]:
    cursor = con.execute(read_sql(statement), dict(values))
    names = [column[0] for column in cursor.description or ()]
    return [run_of(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def run_of(row: Mapping[str, Any]) -> RunRow:
    """A run from a row of the table `run`, by column name."""
    values = {f.name: row[f.name] for f in fields(RunRow)}
    for name in ("started_at", "since", "ended_at"):
        values[name] = _aware(values[name])
    return RunRow(**values)


def _row_of(run: RunRow) -> dict[str, Any]:
    values = asdict(run) | {"local_date": run.local_date}
    for name in ("started_at", "since", "ended_at"):
        values[name] = _naive(values[name])
    return values


def _execute(con: Connection, statement: str, values: Mapping[str, Any]) -> None:
    sql = read_sql(statement)
    con.execute(sql, named(sql, values))


def _naive(moment: datetime | None) -> datetime | None:
    return None if moment is None else utc_naive(moment)


def _aware(moment: datetime | None) -> datetime | None:
    return None if moment is None else utc_aware(moment)
