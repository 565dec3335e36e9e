"""Mentions in: what is new goes in, what changed leaves its old form behind, the rest is untouched.

The labels that stand beside a mention are written by `pantau.store.labels`; here they are only
cleared when the text changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

import pyarrow as pa

from pantau.domain.mention import Mention, SafeMention
from pantau.domain.period import local_date
from pantau.store.arrow import TIME, arrow_view, count_column, text_column
from pantau.store.db import Connection, utc_naive
from pantau.store.sql import named, read_sql


@dataclass(frozen=True, slots=True)
class UpsertCounts:
    """What a batch was. `n_late` are those of `n_new` that are older than the last complete read."""

    n_new: int = 0
    n_revised: int = 0
    n_unchanged: int = 0
    n_late: int = 0

    def __add__(self, other: UpsertCounts) -> UpsertCounts:
        return UpsertCounts(
            self.n_new + other.n_new,
            self.n_revised + other.n_revised,
            self.n_unchanged + other.n_unchanged,
            self.n_late + other.n_late,
        )


@dataclass(frozen=True, slots=True)
class _Held:
    """What the warehouse holds under a key: content, its time at the source, and whether gone."""

    content_hash: str
    moment: datetime
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class _Decision:
    new: list[tuple[str, SafeMention]]
    revised: list[tuple[str, SafeMention]]
    returned: list[str]
    n_unchanged: int


def upsert(
    con: Connection,
    batch: Sequence[SafeMention],
    *,
    scope: str,
    run_id: str,
    now: datetime,
    since: datetime | None,
) -> UpsertCounts:
    """Stores a batch inside the caller's transaction; `since` is the high water of the last run.

    Of two forms under one key the later edit wins, also against the form that is held: a source
    may serve an old copy. A mention taken for deleted stands again when it returns.
    """
    latest = _latest_by_key(batch)
    decision = _decide(latest, _held(con, list(latest)))
    stamp = {"scope": scope, "run_id": run_id, "now": utc_naive(now)}
    _run(con, "mention_insert", decision.new, stamp)
    _run(con, "mention_keep_old_form", decision.revised, stamp)
    _run(con, "mention_revise", decision.revised, stamp)
    _lift_tombstones(con, decision.returned)
    return UpsertCounts(
        n_new=len(decision.new),
        n_revised=len(decision.revised),
        n_unchanged=decision.n_unchanged,
        n_late=sum(1 for _, m in decision.new if since and m.mention.posted_at < since),
    )


def n_of_target(con: Connection, source: str, app_id: str, channel: str | None = None) -> int:
    """How many mentions of a target stand; every channel where none is named."""
    rows = con.execute(read_sql("mention_count"), [source, app_id, channel]).fetchall()
    return int(rows[0][0])


def newest_keys(
    con: Connection, source: str, app_id: str, channel: str | None = None, limit: int = 20
) -> list[str]:
    """Keys of a target's newest mentions, newest first: a healthy read must return them."""
    rows = con.execute(read_sql("mention_newest"), [source, app_id, channel, limit]).fetchall()
    return [key for (key,) in rows]


def _latest_by_key(batch: Iterable[SafeMention]) -> dict[str, SafeMention]:
    latest: dict[str, SafeMention] = {}
    for safe in batch:
        key = safe.key
        other = latest.get(key)
        if other is None or _moment(safe) >= _moment(other):
            latest[key] = safe
    return latest


def _moment(safe: SafeMention) -> datetime:
    return safe.mention.edited_at or safe.mention.posted_at


def _held(con: Connection, keys: list[str]) -> dict[str, _Held]:
    if not keys:
        return {}
    table = pa.table({"mention_key": pa.array(keys, pa.string())})
    with arrow_view(con, "incoming", table):
        rows = con.execute(read_sql("mention_held")).fetchall()
    return {key: _Held(*rest) for key, *rest in rows}


def _decide(latest: dict[str, SafeMention], held: dict[str, _Held]) -> _Decision:
    decision = _Decision([], [], [], len(latest))
    for key, safe in latest.items():
        known = held.get(key)
        if known is None:
            decision.new.append((key, safe))
            continue
        if known.is_deleted:
            decision.returned.append(key)
        if safe.content_hash != known.content_hash and utc_naive(_moment(safe)) >= known.moment:
            decision.revised.append((key, safe))
    n_touched = len(decision.new) + len(decision.revised)
    return _Decision(decision.new, decision.revised, decision.returned, len(latest) - n_touched)


def _run(
    con: Connection, statement: str, rows: list[tuple[str, SafeMention]], stamp: dict[str, Any]
) -> None:
    if not rows:
        return
    sql = read_sql(statement)
    with arrow_view(con, "incoming", _table(rows)):
        con.execute(sql, named(sql, stamp))


def _lift_tombstones(con: Connection, keys: list[str]) -> None:
    if keys:
        con.execute(read_sql("mention_return"), [keys])


def _table(rows: list[tuple[str, SafeMention]]) -> pa.Table:
    mentions = [safe.mention for _, safe in rows]
    return pa.table(
        {
            "mention_key": pa.array([key for key, _ in rows], pa.string()),
            "author_key": text_column([safe.author_key for _, safe in rows]),
            "text_hash": pa.array([safe.text_hash for _, safe in rows], pa.string()),
            "content_hash": pa.array([safe.content_hash for _, safe in rows], pa.string()),
            **{n: text_column(v) for n, v in zip(_TEXTS, _columns(mentions), strict=True)},
            **{n: _times([getattr(m, n) for m in mentions]) for n in _TIMES},
            "rating": pa.array([m.rating for m in mentions], pa.int8()),
            "n_likes": count_column([m.n_likes for m in mentions]),
            "is_official": pa.array([m.is_official for m in mentions], pa.bool_()),
            "local_date": pa.array([local_date(m.posted_at) for m in mentions], pa.date32()),
        }
    )


_TEXTS = (
    "source",
    "kind",
    "app_id",
    "channel",
    "external_id",
    "title",
    "text",
    "language",
    "app_version",
    "reply_text",
    "url",
)
_text_values = attrgetter(*_TEXTS)
_TIMES = ("posted_at", "edited_at", "reply_at")


def _columns(mentions: list[Mention]) -> Iterable[Sequence[str]]:
    return zip(*map(_text_values, mentions), strict=True)


def _times(values: Sequence[datetime | None]) -> pa.Array:
    return pa.array([v and utc_naive(v) for v in values], TIME)
