"""The kinds of figure a report holds: counts, shares, means and changes, each with its base.

These are values only; how they are computed stands in `pantau.domain.measures`, how they are
worded in `pantau.texts`. A figure without a base is `None`, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShareFact:
    """`n_hits` of `n` with its 95 % Wilson interval; without a base there is no share."""

    n_hits: int
    n: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class MeanFact:
    """Mean of `n` values with its 95 % t interval; no interval below two values."""

    n: int
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """A figure against the same figure of an earlier quarter.

    `difference` is now minus then, in the figure's own unit (a share's as a fraction, a count's as a
    ratio minus one). `p` is two-sided; within a table of several rows `q` is it after
    Benjamini-Hochberg and decides. `test` is fisher, welch or poisson, empty where none was possible.
    """

    against: str
    n_then: int
    then: float | None
    difference: float | None
    test: str
    p: float | None
    q: float | None
    is_significant: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Both comparisons of one figure."""

    previous: ChangeFact
    year_ago: ChangeFact


@dataclass(frozen=True, slots=True)
class IndexFact:
    """The IIU of one period. `reason` says why there is none; empty where there is one."""

    n: int
    value: float | None
    low: float | None
    high: float | None
    reason: str
