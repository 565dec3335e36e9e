"""Published snapshots: what readers open, so that no reader ever stands in the writer's way.

A snapshot is a whole copy of the warehouse under a name that is used once; the one-line file
`CURRENT` names the one in force. A reader that falls back says why.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import duckdb

from pantau.errors import NoSnapshotError, StoreError
from pantau.store.db import Connection, prepare, store_errors
from pantau.store.migrate import applied_migrations, check_applied, packaged_migrations

CURRENT = "CURRENT"
_NAME = re.compile(r"\d{8}T\d{6}Z-(\d{1,9})\.duckdb")
# Three headers of 4 KiB stand before the first block of a DuckDB file.
_HEADER_BYTES = 3 * 4096
# A publication may overtake a reader and prune what it is about to open; then it tries again.
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An open snapshot. `fallback_reason` says why it is not the one that was asked for."""

    name: str
    con: Connection
    fallback_reason: str | None = None

    def cursor(self) -> Connection:
        """A connection of its own for another thread; close it there."""
        cursor = self.con.cursor()
        prepare(cursor)
        return cursor

    def close(self) -> None:
        self.con.close()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def publish(warehouse_path: Path, published_dir: Path, *, now: datetime, keep: int) -> str:
    """Copies the warehouse to a new snapshot, puts it in force, and keeps the `keep` newest.

    The warehouse must be checkpointed and closed. Killed at any moment, this leaves `CURRENT` at a
    whole snapshot. Raises `StoreError` on a full disk, with `CURRENT` as it was.
    """
    with store_errors(str(published_dir)):
        published_dir.mkdir(parents=True, exist_ok=True)
        _refuse_open_log(warehouse_path)
        _remove_leftovers(published_dir)
        name = _fresh_name(published_dir, now)
        _copy_whole(warehouse_path, published_dir / name)
        _put_in_force(published_dir, name)
        _prune(published_dir, keep)
    return name


def current_name(published_dir: Path) -> str:
    """The name of the snapshot in force; raises `NoSnapshotError` where none was published."""
    try:
        name = (published_dir / CURRENT).read_text("utf-8").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _nothing_published(published_dir) from error
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{published_dir / CURRENT}: can't be read ({error})") from error
    if not _NAME.fullmatch(name):
        raise StoreError(f"{published_dir / CURRENT}: names no snapshot; run `pantau publish`")
    return name


def snapshot_names(published_dir: Path) -> list[str]:
    """All whole snapshots, newest first."""
    found = [p.name for p in published_dir.glob("*.duckdb") if _NAME.fullmatch(p.name)]
    return sorted(found, key=_number_of, reverse=True)


def open_snapshot(published_dir: Path, name: str | None = None) -> Snapshot:
    """The snapshot in force, or the named one, read-only; else the newest that can be read.

    Raises `NoSnapshotError` where there is none, `StoreError` where it was made by another version.
    """
    for tries_left in reversed(range(_TRIES)):
        in_force = _in_force(published_dir)
        snapshot, reasons = _open_first(published_dir, name)
        overtaken = bool(reasons) and _in_force(published_dir) != in_force
        if not overtaken or not tries_left:
            break
        if snapshot is not None:
            snapshot.close()
    if snapshot is not None:
        return snapshot
    if reasons and snapshot_names(published_dir):
        raise StoreError(f"{published_dir}: no snapshot can be read: {'; '.join(reasons)}")
    raise _nothing_published(published_dir)


def _in_force(published_dir: Path) -> str | None:
    with suppress(StoreError):
        return current_name(published_dir)
    return None


def _open_first(published_dir: Path, name: str | None) -> tuple[Snapshot | None, list[str]]:
    """The first candidate that opens, and why those before it did not."""
    reasons: list[str] = []
    for candidate in _candidates(published_dir, name, reasons):
        opened = _try_open(published_dir, candidate, reasons)
        if opened is not None:
            return Snapshot(candidate, opened, "; ".join(reasons) or None), reasons
    return None, reasons


