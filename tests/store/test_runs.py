from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pantau.domain.mention import AppSnapshot, Rejected
from pantau.store.db import Connection
from pantau.store.runs import (
    Checkpoint,
    RunRow,
    add_app_snapshot,
    add_rejected,
    begin_run,
    finish_run,
    last_app_snapshot,
    last_runs,
    read_checkpoint,
    save_checkpoint,
)
from tests.store.mentions import NOW


def run(n: int = 1, **changes: object) -> RunRow:
    row = RunRow(
        run_id=f"run-{n}",
        night_id="night-1",
        source="google_play",
        target="contoh.app",
        app_id="contoh.app",
        scope="own",
        mode="nightly",
        started_at=NOW + timedelta(days=n),
        code_version="0.1.0",
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def done(row: RunRow, verdict: str = "new") -> RunRow:
    return replace(
        row,
        ended_at=row.started_at + timedelta(minutes=1),
        stop_reason="reached_known",
        verdict=verdict,
        n_new=3,
        evidence='{"n_new": 3}',
    )


def test_a_finished_run_reads_back_as_it_was_written(con: Connection) -> None:
    begin_run(con, run(since=NOW))
    finish_run(con, done(run(since=NOW)))
    assert last_runs(con) == [done(run(since=NOW))]


def test_a_killed_run_stays_open_in_the_ledger(con: Connection) -> None:
    begin_run(con, run())
    assert [r.ended_at for r in last_runs(con)] == [None]
    with pytest.raises(ValueError, match="without ended_at"):
        finish_run(con, run())


def test_the_last_run_of_each_target_is_told(con: Connection) -> None:
    for row in (run(1), run(2), run(3, source="rss", target="berita")):
        begin_run(con, row)
    assert [r.run_id for r in last_runs(con)] == ["run-2", "run-3"]


def test_a_checkpoint_is_replaced_by_the_next(con: Connection) -> None:
    assert read_checkpoint(con, "rss", "berita", "nightly") is None
    for n in (1, 2):
        mark = Checkpoint(NOW if n == 2 else None, {"etag": f"contoh-{n}"}, NOW, f"run-{n}")
        save_checkpoint(con, "rss", "berita", "nightly", mark)
    assert read_checkpoint(con, "rss", "berita", "nightly") == mark
    assert read_checkpoint(con, "rss", "berita", "backfill") is None


def test_rejected_items_are_kept_with_their_reasons(con: Connection) -> None:
    add_rejected(con, run(), [Rejected("baris 3: no date", "x" * 900), Rejected("no id")], NOW)
    add_rejected(con, run(), [], NOW)
    rows = con.execute("SELECT run_id, reason, length(item) FROM rejected ORDER BY 2").fetchall()
    assert rows == [("run-1", "baris 3: no date", 500), ("run-1", "no id", 0)]


def counters(days: int, **changes: object) -> AppSnapshot:
    at = NOW + timedelta(days=days)
    base = AppSnapshot(
        "google_play", "contoh.app", at, 4.1, 15, 9, (1, 2, 3, 4, 5), "1.000+", "1.2"
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def test_the_newest_counters_come_back_whole(con: Connection) -> None:
    for days in (0, 2, 1, 1):
        add_app_snapshot(con, counters(days, updated_at=NOW), scope="own", run_id="r")
    newest = counters(2, updated_at=NOW)
    assert last_app_snapshot(con, "google_play", "contoh.app") == newest
    before = last_app_snapshot(con, "google_play", "contoh.app", before=newest.taken_at)
    assert before == counters(1, updated_at=NOW)


def test_counters_without_a_histogram_stay_without_one(con: Connection) -> None:
    bare = AppSnapshot("google_play", "contoh.app", NOW)
    add_app_snapshot(con, bare, scope="own", run_id="r")
    assert last_app_snapshot(con, "google_play", "contoh.app") == bare
    assert last_app_snapshot(con, "google_play", "lain") is None
