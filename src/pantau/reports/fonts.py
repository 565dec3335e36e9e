"""The fonts of the PDF, and which characters they can show.

PDF/UA and PDF/A refuse a document with a character that no font shows, so whatever a citizen
wrote beyond these fonts is replaced by a visible mark before it is set. The fonts come from the
package `manimgx-fonts` (Noto, SIL Open Font License) and never from the machine, so that the same
report has the same bytes everywhere.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pantau.errors import ReportError

FONT_PACKAGE = "manimgx_fonts"
# In the order in which they are tried.
FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Emoji", "Noto Sans Symbols")
MISSING = "\N{WHITE SQUARE}"
# Marks that other characters lean on and that show nothing by themselves.
_INVISIBLE = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{VARIATION SELECTOR-16}")


@cache
def font_dir() -> Path:
    """The folder of the font files; `ReportError` where the package is missing."""
    found = find_spec(FONT_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ReportError("the fonts of the report are missing; install the package manimgx-fonts")
    return Path(next(iter(found.submodule_search_locations)))


def showable(text: str) -> str:
    """The text with line ends as they are and every character the fonts lack replaced, runs by one mark.

    Control and direction-changing characters are dropped: they could turn the words around them.
    """
    shown = shown_characters()
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if character == "\n" or character == "\t":
            kept.append("\n" if character == "\n" else " ")
        elif unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kept.append(character if character in _INVISIBLE else "")
        elif ord(character) in shown:
            kept.append(character)
        elif not kept or kept[-1] != MISSING:
            kept.append(MISSING)
    return "".join(kept)


@cache
def shown_characters() -> frozenset[int]:
    return frozenset(
        point for path in sorted(font_dir().glob("*.ttf")) for point in _points(path.read_bytes())
    )


def _points(font: bytes) -> Iterator[int]:
    """Code points of a TrueType file's character map (formats 4 and 12; OpenType, chapter cmap)."""
    (n_tables,) = struct.unpack_from(">H", font, 4)
    for i in range(n_tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * i)
        if tag == b"cmap":
            yield from _points_of_cmap(font, offset)


def _points_of_cmap(font: bytes, base: int) -> Iterator[int]:
    (n_maps,) = struct.unpack_from(">H", font, base + 2)
    for i in range(n_maps):
        (offset,) = struct.unpack_from(">I", font, base + 8 + 8 * i)
        (kind,) = struct.unpack_from(">H", font, base + offset)
        if kind == 4:
            yield from _points_of_format_4(font, base + offset)
        elif kind == 12:
            yield from _points_of_format_12(font, base + offset)


def _points_of_format_4(font: bytes, at: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", font, at + 6)
    n = twice // 2
    ends = struct.unpack_from(f">{n}H", font, at + 14)
    starts = struct.unpack_from(f">{n}H", font, at + 16 + twice)
    for first, last in zip(starts, ends, strict=True):
        if first != 0xFFFF:
            yield from range(first, last + 1)


def _points_of_format_12(font: bytes, at: int) -> Iterator[int]:
    (n,) = struct.unpack_from(">I", font, at + 12)
    for i in range(n):
        first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * i)
        yield from range(first, last + 1)
