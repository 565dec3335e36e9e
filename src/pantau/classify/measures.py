"""Figures of agreement between labels and codes. Pure numpy; shares are 0 to 1.

Intervals are percentile bootstraps over texts with a fixed seed, 95 %.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pantau.domain.agreement import cohens_kappa

Array = npt.NDArray[Any]

RESAMPLES: Final = 1_000
SEED: Final = 7


@dataclass(frozen=True, slots=True)
class Score:
    """One label. `kappa` is Cohen's, between model and coders; `low` and `high` bound `f1`."""

    n: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float
    kappa: float


def score(truth: Array, guess: Array) -> Score:
    """Of one yes/no label."""
    hit, said, true = (truth & guess).sum(), guess.sum(), truth.sum()
    low, high = interval(truth[:, None], guess[:, None], micro_f1)
    return Score(
        int(true),
        _share(hit, said),
        _share(hit, true),
        _share(2 * hit, said + true),
        low,
        high,
        kappa(truth, guess),
    )


def micro_f1(truth: Array, guess: Array) -> float:
    """Over all labels at once; both are texts × labels, yes/no."""
    return _share(2 * (truth & guess).sum(), truth.sum() + guess.sum())


def mean_f1(truth: Array, guess: Array, *, least: int = 1) -> float:
    """Mean over labels that at least `least` texts have."""
    hits, both = (truth & guess).sum(axis=0), truth.sum(axis=0) + guess.sum(axis=0)
    counted = truth.sum(axis=0) >= least
    return float(np.mean(2 * hits[counted] / both[counted])) if counted.any() else float("nan")


def accuracy(truth: Array, guess: Array) -> float:
    return float((truth == guess).mean()) if len(truth) else float("nan")


def interval(
    truth: Array, guess: Array, figure: Callable[[Array, Array], float]
) -> tuple[float, float]:
    """95 % bootstrap interval of `figure` over texts (rows)."""
    if not len(truth):
        return float("nan"), float("nan")
    random = np.random.default_rng(SEED)
    draws = (random.integers(0, len(truth), len(truth)) for _ in range(RESAMPLES))
    low, high = np.percentile([figure(truth[d], guess[d]) for d in draws], [2.5, 97.5])
    return float(low), float(high)


def kappa(one: Array, other: Array) -> float:
    """Cohen's kappa of two codings; 1 where both are constant and equal."""
    found = cohens_kappa(one.tolist(), other.tolist())
    return 1.0 if found is None else found


def confusion(truth: Array, guess: Array, n: int) -> list[list[int]]:
    """Row: code, column: label."""
    table = np.zeros((n, n), np.int64)
    np.add.at(table, (truth, guess), 1)
    return [[int(cell) for cell in row] for row in table]


def calibration_error(likely: Array, is_right: Array, bins: int = 10) -> float:
    """Expected calibration error: mean gap between stated and real rate of being right."""
    place = np.minimum((likely * bins).astype(int), bins - 1)
    gaps = [
        abs(likely[place == b].mean() - is_right[place == b].mean()) * (place == b).mean()
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps))


def coverage(likely: Array, is_right: Array, cuts: tuple[float, ...]) -> list[dict[str, float]]:
    """Per cut: the share of texts at or over it, and how many of those are right."""
    rows = []
    for cut in cuts:
        kept = likely >= cut
        right = float(is_right[kept].mean()) if kept.any() else float("nan")
        rows.append({"cut": cut, "coverage": float(kept.mean()), "accuracy": right})
    return rows


def _share(part: Any, whole: Any) -> float:
    return float(part / whole) if whole else 0.0
