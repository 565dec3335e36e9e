"""From counts to figures with their bases, in the shapes of a report.

The statistics themselves stand in `pantau.domain.measures` and `significance`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pantau.domain.measures import (
    ALPHA,
    Change,
    Index,
    Mean,
    Measure,
    Share,
    Withheld,
    judged,
    p_of_change,
)
from pantau.domain.significance import benjamini_hochberg, poisson_exact
from pantau.domain.taxonomy import Sentiment
from pantau.reports.figures import ChangeFact, Compared, IndexFact, MeanFact, ShareFact

# Digits kept of a figure: enough for any reader, few enough to be the same on every machine.
_DIGITS = 10
_REASONS = {Withheld.NO_TEXTS: "none", Withheld.TOO_FEW_TEXTS: "few"}


def share(n_hits: int, n: int) -> ShareFact:
    found = Share(n_hits, n)
    interval = found.interval
    if interval is None:
        return ShareFact(n_hits, n, None, None, None)
    return ShareFact(n_hits, n, _kept(found.value), _kept(interval.low), _kept(interval.high))


def mean(counts: Mapping[int, int]) -> MeanFact:
    """From how often each number of stars was given."""
    found = Mean.of_counts(counts)
    interval = found.interval
    if interval is None:
        return MeanFact(found.n, _kept(found.value), None, None)
    kept = interval.clipped(1, 5)
    return MeanFact(found.n, _kept(found.value), _kept(kept.low), _kept(kept.high))


def index(sentiments: Mapping[str, int]) -> IndexFact:
    found = _index(sentiments)
    if found.withheld is not None:
        return IndexFact(found.n, None, None, None, _REASONS[found.withheld])
    interval = found.interval
    low, high = (interval.low, interval.high) if interval else (None, None)
    return IndexFact(found.n, _kept(found.value), _kept(low), _kept(high), "")


def _index(sentiments: Mapping[str, int]) -> Index:
    return Index(
        n_positive=sentiments.get(Sentiment.POSITIVE, 0),
        n_neutral=sentiments.get(Sentiment.NEUTRAL, 0),
        n_negative=sentiments.get(Sentiment.NEGATIVE, 0),
    )


def change_of_shares(against: str, now: ShareFact, then: ShareFact) -> ChangeFact:
    measures = Share(now.n_hits, now.n), Share(then.n_hits, then.n)
    return _change(against, "fisher", *measures)


def change_of_means(against: str, now: Mapping[int, int], then: Mapping[int, int]) -> ChangeFact:
    return _change(against, "welch", Mean.of_counts(now), Mean.of_counts(then))


def change_of_index(against: str, now: Mapping[str, int], then: Mapping[str, int]) -> ChangeFact:
    return _change(against, "welch", _index(now), _index(then))


def change_of_counts(against: str, n: int, n_days: int, n_then: int, days_then: int) -> ChangeFact:
    """Counts per day, so that a quarter under way can be compared; the difference is a ratio minus 1."""
    if not n_then:
        return ChangeFact(against, 0, 0.0, None, "", None, None, is_significant=False)
    ratio = (n / n_days) / (n_then / days_then)
    p = poisson_exact(n, n_days, n_then, days_then)
    return ChangeFact(
        against, n_then, float(n_then), _kept(ratio - 1), "poisson", _kept(p), None, p < ALPHA
    )


def _change(against: str, test: str, now: Measure, then: Measure) -> ChangeFact:
    p = p_of_change(now, then)
    a, b = now.value, then.value
    difference = None if a is None or b is None or p is None else a - b
    said = judged(now, then, p)
    return ChangeFact(
        against=against,
        n_then=then.n,
        then=_kept(b),
        difference=_kept(difference),
        test="" if p is None else test,
        p=_kept(p),
        q=None,
        is_significant=said in (Change.RISEN, Change.FALLEN),
    )


def as_family(changes: Sequence[Compared]) -> list[Compared]:
    """The rows of one table, each column corrected for being many (Benjamini-Hochberg)."""
    previous = as_single_family([c.previous for c in changes])
    year_ago = as_single_family([c.year_ago for c in changes])
    return [Compared(*pair) for pair in zip(previous, year_ago, strict=True)]


def as_single_family(changes: Sequence[ChangeFact]) -> list[ChangeFact]:
    adjusted = iter(benjamini_hochberg([c.p for c in changes if c.p is not None]))
    return [c if c.p is None else _corrected(c, next(adjusted)) for c in changes]


def _corrected(change: ChangeFact, q: float) -> ChangeFact:
    return replace(change, q=_kept(q), is_significant=bool(change.difference) and q < ALPHA)


def _kept(value: float | None) -> float | None:
    """Rounded to ten significant digits."""
    return None if value is None else float(f"{value:.{_DIGITS}g}")
