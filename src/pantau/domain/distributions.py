"""The few distributions the tests need, from the standard library alone.

The incomplete beta function is the continued fraction of Press et al., Numerical Recipes, 3rd ed.,
section 6.4, evaluated by Lentz's method; tests compare everything here with scipy.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

_TINY = 1e-300
_PRECISION = 1e-15
_MAX_TERMS = 100_000
# Outcomes as improbable as the observed one up to rounding count as equally improbable.
_TIE = 1e-7


def t_two_sided(t: float, df: float) -> float:
    """Probability of |T| >= |t| under Student's t with `df` degrees of freedom."""
    return incomplete_beta(df / 2, 0.5, df / (df + t * t))


@lru_cache(maxsize=4096)  # a millisecond a call, and screens ask for the same few
def t_quantile(df: float, confidence: float = 0.95) -> float:
    """The t with two-sided probability 1 - `confidence` outside it, by bisection."""
    low, high = 0.0, 1.0
    while t_two_sided(high, df) > 1 - confidence:
        high *= 2
    while high - low > _PRECISION * high:
        middle = (low + high) / 2
        if t_two_sided(middle, df) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Regularised incomplete beta function of `x` in 0 to 1."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(log_front + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def hypergeometric_log_pmf(n_hit: int, n_drawn: int, n: int) -> Callable[[int], float]:
    """Log probability of x hits among `n_drawn` of `n` things, `n_hit` of which are hits."""
    constant = _log_choose(n, n_drawn)
    return lambda x: _log_choose(n_hit, x) + _log_choose(n - n_hit, n_drawn - x) - constant


def binomial_log_pmf(n: int, p: float) -> Callable[[int], float]:
    """Log probability of x hits in `n`, for `p` strictly between 0 and 1."""
    return lambda x: _log_choose(n, x) + x * math.log(p) + (n - x) * math.log1p(-p)


def as_improbable(log_pmf: Callable[[int], float], low: int, high: int, mode: int, x: int) -> float:
    """Two-sided exact p: all outcomes in `low`..`high` at most as probable as `x`, summed.

    `log_pmf` has one peak, at `mode`. Far tails are cut where they no longer add anything, so that
    a million counts cost thousands of terms.
    """
    bound = log_pmf(x) + math.log1p(_TIE)
    left = _last_under(log_pmf, bound, low, mode)
    right = _first_under(log_pmf, bound, mode, high)
    if left >= right:  # the observed outcome is the most probable one
        return 1.0
    p = _tail(log_pmf, left, low, -1) + _tail(log_pmf, right, high, 1)
    return min(1.0, p)


def _last_under(log_pmf: Callable[[int], float], bound: float, low: int, mode: int) -> int:
    """The last outcome left of the peak that is within the bound; `low - 1` where none is."""
    inside, outside = low - 1, mode + 1
    while outside - inside > 1:
        middle = (inside + outside) // 2
        inside, outside = (middle, outside) if log_pmf(middle) <= bound else (inside, middle)
    return inside


def _first_under(log_pmf: Callable[[int], float], bound: float, mode: int, high: int) -> int:
    outside, inside = mode - 1, high + 1
    while inside - outside > 1:
        middle = (inside + outside) // 2
        outside, inside = (outside, middle) if log_pmf(middle) <= bound else (middle, inside)
    return inside


def _tail(log_pmf: Callable[[int], float], start: int, end: int, step: int) -> float:
    total = 0.0
    for x in range(start, end + step, step):
        term = math.exp(log_pmf(x))
        total += term
        if term <= total * _PRECISION:  # also where even the first is too small to be written
            break
    return total


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MAX_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / _away(1 + even * d), _away(1 + even / c)
        value *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / _away(1 + odd * d), _away(1 + odd / c)
        value *= d * c
        if abs(d * c - 1) < _PRECISION:
            break
    return value


def _away(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
