"""All rows a quarterly report is computed from, read once from one snapshot as of one moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pantau.domain.period import Quarter, Span, local_midnight
from pantau.store import marts_report as ask
from pantau.store.db import Connection

# Answer times a citizen may count on, in days: first answer, information, without and with a check
# on the spot (SP4N-LAPOR!).
CLOCKS = (3, 5, 14, 60)
# How far around a release its effect is looked for.
RELEASE_DAYS = 28
QUOTES_PER_TYPE = 2
QUOTE_LENGTH = (40, 280)
# A read looks seven days back, so that long after its end a quarter still changes by itself.
SETTLING_DAYS = 7


@dataclass(frozen=True, slots=True)
class Texts:
    """Counts and codes of all mentions of some days as known at one moment."""

    counts: Sequence[ask.CountRow]
    codes: Sequence[ask.CodeRow]


@dataclass(frozen=True, slots=True)
class Material:
    """`settled` are this and the previous quarter as known when each was settled; `None` while
    that moment lies ahead of `as_of`."""

    quarter: Quarter
    as_of: datetime
    now: Texts
    settled: tuple[tuple[Quarter, Texts], ...]
    models: Sequence[ask.ModelRow]
    replies: Sequence[ask.ReplyRow]
    clocks: dict[int, Sequence[ask.ClockRow]]
    versions: Sequence[ask.VersionRow]
    releases: Sequence[ask.ReleaseRow]
    days: Sequence[ask.DayRow]
    store_pages: Sequence[ask.StorePageRow]
    reads: Sequence[ask.ReadRow]
    quotes: Sequence[ask.QuoteRow]
    code_pairs: Sequence[ask.CodePairRow]
    events: Sequence[ask.EventRow]


def material(con: Connection, quarter: Quarter, as_of: datetime) -> Material:
    """Reads the quarter and the four before it."""
    span = Span.of_quarter(quarter)
    settled = tuple(_settled(con, quarter, as_of))
    ask.hold_forms(con, Span(quarter.year_ago.first_day, _last_day(quarter)), as_of)
    shortest, longest = QUOTE_LENGTH
    return Material(
        quarter=quarter,
        as_of=as_of,
        now=Texts(ask.counts(con), ask.codes(con)),
        settled=settled,
        models=ask.models(con, span),
        replies=ask.replies(con),
        clocks={days: ask.clock(con, days, as_of) for days in CLOCKS},
        versions=ask.versions(con, span),
        releases=ask.releases(con, span, as_of),
        days=ask.days(con),
        store_pages=ask.store_pages(con, span, as_of),
        reads=ask.reads(con, span.first, as_of),
        code_pairs=ask.code_pairs(con, as_of),
        events=ask.events(con, span, as_of),
        quotes=ask.quotes(con, span, shortest=shortest, longest=longest, per_type=QUOTES_PER_TYPE),
    )


def settled_at(quarter: Quarter) -> datetime:
    """When a quarter's figures were first meant to be read: seven days after its end."""
    return local_midnight(quarter.next.first_day + timedelta(days=SETTLING_DAYS))


def _settled(con: Connection, quarter: Quarter, as_of: datetime) -> Iterator[tuple[Quarter, Texts]]:
    for each in (quarter.previous, quarter):
        moment = settled_at(each)
        if moment < as_of:
            ask.hold_forms(con, Span.of_quarter(each), moment)
            yield each, Texts(ask.counts(con), ask.codes(con))


def _last_day(quarter: Quarter) -> date:
    """Days after the quarter are read too: a release on its last day shows its effect later."""
    return quarter.last_day + timedelta(days=RELEASE_DAYS)