def _candidates(published_dir: Path, name: str | None, reasons: list[str]) -> list[str]:
    wanted: list[str] = []
    if name is not None and _NAME.fullmatch(name):
        wanted.append(name)
    elif name is not None:
        reasons.append("the name asked for is no snapshot's name")
    try:
        wanted.append(current_name(published_dir))
    except StoreError as error:
        if snapshot_names(published_dir):
            reasons.append(str(error))
    return list(dict.fromkeys(wanted + snapshot_names(published_dir)))


def _try_open(published_dir: Path, name: str, reasons: list[str]) -> Connection | None:
    path = published_dir / name
    try:
        size = path.stat().st_size  # before it is opened: a publisher may prune it at any moment
    except FileNotFoundError:
        reasons.append(f"{name} is gone")
        return None
    except OSError as error:
        raise StoreError(f"{path}: can't be read ({error.strerror})") from error
    try:
        con = duckdb.connect(str(path), read_only=True)
    except (duckdb.Error, UnicodeDecodeError):
        reasons.append(f"{name} can't be read")
        return None
    try:
        is_whole = _prepare_and_check(con, name, size)
    except BaseException:
        con.close()
        raise
    if is_whole:
        return con
    con.close()
    reasons.append(f"{name} is damaged")
    return None


def _prepare_and_check(con: Connection, name: str, size: int) -> bool:
    """Whether the file of `size` bytes is whole; one of another version raises `StoreError`."""
    try:
        prepare(con)
        applied = applied_migrations(con)
        is_whole = _is_whole(con, size)
    except duckdb.Error:
        return False
    known = packaged_migrations()
    check_applied(applied, known, name)
    if len(applied) < len(known):
        raise StoreError(f"{name}: made by an older Pantau; run `pantau publish`")
    return is_whole


def _is_whole(con: Connection, size: int) -> bool:
    """Whether the blocks in use can all be there. Free blocks at the end may never have been written,
    so the total says nothing; a block that is missing all the same fails its checksum when read."""
    row = con.execute("SELECT block_size, used_blocks FROM pragma_database_size()").fetchone()
    return row is not None and size >= _HEADER_BYTES + row[0] * row[1]


def _refuse_open_log(warehouse_path: Path) -> None:
    log = warehouse_path.with_name(warehouse_path.name + ".wal")
    if log.exists() and log.stat().st_size:
        raise StoreError(f"{warehouse_path}: not checkpointed; its newest rows would be missing")


def _remove_leftovers(published_dir: Path) -> None:
    for leftover in published_dir.glob(".*.tmp"):
        leftover.unlink(missing_ok=True)


def _fresh_name(published_dir: Path, now: datetime) -> str:
    """Counts on from what is there: `CURRENT` is never removed, so no number comes twice."""
    taken = snapshot_names(published_dir)
    with suppress(StoreError):
        taken.append(current_name(published_dir))
    number = max((_number_of(name) for name in taken), default=0) + 1
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{number}.duckdb"


def _number_of(name: str) -> int:
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else 0


def _copy_whole(source: Path, target: Path) -> None:
    draft = target.with_name(f".{target.name}.tmp")
    try:
        shutil.copyfile(source, draft)
        _sync(draft)
        draft.rename(target)
        _sync(target.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _put_in_force(published_dir: Path, name: str) -> None:
    draft = published_dir / f".{CURRENT}.tmp"
    try:
        draft.write_text(name + "\n", "utf-8")
        _sync(draft)
        draft.replace(published_dir / CURRENT)
    except BaseException:
        draft.unlink(missing_ok=True)
        (published_dir / name).unlink(missing_ok=True)
        raise
    _sync(published_dir)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _prune(published_dir: Path, keep: int) -> None:
    current = current_name(published_dir)
    for name in snapshot_names(published_dir)[max(keep, 1) :]:
        if name != current:
            (published_dir / name).unlink(missing_ok=True)


def _nothing_published(published_dir: Path) -> NoSnapshotError:
    return NoSnapshotError(f"{published_dir}: nothing has been published yet; run `pantau nightly`")
