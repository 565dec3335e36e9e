"""Facebook in miniature: comments under one picture on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pantau.config import Facebook as Settings
from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.meta import Facebook
from tests.connectors.worlds import Said
from tests.connectors.worlds.graph import ACCOUNT, GraphWorld, graph_server
from tests.fakes import NOON


class FacebookWorld(GraphWorld):
    def connector(self) -> Facebook:
        url = self.server.base_url
        settings = Settings(base_url=url, accounts=(ACCOUNT,), pace_seconds=0)
        http = HttpClient(url, Limits(0.5, retries=0))
        return Facebook(settings, http, lambda: NOON, {settings.token_env: self.secret})


@contextmanager
def open_world(folder: Path, said: Sequence[Said]) -> Iterator[FacebookWorld]:
    with graph_server("facebook") as server:
        yield FacebookWorld(server, said)
