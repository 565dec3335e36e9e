from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pantau.errors import NoSnapshotError, StoreError
from pantau.store import snapshot as snapshots
from pantau.store.db import checkpoint, open_warehouse, transaction
from pantau.store.mentions import upsert
from pantau.store.snapshot import current_name, open_snapshot, publish, snapshot_names
from tests.store.mentions import NOW, sample


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return tmp_path / "published"


def grow(warehouse: Path, *numbers: int) -> None:
    con = open_warehouse(warehouse)
    with transaction(con):
        batch = [sample(n) for n in numbers]
        upsert(con, batch, scope="own", run_id="r", now=NOW, since=None)
    checkpoint(con)
    con.close()


def release(warehouse: Path, published: Path, *, keep: int = 3, now: datetime = NOW) -> str:
    return publish(warehouse, published, now=now, keep=keep)


def n_of(published: Path, name: str | None = None) -> int:
    with open_snapshot(published, name) as opened:
        row = opened.con.execute("SELECT count(*) FROM mention").fetchone()
    assert row is not None
    return int(row[0])


def test_a_reader_sees_what_was_published_while_the_writer_goes_on(
    warehouse: Path, published: Path
) -> None:
    grow(warehouse, 1, 2)
    name = release(warehouse, published)
    assert (published / "CURRENT").read_text() == name + "\n"
    with open_snapshot(published) as opened:
        grow(warehouse, 3)
        release(warehouse, published)
        assert opened.con.execute("SELECT count(*) FROM mention").fetchone() == (2,)
        assert opened.cursor().execute("SELECT count(*) FROM mention").fetchone() == (2,)
    assert n_of(published) == 3


def test_names_are_never_used_twice_even_with_the_clock_set_back(
    warehouse: Path, published: Path
) -> None:
    grow(warehouse, 1)
    moments = (NOW, NOW, NOW - timedelta(days=1), NOW)
    names = [release(warehouse, published, keep=1, now=moment) for moment in moments]
    assert len(set(names)) == 4
    assert snapshot_names(published) == names[-1:]


def test_the_newest_are_kept(warehouse: Path, published: Path) -> None:
    grow(warehouse, 1)
    names = [release(warehouse, published) for _ in range(5)]
    assert snapshot_names(published) == names[:1:-1]


def test_nothing_published_says_what_to_run(published: Path) -> None:
    with pytest.raises(NoSnapshotError, match="run `pantau nightly`"):
        open_snapshot(published)
    with pytest.raises(NoSnapshotError):
        current_name(published)


