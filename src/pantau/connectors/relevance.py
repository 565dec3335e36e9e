"""Whether a stranger's text is about us: by whole words, because parts of words mislead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable


def relevance(words: Iterable[str], context_words: Iterable[str]) -> Callable[[str], bool]:
    """Whether a text holds one of `words` as a whole word, and one of `context_words` besides:
    "jepin" alone is a word in other languages too. An empty list asks for nothing."""
    has_word, has_context = _any_of(words), _any_of(context_words)
    return lambda text: has_word(text) and has_context(text)


def _any_of(words: Iterable[str]) -> Callable[[str], bool]:
    choices = "|".join(re.escape(word.strip()) for word in words if word.strip())
    if not choices:
        return lambda text: True
    pattern = re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.search(text) is not None
