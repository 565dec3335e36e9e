"""Texts that are nearly the same: copied campaigns, reposts, one complaint sent to three places.

Two texts are alike where they share at least `LIKE` of their word pairs (Jaccard) and stand at most
`WITHIN` apart. To look only where there may be a likeness, each text is filed under its smallest pair
hashes (bottom-k of MinHash): two texts alike to 0.6 share one of 6 in more than 99 cases of 100.
Time grows with the number of texts, not with its square: a file holds at most `_MOST_FILED` texts.
Short texts are left alone, for many people write "sangat membantu" by themselves.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

LIKE: Final = 0.6
WITHIN: Final = timedelta(days=90)
FEWEST_WORDS: Final = 8
N_HASHES: Final = 6
_MOST_FILED: Final = 16
# Of a long text the beginning says enough; a complaint is a few hundred words at most.
_MOST_WORDS: Final = 300
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class DatedText:
    """`group` is the one it was found in before; "" for a text not yet looked at."""

    key: str
    text: str
    at: datetime
    group: str = ""


@dataclass(frozen=True, slots=True)
class Grouping:
    """`groups`: the group of each text, its own key where it is alone. `merged`: groups known before that
    turned out to be one with another, by their old name."""

    groups: Mapping[str, str]
    merged: Mapping[str, str]


def group_alike(texts: Iterable[DatedText]) -> Grouping:
    """Groups of near-duplicates; `texts` must come in the order of their time."""
    files = _Files()
    for text in texts:
        files.add(text)
    return files.grouping()


def pairs_of(text: str) -> array[int]:
    """The hashes of a text's neighbouring words, each once, sorted; empty for a text too short to judge.

    Case, punctuation, emoji and line ends make no difference.
    """
    words = _WORD.findall(text.casefold())[:_MOST_WORDS]
    if len(words) < FEWEST_WORDS:
        return array("I")
    return array("I", sorted({zlib.crc32(f"{a} {b}".encode()) for a, b in pairwise(words)}))


def likeness(one: frozenset[int], other: Collection[int]) -> float:
    """Jaccard: pairs in both over pairs in either; each holds a pair once."""
    n_common = len(one.intersection(other))
    return n_common / (len(one) + len(other) - n_common) if n_common else 0.0


@dataclass(slots=True)
class _Filed:
    """A text that stands for those like it, and when the last of them was written."""

    number: int
    pairs: array[int]
    last_at: datetime


@dataclass(slots=True)
class _Files:
    _keys: list[str] = field(default_factory=list)
    _parents: list[int] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)
    _files: dict[int, list[_Filed]] = field(default_factory=dict)

    def add(self, text: DatedText) -> None:
        number = len(self._keys)
        self._keys.append(text.key)
        self._parents.append(number)
        if text.group:
            self._join(self._known.setdefault(text.group, number), number)
        if pairs := pairs_of(text.text):
            self._file(_Filed(number, pairs, text.at))

    def _file(self, new: _Filed) -> None:
        signs = new.pairs[:N_HASHES]  # they are sorted
        own, stands_for_it = frozenset(new.pairs), set[int]()
        for sign in signs:
            self._look_in(self._files.get(sign, []), new, own, stands_for_it)
        if stands_for_it:
            return
        for sign in signs:
            filed = self._files.setdefault(sign, [])
            filed.append(new)
            if len(filed) > _MOST_FILED:
                del filed[0]

    def _look_in(
        self, filed: list[_Filed], new: _Filed, own: frozenset[int], stands_for_it: set[int]
    ) -> None:
        for other in filed:
            if other.number in stands_for_it or new.last_at - other.last_at > WITHIN:
                continue
            if likeness(own, other.pairs) >= LIKE:
                stands_for_it.add(other.number)
                other.last_at = max(other.last_at, new.last_at)
                self._join(other.number, new.number)

    def _root(self, number: int) -> int:
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def _join(self, one: int, other: int) -> None:
        """The earlier text names the group."""
        a, b = self._root(one), self._root(other)
        self._parents[max(a, b)] = min(a, b)

    def grouping(self) -> Grouping:
        names = {self._root(number): name for name, number in reversed(self._known.items())}
        groups = {}
        for number, key in enumerate(self._keys):
            root = self._root(number)
            groups[key] = names.get(root, self._keys[root])
        merged = {
            name: groups[self._keys[number]]
            for name, number in self._known.items()
            if groups[self._keys[number]] != name
        }
        return Grouping(groups, merged)
