"""A table of whatever origin, known by the names of its columns: text and date at least."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pantau.connectors.table_fields import columns, is_header, read_moment, read_stars
from pantau.domain.mention import Kind, Mention

__all__ = ["app_id", "columns", "is_header", "mention"]

# Shorter ones are row numbers and repeat from file to file: they identify nothing.
_SHORTEST_ID: Final = 6


def app_id(cell: Mapping[str, str]) -> str:
    return ""


def mention(cell: Mapping[str, str], head: Mapping[str, Any]) -> Mention:
    """One row; raises `ValueError` saying what is wrong with it. `head["order"]`: is 3/4 in March?"""
    stars = read_stars(cell.get("rating", ""))
    if not cell["text"] and stars is None:
        raise ValueError("neither text nor rating")
    when = read_moment(cell["date"], head["order"])
    return Mention(
        source="file",
        external_id=_external_id(cell, when),
        text=cell["text"],
        posted_at=when.astimezone(UTC),
        kind=Kind.COMMENT if stars is None else Kind.REVIEW,
        channel=cell.get("channel", ""),
        author=cell.get("author", ""),
        title=cell.get("title", ""),
        rating=stars,
        url=_web_address(cell.get("url", "")),
    )


def _external_id(cell: Mapping[str, str], when: datetime) -> str:
    given, channel = cell.get("id", ""), cell.get("channel", "")
    if len(given) >= _SHORTEST_ID:
        return f"{channel}:{given}" if channel else given
    who = cell.get("author", "") or cell.get("url", "")
    text = " ".join(cell["text"].split())
    parts = "\x1f".join((channel, given, who, when.astimezone(UTC).isoformat(), text))
    return "sha:" + hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _web_address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) else ""
