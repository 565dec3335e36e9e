"""Texts made safe for spreadsheets and for XML: nothing a citizen wrote is ever run or breaks a file."""

from __future__ import annotations

import re

from pantau.domain.spreadsheet import formula_safe

# XML 1.0 allows no other control characters, no lone surrogates, and not these two.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Without the characters that XML forbids."""
    return _UNPRINTABLE.sub("", text)


def as_csv_text(text: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front."""
    return formula_safe(printable(text))
