"""Texts that a source's terms let us keep only for a while: erased, their labels and counts stay."""

from __future__ import annotations

from datetime import datetime

from pantau.store.db import Connection, utc_naive
from pantau.store.sql import read_sql

_EXPIRED = "WHERE mention_key IN (SELECT mention_key FROM expired)"
_ERASURES = (
    f"UPDATE mention SET text = '', title = '', reply_text = '', url = '', author_key = '' {_EXPIRED}",
    f"UPDATE mention_revision SET text = '', title = '', reply_text = '' {_EXPIRED}",
)


def erase_unrefreshed(con: Connection, source: str, oldest: datetime) -> int:
    """Erase what is gone at the source, and what was not read again since `oldest`; how many mentions.

    An erased text stays erased, also where the source shows it again, until its author edits it. The
    caller holds the transaction.
    """
    con.execute(read_sql("expiry_due"), {"source": source, "oldest": utc_naive(oldest)})
    for statement in _ERASURES:
        con.execute(statement)
    rows = con.execute("SELECT count(*) FROM expired").fetchall()
    return int(rows[0][0])
