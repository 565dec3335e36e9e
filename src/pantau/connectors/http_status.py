"""What an HTTP answer means to the caller: read it, wait, give up, or ask the operator. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from pantau.errors import (
    AccessDeniedError,
    ConnectorError,
    SchemaDriftError,
    TargetGoneError,
    TransientError,
)


@dataclass(frozen=True, slots=True)
class Response:
    """An answer worth reading: 2xx, 304, or a status the caller said it accepts.

    Header names are lower case; `url` is without its query.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


def raise_for_status(answer: Response, accept: Collection[int], now: datetime) -> None:
    status = answer.status
    if 200 <= status < 300 or status == 304 or status in accept:
        return
    where = f"{place(answer.url)}: answered {status}"
    wait = retry_after_seconds(answer.headers.get("retry-after"), now)
    if status == 429:
        raise TransientError(f"{where}, too many requests", retry_after=wait, is_blocked=True)
    if status >= 500:
        raise TransientError(where, retry_after=wait)
    raise _ERRORS.get(status, SchemaDriftError)(where)


_ERRORS: Final[Mapping[int, type[ConnectorError]]] = {
    401: AccessDeniedError,
    403: AccessDeniedError,
    404: TargetGoneError,
    407: AccessDeniedError,
    408: TransientError,
    410: TargetGoneError,
    451: AccessDeniedError,
}


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """Retry-After as seconds from `now`, given as seconds or as an HTTP date; `None` if unreadable."""
    text = (value or "").strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def place(url: str) -> str:
    """Host and path: enough to find the fault, and no key in it."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}{parts.path}"


def without_query(url: str) -> str:
    return urlsplit(url)._replace(query="", fragment="").geturl()
