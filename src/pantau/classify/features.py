"""Hashed n-grams of a normal text: what the linear tier sees.

Two blocks. Words: unigrams and bigrams of tokens, a mark of the text's length in front and an
end mark behind. Characters: 2- to 5-grams inside each token with a blank at either end.
A feature is a hash bucket, so no vocabulary is stored. Because no character n-gram crosses a
token, all that a token brings is known once per distinct token; that is what makes the tier
fast (see `scorer.py`). Digits count as 0: that there is a date or a price matters, not which.
Hashes are fixed arithmetic (zlib.crc32, Horner's scheme), the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
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
_HORNER: Final = np.uint32(0x01000193)  # FNV's prime
_FINISH: Final = np.uint32(0x2C1B3C6D)  # a multiplier of well-mixing 32-bit hashes
MARK: Final = "¶"
_DIGITS: Final = str.maketrans("123456789", "000000000")


def tokens_of(text: str) -> list[str]:
    """Tokens of a normal text between its marks; never empty. Marks bring no characters."""
    tokens = text.split()
    return [f"{MARK}{min(len(tokens), 63).bit_length()}", *tokens, MARK]


def without_digits(text: str) -> str:
    """Digits as 0."""
    return text if text.isalpha() else text.translate(_DIGITS)


def word_hash(token: str) -> int:
    return crc32(without_digits(token).encode(errors="replace"))


def char_ids(tokens: Sequence[str]) -> tuple[Ids, npt.NDArray[np.int64]]:
    """Buckets of all tokens' character n-grams, repeats included, and whose token each is."""
    padded = [f" {token} " if token[0] != MARK else "" for token in tokens]
    text = "".join(padded).translate(_DIGITS)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    owner = np.repeat(np.arange(len(tokens)), [len(each) for each in padded])
    grams, owners = [], []
    rolling = codes
    for size in range(2, max(_CHAR_SIZES) + 1):
        rolling = rolling[:-1] * _HORNER + codes[size - 1 :]
        whole = owner[: len(rolling)] == owner[size - 1 :]
        grams.append(_mixed(rolling[whole] + np.uint32(size)))
        owners.append(owner[: len(rolling)][whole])
    return np.concatenate(grams), np.concatenate(owners)


def char_grams(token: str) -> list[str]:
    """The n-grams behind `char_ids` of one token, in the same order; "_" marks its edges."""
    padded = f"_{token}_" if token[0] != MARK else ""
    return [padded[i : i + n] for n in _CHAR_SIZES for i in range(len(padded) - n + 1)]


def _mixed(hashes: Ids) -> Ids:
    hashes = (hashes ^ (hashes >> np.uint32(15))) * _FINISH
    return (hashes ^ (hashes >> np.uint32(13))) & np.uint32(_MASK)


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
    return words, char_ids(tokens)[0]
