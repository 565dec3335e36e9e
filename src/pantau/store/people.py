"""What people add: codes of their own, which count before any model's, and events on the time axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa

from pantau.domain.taxonomy import CODEBOOK_VERSION, mode_of
from pantau.store.arrow import arrow_view
from pantau.store.db import Connection, utc_aware, utc_naive
from pantau.store.sql import read_sql


@dataclass(frozen=True, slots=True)
class Code:
    """One text as a person coded it; `text_hash` says which form of the text was read."""

    mention_key: str
    text_hash: str
    sentiment: str
    feedback: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Queued:
    """A text that waits for a person: nothing beside it that could sway the coder."""

    mention_key: str
    text_hash: str
    text: str
    local_date: date


@dataclass(frozen=True, slots=True)
class CodePair:
    """The same text coded twice: by two people, or by people and the model."""

    first_sentiment: str
    second_sentiment: str
    first_feedback: tuple[str, ...]
    second_feedback: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A note on the time axis, from `first_on` to `last_on`, both included."""

    event_id: str
    first_on: date
    last_on: date
    title: str
    detail: str
    written_by: str
    written_at: datetime


def add_codes(con: Connection, codes: Sequence[Code], *, coder: str, now: datetime) -> int:
    """How many were stored: those whose text still stands in the form that was read.

    The caller holds the transaction.
    """
    table = pa.table(
        {
            "mention_key": pa.array([c.mention_key for c in codes], pa.string()),
            "text_hash": pa.array([c.text_hash for c in codes], pa.string()),
            "sentiment": pa.array([c.sentiment for c in codes], pa.string()),
            "feedback": pa.array([list(c.feedback) for c in codes], pa.list_(pa.string())),
            "mode": pa.array([mode_of(c.feedback).value for c in codes], pa.string()),
        }
    )
    values = {"coder": coder, "codebook_version": CODEBOOK_VERSION, "now": utc_naive(now)}
    with arrow_view(con, "coded", table):
        [(stored,)] = con.execute(read_sql("annotation_add"), values).fetchall()
    apply_codes(con)
    return int(stored)


def apply_codes(con: Connection) -> None:
    """Let the latest code of each text count before any model's label."""
    con.execute(read_sql("annotation_apply"))


def queue(con: Connection, *, coder: str, limit: int) -> list[Queued]:
    """Texts the model is least sure of and `coder` has not coded, the least sure first."""
    rows = con.execute(read_sql("annotation_queue"), {"coder": coder, "limit": limit}).fetchall()
    return [Queued(*row) for row in rows]


def doubly_coded(con: Connection) -> list[CodePair]:
    """Texts that two people coded."""
    return _pairs(con, "annotation_doubly")


def coded_and_predicted(con: Connection) -> list[CodePair]:
    """Texts that people coded, beside the newest model's label of them."""
    return _pairs(con, "annotation_model")


def _pairs(con: Connection, statement: str) -> list[CodePair]:
    rows = con.execute(read_sql(statement)).fetchall()
    return [CodePair(a, b, tuple(c), tuple(d)) for a, b, c, d in rows]


def add_event(con: Connection, event: Event) -> None:
    """The same id twice keeps the first."""
    e = event
    values = [e.event_id, e.first_on, e.last_on, e.title, e.detail, e.written_by]
    con.execute(
        "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING",
        [*values, utc_naive(e.written_at)],
    )


def remove_event(con: Connection, event_id: str, now: datetime) -> None:
    """Taken back, not forgotten: the row stays with the time."""
    con.execute(
        "UPDATE event SET removed_at = ? WHERE event_id = ? AND removed_at IS NULL",
        [utc_naive(now), event_id],
    )


def events(con: Connection, first: date, last: date) -> list[Event]:
    """Notes that touch these days and still stand, oldest first."""
    rows = con.execute(
        "SELECT event_id, first_on, last_on, title, detail, written_by, written_at FROM event "
        "WHERE removed_at IS NULL AND first_on <= ? AND last_on >= ? ORDER BY first_on, event_id",
        [last, first],
    ).fetchall()
    return [Event(a, b, c, d, e, f, utc_aware(at)) for a, b, c, d, e, f, at in rows]
