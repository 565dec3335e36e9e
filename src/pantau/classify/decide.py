"""From numbers to labels, the same for every tier.

`margins` say which types apply (0 or more); probabilities say how sure that is. Stand-alone
types, at least one type, the primary type and the mode follow the codebook (`domain.taxonomy`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pantau.classify.base import LABEL_SCHEMA
from pantau.domain.taxonomy import FEEDBACK_IDS, FEEDBACK_TYPES, Sentiment, mode_of, ordered

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

_SENTIMENTS: Final = np.array([s.value for s in Sentiment], dtype=object)
_STANDS_ALONE: Final = np.array([t.stands_alone for t in FEEDBACK_TYPES])
# The codes of a text without a single word: nothing can be said about it.
_BLANK_SENTIMENT: Final = list(Sentiment).index(Sentiment.NEUTRAL)
_BLANK_TYPE: Final = FEEDBACK_IDS.index("irrelevant")


def sigmoid(values: Floats) -> Floats:
    """By the hyperbolic tangent, which never overflows."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * values), np.float32)


def softmax(values: Floats) -> Floats:
    """Of each row."""
    likely = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), np.float32)


@dataclass(frozen=True, slots=True)
class Cut:
    """Under either score a text is marked unsure."""

    sentiment: float = 0.55
    feedback: float = 0.4

    def unsure(self, sentiment_score: Floats, feedback_score: Floats) -> Bools:
        low = (sentiment_score < self.sentiment) | (feedback_score < self.feedback)
        return np.asarray(low, np.bool_)


@dataclass(frozen=True, slots=True)
class Scores:
    """`sentiment` (n × 3) and `feedback` (n × 13) are probabilities; `margins` is n × 13.

    `ranking` (n × 3) gives the sentiment: its highest column; by default the probabilities.
    """

    sentiment: Floats
    feedback: Floats
    margins: Floats
    ranking: Floats

    def take(self, rows: npt.NDArray[np.int64]) -> Scores:
        return Scores(*(getattr(self, field.name)[rows] for field in fields(self)))

    def put(self, rows: npt.NDArray[np.int64], scores: Scores) -> None:
        """Changes these rows in place."""
        for field in fields(self):
            getattr(self, field.name)[rows] = getattr(scores, field.name)


def joined(parts: Sequence[Scores]) -> Scores:
    """The scores of texts one after another."""
    names = [field.name for field in fields(Scores)]
    return Scores(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def types_of(margins: Floats) -> Bools:
    """Which types each text has: stand-alone ones only where no other applies, at least one."""
    applies = margins >= 0
    joint = applies & ~_STANDS_ALONE
    chosen = np.where(joint.any(axis=1)[:, None], joint, False)
    lone = np.flatnonzero(~joint.any(axis=1))
    chosen[lone, margins[lone].argmax(axis=1)] = True
    return np.asarray(chosen, np.bool_)


def without_words(scores: Scores, blank: Bools) -> Scores:
    """The same scores, but texts without a word are irrelevant and neutral, with no score."""
    sentiment, feedback = scores.sentiment.copy(), scores.feedback.copy()
    margins, ranking = scores.margins.copy(), scores.ranking.copy()
    sentiment[blank], feedback[blank], margins[blank], ranking[blank] = 0.0, 0.0, -1.0, -1.0
    margins[blank, _BLANK_TYPE], ranking[blank, _BLANK_SENTIMENT] = 0.0, 0.0
    return Scores(sentiment, feedback, margins, ranking)


def table(scores: Scores, topics: Sequence[tuple[str, ...]], blank: Bools, cut: Cut) -> pa.Table:
    """One row per text, of `LABEL_SCHEMA`. `blank` marks texts without a word."""
    scores = without_words(scores, blank)
    sentiment = scores.ranking.argmax(axis=1)
    chosen = types_of(scores.margins)
    rows = np.arange(len(sentiment))
    sentiment_score = scores.sentiment[rows, sentiment]
    feedback_score = scores.feedback[rows, chosen.argmax(axis=1)]
    unsure = cut.unsure(sentiment_score, feedback_score)
    named = [_named(bits.tobytes()) for bits in np.packbits(chosen, axis=1)]
    columns = [
        _SENTIMENTS[sentiment],
        sentiment_score.astype(np.float32),
        [types for types, _ in named],
        feedback_score.astype(np.float32),
        list(topics),
        [mode for _, mode in named],
        unsure,
    ]
    arrays = [pa.array(c, field.type) for c, field in zip(columns, LABEL_SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=LABEL_SCHEMA)


@lru_cache(maxsize=8_192)
def _named(packed: bytes) -> tuple[tuple[str, ...], str]:
    bits = np.unpackbits(np.frombuffer(packed, np.uint8))[: len(FEEDBACK_IDS)]
    types = ordered(FEEDBACK_IDS[i] for i in np.flatnonzero(bits))
    return types, mode_of(types).value
