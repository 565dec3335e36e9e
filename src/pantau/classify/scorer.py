"""Linear scores of many texts at once, in plain numpy.

A token's character n-grams never reach beyond it, so their weighted sum is a row computed
once per distinct token and kept; a text's score is then a sum of rows. Word pairs are looked
up per text. Measured: see benchmarks/predict.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from pantau.classify import features

Floats = npt.NDArray[np.float32]

_TEXTS_AT_ONCE: Final = 512
_TOKEN_LIMIT: Final = 200_000  # rows kept before the store starts anew (about 30 MB)


@dataclass(frozen=True, slots=True)
class Block:
    """`weights`: bucket by head, idf already in them. `squares`: idf² per bucket, for the norm."""

    weights: Floats
    squares: Floats


class _TokenRows(dict[str, int]):
    """Token to its row. Missing tokens are queued by `__missing__` and computed by `fill`."""

    def __init__(self, words: Block, chars: Block) -> None:
        super().__init__()
        self._words, self._chars = words, chars
        self._queue: list[str] = []
        heads = words.weights.shape[1]
        self.hashes = np.zeros(0, np.uint32)
        self.word_sums = np.zeros((0, heads + 1), np.float32)
        self.char_sums = np.zeros((0, heads + 1), np.float32)

    def __missing__(self, token: str) -> int:
        row = self[token] = len(self)
        self._queue.append(token)
        return row

    def fill(self) -> None:
        tokens, self._queue = self._queue, []
        if not tokens:
            return
        hashes = np.array([features.word_hash(t) for t in tokens], np.uint32)
        ids = features.word_ids(hashes)
        sums = np.column_stack([self._words.weights[ids], self._words.squares[ids]])
        self.hashes = np.concatenate([self.hashes, hashes])
        self.word_sums = np.concatenate([self.word_sums, sums])
        self.char_sums = np.concatenate([self.char_sums, self._chars_of(tokens)])

    def _chars_of(self, tokens: list[str]) -> Floats:
        ids, owner = features.char_ids(tokens)
        sums = np.zeros((len(tokens), self.char_sums.shape[1]), np.float32)
        for head in range(sums.shape[1] - 1):
            column = self._chars.weights[:, head]
            sums[:, head] = np.bincount(owner, column[ids], len(tokens))
        sums[:, -1] = np.bincount(owner, self._chars.squares[ids], len(tokens))
        return sums


class Scorer:
    """Decision values, one row per text and one column per head."""

    def __init__(self, words: Block, chars: Block, bias: Floats) -> None:
        self._words, self._chars, self._bias = words, chars, bias
        self._rows = _TokenRows(words, chars)

    def __call__(self, texts: Sequence[Sequence[str]]) -> Floats:
        """`texts`: the tokens of each (`features.tokens_of`)."""
        parts = range(0, len(texts), _TEXTS_AT_ONCE)
        scores = [self._scores(texts[at : at + _TEXTS_AT_ONCE]) for at in parts]
        return np.concatenate([np.zeros((0, len(self._bias)), np.float32), *scores])

    def _scores(self, tokens: Sequence[Sequence[str]]) -> Floats:
        if len(self._rows) > _TOKEN_LIMIT:
            self._rows = _TokenRows(self._words, self._chars)
        starts = np.cumsum([0, *(len(each) for each in tokens[:-1])])
        rows = np.fromiter(map(self._rows.__getitem__, chain.from_iterable(tokens)), np.int64)
        self._rows.fill()
        words = np.add.reduceat(self._rows.word_sums[rows] + self._pairs(rows, starts), starts)
        chars = np.add.reduceat(self._rows.char_sums[rows], starts)
        return _normed(words) + _normed(chars) + self._bias

    def _pairs(self, rows: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]) -> Floats:
        """Per token: what the pair with the token before it brings; nothing at a text's start."""
        hashes = self._rows.hashes[rows]
        ids = features.pair_ids(np.roll(hashes, 1), hashes)
        sums = np.column_stack([self._words.weights[ids], self._words.squares[ids]])
        sums[starts] = 0.0
        return sums


def _normed(sums: Floats) -> Floats:
    norm = np.sqrt(sums[:, -1:])
    return np.asarray(sums[:, :-1] / np.where(norm > 0, norm, 1.0), np.float32)
