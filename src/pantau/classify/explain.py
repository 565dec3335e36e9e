"""Which n-grams of one text weighed most for a label in the `fast` tier's linear model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pantau.classify import features
from pantau.classify.linear import LinearModel
from pantau.classify.scorer import Block


@dataclass(frozen=True, slots=True)
class NgramWeight:
    """`weight` is what the n-gram adds to the label's decision value; "_" stands for a word's edge."""

    label: str
    ngram: str
    weight: float


def weights(
    model: LinearModel, normal: str, head: int, label: str, *, most: int = 8
) -> list[NgramWeight]:
    """The heaviest n-grams of a normal text for one head, strongest first, of either sign."""
    tokens = features.tokens_of(normal)
    hashes = np.array([features.word_hash(t) for t in tokens], np.uint32)
    pairs = pairwise(tokens)
    words = [*tokens, *(f"{a} {b}" for a, b in pairs)]
    ids = np.concatenate([features.word_ids(hashes), features.pair_ids(hashes[:-1], hashes[1:])])
    chars = [gram for token in tokens for gram in features.char_grams(token)]
    char_ids = np.concatenate([features.char_ids([token])[0] for token in tokens])
    added: defaultdict[str, float] = defaultdict(float)
    for ngram, weight in (
        *_shares(model.words, head, words, ids),
        *_shares(model.chars, head, chars, char_ids),
    ):
        added[ngram] += weight
    strongest = sorted(added.items(), key=lambda item: (-abs(item[1]), item[0]))
    return [NgramWeight(label, ngram, round(weight, 4)) for ngram, weight in strongest[:most]]


def _shares(
    block: Block, head: int, ngrams: list[str], ids: features.Ids
) -> Iterator[tuple[str, float]]:
    norm = float(np.sqrt(block.squares[ids].sum())) or 1.0
    return zip(ngrams, (block.weights[ids, head] / norm).tolist(), strict=True)
