"""Fits the two linear models that ship: one for each tier, averaged with its network.

Both are made the same way, from different texts. Fits once per app left out, for calibration and
for the figures that choices are made on, then once on everything. Fixed seeds: the same data give
the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from pantau.classify import crossval, fast, linear, scorecard
from pantau.classify.data import Example
from pantau.classify.fit import Choice, Design, Fitted
from pantau.classify.normalise import Normaliser
from pantau.classify.scorer import Block


def train(
    examples: Sequence[Example],
    normalise: Normaliser,
    path: Path,
    say: Callable[[str], None],
) -> dict[str, Any]:
    """Writes the model to `path`. Returns the manifest's settings: what it was fitted on, and its
    figures on the apps left out in turn."""
    choice = Choice()
    say(f"{path.name}: {len(examples):,} texts")
    design = Design([normalise(e.text) for e in examples], examples)
    values = crossval.held_out(design, examples, choice, say)
    calibration = crossval.calibrate(design, values)
    say("fitting on all texts")
    fitted = design.fit(np.arange(len(examples)), choice)
    path.parent.mkdir(parents=True, exist_ok=True)
    linear.save(path, _model(fitted, calibration), (fitted.word_idf, fitted.char_idf))
    rows = np.flatnonzero(~np.isnan(values[:, 0]))
    scores = fast.scores_of(values[rows], calibration)
    judged = scorecard.judge([examples[int(i)] for i in rows], scores)
    return {
        "n_texts": len(examples),
        "choice": asdict(choice),
        "each_app_left_out": scorecard.summary(judged),
    }


def _model(fitted: Fitted, calibration: linear.Calibration) -> linear.LinearModel:
    words = Block(fitted.words * fitted.word_idf[:, None], fitted.word_idf**2)
    chars = Block(fitted.chars * fitted.char_idf[:, None], fitted.char_idf**2)
    return linear.LinearModel(words, chars, fitted.bias, calibration)
