"""The monthly review file of Google Play Console: the same reviews the public sees, and those without words.

Columns are found by name, for older months lack some. Reviewers are not named in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from pantau.domain.mention import Mention

_NEEDED: Final = ("package name", "star rating", "review text")
_NAMES: Final = (
    *_NEEDED,
    "app version name",
    "reviewer language",
    "device",
    "review submit date and time",
    "review submit millis since epoch",
    "review last update date and time",
    "review last update millis since epoch",
    "review title",
    "developer reply date and time",
    "developer reply millis since epoch",
    "developer reply text",
    "review link",
)
_LEGACY_ID = re.compile(r"(?:ReviewPlace:id=|reviewid=)([^&#]+)", re.IGNORECASE)


def is_header(cells: Sequence[str]) -> bool:
    return all(name in columns(cells) for name in _NEEDED)


def columns(cells: Sequence[str]) -> dict[str, int]:
    names = [cell.strip().casefold() for cell in cells]
    return {name: names.index(name) for name in _NAMES if name in names}


def app_id(cell: Mapping[str, str]) -> str:
    return cell["package name"]


def mention(cell: Mapping[str, str], head: Mapping[str, Any]) -> Mention:
    """One row; raises `ValueError` saying what is wrong with it."""
    submitted = _moment(cell, "review submit")
    updated = _moment(cell, "review last update") or submitted
    if submitted is None or updated is None:
        raise ValueError("no readable time")
    reply = cell.get("developer reply text", "")
    return Mention(
        source="google_play",
        external_id=_id(cell, submitted),
        text=cell["review text"],
        title=cell.get("review title", ""),
        posted_at=submitted,
        edited_at=updated if updated > submitted else None,
        app_id=cell["package name"],
        rating=_stars(cell["star rating"]),
        app_version=cell.get("app version name", ""),
        reply_text=reply,
        reply_at=_moment(cell, "developer reply") if reply else None,
        language=cell.get("reviewer language", ""),
    )


def _moment(cell: Mapping[str, str], event: str) -> datetime | None:
    """To the second, as the other routes have it: from the milliseconds, else from the date."""
    millis = cell.get(f"{event} millis since epoch", "")
    if millis.isascii() and millis.isdecimal():
        return datetime.fromtimestamp(int(millis) // 1000, UTC)
    text = cell.get(f"{event} date and time", "")
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"the date {text[:40]!r} can't be read") from None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).replace(microsecond=0)


def _stars(text: str) -> int:
    if text not in ("1", "2", "3", "4", "5"):
        raise ValueError(f"the rating {text[:20]!r} is not 1 to 5")
    return int(text)


def _id(cell: Mapping[str, str], submitted: datetime) -> str:
    """The id in the link, as the public route has it; a row without a link gets one of its own."""
    link = cell.get("review link", "")
    given = parse_qs(urlsplit(link).query).get("reviewId")
    if given:
        return given[0]
    if legacy := _LEGACY_ID.search(link):
        return unquote(legacy[1])
    who = (cell["package name"], cell.get("device", ""), cell.get("reviewer language", ""))
    parts = "\x1f".join((*who, submitted.isoformat()))
    return "sha:" + hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
