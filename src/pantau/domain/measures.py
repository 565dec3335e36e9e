"""Shares, means and the review index, each with its n and a 95 % interval; and what a change is.

The index is the balance statistic of official consumer surveys (share of good minus share of bad
answers, as in Bank Indonesia's Survei Konsumen and the European Commission's Joint Harmonised EU
Programme of Business and Consumer Surveys), moved to 0..100. It is not a Survei Kepuasan Masyarakat.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from typing import TypeAlias

from pantau.domain.distributions import t_quantile
from pantau.domain.significance import fisher_exact, welch

CONFIDENCE = 0.95
ALPHA = 0.05
# Under this many texts in a period there is no index (docs/metode.md).
MIN_TEXTS_FOR_INDEX = 30
_Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float

    def clipped(self, low: float, high: float) -> Interval:
        return Interval(min(max(self.low, low), high), min(max(self.high, low), high))


@dataclass(frozen=True, slots=True)
class Share:
    """`n_hit` of `n`; `value` and `interval` are 0 to 1, and `None` for nothing of nothing."""

    n_hit: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.n_hit <= self.n:
            raise ValueError(f"a share can't be {self.n_hit} of {self.n}")

    @property
    def value(self) -> float | None:
        return self.n_hit / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's score interval (Wilson 1927, J. Am. Stat. Assoc. 22:209)."""
        if not self.n:
            return None
        p, z2n = self.n_hit / self.n, _Z * _Z / self.n
        centre = (p + z2n / 2) / (1 + z2n)
        half = _Z * math.sqrt(p * (1 - p) / self.n + z2n / (4 * self.n)) / (1 + z2n)
        low = 0.0 if self.n_hit == 0 else centre - half
        return Interval(low, 1.0 if self.n_hit == self.n else centre + half)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with the sample's standard deviation. `None` where n is too small to say."""

    n: int
    value: float | None
    sd: float | None

    @classmethod
    def of_counts(cls, counts: Mapping[int, int] | Mapping[float, int]) -> Mean:
        """From how often each value occurs, such as `{1: 4, 2: 0, 5: 9}` stars."""
        pairs = [(float(value), n) for value, n in counts.items() if n]
        n = sum(k for _, k in pairs)
        if n == 0:
            return cls(0, None, None)
        mean = math.fsum(v * k for v, k in pairs) / n
        if n == 1:
            return cls(1, mean, None)
        squares = math.fsum(k * (v - mean) ** 2 for v, k in pairs)
        return cls(n, mean, math.sqrt(squares / (n - 1)))

    @property
    def interval(self) -> Interval | None:
        """Student's t; none for one value, nor where all are alike and show no spread."""
        if self.value is None or not self.sd:
            return None
        half = t_quantile(self.n - 1, CONFIDENCE) * self.sd / math.sqrt(self.n)
        return Interval(self.value - half, self.value + half)


class Withheld(StrEnum):
    """Why a figure isn't given."""

    NO_TEXTS = "no_texts"
    TOO_FEW_TEXTS = "too_few_texts"


@dataclass(frozen=True, slots=True)
class Index:
    """Indeks Indikatif Ulasan (IIU): 50 × (1 + (positive − negative) / n), from 0 to 100.

    Equal to the mean of 100 per positive, 50 per neutral and 0 per negative text. Given only for 30
    texts or more; `withheld` says why not.
    """

    n_positive: int
    n_neutral: int
    n_negative: int

    @property
    def n(self) -> int:
        return self.n_positive + self.n_neutral + self.n_negative

    @property
    def withheld(self) -> Withheld | None:
        if self.n >= MIN_TEXTS_FOR_INDEX:
            return None
        return Withheld.TOO_FEW_TEXTS if self.n else Withheld.NO_TEXTS

    @property
    def value(self) -> float | None:
        return None if self.withheld else self.mean.value

    @property
    def interval(self) -> Interval | None:
        """Student's t over the three scores, within 0 to 100.

        Where all texts are of one sentiment there is no spread; then Wilson's bound on the share of
        others, counted at their farthest score, stands in.
        """
        if self.withheld or self.mean.value is None:
            return None
        found = self.mean.interval
        return (found or self._one_sided(self.mean.value)).clipped(0, 100)

    @property
    def mean(self) -> Mean:
        """The scores' mean, also for few texts: for tests, not to be shown as an index."""
        return Mean.of_counts({100: self.n_positive, 50: self.n_neutral, 0: self.n_negative})

    def _one_sided(self, value: float) -> Interval:
        others = Share(0, self.n).interval
        reach = others.high if others else 1.0
        return Interval(value * (1 - reach), value + (100 - value) * reach)


class Change(StrEnum):
    """What a comparison with an earlier period says."""

    RISEN = "risen"
    FALLEN = "fallen"
    WITHIN_NOISE = "within_noise"
    UNTESTED = "untested"  # too little on one side to compare


Measure: TypeAlias = Share | Mean | Index


def p_of_change(now: Measure, before: Measure) -> float | None:
    """Fisher's exact test for shares, Welch's for means and indices; `None` where n is too small."""
    if isinstance(now, Share) and isinstance(before, Share):
        if not now.n or not before.n:
            return None
        return fisher_exact(now.n_hit, now.n, before.n_hit, before.n)
    a, b = _mean_of(now), _mean_of(before)
    if a.value is None or b.value is None or a.sd is None or b.sd is None:
        return None
    return welch(a.value, a.sd, a.n, b.value, b.sd, b.n)


def change(now: Measure, before: Measure, alpha: float = ALPHA) -> Change:
    """Whether `now` differs from `before` beyond noise, two-sided at `alpha`."""
    return judged(now, before, p_of_change(now, before), alpha)


def judged(now: Measure, before: Measure, p: float | None, alpha: float = ALPHA) -> Change:
    """The same for a p that was corrected for many comparisons."""
    a, b = now.value, before.value
    if p is None or a is None or b is None:
        return Change.UNTESTED
    if p >= alpha or a == b:
        return Change.WITHIN_NOISE
    return Change.RISEN if a > b else Change.FALLEN


def _mean_of(measure: Measure) -> Mean:
    if isinstance(measure, Share):
        raise TypeError("a share can't be compared with a mean")
    if isinstance(measure, Index):
        return Mean(0, None, None) if measure.withheld else measure.mean
    return measure
