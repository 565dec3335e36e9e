"""Fits the linear model's heads. Training time only: needs scikit-learn and scipy (extra `train`).

A support vector machine per head with balanced classes. Logistic regression was tried: same
F1 (sentiment 82.5 against 82.6, feedback 69.9 against 70.1 on held-out apps), ten times slower;
unbalanced it lost 13 points. Probabilities come from held-out apps instead (see `crossval`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pantau.classify import features
from pantau.classify.data import Example
from pantau.classify.linear import N_HEADS, N_SENTIMENTS, SENTIMENTS
from pantau.classify.scorer import Floats
from pantau.domain.taxonomy import FEEDBACK_IDS

Index = npt.NDArray[np.int64]

SEED: Final = 20_261_124
_TOLERANCE: Final = 0.05  # 1e-4 takes three times as long and moves no figure by more than 0.2


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen on development apps (see MODEL_CARD.md)."""

    sentiment_c: float = 0.1
    feedback_c: float = 0.2
    auxiliary_weight: float = 0.3


@dataclass(frozen=True, slots=True)
class Fitted:
    """`words` and `chars`: bucket by head, idf not in them."""

    words: Floats
    chars: Floats
    word_idf: Floats
    char_idf: Floats
    bias: Floats


class Design:
    """Counts of every example's features, made once; a fold is a choice of rows."""

    def __init__(self, texts: Sequence[str], examples: Sequence[Example]) -> None:
        ids = [features.text_ids(text) for text in texts]
        self.words = _counts([words for words, _ in ids])
        self.chars = _counts([chars for _, chars in ids])
        self.sentiment = np.array([SENTIMENTS.index(e.sentiment) for e in examples])
        self.types = np.array([[t in e.types for t in FEEDBACK_IDS] for e in examples])
        self.is_coded = np.array([bool(e.types) for e in examples])

    def fit(self, rows: Index, choice: Choice, weights: Floats | None = None) -> Fitted:
        """Sentiment learns from all rows, feedback from those that are coded for it."""
        coded = rows[self.is_coded[rows]]
        word_idf, char_idf = _idf(self.words[coded]), _idf(self.chars[coded])
        inputs = _inputs(self.words[rows], self.chars[rows], word_idf, char_idf)
        weight = np.where(self.is_coded[rows], 1.0, choice.auxiliary_weight)
        if weights is not None:
            weight = weight * weights[rows]
        heads = [
            _head(inputs, self.sentiment[rows] == k, weight, choice.sentiment_c)
            for k in range(N_SENTIMENTS)
        ]
        only = self.is_coded[rows]
        heads += [
            _head(inputs[only], self.types[coded, k], weight[only], choice.feedback_c)
            for k in range(N_HEADS - N_SENTIMENTS)
        ]
        table = np.array([coef for coef, _ in heads], np.float32).T
        bias = np.array([b for _, b in heads], np.float32)
        half = features.BUCKETS
        return Fitted(table[:half], table[half:], word_idf, char_idf, bias)

    def decide(self, fitted: Fitted, rows: Index) -> Floats:
        """Decision values of `rows`: what the run-time scorer gives for the same texts."""
        inputs = _inputs(self.words[rows], self.chars[rows], fitted.word_idf, fitted.char_idf)
        table = np.vstack([fitted.words, fitted.chars])
        return np.asarray(inputs @ table + fitted.bias, np.float32)


def _head(inputs: Any, truth: npt.NDArray[np.bool_], weight: Any, c: float) -> tuple[Floats, float]:
    from sklearn.svm import LinearSVC

    if not truth.any():  # a type no text of this fold has: never predicted
        return np.zeros(inputs.shape[1], np.float32), -1.0
    model = LinearSVC(C=c, class_weight="balanced", tol=_TOLERANCE, random_state=SEED)
    model.fit(inputs, truth, sample_weight=weight)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def _counts(ids: Sequence[features.Ids]) -> Any:
    from scipy import sparse

    owner = np.repeat(np.arange(len(ids)), [len(each) for each in ids])
    ones = np.ones(len(owner), np.float32)
    shape = (len(ids), features.BUCKETS)
    return sparse.csr_matrix((ones, (owner, np.concatenate(ids))), shape=shape)


def _idf(counts: Any) -> Floats:
    n_texts = counts.shape[0]
    found = np.asarray((counts > 0).sum(axis=0)).ravel()
    return np.asarray(np.log((1 + n_texts) / (1 + found)) + 1, np.float16).astype(np.float32)


def _inputs(words: Any, chars: Any, word_idf: Floats, char_idf: Floats) -> Any:
    from scipy import sparse

    return sparse.hstack([_block(words, word_idf), _block(chars, char_idf)]).tocsr()


def _block(counts: Any, idf: Floats) -> Any:
    """Counts × idf over the root of the sum of idf² of every occurrence (repeats count anew)."""
    from scipy import sparse

    norm = np.sqrt(np.asarray(counts @ (idf * idf)).ravel())
    return sparse.diags(1.0 / np.where(norm > 0, norm, 1.0)) @ counts @ sparse.diags(idf)