@pytest.mark.parametrize("damage", ["missing", "truncated", "garbage", "empty"])
def test_a_lost_or_damaged_snapshot_falls_back_to_the_one_before(
    warehouse: Path, published: Path, damage: str
) -> None:
    grow(warehouse, 1)
    before = release(warehouse, published)
    grow(warehouse, *range(2, 3000))
    path = published / release(warehouse, published)
    if damage == "missing":
        path.unlink()
    else:
        whole = path.read_bytes()
        path.write_bytes(
            {"truncated": whole[: len(whole) // 2], "garbage": b"x" * 9999, "empty": b""}[damage]
        )
    with open_snapshot(published) as opened:
        assert opened.name == before
        assert opened.fallback_reason is not None
        assert path.name in opened.fallback_reason


def test_a_lost_current_file_falls_back_to_the_newest(warehouse: Path, published: Path) -> None:
    grow(warehouse, 1)
    name = release(warehouse, published)
    (published / "CURRENT").write_text("../../etc/passwd\n")
    with open_snapshot(published) as opened:
        assert opened.name == name
        assert "CURRENT" in (opened.fallback_reason or "")


def test_an_older_snapshot_can_be_asked_for_while_it_exists(
    warehouse: Path, published: Path
) -> None:
    grow(warehouse, 1)
    first = release(warehouse, published)
    grow(warehouse, 2)
    second = release(warehouse, published)
    assert n_of(published, first) == 1
    with open_snapshot(published, "20200101T000000Z-77.duckdb") as opened:
        assert (opened.name, opened.fallback_reason) == (
            second,
            "20200101T000000Z-77.duckdb is gone",
        )
    with open_snapshot(published, "../warehouse.duckdb") as opened:
        assert opened.name == second


def test_only_damaged_snapshots_is_an_error_that_names_them(
    warehouse: Path, published: Path
) -> None:
    grow(warehouse, 1)
    name = release(warehouse, published)
    (published / name).write_bytes(b"x" * 9999)
    with pytest.raises(StoreError, match=name):
        open_snapshot(published)


def test_a_snapshot_newer_than_the_code_says_so(warehouse: Path, published: Path) -> None:
    grow(warehouse, 1)
    con = open_warehouse(warehouse)
    con.execute("INSERT INTO schema_migration VALUES (9999, 'later', 'x', now()::TIMESTAMP)")
    checkpoint(con)
    con.close()
    release(warehouse, published)
    with pytest.raises(StoreError, match="made by a newer Pantau"):
        open_snapshot(published)


def test_a_snapshot_can_not_be_written(warehouse: Path, published: Path) -> None:
    grow(warehouse, 1)
    release(warehouse, published)
    with open_snapshot(published) as opened, pytest.raises(Exception, match="read-only"):
        opened.con.execute("DELETE FROM mention")


def test_a_warehouse_that_was_not_checkpointed_is_not_published(
    warehouse: Path, published: Path
) -> None:
    grow(warehouse, 1)
    Path(f"{warehouse}.wal").write_bytes(b"rows")
    with pytest.raises(StoreError, match="not checkpointed"):
        release(warehouse, published)


def test_a_full_disk_leaves_the_old_snapshot_in_force(
    warehouse: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(warehouse, 1)
    name = release(warehouse, published)

    def fill(source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(snapshots.shutil, "copyfile", fill)
    with pytest.raises(StoreError, match="the disk is full"):
        release(warehouse, published)
    assert current_name(published) == name
    assert sorted(p.name for p in published.iterdir()) == sorted(["CURRENT", name])


def test_leftovers_of_a_killed_run_are_cleared(warehouse: Path, published: Path) -> None:
    grow(warehouse, 1)
    published.mkdir()
    (published / ".20260101T000000Z-1.duckdb.tmp").write_bytes(b"half")
    name = release(warehouse, published)
    assert sorted(p.name for p in published.iterdir()) == sorted(["CURRENT", name])


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pantau.store.db import checkpoint, open_warehouse, transaction
from pantau.store.lock import writer_lock
from pantau.store.mentions import upsert
from pantau.store.snapshot import publish
from tests.store.mentions import NOW, sample

folder = Path(sys.argv[1])
while True:
    with writer_lock(folder / "writer.lock"):
        con = open_warehouse(folder / "warehouse.duckdb")
        held = con.execute("SELECT count(*) FROM mention").fetchone()[0]
        with transaction(con):
            for _ in range(4):
                upsert(con, [sample(held + i) for i in range(25)], scope="own",
                       run_id="r", now=NOW, since=None)
                held += 25
        checkpoint(con)
        con.close()
        publish(folder / "warehouse.duckdb", folder / "published", now=datetime.now(UTC), keep=2)
"""


def start_writer(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], cwd=os.getcwd())


def read_once(published: Path, seen: list[int]) -> None:
    """What a reader sees right now; only before the first snapshot may there be nothing."""
    try:
        with open_snapshot(published) as opened:
            # A writer killed in its first publication leaves a snapshot that CURRENT doesn't name.
            reason = opened.fallback_reason
            assert reason is None or "nothing has been published" in reason
            ((n,),) = opened.con.execute("SELECT count(*) FROM mention").fetchall()
            seen.append(n)
    except NoSnapshotError:
        assert not seen


def read_past_the_next_snapshot(published: Path, seen: list[int], extra_reads: int) -> None:
    """Reads until this writer has published once, then some more, so that kills fall anywhere."""
    before = seen[-1] if seen else 0
    give_up = time.monotonic() + 60
    while not seen or seen[-1] == before:
        assert time.monotonic() < give_up, "the writer published nothing"
        read_once(published, seen)
        time.sleep(0.005)
    for _ in range(extra_reads):
        read_once(published, seen)


def test_a_reader_overtaken_between_the_name_and_the_file_takes_the_newer_one(
    warehouse: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(warehouse, 1)
    names = [release(warehouse, published, keep=1)]
    connect = duckdb.connect

    def overtaken(path: str, **options: Any) -> duckdb.DuckDBPyConnection:
        if len(names) == 1:
            names.append(release(warehouse, published, keep=1))
        return connect(path, **options)

    monkeypatch.setattr(duckdb, "connect", overtaken)
    with open_snapshot(published) as opened:
        assert (opened.name, opened.fallback_reason) == (names[1], None)


def test_a_writer_killed_at_any_moment_never_troubles_a_reader(tmp_path: Path) -> None:
    seen: list[int] = []
    for _ in range(4):
        writer = start_writer(tmp_path)
        try:
            read_past_the_next_snapshot(tmp_path / "published", seen, random.randrange(12))
        finally:
            writer.send_signal(signal.SIGKILL)
            writer.wait()
    assert seen == sorted(seen)
    assert all(n % 100 == 0 for n in seen), "a batch was seen in part"
    grow(tmp_path / "warehouse.duckdb", 10_000_000)
    publish(tmp_path / "warehouse.duckdb", tmp_path / "published", now=datetime.now(UTC), keep=2)
    assert n_of(tmp_path / "published") > seen[-1]
