"""Bluesky in miniature: posts that one search finds. They can't be edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from pantau.config import Bluesky as Settings
from pantau.connectors.base import Connector
from pantau.connectors.bluesky import Bluesky
from pantau.connectors.http import HttpClient, Limits
from pantau.demo.social_bluesky import BlueskyServer, BlueskyStore, Post, too_many
from pantau.demo.social_servers import changed
from tests.connectors.worlds import Said
from tests.fakes import NOON

_SEARCH = "searchPosts"


class BlueskyWorld:
    lacks = frozenset({"stars", "edit"})
    secret = "sandi-rahasia-contoh"
    n_sign_ins = 1

    def __init__(self, server: BlueskyServer, said: Sequence[Said]) -> None:
        self._server = server
        self.say(said)

    def connector(self) -> Connector:
        url, handle = self._server.base_url, self._server.store.handle
        settings = Settings(
            base_url=url,
            handle=handle,
            queries=("contoh",),
            words=(),
            context_words=(),
            pace_seconds=0,
        )
        http = HttpClient(url, Limits(0.5, retries=0))
        return Bluesky(settings, http, lambda: NOON, {settings.password_env: self.secret})

    def say(self, said: Sequence[Said]) -> None:
        self._server.store.posts = [Post(s.number, s.text, s.at, s.author) for s in said]
        broken = {f"bafycontoh{s.number}" for s in said if s.is_broken}
        self._server.clear()
        self._server.inject(changed(lambda page: _break(page, broken)), path=_SEARCH)

    def refuse(self) -> None:
        self._server.clear()
        self._server.inject(lambda answer: too_many(NOON + timedelta(hours=1)), path=_SEARCH)

    def repeat_token(self) -> None:
        self._server.clear()
        self._server.inject(changed(lambda page: page.update(cursor="0")), path=_SEARCH)


def _break(page: Any, ids: set[str]) -> None:
    for item in page["posts"]:
        if item["cid"] in ids:
            item["record"]["createdAt"] = None


@contextmanager
def open_world(folder: Path, said: Sequence[Said]) -> Iterator[BlueskyWorld]:
    store = BlueskyStore(password=BlueskyWorld.secret, page_size=2)
    with BlueskyServer(store) as server:
        yield BlueskyWorld(server, said)
