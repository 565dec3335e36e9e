"""Questions about the whole of what is held, and about answers, versions, sources and coverage.

Screens ask the rest in `pantau.store.marts_screen`, whose `Selection` is used here too; the
quarterly report asks in `pantau.store.marts_report`, as of one moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pantau.store.db import Connection, utc_naive
from pantau.store.marts_screen import Selection, of_chosen
from pantau.store.sql import read_sql

# Days within which an office must answer: first answer, information, no field check, field check
# (response clocks of LAPOR, the national complaint service).
CLOCKS = (3, 5, 14, 60)


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that is held, of every scope, tombstones left out."""

    n_mentions: int
    n_texts: int
    n_labelled: int
    n_revisions: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Replies:
    """How reviews were answered. `waiting` counts, per clock, those unanswered for longer than it.

    `n_timed` replies carry a time at or after their review; the hours are over those only.
    """

    n_reviews: int
    n_answered: int
    n_timed: int
    median_hours: float | None
    slowest_tenth_hours: float | None
    waiting: dict[int, int]


@dataclass(frozen=True, slots=True)
class VersionUse:
    """What reviews say of a version; `n_coded` is the base of the moods and of problems.

    `n_inferred` of the `n` named no version and were counted to the one on offer on their day.
    """

    app_id: str
    version: str
    first_on: date
    last_on: date
    n: int
    n_rated: int
    mean_stars: float | None
    n_coded: int
    n_negative: int
    n_positive: int
    n_problems: int
    n_inferred: int


@dataclass(frozen=True, slots=True)
class Copies:
    """Texts with each group of near-duplicates counted once. `n_copies` were left out; `n_bursts` groups
    came in a short time from few authors."""

    n_texts: int
    n_negative: int
    n_neutral: int
    n_positive: int
    n_copies: int
    n_bursts: int


@dataclass(frozen=True, slots=True)
class RatingGrowth:
    """New ratings of 1 to 5 stars since the counters `n_days` before, with and without words.

    A rating that was edited is one star fewer and another more. Where `is_recount`, the store took
    ratings away: the difference is no count of new ones.
    """

    source: str
    app_id: str
    local_date: date
    n_days: int
    growth: tuple[int, int, int, int, int]
    is_recount: bool


@dataclass(frozen=True, slots=True)
class SourceUse:
    """What a source brought in the days chosen; `n_official` and `n_articles` are not citizens'."""

    source: str
    n: int
    n_texts: int
    n_official: int
    n_articles: int
    n_gone: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CoveredDay:
    """A day and whether every target of the source had a healthy run on it; `n_targets` had any run."""

    local_date: date
    n_targets: int
    n_healthy: int

    @property
    def is_covered(self) -> bool:
        return 0 < self.n_targets == self.n_healthy


def holdings(con: Connection) -> Holdings:
    (row,) = con.execute(read_sql("mart_holdings")).fetchall()
    return Holdings(*row)


def set_kept_apart(con: Connection, sources: Sequence[str]) -> None:
    """Which sources are shown but not counted; the caller holds the transaction."""
    con.execute("DELETE FROM kept_apart")
    for source in sources:
        con.execute("INSERT INTO kept_apart VALUES (?)", [source])


def kept_apart(con: Connection) -> tuple[str, ...]:
    """Sources that are shown but not counted, of those that have brought anything."""
    rows = con.execute(
        "SELECT source FROM kept_apart WHERE source IN (SELECT source FROM mention) ORDER BY 1"
    ).fetchall()
    return tuple(source for (source,) in rows)


def own_texts(con: Connection) -> Iterator[str]:
    """Every citizens' text about the city, in batches behind the scenes."""
    cursor = con.execute(
        "SELECT text FROM mention WHERE scope = 'own' AND NOT is_official AND kind <> 'article' "
        "AND deleted_at IS NULL AND text <> ''"
    )
    while rows := cursor.fetchmany(10_000):
        yield from (text for (text,) in rows)


def replies(con: Connection, chosen: Selection, at: datetime) -> Replies:
    """`at` is the moment from which waiting is counted."""
    ((n, n_answered, n_timed, median, slow, waiting),) = of_chosen(
        con, "mart_replies", chosen, at=utc_naive(at), clocks=list(CLOCKS)
    )
    return Replies(n, n_answered, n_timed, median, slow, dict(zip(CLOCKS, waiting, strict=True)))


def versions(con: Connection, chosen: Selection) -> list[VersionUse]:
    """Newest first; reviews of a time without any known version are left out."""
    return [VersionUse(*row) for row in of_chosen(con, "mart_versions", chosen)]


def copies(con: Connection, chosen: Selection) -> Copies:
    """What the figures would be if nobody copied anybody."""
    return Copies(*next(of_chosen(con, "mart_copies", chosen)))


def rating_growth(
    con: Connection, first: date, last: date, scope: str = "own"
) -> list[RatingGrowth]:
    """From the second look at an app's counters on: one row a day with counters."""
    asked = {"first": first, "last": last, "scope": scope}
    rows = con.execute(read_sql("mart_rating_growth"), asked).fetchall()
    return [
        RatingGrowth(source, app, day, int(n), tuple(growth), bool(recount))
        for source, app, day, n, growth, recount in rows
    ]


def sources(con: Connection, first: date, last: date, scope: str = "own") -> list[SourceUse]:
    asked = {"first": first, "last": last, "scope": scope}
    return [SourceUse(*row) for row in con.execute(read_sql("mart_sources"), asked).fetchall()]


def coverage(con: Connection, first: date, last: date, source: str) -> list[CoveredDay]:
    """Every day asked for, also those on which nothing ran."""
    asked = {"first": first, "last": last, "source": source}
    return [CoveredDay(*row) for row in con.execute(read_sql("mart_coverage"), asked).fetchall()]
