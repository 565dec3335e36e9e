"""Apple's review feed in miniature, two entries a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pantau.config import App
from pantau.config import AppStore as Settings
from pantau.connectors.app_store import AppStore
from pantau.connectors.base import Connector
from pantau.connectors.http import HttpClient, Limits
from pantau.demo.loopback import Answer, Asked, LoopbackServer
from tests.connectors.worlds import Said
from tests.fakes import NOON

ID = "1234567890"
PAGE_SIZE = 2


class AppStoreWorld:
    lacks = frozenset({"secret", "tokens"})
    secret = ""

    def __init__(self, said: Sequence[Said]) -> None:
        self.base_url = ""
        self.json_answer: Answer | None = None
        self._said = said

    def connector(self) -> Connector:
        settings = Settings(base_url=self.base_url, apps=(App(id=ID),), pace_seconds=0)
        return AppStore(settings, HttpClient(self.base_url, Limits(0.5, retries=0)), lambda: NOON)

    def say(self, said: Sequence[Said]) -> None:
        self._said = said

    def refuse(self) -> None:
        self.json_answer = Answer(429)

    def repeat_token(self) -> None:
        raise NotImplementedError("pages are numbered")

    def answer(self, asked: Asked) -> Answer:
        found = re.fullmatch(
            rf"/id/rss/customerreviews/page=(\d+)/id={ID}/sortby=mostrecent/(json|xml)", asked.path
        )
        if not found or not 1 <= int(found[1]) <= 10:
            return Answer(400)
        said = self._said[(int(found[1]) - 1) * PAGE_SIZE :][:PAGE_SIZE]
        if found[2] == "xml":
            return Answer(200, xml_feed(said), content_type="text/xml")
        return self.json_answer or Answer(200, json_feed(said), content_type="text/javascript")


def json_feed(said: Sequence[Said]) -> bytes:
    """One entry as an object, none as nothing, more as a list."""
    feed: dict[str, Any] = {"author": {"name": {"label": "iTunes Store"}}}
    entries = [entry(one) for one in said]
    if entries:
        feed["entry"] = entries if len(entries) > 1 else entries[0]
    return json.dumps({"feed": feed}).encode()


def entry(said: Said) -> dict[str, Any]:
    values: dict[str, Any] = {
        "author": {
            "uri": {"label": f"https://itunes.apple.com/id/reviews/id{said.author}"},
            "name": {"label": said.author},
            "label": "",
        },
        "im:version": {"label": "2.1.0"},
        "im:rating": {"label": str(said.stars)},
        "id": {"label": f"900000{said.number}"},
        "title": {"label": "Judul"},
        "content": {"label": said.text, "attributes": {"type": "text"}},
        "im:voteSum": {"label": "2"},
        "updated": {"label": said.at.isoformat()},
    }
    if said.is_broken:
        values["im:rating"] = {"label": "9"}
    return values


def xml_feed(said: Sequence[Said]) -> bytes:
    entries = "".join(
        f"<entry><updated>{s.at.isoformat()}</updated><id>900000{s.number}</id><title>Judul</title>"
        f'<content type="text">{escape(s.text)}</content><im:voteSum>2</im:voteSum>'
        f"<im:rating>{s.stars}</im:rating><im:version>2.1.0</im:version>"
        f"<author><name>{s.author}</name>"
        f"<uri>https://itunes.apple.com/id/reviews/id{s.author}</uri></author>"
        f'<content type="html">&lt;b&gt;{escape(s.text)}&lt;/b&gt;</content></entry>'
        for s in said
    )
    head = '<?xml version="1.0" encoding="utf-8"?><feed xmlns:im="http://itunes.apple.com/rss"'
    return f'{head} xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode()


@contextmanager
def open_world(folder: Path, said: Sequence[Said]) -> Iterator[AppStoreWorld]:
    world = AppStoreWorld(said)
    with LoopbackServer(world.answer) as server:
        world.base_url = server.base_url
        yield world
