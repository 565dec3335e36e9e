"""One writer at a time, between processes, by a lock file that the system frees when a process dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pantau.errors import LockedError, StoreError


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Holds the lock at `path` for the block; raises `LockedError` at once where another run has it.

    The holder's process id stands in `<path>.holder`, whose time is the start of that run; both
    only inform, the lock itself is the system's.
    """
    lock = FileLock(path, thread_local=False)
    _acquire(lock, path)
    holder = _holder_path(path)
    try:
        holder.write_text(f"{os.getpid()}\n", "utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _acquire(lock: FileLock, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except Timeout as error:
        raise LockedError(f"another run holds {path}{_described(path)}; try again later") from error
    except OSError as error:
        raise StoreError(f"{path}: the lock can't be taken ({error.strerror})") from error


def _holder_path(path: Path) -> Path:
    return path.with_name(path.name + ".holder")


def _described(path: Path) -> str:
    holder = _holder_path(path)
    try:
        pid = holder.read_text("utf-8").strip()
        started = datetime.fromtimestamp(holder.stat().st_mtime, UTC)
    except OSError:
        return ""
    return f" (process {pid}, since {started:%Y-%m-%d %H:%M:%S} UTC)"
