"""Digits in disguise are written plainly first, so that one set of patterns finds them all."""

from __future__ import annotations

import re
import unicodedata

# Invisible signs that split a number without showing; a joiner is taken only beside a letter or
# digit, because between two emoji it makes a family out of four people.
_INVISIBLE = "[\u00ad\u061c\u115f\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
_JOINERS = r"(?<=\w)[\u200d\ufe0e\ufe0f\u20e3\u0300-\u036f]+|\u200d+(?=\w)"
_FULL_WIDTH = "[\uff01-\uff5e]"
_FOREIGN_DIGIT = r"(?![0-9])\d"
# Alone they are exponents or list marks ("mbak²"), in a row they spell a number.
_RAISED = "[²³¹⁰-⁹₀-₉①-⑨⓪❶-❾]{4,}"
_DISGUISE = re.compile(
    f"(?P<gone>{_INVISIBLE}+|{_JOINERS})|(?P<wide>{_FULL_WIDTH})"
    f"|(?P<digits>{_FOREIGN_DIGIT}|{_RAISED})"
)


def fold(text: str) -> str:
    """`text` with full-width, Arabic-Indic and raised digits as 0-9 and without invisible signs.

    Joined digits can stand beside a sign that only now became visible as a joiner's neighbour,
    hence the repetition; ASCII texts pass untouched.
    """
    while not text.isascii():
        folded = _DISGUISE.sub(_plain, text)
        if folded == text:
            break
        text = folded
    return text


def _plain(match: re.Match[str]) -> str:
    if match["gone"]:
        return ""
    if match["wide"]:
        return chr(ord(match[0]) - 0xFEE0)
    return "".join(str(unicodedata.digit(sign)) for sign in match[0])
