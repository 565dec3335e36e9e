"""Personal data out of free text, before anything is stored. The rules are in `rules.RULES`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pantau.privacy.fold import fold
from pantau.privacy.names import redact_names
from pantau.privacy.rules import rules_for
from pantau.privacy.shapes import domestic


def redact(text: str, *, allowed_numbers: Iterable[str] = ()) -> str:
    """`text` with personal data replaced by bracketed words such as `[telepon]`.

    Repeated until nothing changes, so that redacting twice is redacting once; each round takes
    at least one name, digit or sign away, so it ends. `allowed_numbers` are public offices'.
    """
    allowed = _numbers(tuple(allowed_numbers))
    text = fold(text)
    while True:
        redacted = _once(text, allowed)
        if redacted == text:
            return text
        text = redacted


def _once(text: str, allowed: frozenset[str]) -> str:
    lower = text.lower()
    for rule in rules_for(text):
        if rule.hint in lower:
            text = rule.apply(text, allowed)
    return redact_names(text)


@lru_cache(maxsize=16)  # the same few lists for every text of a run
def _numbers(numbers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(domestic(number) for number in numbers)
