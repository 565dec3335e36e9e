"""A feed in miniature: one page, no stars, an ETag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from pantau.config import Feed
from pantau.config import Rss as Settings
from pantau.connectors.base import Connector
from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.rss import Rss
from pantau.demo.loopback import Answer, Asked, LoopbackServer
from tests.connectors.worlds import Said
from tests.fakes import NOON


class RssWorld:
    lacks = frozenset({"pages", "tokens", "stars", "secret"})
    secret = ""

    def __init__(self, said: Sequence[Said]) -> None:
        self._said = said
        self._is_refusing = False
        self.base_url = ""

    def connector(self) -> Connector:
        settings = Settings(
            base_url=self.base_url,
            feeds=(Feed(name="Kabar Contoh", url="/rss.xml"),),
            words=(),
            context_words=(),
            pace_seconds=0,
        )
        limits = Limits(0.5, retries=0)
        return Rss(settings, lambda origin: HttpClient(origin, limits), lambda: NOON)

    def say(self, said: Sequence[Said]) -> None:
        self._said = said

    def refuse(self) -> None:
        self._is_refusing = True

    def repeat_token(self) -> None:
        raise NotImplementedError("a feed has no tokens")

    def answer(self, asked: Asked) -> Answer:
        if self._is_refusing:
            return Answer(429)
        items = "".join(map(_item, self._said))
        body = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
        return Answer(200, body.encode(), content_type="application/rss+xml")


def _item(said: Said) -> str:
    date = "" if said.is_broken else f"<pubDate>{format_datetime(said.at)}</pubDate>"
    return (
        f"<item><guid>https://kabar.example/{said.number}</guid><title>Kabar {said.number}</title>"
        f"<link>https://kabar.example/{said.number}</link>{date}"
        f"<author>{escape(said.author)}</author><description>{escape(said.text)}</description></item>"
    )


@contextmanager
def open_world(folder: Path, said: Sequence[Said]) -> Iterator[RssWorld]:
    world = RssWorld(said)
    with LoopbackServer(world.answer) as server:
        world.base_url = server.base_url
        yield world
