"""Hashed n-grams of a normal text: what the linear tier sees.

Two blocks. Words: unigrams and bigrams of tokens, a mark of the text's length in front and an
end mark behind. Characters: 2- to 5-grams inside each token with a blank at either end.
A feature is a hash bucket, so no vocabulary is stored. Because no character n-gram crosses a
token, all that a token brings is known once per distinct token; that is what makes the tier
fast (see `scorer.py`). zlib.crc32 is the hash: the same on every machine.
"""

from __future__ import annotations

from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.uint32]

BITS: Final = 18
BUCKETS: Final = 1 << BITS
_MASK: Final = BUCKETS - 1
_CHAR_SIZES: Final = (2, 3, 4, 5)
_PAIR: Final = np.uint32(0x9E3779B1)  # golden-ratio multiplier, spreads the first word's hash
_MARK: Final = "¶"


def tokens_of(text: str) -> list[str]:
    """Tokens of a normal text between its marks; never empty. Marks bring no characters."""
    tokens = text.split()
    return [f"{_MARK}{min(len(tokens), 63).bit_length()}", *tokens, _MARK]


def word_hash(token: str) -> int:
    return crc32(token.encode())


def char_ids(token: str) -> list[int]:
    """Buckets of the token's character n-grams, repeats included."""
    if token[0] == _MARK:
        return []
    padded = f" {token} "
    spans = ((i, i + n) for n in _CHAR_SIZES for i in range(len(padded) - n + 1))
    return [crc32(padded[a:b].encode(), b - a) & _MASK for a, b in spans]


def word_ids(hashes: Ids) -> Ids:
    return (hashes ^ (hashes >> np.uint32(BITS))) & np.uint32(_MASK)


def pair_ids(first: Ids, second: Ids) -> Ids:
    mixed = first * _PAIR + second
    return (mixed ^ (mixed >> np.uint32(BITS - 4))) & np.uint32(_MASK)


def text_ids(text: str) -> tuple[Ids, Ids]:
    """Word and character buckets of one normal text, repeats included (used in training)."""
    tokens = tokens_of(text)
    hashes = np.array([word_hash(t) for t in tokens], dtype=np.uint32)
    words = np.concatenate([word_ids(hashes), pair_ids(hashes[:-1], hashes[1:])])
    return words, np.array([i for t in tokens for i in char_ids(t)], dtype=np.uint32)
