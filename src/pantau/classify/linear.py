"""The linear model of either tier: what is in `linear.npz` and what its numbers mean.

16 heads: three sentiments, then the 13 feedback types in the order of the codebook. Weights
are stored in 16 bits, root-compressed per head: q = sign(w)·√(|w|/max)·32767. One byte was tried:
it moved the figures of an app by up to 0.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from pantau.classify import arrays, features
from pantau.classify.scorer import Block, Floats, Scorer
from pantau.domain.taxonomy import FEEDBACK_IDS, Sentiment

FILE: Final = "linear.npz"
SENTIMENTS: Final = tuple(s.value for s in Sentiment)
N_SENTIMENTS: Final = len(SENTIMENTS)
_LEVELS: Final = 32_767.0
N_HEADS: Final = N_SENTIMENTS + len(FEEDBACK_IDS)
_SHAPES: Final = {
    "words": (features.BUCKETS, N_HEADS),
    "chars": (features.BUCKETS, N_HEADS),
    "word_idf": (features.BUCKETS,),
    "char_idf": (features.BUCKETS,),
    "word_scale": (N_HEADS,),
    "char_scale": (N_HEADS,),
    "bias": (N_HEADS,),
    "slope": (N_HEADS,),
    "offset": (N_HEADS,),
    "threshold": (len(FEEDBACK_IDS),),
}


@dataclass(frozen=True, slots=True)
class Calibration:
    """Decision value d to probability: sigmoid(slope·d + offset), for sentiment a softmax of these.

    Fitted on texts of apps held out in turn. `threshold` is on the decision value itself, so
    calibration never changes a label.
    """

    slope: Floats
    offset: Floats
    threshold: Floats


@dataclass(frozen=True, slots=True)
class LinearModel:
    words: Block
    chars: Block
    bias: Floats
    calibration: Calibration

    def scorer(self) -> Scorer:
        return Scorer(self.words, self.chars, self.bias)


def save(path: Path, model: LinearModel, idf: tuple[Floats, Floats]) -> None:
    """Writes the model; the same numbers give the same bytes."""
    words, word_scale = _packed(_unweighted(model.words.weights, idf[0]))
    chars, char_scale = _packed(_unweighted(model.chars.weights, idf[1]))
    fit = model.calibration
    tables: arrays.Arrays = {
        "words": words,
        "chars": chars,
        "word_idf": idf[0].astype(np.float16),
        "char_idf": idf[1].astype(np.float16),
        "word_scale": word_scale,
        "char_scale": char_scale,
        "bias": model.bias,
        "slope": fit.slope,
        "offset": fit.offset,
        "threshold": fit.threshold,
    }
    arrays.save(path, tables)


def load(path: Path) -> LinearModel:
    """Raises `ModelError` naming the file where it isn't a model of this program."""
    tables = arrays.load(path, _SHAPES)
    arrays.check(path, tables, _SHAPES)
    word_idf, char_idf = (tables[f"{n}_idf"].astype(np.float32) for n in ("word", "char"))
    return LinearModel(
        _block(tables["words"], tables["word_scale"], word_idf),
        _block(tables["chars"], tables["char_scale"], char_idf),
        tables["bias"],
        Calibration(tables["slope"], tables["offset"], tables["threshold"]),
    )


def _block(packed: npt.NDArray[np.int16], scale: Floats, idf: Floats) -> Block:
    root = packed.astype(np.float32) / _LEVELS
    weights = root * np.abs(root) * scale
    weights *= idf[:, None]
    return Block(weights, idf * idf)


def _packed(weights: Floats) -> tuple[npt.NDArray[np.int16], Floats]:
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-12).astype(np.float32)
    root = np.sign(weights) * np.sqrt(np.abs(weights) / scale)
    return np.round(root * _LEVELS).astype(np.int16), scale


def _unweighted(weights: Floats, idf: Floats) -> Floats:
    return np.asarray(weights / np.where(idf > 0, idf, 1.0)[:, None], np.float32)
