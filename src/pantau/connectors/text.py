"""Text as strangers write it, made fit to be kept: entities once, no half characters, no NUL."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any

# Only entities that are closed: `html.unescape` alone would also read "this&not that".
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_TAG = re.compile(r"<(?:!--.*?--|/?[A-Za-z][^<>]*)>", re.DOTALL)
_BREAKING = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def unescaped(text: str) -> str:
    """HTML entities replaced by what they stand for, once: "&amp;lt;" becomes "&lt;"."""
    return _ENTITY.sub(_meaning, text) if "&" in text else text


def _meaning(found: re.Match[str]) -> str:
    return _character(found[0])


@lru_cache(maxsize=512)
def _character(entity: str) -> str:
    return html.unescape(entity)


def kept(text: str) -> str:
    """`text` without NUL and with unpaired surrogates replaced, neither of which can be stored."""
    return _UNSTORABLE.sub(_stand_in, text) if _UNSTORABLE.search(text) else text


def _stand_in(found: re.Match[str]) -> str:
    return "" if found[0] == "\0" else "\N{REPLACEMENT CHARACTER}"


def plain(markup: str) -> str:
    """HTML to plain text: no tags, no scripts; paragraphs and line breaks become line ends."""
    visible = _HIDDEN.sub(" ", markup)
    text = unescaped(_TAG.sub(" ", _BREAKING.sub("\n", visible)))
    return _LINES.sub("\n", _SPACES.sub(" ", kept(text))).strip()


def words(value: Any) -> str:
    """A text field that may be null: "" for null, cleaned otherwise. Raises `ValueError` if not text."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("a text is not a string")
    return kept(unescaped(value))
