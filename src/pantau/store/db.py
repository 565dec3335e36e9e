"""Opening the warehouse, transactions, and the border where driver errors become `StoreError`.

Snapshots for readers are opened in `pantau.store.snapshot`; one process at a time may hold the
warehouse, see `pantau.store.lock`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import duckdb

from pantau.errors import StoreError
from pantau.store.migrate import migrate

Connection: TypeAlias = duckdb.DuckDBPyConnection
MEMORY = ":memory:"

# What an operator can mend; all other driver errors are bugs and crash with their traceback.
_MENDABLE = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.SerializationException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.ConnectionException,
)

_SETTINGS = (
    "SET enable_progress_bar = false",  # it prints to standard output
    "SET TimeZone = 'UTC'",
    "SET autoinstall_known_extensions = false",  # no call to an outside host
    "SET autoload_known_extensions = false",
    "SET python_enable_replacements = false",  # SQL never sees Python variables by chance
    # A batch of up to 2,000 keys is looked up through the primary key: 3 ms instead of 40 ms
    # for 200 keys in a million rows.
    "SET dynamic_or_filter_threshold = 2048",
    # At the default of 16 MB a large import rewrites the table's tail and index every few
    # batches: two thirds of a commit's time.
    "SET checkpoint_threshold = '128MB'",
)


def open_warehouse(path: Path | str) -> Connection:
    """The warehouse, created and migrated where needed; `":memory:"` for one without a file.

    Raises `StoreError` where the file is damaged, held by another process, or newer than the code.
    """
    name = str(path)
    with store_errors(name):
        if name != MEMORY:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        con = duckdb.connect(name)
        try:
            prepare(con)
            migrate(con, name)
        except BaseException:
            con.close()
            raise
    return con


def prepare(con: Connection) -> None:
    """Settings that every connection of ours has; a `.cursor()` doesn't inherit them."""
    for statement in _SETTINGS:
        con.execute(statement)


@contextmanager
def transaction(con: Connection) -> Iterator[Connection]:
    """All of the block is stored, or nothing of it; a full disk or damaged file is a `StoreError`."""
    with driver_errors(_file_of(con)):
        con.begin()
        try:
            yield con
            con.commit()
        except BaseException:
            _rollback(con)
            raise


def checkpoint(con: Connection) -> None:
    """Moves everything from the write-ahead log into the file, as a copy of the file needs."""
    with driver_errors(_file_of(con)):
        con.execute("CHECKPOINT")


@contextmanager
def store_errors(name: str) -> Iterator[None]:
    """Driver and file errors inside the block become a `StoreError` that names `name`."""
    try:
        with driver_errors(name):
            yield
    except OSError as error:
        raise StoreError(f"{name}: {_advice(error)}") from error


@contextmanager
def driver_errors(name: str) -> Iterator[None]:
    """The same for driver errors alone: what an operator can mend, not bugs in our SQL."""
    try:
        yield
    except duckdb.Error as error:
        # A full disk also comes as "failed to commit", a kind that is otherwise a bug.
        if isinstance(error, _MENDABLE) or _known_advice(error):
            raise StoreError(f"{name}: {_advice(error)}") from error
        raise


def utc_naive(moment: datetime) -> datetime:
    """An aware moment as DuckDB's TIMESTAMP holds it; a naive one is a bug and raises `ValueError`."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment must carry a time zone, got {moment!r}")
    return moment.astimezone(UTC).replace(tzinfo=None)


def utc_aware(moment: datetime) -> datetime:
    """A TIMESTAMP read from the store as an aware moment."""
    return moment.replace(tzinfo=UTC)


def _rollback(con: Connection) -> None:
    try:
        con.rollback()
    except duckdb.Error:
        # After a fatal error or a failed commit there is no transaction left to roll back.
        return


def _file_of(con: Connection) -> str:
    question = "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    try:
        rows = con.execute(question).fetchall()
    except duckdb.Error:  # a connection that died earlier; what is asked of it next says why
        return "the warehouse"
    return rows[0][0] or MEMORY


_ADVICE = (
    (("no space left", "disk full", "enospc"), "the disk is full; free space and run again"),
    (("could not set lock", "conflicting lock"), "another process has it open; try again later"),
    (("not a valid duckdb", "corrupt", "checksum"), "damaged; restore it from the newest snapshot"),
    (("newer version", "version number"), "written by another DuckDB version; update Pantau"),
    (("permission denied", "read-only file"), "no right to write here; correct the folder's owner"),
    (("out of memory", "could not allocate"), "out of memory; close other programs"),
)


def _advice(error: Exception) -> str:
    advice = _known_advice(error) or "can't be read or written"
    return f"{advice} ({_first_line(error)})"


def _known_advice(error: Exception) -> str | None:
    said = str(error).lower()
    return next((a for signs, a in _ADVICE if any(sign in said for sign in signs)), None)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
