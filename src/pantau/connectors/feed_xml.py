"""A feed's bytes to its items, for RSS and Atom as they are found. Pure; never opens an address.

Which items are about us, and what a mention is, is not decided here.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import escape

from pantau.connectors.table_dates import read_moment
from pantau.connectors.text import kept, plain
from pantau.domain.period import WIB
from pantau.errors import SchemaDriftError, TransientError

_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|rdf)\b", re.IGNORECASE)
_END = re.compile(rb"</(?:\w+:)?(rss|feed|rdf)\s*>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A guid that begins so is the whole id already: a page that was scrubbed carries it.
_FINAL: Final = "pantau:"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. Times are text as they stood, for a broken one is one item's fault."""

    id: str
    title: str
    text: str
    url: str
    author: str
    published: str
    updated: str


@dataclass(frozen=True, slots=True)
class FeedPage:
    language: str
    items: tuple[Item, ...]


def read_feed(body: bytes, host: str) -> FeedPage:
    """The items of a feed from `host`. Raises `TransientError` where it is cut short,
    `SchemaDriftError` where it is no feed, or one that tries entities."""
    body = body.strip()
    refuse_entities(body, host)
    raise_if_cut_short(body, host)
    import feedparser  # slow to import; only a night with feeds needs it

    found = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not found.version and not found.entries:
        raise SchemaDriftError(f"{host}: what came is not a feed")
    items = tuple(_item(entry, host) for entry in found.entries)
    return FeedPage(kept(found.feed.get("language", "")), items)


def refuse_entities(body: bytes, host: str) -> None:
    """Entities of a feed's own making are never needed and are how bombs and thefts are built.

    A document type named by address is let pass: neither parser ever fetches it.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    try:
        parseString(body, ContentHandler(), forbid_entities=True, forbid_external=False)
    except DefusedXmlException as error:
        raise SchemaDriftError(f"{host}: the feed defines entities, which is refused") from error
    except (SAXException, ValueError, LookupError):
        # Not well formed, as many feeds are: feedparser copes, but then no entity at all may be there.
        if b"<!ENTITY" in body.upper().replace(b"\0", b""):
            raise SchemaDriftError(f"{host}: the feed defines entities, which is refused") from None


def raise_if_cut_short(body: bytes, host: str) -> None:
    """A feed that begins must end: half a feed looks like one with fewer news."""
    if not body.strip():
        raise TransientError(f"{host}: the answer is empty")
    plain_bytes = body.replace(b"\0", b"")  # UTF-16, near enough for a tag
    if _ROOT.search(plain_bytes) and not _END.search(plain_bytes):
        raise TransientError(f"{host}: the feed is cut short")


def _item(entry: Any, host: str) -> Item:
    title, text = plain(entry.get("title", "")), plain(entry.get("summary", ""))
    if not text and entry.get("content"):
        text = plain(entry.content[0].get("value", ""))
    url = _web_address(entry.get("link", ""))
    updated = dict.get(entry, "updated", "")  # its own `get` would fall back to `published`
    published = entry.get("published") or entry.get("created") or updated
    return Item(
        id=_id(entry.get("id", ""), url, host) or _hashed(title, published),
        title=title,
        text=text,
        url=url,
        author=kept(entry.get("author", "")),
        published=published,
        updated=updated,
    )


def _id(guid: str, url: str, host: str) -> str:
    """The guid where it is good everywhere, within its host where it isn't, else the link."""
    if guid.startswith(_FINAL):
        return guid.removeprefix(_FINAL)
    if not guid:
        return url
    is_global = "://" in guid or guid.startswith(("tag:", "urn:"))
    return guid if is_global else f"{host}:{guid}"


def _hashed(title: str, published: str) -> str:
    return "sha:" + hashlib.sha256(f"{title}\x1f{published}".encode()).hexdigest()[:32]


def read_time(text: str) -> datetime:
    """RFC 822, ISO or as people write it; without a zone it is Pontianak's. Raises `ValueError`."""
    if not text.strip():
        raise ValueError("no date")
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        when = read_moment(text)
    aware = when if when.tzinfo else when.replace(tzinfo=WIB)
    return aware.astimezone(UTC)


def write_feed(language: str, items: Iterable[Item]) -> bytes:
    """A plain RSS feed that `read_feed` reads back as the same items."""
    written = "".join(_written(item) for item in items)
    head = f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="{_DC}"><channel>'
    return f"{head}{_tag('language', language)}{written}</channel></rss>".encode()


_DC: Final = "http://purl.org/dc/elements/1.1/"


def _written(item: Item) -> str:
    tags = (
        _tag("guid", _FINAL + item.id),
        _tag("title", escape(item.title)),  # twice: once for XML, once for the HTML within
        _tag("description", escape(item.text).replace("\n", "<br>")),
        _tag("link", item.url),
        _tag("dc:creator", item.author),
        _tag("pubDate", item.published),
        _tag("atom:updated", item.updated),
    )
    return f"<item>{''.join(tags)}</item>"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(_CONTROL.sub('', text))}</{name}>" if text else ""


def _web_address(text: str) -> str:
    return text if urlsplit(text).scheme in ("http", "https") else ""
