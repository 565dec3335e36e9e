"""Questions of the dashboard's pages: what the filters choose, and what it adds up to.

All take a connection of their own (`Snapshot.cursor()`), values go in as parameters, and every
share's base comes with it. Moments come back aware, days are local.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from pantau.domain.readiness import WHEN, WHERE
from pantau.domain.taxonomy import PROBLEM_TYPES
from pantau.store.db import Connection, utc_aware, utc_naive
from pantau.store.sql import named, read_sql

# What the filter by readiness needs beside the value chosen.
_READINESS = {"problem_types": tuple(PROBLEM_TYPES), "where_pattern": WHERE, "when_pattern": WHEN}
GRAINS = ("all", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Selection:
    """Days (both included) and filters; an empty tuple means all. `words` must all occur.

    `with_apart` also gives texts of sources that are shown but not counted (table kept_apart).
    `readiness`: complaints that lack this part (`domain.readiness`), or lack none (`READY`).
    `as_of` asks what was known at that moment, which is slower; `None` asks what is known now.
    """

    first: date
    last: date
    scope: str = "own"
    sources: tuple[str, ...] = ()
    apps: tuple[str, ...] = ()
    stars: tuple[str, ...] = ()
    sentiments: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    is_answered: bool | None = None
    is_conflict: bool = False
    readiness: str = ""
    words: tuple[str, ...] = ()
    as_of: datetime | None = None
    with_apart: bool = False


@dataclass(frozen=True, slots=True)
class Extent:
    """Days are `None` while no citizen has said anything."""

    first: date | None
    last: date | None
    n: int
    sources: tuple[str, ...]
    apps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a period adds up to. `unsure` are the coded texts under the model's cut-off: negative,
    neutral, positive; they are in the counts too.
    """

    starts_on: date
    n: int
    n_texts: int
    stars: tuple[int, int, int, int, int]
    n_negative: int
    n_neutral: int
    n_positive: int
    unsure: tuple[int, int, int]
    n_reviews: int
    n_answered: int

    @property
    def n_unsure(self) -> int:
        return sum(self.unsure)

    @property
    def n_coded(self) -> int:
        return self.n_negative + self.n_neutral + self.n_positive

    @property
    def n_rated(self) -> int:
        return sum(self.stars)


@dataclass(frozen=True, slots=True)
class Codes:
    """`n` texts of a period that carry exactly these labels."""

    starts_on: date
    feedback: tuple[str, ...]
    topics: tuple[str, ...]
    mode: str
    sentiment: str
    n: int


@dataclass(frozen=True, slots=True)
class Terms:
    """In how many of the `n` texts that were read each word stands."""

    n: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Voice:
    """One text as the page shows it. Label fields are empty while it is not labelled."""

    mention_key: str
    source: str
    kind: str
    local_date: date
    posted_at: datetime
    rating: int | None
    app_version: str
    title: str
    text: str
    reply_text: str
    reply_at: datetime | None
    n_likes: int
    revision: int
    sentiment: str | None
    sentiment_score: float | None
    feedback: tuple[str, ...]
    topics: tuple[str, ...]
    mode: str | None
    is_unsure: bool


@dataclass(frozen=True, slots=True)
class ReplyEffect:
    """Stars of `n` reviews seen both before and after they were answered."""

    n: int
    n_raised: int
    n_lowered: int
    mean_before: float | None
    mean_after: float | None


@dataclass(frozen=True, slots=True)
class Release:
    app_id: str
    version: str
    released_on: date


@dataclass(frozen=True, slots=True)
class Counters:
    """An app's own figures on its store page; `stars` counts all ratings of 1 to 5, if told."""

    starts_on: date
    source: str
    app_id: str
    scope: str
    taken_at: datetime
    score: float | None
    n_ratings: int | None
    n_reviews: int | None
    stars: tuple[int | None, ...]
    installs: str
    version: str


@dataclass(frozen=True, slots=True)
class RunDay:
    local_date: date
    source: str
    target: str
    scope: str
    mode: str
    verdict: str
    n_new: int
    n_rejected: int
    n_late: int


@dataclass(frozen=True, slots=True)
class Reject:
    source: str
    target: str
    reason: str
    n: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ModelUse:
    model: str
    model_version: str
    codebook_version: str
    n: int
    n_unsure: int
    last_at: datetime


def extent(con: Connection) -> Extent:
    first, last, n, sources, apps = next(_ask(con, read_sql("screen_extent"), {}))
    return Extent(first, last, n, tuple(sources), tuple(apps))


def offered(con: Connection, chosen: Selection) -> dict[str, tuple[str, ...]]:
    """Values of `version` and `topic` that occur, the most frequent first."""
    rows = list(of_chosen(con, "screen_offered", chosen))
    return {
        name: tuple(value for field, value, _ in rows if field == name)
        for name in ("version", "topic")
    }


