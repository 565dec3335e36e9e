"""Figures to choose by: every app's texts are judged by a model that never saw that app.

Leave one app out in turn, over the randomly drawn texts. The decision values so gained give the
calibration. The score card is of other apps, which no model learns from (`data.HELD_OUT`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from pantau.classify.data import Example
from pantau.classify.fit import Choice, Design, Index
from pantau.classify.linear import N_HEADS, N_SENTIMENTS, Calibration
from pantau.classify.scorer import Floats

# One threshold for all types, on the decision value: tuning it per type on few texts did harm.
THRESHOLD: Final = 0.05


@dataclass(frozen=True, slots=True)
class Fold:
    name: str
    train: Index
    test: Index


def folds(examples: Sequence[Example]) -> Iterator[Fold]:
    """One per app that has drawn texts."""
    apps = np.array([e.app for e in examples])
    drawn = np.array([e.origin == "drawn" for e in examples])
    for app in sorted({e.app for e in examples if e.origin == "drawn"}):
        yield Fold(app, np.flatnonzero(apps != app), np.flatnonzero((apps == app) & drawn))


def held_out(
    design: Design,
    examples: Sequence[Example],
    choice: Choice,
    say: Callable[[str], None],
) -> Floats:
    """Decision values, one row per example; rows that no fold tests are NaN."""
    values = np.full((len(examples), N_HEADS), np.nan, np.float32)
    for fold in folds(examples):
        say(f"without {fold.name}: {len(fold.train):,} texts, {len(fold.test):,} to judge")
        values[fold.test] = design.decide(design.fit(fold.train, choice), fold.test)
    return values


def calibrate(design: Design, values: Floats) -> Calibration:
    """Slope and offset per head from held-out decision values (rows of NaN are left out)."""
    rows = np.flatnonzero(~np.isnan(values[:, 0]))
    truths = [design.sentiment[rows] == k for k in range(N_SENTIMENTS)]
    truths += [design.types[rows, k] for k in range(N_HEADS - N_SENTIMENTS)]
    pairs = [_sigmoid_fit(values[rows, k], truth) for k, truth in enumerate(truths)]
    slope, offset = (np.array(column, np.float32) for column in zip(*pairs, strict=True))
    threshold = np.full(N_HEADS - N_SENTIMENTS, THRESHOLD, np.float32)
    return Calibration(slope, offset, threshold)


def _sigmoid_fit(values: Floats, truth: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Platt's fit: logistic regression of the truth on one decision value."""
    from sklearn.linear_model import LogisticRegression

    if truth.all() or not truth.any():
        return 1.0, float(np.log((truth.mean() + 1e-3) / (1 - truth.mean() + 1e-3)))
    fit = LogisticRegression(C=100.0).fit(values[:, None], truth)
    return float(fit.coef_[0, 0]), float(fit.intercept_[0])
