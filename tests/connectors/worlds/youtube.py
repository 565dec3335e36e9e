"""YouTube in miniature: comments on one channel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from pantau.config import Channel
from pantau.config import YouTube as Settings
from pantau.connectors.base import Connector
from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.youtube import YouTube
from pantau.demo.social_servers import changed
from pantau.demo.social_youtube import Comment, Video, YouTubeServer, YouTubeStore, error
from tests.connectors.worlds import Said
from tests.fakes import NOON

_CHANNEL = "UCkontrak"
_VIDEO = "vidkontrak"


class YouTubeWorld:
    lacks = frozenset({"stars"})
    secret = "kunci-rahasia-contoh"

    def __init__(self, server: YouTubeServer, said: Sequence[Said]) -> None:
        self._server = server
        self.say(said)

    def connector(self) -> Connector:
        url = self._server.base_url
        channels = (Channel(id=_CHANNEL, name="Kanal Contoh"),)
        settings = Settings(base_url=url, channels=channels, pace_seconds=0)
        http = HttpClient(url, Limits(0.5, retries=0))
        return YouTube(settings, http, lambda: NOON, {settings.key_env: self.secret})

    def say(self, said: Sequence[Said]) -> None:
        self._server.store.comments = list(map(_comment, said))
        broken = {_comment(s).id for s in said if s.is_broken}
        self._server.clear()
        self._server.inject(changed(lambda page: _break(page, broken)))

    def refuse(self) -> None:
        self._server.clear()
        self._server.inject(lambda answer: error(403, "quotaExceeded", "youtube.quota"))

    def repeat_token(self) -> None:
        self._server.clear()
        self._server.inject(changed(lambda page: page.update(nextPageToken="T0")))


def _comment(said: Said) -> Comment:
    return Comment(
        f"Ugkontrak{said.number}", _VIDEO, said.text, said.at, said.author, f"Nama {said.author}"
    )


def _break(page: dict[str, Any], ids: set[str]) -> None:
    for thread in page.get("items", []):
        if thread["id"] in ids:
            thread["snippet"]["topLevelComment"]["snippet"]["publishedAt"] = None


@contextmanager
def open_world(folder: Path, said: Sequence[Said]) -> Iterator[YouTubeWorld]:
    store = YouTubeStore(key=YouTubeWorld.secret, page_size=2)
    store.videos.append(Video(_VIDEO, _CHANNEL, "Contoh", NOON - timedelta(days=30)))
    with YouTubeServer(store) as server:
        yield YouTubeWorld(server, said)