def standings(con: Connection, chosen: Selection, grain: str = "all") -> list[Standing]:
    """By period of `grain`; periods in which nothing was said are absent."""
    rows = of_chosen(con, "screen_standing", chosen, grain=_grain(grain))
    return [_standing(row) for row in rows]


def _standing(row: tuple[Any, ...]) -> Standing:
    return Standing(*[*row[:3], row[3:8], *row[8:11], row[11:14], *row[14:]])


def codes(con: Connection, chosen: Selection, grain: str = "all") -> list[Codes]:
    rows = of_chosen(con, "screen_codes", chosen, grain=_grain(grain))
    return [
        Codes(starts_on, _split(feedback), _split(topics), mode, sentiment, n)
        for starts_on, feedback, topics, mode, sentiment, n in rows
    ]


def count(con: Connection, chosen: Selection) -> int:
    return int(next(of_chosen(con, "screen_count", chosen))[0])


def texts(con: Connection, chosen: Selection, sort: str, limit: int, offset: int) -> list[Voice]:
    rows = of_chosen(con, "screen_texts", chosen, sort=sort, limit=limit, offset=offset)
    return [_voice(row) for row in rows]


def _voice(row: tuple[Any, ...]) -> Voice:
    values = dict(zip([f.name for f in fields(Voice)], row, strict=True))
    values["posted_at"] = utc_aware(values["posted_at"])
    values["reply_at"] = utc_aware(values["reply_at"]) if values["reply_at"] else None
    values["feedback"], values["topics"] = _split(values["feedback"]), _split(values["topics"])
    values["is_unsure"] = bool(values["is_unsure"])
    return Voice(**values)


def terms(
    con: Connection, chosen: Selection, least: int, wanted: tuple[str, ...] = (), one_in: int = 1
) -> Terms:
    """Words from `least` texts on, the 1,000 most frequent, among one text in `one_in`."""
    asked = {"least": least, "terms": wanted, "one_in": one_in}
    counts = dict(of_chosen(con, "screen_terms", chosen, **asked))
    return Terms(counts.pop(""), counts)


def peers(con: Connection) -> tuple[str, ...]:
    """Ids of the apps held for comparison."""
    return tuple(app_id for (app_id,) in _ask(con, read_sql("screen_peers"), {}))


def reply_effect(con: Connection, chosen: Selection) -> ReplyEffect:
    return ReplyEffect(*next(of_chosen(con, "screen_reply_effect", chosen)))


def releases(con: Connection, first: date, last: date) -> list[Release]:
    asked = {"first": first, "last": last}
    return [Release(*row) for row in _ask(con, read_sql("screen_releases"), asked)]


def counters(con: Connection, first: date, last: date, grain: str = "all") -> list[Counters]:
    asked = {"first": first, "last": last, "grain": _grain(grain)}
    return [
        Counters(*[*row[:4], utc_aware(row[4]), *row[5:8], tuple(row[8]), *row[9:]])
        for row in _ask(con, read_sql("screen_counters"), asked)
    ]


def run_days(con: Connection, first: date, last: date) -> list[RunDay]:
    asked = {"first": first, "last": last}
    return [RunDay(*row) for row in _ask(con, read_sql("screen_run_days"), asked)]


def rejects(con: Connection, first: date, last: date) -> list[Reject]:
    """Why items couldn't be read, by reason; `last` is a local day like `first`."""
    asked = {"first": first, "last": last}
    rows = _ask(con, read_sql("screen_rejects"), asked)
    return [Reject(*[*row[:4], utc_aware(row[4])]) for row in rows]


def models(con: Connection) -> list[ModelUse]:
    rows = _ask(con, read_sql("screen_models"), {})
    return [ModelUse(*[*row[:5], utc_aware(row[5])]) for row in rows]


def of_chosen(
    con: Connection, question: str, chosen: Selection, **more: Any
) -> Iterator[tuple[Any, ...]]:
    """Rows of a question whose SQL goes on after `WITH chosen AS (...)`."""
    known = "SELECT * FROM mention" if chosen.as_of is None else read_sql("mart_known_then")
    sql = (
        f"WITH known AS NOT MATERIALIZED ({known}), "
        f"chosen AS ({read_sql('screen_chosen')}) {read_sql(question)}"
    )
    as_of = None if chosen.as_of is None else utc_naive(chosen.as_of)
    yield from _ask(con, sql, asdict(chosen) | {"as_of": as_of} | _READINESS | more)


def _ask(con: Connection, sql: str, asked: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    values = {k: list(v) if isinstance(v, tuple) else v for k, v in named(sql, asked).items()}
    yield from con.execute(sql, values).fetchall()


def _grain(grain: str) -> str:
    if grain not in GRAINS:
        raise ValueError(f"no such grain: {grain}")
    return grain


def _split(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split(",")) if joined else ()
