"""What Instagram's and Facebook's worlds share: one account, one picture, comments under it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Literal

from pantau.config import GraphAccount
from pantau.demo.social_meta import Comment, GraphServer, GraphStore, Post, error
from pantau.demo.social_servers import changed
from tests.connectors.worlds import Said
from tests.fakes import NOON

ACCOUNT = GraphAccount(id="17841400000000009", name="Akun Contoh", username="akun.contoh")
_SECRET = "token-rahasia-contoh"
_POST = "18009"


class GraphWorld:
    lacks = frozenset({"stars"})
    secret = _SECRET

    def __init__(self, server: GraphServer, said: Sequence[Said]) -> None:
        self.server = server
        self.say(said)

    def say(self, said: Sequence[Said]) -> None:
        self.server.store.comments = list(map(_comment, said))
        broken = {_comment(s).id for s in said if s.is_broken}
        self.server.clear()
        self.server.inject(changed(lambda page: _break(page, broken)))

    def refuse(self) -> None:
        self.server.clear()
        self.server.inject(lambda answer: error(4))

    def repeat_token(self) -> None:
        self.server.clear()
        address = f"https://graph.facebook.com/?access_token={self.secret}"
        paging = {"cursors": {"after": "A0"}, "next": address}
        self.server.inject(changed(lambda page: page.update(paging=paging)))


def _comment(said: Said) -> Comment:
    return Comment(f"9{said.number}", _POST, said.text, said.at, said.author, f"Nama {said.author}")


def _break(page: Any, ids: set[str]) -> None:
    for item in page.get("data", []):
        if item.get("id") in ids:
            item.update(timestamp=None, created_time=None)


def graph_server(network: Literal["instagram", "facebook"]) -> GraphServer:
    store = GraphStore(network, account=ACCOUNT.id, token=_SECRET, page_size=2)
    store.posts.append(Post(_POST, "", NOON - timedelta(days=9)))
    return GraphServer(store)
