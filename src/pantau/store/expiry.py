"""Texts that a source's terms let us keep only for a while: erased, their labels and counts stay."""

from __future__ import annotations

from datetime import datetime

from pantau.store.db import Connection, utc_naive
from pantau.store.sql import read_sql


def erase_unrefreshed(con: Connection, source: str, oldest: datetime) -> int:
    """Erase what is gone at the source, and what was not read again since `oldest`; how many mentions.

    An erased text stays erased, also where the source shows it again, until its author edits it. The
    caller holds the transaction.
    """
    con.execute(read_sql("expiry_due"), {"source": source, "oldest": utc_naive(oldest)})
    con.execute(read_sql("expiry_erase"))
    con.execute(read_sql("expiry_erase_history"))
    rows = con.execute("SELECT count(*) FROM expired").fetchall()
    return int(rows[0][0])
