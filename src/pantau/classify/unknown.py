"""Words that no lexicon knows, most frequent first: what staff should explain next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pantau.classify.lexicon import Lexicon
from pantau.classify.normalise import clean, normal_form

_WORD: Final = re.compile(r"(?<![\[@\w])[^\W\d_]{3,}(?:-[^\W\d_]+)*(?!\w)")
_SUFFIXES: Final = ("nya", "kah", "lah", "pun", "an", "kan", "ku", "mu", "i")


@dataclass(frozen=True, slots=True)
class UnknownWord:
    word: str
    n_texts: int


def unknown_words(
    texts: Iterable[str | None], lexicon: Lexicon, *, limit: int = 100, least: int = 2
) -> list[UnknownWord]:
    """Words in at least `least` texts that neither indonlp, the lexica nor a known stem explains."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({word.lower() for word in _WORD.findall(clean(text))})
    common = ((word, n) for word, n in counts.most_common() if n >= least)
    strange = (UnknownWord(w, n) for w, n in common if not _is_known(w, lexicon))
    return [word for word, _ in zip(strange, range(limit), strict=False)]


def _is_known(word: str, lexicon: Lexicon) -> bool:
    form = normal_form(word, lexicon)
    if form != word or word in lexicon.known or word in lexicon.words:
        return True
    return any(word.endswith(s) and word.removesuffix(s) in lexicon.known for s in _SUFFIXES)
