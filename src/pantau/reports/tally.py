"""Sums over rows of counts: the one place where a report decides what is counted as what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pantau.domain.period import Span
from pantau.domain.taxonomy import PROBLEM_TYPES, Sentiment
from pantau.reports.period import Period, span_of
from pantau.store.marts_report import CodeRow, CountRow


@dataclass(frozen=True, slots=True)
class Tally:
    """What a set of mentions adds up to. `stars` counts 1 to 5; sentiments only coded texts."""

    n: int
    n_texts: int
    n_coded: int
    n_unsure: int
    stars: dict[int, int]
    sentiments: dict[str, int]

    @property
    def n_rated(self) -> int:
        return sum(self.stars.values())

    @property
    def n_negative(self) -> int:
        return self.sentiments.get(Sentiment.NEGATIVE, 0)

    @property
    def n_positive(self) -> int:
        return self.sentiments.get(Sentiment.POSITIVE, 0)


def tally(rows: Iterable[CountRow]) -> Tally:
    rows = list(rows)
    stars: Counter[int] = Counter()
    sentiments: Counter[str] = Counter()
    for row in rows:
        if row.rating is not None:
            stars[row.rating] += row.n
        if row.is_coded:
            sentiments[row.sentiment] += row.n
    return Tally(
        n=sum(r.n for r in rows),
        n_texts=sum(r.n for r in rows if r.has_text),
        n_coded=sum(r.n for r in rows if r.is_coded),
        n_unsure=sum(r.n for r in rows if r.is_coded and r.is_unsure),
        stars=dict(sorted(stars.items())),
        sentiments=dict(sorted(sentiments.items())),
    )


def within(rows: Sequence[CountRow], span: Span) -> list[CountRow]:
    """The rows of the months or weeks that begin within `span`."""
    return [r for r in rows if span.first <= r.starts_on <= span.last]


def counted(rows: Sequence[CountRow], span: Span) -> list[CountRow]:
    return [r for r in within(rows, span) if r.is_counted]


def codes_of(rows: Sequence[CodeRow], quarter: Period) -> list[CodeRow]:
    span = span_of(quarter)
    return [r for r in rows if span.first <= r.starts_on <= span.last]


def is_problem(row: CodeRow) -> bool:
    """Negative, or naming a problem however politely."""
    return row.sentiment == Sentiment.NEGATIVE or bool(PROBLEM_TYPES & set(row.types))
