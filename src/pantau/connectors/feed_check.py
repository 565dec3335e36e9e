"""A feed tried out before it is configured: what it holds, and what will be missed.

The address comes from whoever asks, so it is looked up first: this machine and its neighbours are
not the public web, and are refused.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from pantau.connectors import feed_xml
from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.relevance import relevance
from pantau.errors import AccessDeniedError, InputError, TransientError

_N_EXAMPLES: Final = 5

Resolve = Callable[[str, int], Iterable[str]]


@dataclass(frozen=True, slots=True)
class FeedCheck:
    """`examples` are titles of items about us; `warnings` say what to know before relying on it."""

    url: str
    n_items: int
    n_about_us: int
    n_undated: int
    oldest_at: datetime | None
    newest_at: datetime | None
    examples: tuple[str, ...]
    warnings: tuple[str, ...]


def addresses_of(host: str, port: int) -> Iterable[str]:
    """The addresses a host stands for. Raises `TransientError` where it stands for none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise TransientError(f"{host}: no such host: {error.strerror}") from error
    return {str(address[0]) for *_, address in found}


def refuse_private(url: str, resolve: Resolve = addresses_of) -> None:
    """Raise where `url` is no web address, or stands for a machine that isn't on the public web."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise InputError(f"{url[:80]!r} is no http(s) address without user name or password")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    for address in resolve(parts.hostname, port):
        if not ipaddress.ip_address(address.partition("%")[0]).is_global:
            raise AccessDeniedError(
                f"{parts.hostname} stands for a private address, which is refused"
            )


def check_feed(
    url: str,
    words: Iterable[str],
    context_words: Iterable[str],
    *,
    limits: Limits | None = None,
    resolve: Resolve = addresses_of,
) -> FeedCheck:
    """Read `url` once, as a night would. Raises `InputError` or a `ConnectorError` where that fails."""
    refuse_private(url, resolve)
    parts = urlsplit(url)
    with HttpClient(f"{parts.scheme}://{parts.netloc}", limits or Limits(retries=0)) as http:
        answer = http.request("GET", url)
    feed = feed_xml.read_feed(answer.body, parts.hostname or "")
    is_about_us = relevance(words, context_words)
    about = [item for item in feed.items if is_about_us(f"{item.title}\n{item.text}")]
    times = [when for when in map(_time, feed.items) if when is not None]
    n_undated = len(feed.items) - len(times)
    can_ask_again = bool(answer.headers.get("etag") or answer.headers.get("last-modified"))
    return FeedCheck(
        url=answer.url,
        n_items=len(feed.items),
        n_about_us=len(about),
        n_undated=n_undated,
        oldest_at=min(times, default=None),
        newest_at=max(times, default=None),
        examples=tuple(item.title for item in about[:_N_EXAMPLES]),
        warnings=tuple(_warnings(times, n_undated, can_ask_again)),
    )


def _time(item: feed_xml.Item) -> datetime | None:
    try:
        return feed_xml.read_time(item.published)
    except ValueError:
        return None


def _warnings(times: list[datetime], n_undated: int, can_ask_again: bool) -> Iterable[str]:
    if n_undated:
        yield f"{n_undated} items have no readable date and would be rejected"
    if not can_ask_again:
        yield "neither ETag nor Last-Modified: the whole feed is fetched each time"
    if not times:
        yield "no dated item: how far the feed reaches back can't be told"
    elif (max(times) - min(times)).total_seconds() < 86_400:
        yield "the feed reaches back less than a day: a nightly reading would miss items"
