"""Mastodon in miniature: posts under one tag."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from pantau.config import Mastodon as Settings
from pantau.connectors.base import Connector
from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.mastodon import Mastodon
from pantau.demo.social_mastodon import (
    MastodonServer,
    MastodonStore,
    Status,
    paragraph,
    too_many,
)
from pantau.demo.social_servers import changed
from tests.connectors.worlds import Said
from tests.fakes import NOON


class MastodonWorld:
    lacks = frozenset({"stars"})
    secret = "token-rahasia-contoh"

    def __init__(self, server: MastodonServer, said: Sequence[Said]) -> None:
        self._server = server
        self.say(said)

    def connector(self) -> Connector:
        url = self._server.base_url
        settings = Settings(base_url=url, words=(), context_words=(), pace_seconds=0)
        http = HttpClient(url, Limits(0.5, retries=0))
        return Mastodon(settings, http, lambda: NOON, {settings.token_env: self.secret})

    def say(self, said: Sequence[Said]) -> None:
        self._server.store.statuses = list(map(_status, said))
        broken = {_status(s).id for s in said if s.is_broken}
        self._server.clear()
        self._server.inject(changed(lambda page: _break(page, broken)))

    def refuse(self) -> None:
        self._server.clear()
        self._server.inject(lambda answer: too_many(NOON + timedelta(hours=1)))

    def repeat_token(self) -> None:
        link = {"Link": f'<{self._server.base_url}/?min_id=1>; rel="prev"'}
        self._server.clear()
        self._server.inject(
            lambda answer: replace(answer, headers=link if json.loads(answer.body) else {})
        )


def _status(said: Said) -> Status:
    return Status(said.at, paragraph(said.text), author=said.author, number=said.number)


def _break(page: Any, ids: set[str]) -> None:
    for item in page:
        if item["id"] in ids:
            item["created_at"] = None


@contextmanager
def open_world(folder: Path, said: Sequence[Said]) -> Iterator[MastodonWorld]:
    store = MastodonStore(token=MastodonWorld.secret, page_size=2)
    with MastodonServer(store) as server:
        yield MastodonWorld(server, said)
