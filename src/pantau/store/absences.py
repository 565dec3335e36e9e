"""Deletion, told from absence: a tombstone needs two complete walks without the mention.

What a walk has seen stands in a temporary table of the connection, so that memory stays flat.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pantau.store.db import Connection, utc_naive
from pantau.store.sql import named, read_sql

N_WALKS_NEEDED = 2


def begin_walk(con: Connection) -> None:
    """Forget what an earlier walk saw. Outside a transaction, or inside; both work."""
    con.execute("CREATE OR REPLACE TEMP TABLE seen_key (mention_key VARCHAR)")


def note_seen(con: Connection, keys: Sequence[str]) -> None:
    if keys:
        con.execute(read_sql("absence_seen"), [list(keys)])


def end_complete_walk(
    con: Connection,
    source: str,
    app_id: str,
    channel: str | None,
    *,
    began_at: datetime,
    run_id: str,
    now: datetime,
) -> int:
    """After a walk over all of a target: how many mentions became tombstones.

    Only mentions known before `began_at` can have been missed. The caller holds the transaction.
    """
    values: dict[str, Any] = {
        "source": source,
        "app_id": app_id,
        "channel": channel,
        "began_at": utc_naive(began_at),
        "run_id": run_id,
        "now": utc_naive(now),
        "n_needed": N_WALKS_NEEDED,
    }
    con.execute(read_sql("absence_clear"))
    _run(con, "absence_note", values)
    buried = _run(con, "absence_bury", values)
    con.execute("DELETE FROM absence WHERE n_walks >= ?", [N_WALKS_NEEDED])
    return buried


def _run(con: Connection, statement: str, values: dict[str, Any]) -> int:
    sql = read_sql(statement)
    row = con.execute(sql, named(sql, values)).fetchone()
    return int(row[0]) if row else 0
