"""Near-duplicates: which texts were never looked at, and the groups they turned out to be in.

Nothing here opens a transaction: forgetting, adding and counting belong into one, the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

import pyarrow as pa

from pantau.domain.duplicates import DatedText
from pantau.store.arrow import arrow_view
from pantau.store.db import Connection, utc_aware, utc_naive
from pantau.store.sql import read_sql

FEWEST_IN_BURST: Final = 5
BURST_WITHIN: Final = timedelta(days=7)
_AT_ONCE: Final = 2000


def forget_stale(con: Connection) -> set[str]:
    """Drop texts that are gone, were edited or became the office's own; returns the groups they leave."""
    stale = con.execute(read_sql("duplicates_stale")).fetchall()
    keys = [key for key, _ in stale]
    with arrow_view(con, "stale", pa.table({"mention_key": pa.array(keys, pa.string())})):
        con.execute(
            "DELETE FROM near_duplicate WHERE mention_key IN (SELECT mention_key FROM stale)"
        )
    return {group for _, group in stale}


def due(con: Connection, within: timedelta) -> tuple[datetime, datetime] | None:
    """The stretch of time to look through: texts never looked at and those that may be like them."""
    rows = con.execute(read_sql("duplicates_due"), [within]).fetchall()
    first, last = rows[0]
    return None if first is None else (utc_aware(first), utc_aware(last))


def texts_between(con: Connection, first: datetime, last: datetime) -> Iterator[DatedText]:
    """Citizens' own texts in the order of their time, each with the group it was found in before."""
    cursor = con.execute(read_sql("duplicates_texts"), [utc_naive(first), utc_naive(last)])
    while rows := cursor.fetchmany(_AT_ONCE):
        yield from (DatedText(key, text, utc_aware(at), group) for key, text, at, group in rows)


def save_groups(con: Connection, groups: Mapping[str, str], merged: Mapping[str, str]) -> None:
    """Add the texts that have no group yet, and give merged groups their one name."""
    renamed = _table("old_id", merged)
    with arrow_view(con, "renamed", renamed):
        con.execute(read_sql("duplicates_merge"))
    with arrow_view(con, "grouped", _table("mention_key", groups)):
        con.execute(read_sql("duplicates_add"))


def count_groups(con: Connection, touched: Iterable[str]) -> None:
    """Count texts and authors of these groups anew, and flag bursts by few authors."""
    names = pa.table({"group_id": pa.array(sorted(set(touched)), pa.string())})
    with arrow_view(con, "touched", names):
        con.execute(read_sql("duplicates_count"), [FEWEST_IN_BURST, BURST_WITHIN])


def n_copies(con: Connection) -> int:
    """How many texts stand in a group of two or more."""
    rows = con.execute("SELECT count(*) FROM near_duplicate WHERE n_in_group > 1").fetchall()
    return int(rows[0][0])


def _table(name: str, groups: Mapping[str, str]) -> pa.Table:
    return pa.table(
        {
            name: pa.array(list(groups), pa.string()),
            "group_id": pa.array(list(groups.values()), pa.string()),
        }
    )
