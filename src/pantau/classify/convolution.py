"""The `fast` tier's small network: convolutions over the words of a text, in plain numpy.

A word is its own row, where the vocabulary has it, plus the mean row of its character n-grams:
so a word never seen has a place too. The first convolution reads each word with its two
neighbours; what it makes of a word at each of the three places is known once per distinct word,
as the linear model's rows are. A few layers more (one weight per neighbour and channel, then a
mix of channels, added to what was there) see wider; each is also told what the whole text says so
far: maximum and sum over its words, which in the end go to the 16 heads. Why it stands beside the
linear model: docs/adr/0007.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from pantau.classify import arrays, features
from pantau.classify.decide import Floats, sigmoid, softmax
from pantau.classify.linear import N_HEADS, N_SENTIMENTS

FILE: Final = "convolution.npz"
CHAR_BUCKETS: Final = 1 << 16
MOST_TOKENS: Final = 120  # of a text; a review has 16 on average
PLACES: Final = 3  # the word before, the word, the word after
_LAYER: Final = ("near", "mix", "whole", "mix_bias")
# Words and character n-grams are stored in one byte and a scale per column; the rest in full.
_NAMES: Final = (
    "vocabulary",
    "words",
    "word_scale",
    "chars",
    "char_scale",
    "first",
    "first_bias",
    *_LAYER,
    "head",
    "head_bias",
)
_LEVELS: Final = 127.0
_TEXTS_AT_ONCE: Final = 128  # by length; a batch stays within the processor's cache
_THREADS: Final = 2
_TOKEN_LIMIT: Final = 60_000  # rows kept before the store starts anew (about 90 MB)
Rows = npt.NDArray[np.int64]


def word_of(token: str) -> str:
    """The word that a token counts as: its digits are 0."""
    return token if token[0] == features.MARK else features.without_digits(token)


def char_rows(tokens: Sequence[str]) -> tuple[Rows, Rows]:
    """The distinct character rows of each token, and where each token's begin; row 0 is nobody's
    and stands alone for a token that brings no characters."""
    ids, owner = features.char_ids(tokens)
    keys = np.unique(owner << 16 | (ids.astype(np.int64) % CHAR_BUCKETS))
    counts = np.bincount(keys >> 16, minlength=len(tokens))
    bare = np.flatnonzero(counts == 0)
    starts = np.cumsum(counts) - counts
    rows = np.insert((keys & (CHAR_BUCKETS - 1)) + 1, starts[bare], 0)
    counts[bare] = 1
    return rows, np.cumsum(counts) - counts


class _Store(dict[str, int]):
    """Token to its row of `seen` (place, row, channel), the empty token to row 0: zeros. Tokens that
    are new wait in `queue` until their rows are computed."""

    def __init__(self, channels: int) -> None:
        super().__init__({"": 0})
        self.queue: list[str] = []
        self.seen: Floats = np.zeros((PLACES, 1, channels), np.float32)

    def __missing__(self, token: str) -> int:
        row = self[token] = len(self)
        self.queue.append(token)
        return row

    def fill(self, places_of: Callable[[Sequence[str]], Floats]) -> None:
        tokens, self.queue = self.queue, []
        if not tokens:
            return
        at = len(self) - len(tokens)
        if len(self) > self.seen.shape[1]:
            room = np.zeros((PLACES, len(self) * 2, self.seen.shape[2]), np.float32)
            room[:, :at] = self.seen[:, :at]
            self.seen = room
        self.seen[:, at : len(self)] = places_of(tokens)


class Convolution:
    """Callable: tokens of normal texts -> (n, 16) probabilities, sentiments first.

    `tables` are those of the file: `vocabulary` its words, one a line; `words` (words + 1, width)
    and `chars` (buckets + 1, width), row 0 of zeros; `first` (3 places, width, channels);
    `near` (layers, 3, channels), `mix` (layers, channels, channels), and `whole` (layers,
    2 · channels, channels) for what the text says so far; `head` (2 · channels, 16).
    """

    def __init__(self, tables: arrays.Arrays) -> None:
        listed = bytes(tables["vocabulary"]).decode().split("\n")
        self._vocabulary = {word: row for row, word in enumerate(listed, start=1)}
        self._words, self._chars = _unpacked(tables, "word"), _unpacked(tables, "char")
        places, width, channels = tables["first"].shape
        self._first = tables["first"].transpose(1, 0, 2).reshape(width, places * channels)
        self._first_bias = tables["first_bias"]
        self._layers = list(zip(*(tables[name] for name in _LAYER), strict=True))
        self._head, self._head_bias = tables["head"], tables["head_bias"]
        self._store = _Store(channels)
        self._blas = ThreadpoolController().select(user_api="blas")

    def __call__(self, texts: Sequence[list[str]]) -> Floats:
        """Words are looked up one after another, the arithmetic of the batches is shared by
        `_THREADS`: numpy lets go of the interpreter meanwhile, and its own threads would only
        be in the way."""
        if len(self._store) > _TOKEN_LIMIT:
            self._store = _Store(len(self._first_bias))
        order = np.argsort([len(tokens) for tokens in texts], kind="stable")
        batches = np.split(order, range(_TEXTS_AT_ONCE, len(order), _TEXTS_AT_ONCE))
        looked_up = [
            self._looked_up([texts[i][:MOST_TOKENS] for i in b]) for b in batches if len(b)
        ]
        values = np.zeros((len(texts), N_HEADS), np.float32)
        with self._blas.limit(limits=1), ThreadPoolExecutor(_THREADS) as pool:
            found = pool.map(lambda given: self._values(*given), looked_up)
            values[order] = np.concatenate([values[:0], *found])
        return _probabilities(values)

    def _looked_up(self, tokens: Sequence[list[str]]) -> tuple[Rows, Floats]:
        """Rows of the store, a line a text: row 0, its tokens, and row 0 up to the longest one's
        end; and what the rows are of."""
        width = max(map(len, tokens))
        every = chain.from_iterable(("", *each, *[""] * (width - len(each))) for each in tokens)
        rows = np.fromiter(map(self._store.__getitem__, every), np.int64)
        self._store.fill(self._places_of)
        return rows.reshape(len(tokens), width + 1), self._store.seen

    def _values(self, lines: Rows, seen: Floats) -> Floats:
        """The zeros around each text are put back to zero after each layer: so no text sees its
        neighbour."""
        rows, shape = lines.ravel(), lines.shape
        gaps = np.flatnonzero(rows == 0)
        root = np.sqrt(np.count_nonzero(lines, axis=1)).astype(np.float32)[:, None]
        before, here, after = seen
        zero = np.zeros_like(self._first_bias)  # a row of zeros is faster than one zero
        state = here.take(rows, axis=0)
        state[1:] += before.take(rows[:-1], axis=0)
        state[:-1] += after.take(rows[1:], axis=0)
        state += self._first_bias
        np.maximum(state, zero, out=state)
        state[gaps] = 0.0
        mixed, spare = np.empty_like(state), np.empty_like(state)
        for near, mix, of_whole, bias in self._layers:
            said = _pooled(state.reshape(*shape, -1), root) @ of_whole + bias
            np.multiply(state, near[1], out=mixed)
            mixed[1:] += np.multiply(state[:-1], near[0], out=spare[1:])
            mixed[:-1] += np.multiply(state[1:], near[2], out=spare[1:])
            np.matmul(mixed, mix, out=spare)
            spare.reshape(*shape, -1)[:] += said[:, None]
            state += np.maximum(spare, zero, out=spare)
            state[gaps] = 0.0
        return _pooled(state.reshape(*shape, -1), root) @ self._head + self._head_bias

    def _places_of(self, tokens: Sequence[str]) -> Floats:
        """(3, n, channels): what the first convolution makes of each token at each place."""
        rows, starts = char_rows(tokens)
        counts = np.diff(np.append(starts, len(rows)))[:, None]
        vectors = np.add.reduceat(self._chars[rows], starts) / counts.astype(np.float32)
        vectors += self._words[[self._vocabulary.get(word_of(token), 0) for token in tokens]]
        placed = (vectors @ self._first).reshape(len(tokens), PLACES, -1)
        return np.asarray(placed.transpose(1, 0, 2), np.float32)


def _pooled(words: Floats, root: Floats) -> Floats:
    """(texts, 2 · channels): maximum over the words, and their sum over the root of their number."""
    return np.concatenate([words.max(axis=1), words.sum(axis=1) / root], axis=1)


def _probabilities(values: Floats) -> Floats:
    moods, types = values[:, :N_SENTIMENTS], values[:, N_SENTIMENTS:]
    return np.concatenate([softmax(moods), sigmoid(types)], axis=1)


def load(path: Path) -> Convolution:
    """Raises `ModelError` naming the file where it isn't a network of this program."""
    tables = arrays.load(path, _NAMES)
    width, channels = tables["first"].shape[1:]
    layers = len(tables["mix"])
    shapes = {
        "words": (bytes(tables["vocabulary"]).count(b"\n") + 2, width),
        "chars": (CHAR_BUCKETS + 1, width),
        "word_scale": (width,),
        "char_scale": (width,),
        "first": (PLACES, width, channels),
        "first_bias": (channels,),
        "near": (layers, PLACES, channels),
        "mix": (layers, channels, channels),
        "whole": (layers, 2 * channels, channels),
        "mix_bias": (layers, channels),
        "head_bias": (N_HEADS,),
        "head": (2 * channels, N_HEADS),
    }
    arrays.check(path, tables, shapes)
    return Convolution(tables)


def save(path: Path, vocabulary: Sequence[str], tables: arrays.Arrays) -> None:
    """`tables` as in `Convolution`, with `words` and `chars` in full."""
    words, word_scale = _packed(tables["words"])
    chars, char_scale = _packed(tables["chars"])
    packed: arrays.Arrays = {
        "vocabulary": np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
        "words": words,
        "word_scale": word_scale,
        "chars": chars,
        "char_scale": char_scale,
    }
    arrays.save(path, tables | packed)


def _packed(rows: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    scale = np.maximum(np.abs(rows).max(axis=0), 1e-12).astype(np.float32) / _LEVELS
    return np.round(rows / scale).astype(np.int8), scale


def _unpacked(tables: arrays.Arrays, name: str) -> Floats:
    return np.asarray(tables[f"{name}s"].astype(np.float32) * tables[f"{name}_scale"], np.float32)
