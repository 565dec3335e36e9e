"""What looks like personal data and is not: prices, dates, clock times, office numbers."""

from __future__ import annotations

import re

_PRICE = r"[1-9]\d{0,2}(?:[.,]\d{3}){1,3}(?:,\d\d)?"
_DATE = (
    r"(?:(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|1[0-2])[-./](?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
)
_CLOCK = r"(?:[01]?\d|2[0-4])\.[0-5]\d"
_YEAR = r"(?:19|20)\d\d"
_GAP = r"[\s\-‐-―−,/]{1,3}"
_MOMENT = rf"(?:{_DATE}|{_CLOCK}|{_YEAR})"
_MOMENTS = re.compile(rf"{_MOMENT}(?:{_GAP}{_MOMENT})*")
_PRICES = re.compile(rf"{_PRICE}(?:{_GAP}{_PRICE})*")
_NOT_DIGIT = re.compile(r"\D+")


def digits_of(text: str) -> str:
    return _NOT_DIGIT.sub("", text)


def is_moment(text: str) -> bool:
    """Nothing but dates, clock times and years: `08.00 - 16.00`, `12-03-2026 13-03-2026`."""
    return _MOMENTS.fullmatch(text.strip()) is not None


def is_price(text: str) -> bool:
    """Nothing but amounts with thousands marked: `1.500.000`, `12.000 13.000`."""
    return _PRICES.fullmatch(text.strip()) is not None


def domestic(number: str) -> str:
    """Digits of a telephone number as dialled inside Indonesia: `+62 561 …` is `0561…`."""
    digits = digits_of(number)
    return "0" + digits[2:].removeprefix("0") if digits.startswith("62") else digits
