"""Exact and classical two-sided tests, and the correction for many of them. Each returns p."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pantau.domain.distributions import (
    as_improbable,
    binomial_log_pmf,
    hypergeometric_log_pmf,
    t_two_sided,
)


def fisher_exact(hit_a: int, n_a: int, hit_b: int, n_b: int) -> float:
    """Fisher's exact test that two shares are equal."""
    n, n_hit = n_a + n_b, hit_a + hit_b
    low, high = max(0, n_hit - n_b), min(n_hit, n_a)
    mode = min(max((n_hit + 1) * (n_a + 1) // (n + 2), low), high)
    return as_improbable(hypergeometric_log_pmf(n_hit, n_a, n), low, high, mode, hit_a)


def poisson_exact(count_a: int, exposure_a: float, count_b: int, exposure_b: float) -> float:
    """Conditional exact test that two Poisson rates are equal (Przyborowski and Wilenski 1940).

    Exposures are days, or whatever the counts are per; both must be above zero.
    """
    if exposure_a <= 0 or exposure_b <= 0:
        raise ValueError("exposures must be above zero")
    n, p = count_a + count_b, exposure_a / (exposure_a + exposure_b)
    if n == 0:
        return 1.0
    mode = min(int((n + 1) * p), n)
    return as_improbable(binomial_log_pmf(n, p), 0, n, mode, count_a)


def welch(mean_a: float, sd_a: float, n_a: int, mean_b: float, sd_b: float, n_b: int) -> float:
    """Welch's t test that two means are equal; both n at least 2."""
    var_a, var_b = sd_a**2 / n_a, sd_b**2 / n_b
    if var_a + var_b == 0:
        return 1.0 if mean_a == mean_b else 0.0
    t = (mean_a - mean_b) / math.sqrt(var_a + var_b)
    df = (var_a + var_b) ** 2 / (var_a**2 / (n_a - 1) + var_b**2 / (n_b - 1))
    return t_two_sided(t, df)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p values in the order given (Benjamini and Hochberg 1995): under 0.05 is a finding."""
    m = len(p_values)
    order = sorted(range(m), key=lambda i: p_values[i], reverse=True)
    adjusted = [1.0] * m
    smallest = 1.0
    for rank, i in zip(range(m, 0, -1), order, strict=True):
        smallest = min(smallest, p_values[i] * m / rank)
        adjusted[i] = smallest
    return adjusted
