"""RSS and Atom feeds: news and posts, of which only what is about us becomes a mention."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from pantau.clock import utc_now
from pantau.config import Feed
from pantau.config import Rss as Settings
from pantau.connectors import feed_xml
from pantau.connectors.base import RawPage, Scrubbers, Target, budget_of
from pantau.connectors.http import HttpClient, Response
from pantau.connectors.relevance import relevance
from pantau.domain.mention import Kind, Mention, ParsedPage, Rejected

_LANE: Final = "feed"
_N_REMEMBERED: Final = 100
_CONDITIONS: Final = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}


class Rss:
    """Implements `Connector`; each feed is a target. `client` makes the door to one host."""

    source = "rss"
    is_newest_first = False  # one page, and old items roll off it
    side_lanes: frozenset[str] = frozenset()

    def __init__(
        self,
        settings: Settings,
        client: Callable[[str], HttpClient],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._client = client
        self._now = now
        self._clients: dict[str, HttpClient] = {}
        self._feeds = {feed.name: feed for feed in settings.feeds}
        self._is_about_us = relevance(settings.words, settings.context_words)

    @property
    def n_requests(self) -> int:
        return sum(client.n_requests for client in self._clients.values())

    def close(self) -> None:
        for client in self._clients.values():
            client.close()

    def targets(self) -> Sequence[Target]:
        s = self._settings
        budget = budget_of(s)
        return tuple(Target(self.source, name, budget=budget) for name in self._feeds)

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        return (_LANE,)

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        url = self._address(self._feeds[target.name])
        answer = self._http(url).request(
            "GET",
            url,
            headers={name: state[key] for key, name in _CONDITIONS.items() if state.get(key)},
            check=_check,
        )
        said = answer.headers
        meta = {
            "content_type": said.get("content-type", ""),
            "etag": said.get("etag", ""),
            "last_modified": said.get("last-modified", ""),
            "seen": state.get("seen", ""),
        }
        is_same = answer.status == 304
        return RawPage(target, cursor, self._now(), answer.url, answer.body, meta, is_same)

    def _address(self, feed: Feed) -> str:
        return urljoin(self._settings.base_url + "/", feed.url)

    def _http(self, url: str) -> HttpClient:
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if origin not in self._clients:
            self._clients[origin] = self._client(origin)
        return self._clients[origin]

    def parse(self, page: RawPage) -> ParsedPage:
        feed = feed_xml.read_feed(page.body, _host(page))
        about = [item for item in feed.items if self._is_about_us(f"{item.title}\n{item.text}")]
        mentions: dict[str, Mention] = {}
        rejected: list[Rejected] = []
        for item in about:
            try:
                mentions[item.id] = self._mention(item, page, feed.language)
            except ValueError as error:
                rejected.append(Rejected(str(error), item.id))
        return ParsedPage(
            mentions=tuple(mentions.values()),
            rejected=tuple(rejected),
            state=_next_state(page, feed.items),
            n_skipped=len(feed.items) - len(about),
            notes=_gap_notes(page, feed.items),
        )

    def _mention(self, item: feed_xml.Item, page: RawPage, language: str) -> Mention:
        published = feed_xml.read_time(item.published)
        updated = feed_xml.read_time(item.updated) if item.updated else published
        feed = self._feeds.get(page.target.name)
        return Mention(
            source=self.source,
            external_id=item.id,
            text=item.text or item.title,
            posted_at=published,
            kind=Kind(feed.kind) if feed else Kind.ARTICLE,
            channel=page.target.name,
            author=item.author,
            title=item.title,
            edited_at=updated if updated > published else None,
            url=item.url,
            language=language,
        )

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        """A plain feed of the same items; what the original held besides is dropped."""
        feed = feed_xml.read_feed(page.body, _host(page))
        items = [_scrubbed(item, scrubbers) for item in feed.items]
        return replace(page, body=feed_xml.write_feed(feed.language, items))


def _check(answer: Response) -> None:
    """Half a feed is found while the request can still be tried again."""
    if answer.status == 200:
        feed_xml.raise_if_cut_short(answer.body, urlsplit(answer.url).hostname or "")


def _host(page: RawPage) -> str:
    return urlsplit(page.url).hostname or page.target.name


def _next_state(page: RawPage, items: Sequence[feed_xml.Item]) -> dict[str, str]:
    state = {key: page.meta.get(key, "") for key in _CONDITIONS}
    state["seen"] = " ".join(_mark(item) for item in items[:_N_REMEMBERED])
    return state


def _gap_notes(page: RawPage, items: Sequence[feed_xml.Item]) -> tuple[str, ...]:
    """A page on which nothing is known has rolled on too far since the last reading."""
    seen = set(page.meta.get("seen", "").split())
    if not seen or not items or not seen.isdisjoint(map(_mark, items)):
        return ()
    note = (
        f"{page.target.name}: none of the items of the last reading is on the page any more; what stood "
        "in between is lost: read this feed more often"
    )
    return (note,)


def _mark(item: feed_xml.Item) -> str:
    return hashlib.sha256(item.id.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _scrubbed(item: feed_xml.Item, scrubbers: Scrubbers) -> feed_xml.Item:
    return replace(
        item,
        title=scrubbers.redact(item.title),
        text=scrubbers.redact(item.text),
        author=scrubbers.pseudonym("rss", item.author) if item.author else "",
    )
