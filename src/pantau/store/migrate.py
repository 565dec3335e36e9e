"""Forward-only SQL migrations, each in one transaction with its row in `schema_migration`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import duckdb

from pantau.errors import StoreError

_LEDGER = """
CREATE TABLE schema_migration (
    number     INTEGER NOT NULL PRIMARY KEY,
    name       VARCHAR NOT NULL,
    checksum   VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE schema_migration IS 'Which migrations have shaped this file.';
COMMENT ON COLUMN schema_migration.number IS 'Number of the migration.';
COMMENT ON COLUMN schema_migration.name IS 'Its name.';
COMMENT ON COLUMN schema_migration.checksum IS 'SHA-256 of its SQL.';
COMMENT ON COLUMN schema_migration.applied_at IS 'When it was applied (UTC), by the machine''s clock.';
"""


@dataclass(frozen=True, slots=True)
class Migration:
    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


@cache
def packaged_migrations() -> tuple[Migration, ...]:
    """The migrations that ship with this version, in order."""
    folder = files("pantau.store").joinpath("migrations")
    found = sorted(_from_file(f) for f in folder.iterdir() if f.name.endswith(".sql"))
    return tuple(Migration(*parts) for parts in found)


def migrate(
    con: duckdb.DuckDBPyConnection, file_name: str, migrations: tuple[Migration, ...] | None = None
) -> None:
    """Brings the database to the newest shape known here.

    Raises `StoreError` where the database is newer than the code, or where the SQL of a migration
    that was applied has changed since.
    """
    known = packaged_migrations() if migrations is None else migrations
    _ensure_ledger(con)
    applied = applied_migrations(con)
    check_applied(applied, known, file_name)
    for migration in known:
        if migration.number not in applied:
            _apply(con, migration, file_name)


def applied_migrations(con: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Checksums by number."""
    return dict(con.execute("SELECT number, checksum FROM schema_migration").fetchall())


def check_applied(applied: dict[int, str], known: tuple[Migration, ...], file_name: str) -> None:
    """Refuses what this version of the code must not touch."""
    by_number = {m.number: m for m in known}
    for number, checksum in sorted(applied.items()):
        if number not in by_number:
            raise StoreError(
                f"{file_name}: made by a newer Pantau (migration {number:04d}); update Pantau"
            )
        if by_number[number].checksum != checksum:
            raise StoreError(
                f"{file_name}: migration {number:04d} has changed since it was applied; "
                "install the version of Pantau that made this file"
            )


def _ensure_ledger(con: duckdb.DuckDBPyConnection) -> None:
    """Writes only where it must, so that a full disk can still be opened and read."""
    question = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'schema_migration'"
    ((n,),) = con.execute(question).fetchall()
    if not n:
        con.execute("BEGIN;" + _LEDGER + "COMMIT;")


def _apply(con: duckdb.DuckDBPyConnection, migration: Migration, file_name: str) -> None:
    con.begin()
    try:
        con.execute(migration.sql)
        con.execute(
            "INSERT INTO schema_migration VALUES (?, ?, ?, now()::TIMESTAMP)",
            [migration.number, migration.name, migration.checksum],
        )
        con.commit()
    except duckdb.Error as error:
        con.rollback()
        raise StoreError(
            f"{file_name}: migration {migration.number:04d} failed: {error}"
        ) from error


def _from_file(file: Traversable) -> tuple[int, str, str]:
    number, _, name = file.name.removesuffix(".sql").partition("_")
    return int(number), name, file.read_text("utf-8").replace("\r\n", "\n")
