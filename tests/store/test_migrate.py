from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pantau.errors import LockedError, StoreError
from pantau.store.db import MEMORY, Connection, open_warehouse, store_errors, transaction
from pantau.store.lock import writer_lock
from pantau.store.migrate import Migration, migrate, packaged_migrations

ONE = Migration(1, "one", "CREATE TABLE a (x INTEGER);")
TWO = Migration(2, "two", "CREATE TABLE b (y INTEGER);")


def tables(con: Connection) -> set[str]:
    return {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}


def test_a_new_warehouse_gets_its_folder_and_every_table(tmp_path: Path) -> None:
    path = tmp_path / "new" / "warehouse.duckdb"
    con = open_warehouse(path)
    assert {"mention", "mention_revision", "run", "prediction", "app_snapshot"} <= tables(con)
    con.close()
    open_warehouse(path).close()


def test_the_ledger_names_each_migration_once(con: Connection) -> None:
    migrate(con, MEMORY)
    numbers = con.execute("SELECT number FROM schema_migration ORDER BY 1").fetchall()
    assert numbers == [(m.number,) for m in packaged_migrations()]


def test_a_later_migration_is_applied_to_an_older_database() -> None:
    con = duckdb.connect()
    migrate(con, "db", (ONE,))
    migrate(con, "db", (ONE, TWO))
    assert {"a", "b"} <= tables(con)


def test_a_failed_migration_leaves_nothing_behind() -> None:
    con = duckdb.connect()
    broken = Migration(2, "broken", "CREATE TABLE b (y INTEGER); CREATE TABLE a (x INTEGER);")
    with pytest.raises(StoreError, match="db: migration 0002 failed"):
        migrate(con, "db", (ONE, broken))
    assert "b" not in tables(con)
    assert con.execute("SELECT max(number) FROM schema_migration").fetchone() == (1,)


def test_a_database_newer_than_the_code_is_refused() -> None:
    con = duckdb.connect()
    migrate(con, "db", (ONE, TWO))
    with pytest.raises(StoreError, match=r"db: made by a newer Pantau \(migration 0002\)"):
        migrate(con, "db", (ONE,))


def test_a_migration_changed_after_the_fact_is_refused() -> None:
    con = duckdb.connect()
    migrate(con, "db", (ONE,))
    with pytest.raises(StoreError, match="has changed since it was applied"):
        migrate(con, "db", (Migration(1, "one", ONE.sql + " "),))


def test_numbers_of_migrations_are_unique_and_gapless() -> None:
    assert [m.number for m in packaged_migrations()] == list(
        range(1, len(packaged_migrations()) + 1)
    )


def test_a_warehouse_open_in_another_process_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"x: another process has it open"), store_errors("x"):
        raise duckdb.IOException("IO Error: Could not set lock on file")


def test_a_full_disk_says_so(con: Connection) -> None:
    with pytest.raises(StoreError, match=":memory:: the disk is full"), transaction(con):
        raise duckdb.IOException("IO Error: No space left on device")


def test_a_commit_that_fails_on_a_full_disk_says_so(con: Connection) -> None:
    said = "TransactionContext Error: Failed to commit: No space left on device"
    with pytest.raises(StoreError, match="the disk is full"), transaction(con):
        raise duckdb.TransactionException(said)


def test_opening_again_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    open_warehouse(path).close()
    before = path.read_bytes()
    con = open_warehouse(path)
    assert not (tmp_path / "warehouse.duckdb.wal").exists()
    con.close()
    assert path.read_bytes() == before


def test_a_bug_is_not_dressed_up_as_a_store_error(con: Connection) -> None:
    with pytest.raises(duckdb.CatalogException), transaction(con):
        con.execute("SELECT * FROM no_such_table")


def test_a_second_writer_is_turned_away_and_told_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "writer.lock"
    with (
        writer_lock(path),
        pytest.raises(LockedError, match=r"another run holds .*process \d+, since 2"),
        writer_lock(path),
    ):
        pytest.fail("two writers")
    with writer_lock(path):
        assert path.with_name(path.name + ".holder").exists()
    assert not path.with_name(path.name + ".holder").exists()


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), writer_lock(tmp_path / "l"):
        raise RuntimeError
    with writer_lock(tmp_path / "l"):
        assert (tmp_path / "l").exists()
