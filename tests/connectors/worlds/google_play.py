"""Google Play in miniature: the loopback server of the demo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pantau.connectors.base import Connector
from pantau.demo import play_pages
from pantau.demo.faults import BY_NAME, Fault
from pantau.demo.loopback import Answer
from pantau.demo.play_server import PlayServer
from pantau.demo.play_store import StoredReview
from tests.connectors.worlds import Said
from tests.fakes import APP_ID, play_connector, play_store


class GooglePlayWorld:
    lacks = frozenset({"secret"})
    secret = ""

    def __init__(self, server: PlayServer, said: Sequence[Said]) -> None:
        self._server = server
        self.say(said)

    def connector(self) -> Connector:
        return play_connector(self._server, 3)

    def say(self, said: Sequence[Said]) -> None:
        facts = self._server.store.facts(APP_ID)
        assert facts is not None
        self._server.store.add_app(facts, map(_review, said))
        broken = {_review(s).id for s in said if s.is_broken}
        self._server.clear()
        self._server.inject(Fault("broken", "", lambda answer, page: _broken(answer, broken)))

    def refuse(self) -> None:
        self._server.clear()
        self._server.inject(BY_NAME["too_many"])

    def repeat_token(self) -> None:
        self._server.clear()
        self._server.inject(BY_NAME["repeated_token"])


def _review(said: Said) -> StoredReview:
    return StoredReview(f"gp:kontrak{said.number}", said.author, said.stars, said.text, said.at)


def _broken(answer: Answer, ids: set[str]) -> Answer:
    payload = play_pages.unframed(answer.body)
    for review in payload[0] if payload else []:
        if review[0] in ids:
            review[5] = None
    return Answer(200, play_pages.framed(payload))


@contextmanager
def open_world(folder: Path, said: Sequence[Said]) -> Iterator[GooglePlayWorld]:
    with PlayServer(play_store(0)) as server:
        yield GooglePlayWorld(server, said)
