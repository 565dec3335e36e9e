"""The one way in which the warehouse is written and published: nights, imports, notes and codes alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from pantau.config import Config
from pantau.store import marts
from pantau.store.db import Connection, checkpoint, open_warehouse, transaction
from pantau.store.lock import writer_lock
from pantau.store.snapshot import publish


@contextmanager
def locked(config: Config) -> Iterator[None]:
    """Nobody else writes meanwhile. Raises `LockedError` where somebody does."""
    with writer_lock(config.lock_path):
        yield


@contextmanager
def writing(config: Config) -> Iterator[Connection]:
    """The warehouse, under the caller's lock; folded into its file and closed at the end.

    It leaves with the rule of what counts as the configuration has it, so that a snapshot carries it.
    """
    con = open_warehouse(config.warehouse_path)
    try:
        yield con
        with transaction(con):
            marts.set_kept_apart(con, config.kept_apart)
        checkpoint(con)
    finally:
        con.close()


def published(config: Config, now: datetime) -> str:
    """Publish the closed warehouse, under the caller's lock; the snapshot's name."""
    return publish(
        config.warehouse_path, config.published_dir, now=now, keep=config.storage.keep_snapshots
    )
