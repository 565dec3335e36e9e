"""Apple's review feed as XML, brought into the shape of its JSON: the fallback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pantau.connectors.feed_xml import refuse_entities
from pantau.errors import SchemaDriftError, TransientError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ITUNES: Final = "{http://itunes.apple.com/rss}"
_FIELDS: Final = {
    "id": f"{_ATOM}id",
    "title": f"{_ATOM}title",
    "updated": f"{_ATOM}updated",
    "im:rating": f"{_ITUNES}rating",
    "im:version": f"{_ITUNES}version",
    "im:voteSum": f"{_ITUNES}voteSum",
    "im:name": f"{_ITUNES}name",
}


def entries_of(body: bytes) -> list[dict[str, Any]]:
    """The entries of the feed. Raises `SchemaDriftError` for what is no feed, `TransientError` for half."""
    from defusedxml.ElementTree import ParseError, fromstring

    refuse_entities(body, "App Store")
    try:
        root = fromstring(body.strip())
    except ParseError as error:
        if b"<feed" in body and b"</feed" not in body:
            raise TransientError("App Store: the feed is cut short") from error
        raise SchemaDriftError("App Store: what came is neither JSON nor XML") from error
    if root.tag != f"{_ATOM}feed":
        raise SchemaDriftError("App Store: what came is no feed")
    return [_entry(element) for element in root.findall(f"{_ATOM}entry")]


def _entry(element: Element) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for name, tag in _FIELDS.items():
        found = element.find(tag)
        if found is not None:
            entry[name] = {"label": found.text or ""}
    entry["content"] = {"label": _content(element)}
    author = {
        name: {"label": element.findtext(f"{_ATOM}author/{_ATOM}{name}") or ""}
        for name in ("name", "uri")
    }
    return {**entry, "author": author}


def _content(element: Element) -> str:
    """The content comes twice, as text and as HTML."""
    found = {c.get("type", "text"): c.text or "" for c in element.findall(f"{_ATOM}content")}
    return found.get("text", "")
