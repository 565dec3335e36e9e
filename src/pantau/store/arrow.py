"""Batches in and out as Arrow tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from pantau.store.db import Connection

TIME = pa.timestamp("us")
_INT32_MAX = 2**31 - 1


def text_column(values: Sequence[str]) -> pa.Array:
    """A text column; half a surrogate pair, which no UTF-8 file can hold, becomes `?`."""
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        whole = [v.encode("utf-8", "replace").decode("utf-8") for v in values]
        return pa.array(whole, pa.string())


def count_column(values: Sequence[int]) -> pa.Array:
    """Counts from strangers, held within 0 to 2**31 - 1."""
    return pa.array([min(max(v, 0), _INT32_MAX) for v in values], pa.int32())


@contextmanager
def arrow_view(con: Connection, name: str, table: pa.Table) -> Iterator[None]:
    """`table` is readable in SQL as `name` inside the block."""
    con.complete()  # a caller's half-read result would make DuckDB refuse
    con.register(name, table)
    try:
        yield
    finally:
        con.unregister(name)


def ask_arrow(con: Connection, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> pa.Table:
    con.complete()
    return con.sql(sql, params=values).to_arrow_table()
