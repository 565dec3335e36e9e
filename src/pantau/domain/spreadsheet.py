"""Cells that a spreadsheet must not run: what strangers wrote goes into CSV only through here."""

from __future__ import annotations

# Full-width signs are taken for formulas too by some spreadsheets.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def formula_safe(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula (OWASP, CSV
    injection); blanks before the sign don't help it."""
    starts = text.lstrip(" \u00a0\ufeff").startswith(_FORMULA_STARTS)
    return f"'{text}" if starts or text.startswith(_FORMULA_STARTS) else text
