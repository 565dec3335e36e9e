"""Questions of the quarterly report, all asked as of one moment.

`hold_forms` lays down the mentions of the days concerned as they were known then; every other
question reads that table, so that all figures of a report rest on the same texts. The table is
temporary: the snapshot itself is never written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pantau.domain.period import Span
from pantau.store.db import Connection, utc_naive
from pantau.store.sql import read_sql


@dataclass(frozen=True, slots=True)
class CountRow:
    """`n` mentions alike in everything that shares of stars and sentiment need. `starts_on` is the
    first day of their month or week."""

    starts_on: date
    scope: str
    peer: str
    source: str
    kind: str
    is_counted: bool
    is_official: bool
    is_gone: bool
    has_text: bool
    is_coded: bool
    is_unsure: bool
    rating: int | None
    sentiment: str
    n: int


@dataclass(frozen=True, slots=True)
class CodeRow:
    """`n` coded texts with the same types, topics and sentiment."""

    starts_on: date
    types: tuple[str, ...]
    topics: tuple[str, ...]
    sentiment: str
    n: int


@dataclass(frozen=True, slots=True)
class ModelRow:
    model: str
    model_version: str
    codebook_version: str
    n: int


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """Replies to the reviews of a period that begins on `starts_on`; waits in hours."""

    starts_on: date
    n: int
    n_answered: int
    n_negative_waiting: int
    median_hours: float | None
    slowest_tenth_hours: float | None


@dataclass(frozen=True, slots=True)
class ClockRow:
    """Of `n_due` reviews whose time was up, `n_kept` were answered in time."""

    starts_on: date
    n_due: int
    n_kept: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    version: str
    rating: int | None
    sentiment: str
    n: int


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    version: str
    seen_on: date


@dataclass(frozen=True, slots=True)
class DayRow:
    local_date: date
    n: int
    n_negative: int


@dataclass(frozen=True, slots=True)
class StorePageRow:
    app_id: str
    local_date: date
    score: float | None
    n_ratings: int | None
    histogram: tuple[int | None, ...]
    installs: str
    version: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One run of an own target; `since` is how far back it meant to read, `None` for all."""

    source: str
    target: str
    app_id: str
    mode: str
    started_at: datetime
    since: datetime | None
    verdict: str
    local_date: date
    n_rejected: int
    n_late: int


@dataclass(frozen=True, slots=True)
class QuoteRow:
    type: str
    month: date
    rating: int | None
    source: str
    sentiment: str
    text: str


@dataclass(frozen=True, slots=True)
class CodePairRow:
    """`n` texts coded so by one and so by the other; `pair` is people or model."""

    pair: str
    first_sentiment: str
    second_sentiment: str
    first_primary: str
    second_primary: str
    n: int


@dataclass(frozen=True, slots=True)
class EventRow:
    first_on: date
    last_on: date
    title: str


def hold_forms(con: Connection, days: Span, as_of: datetime, grain: str = "month") -> None:
    """`grain` is month or week. Comes before every question on texts (counts, codes, replies, quotes)."""
    con.execute(
        read_sql("report_forms"),
        {**_days(days), "as_of": utc_naive(as_of), "grain": grain},
    )


def counts(con: Connection) -> list[CountRow]:
    return [CountRow(*row) for row in _ask(con, "report_counts")]


def codes(con: Connection) -> list[CodeRow]:
    return [
        CodeRow(starts_on, _split(types), _split(topics), sentiment, n)
        for starts_on, types, topics, sentiment, n in _ask(con, "report_codes")
    ]


def models(con: Connection, days: Span) -> list[ModelRow]:
    return [ModelRow(*row) for row in _ask(con, "report_models", _days(days))]


def replies(con: Connection, period: str = "quarter") -> list[ReplyRow]:
    return [ReplyRow(*row) for row in _ask(con, "report_replies", {"period": period})]


def clock(con: Connection, n_days: int, as_of: datetime, period: str = "quarter") -> list[ClockRow]:
    asked = {"days": n_days, "as_of": utc_naive(as_of), "period": period}
    return [ClockRow(*row) for row in _ask(con, "report_clock", asked)]


def versions(con: Connection, days: Span) -> list[VersionRow]:
    return [VersionRow(*row) for row in _ask(con, "report_versions", _days(days))]


def releases(con: Connection, days: Span, as_of: datetime) -> list[ReleaseRow]:
    asked = {**_days(days), "as_of": utc_naive(as_of)}
    return [ReleaseRow(*row) for row in _ask(con, "report_releases", asked)]


def days(con: Connection) -> list[DayRow]:
    return [DayRow(*row) for row in _ask(con, "report_days")]


def store_pages(con: Connection, span: Span, as_of: datetime) -> list[StorePageRow]:
    asked = {**_days(span), "as_of": utc_naive(as_of)}
    return [
        StorePageRow(app_id, day, score, n, tuple(histogram), installs, version)
        for app_id, day, score, n, histogram, installs, version in _ask(
            con, "report_store_page", asked
        )
    ]


def reads(con: Connection, first: date, as_of: datetime) -> list[ReadRow]:
    asked = {"first": first, "as_of": utc_naive(as_of)}
    return [
        ReadRow(source, target, app_id, mode, _aware(started), _aware_or_none(since), *rest)
        for source, target, app_id, mode, started, since, *rest in _ask(con, "report_runs", asked)
    ]


def code_pairs(con: Connection, as_of: datetime) -> list[CodePairRow]:
    asked = {"as_of": utc_naive(as_of)}
    return [CodePairRow(*row) for row in _ask(con, "report_agreement", asked)]


def events(con: Connection, span: Span, as_of: datetime) -> list[EventRow]:
    asked = {**_days(span), "as_of": utc_naive(as_of)}
    return [EventRow(*row) for row in _ask(con, "report_events", asked)]


def quotes(
    con: Connection, span: Span, *, shortest: int, longest: int, per_type: int
) -> list[QuoteRow]:
    asked = {**_days(span), "shortest": shortest, "longest": longest, "per_type": per_type}
    return [QuoteRow(*row) for row in _ask(con, "report_quotes", asked)]


def _ask(
    con: Connection, question: str, asked: dict[str, Any] | None = None
) -> Iterator[tuple[Any, ...]]:
    yield from con.execute(read_sql(question), asked).fetchall()


def _days(span: Span) -> dict[str, Any]:
    return {"first": span.first, "last": span.last}


def _split(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(",")) if joined else ()


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _aware_or_none(moment: datetime | None) -> datetime | None:
    return None if moment is None else _aware(moment)
