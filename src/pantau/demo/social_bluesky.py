"""Bluesky on this machine: an account's server with sessions and the search of posts."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pantau.demo.loopback import Answer, Asked
from pantau.demo.social_servers import SocialServer, json_answer

_SEARCH = "/xrpc/app.bsky.feed.searchPosts"
_CREATE = "/xrpc/com.atproto.server.createSession"
_REFRESH = "/xrpc/com.atproto.server.refreshSession"


@dataclass(slots=True)
class Post:
    """`indexed_at` is when the server saw it, `at` when its author's program says it was written."""

    number: int
    text: str
    at: datetime
    author: str = "did:plc:contohpenulis"
    handle: str = "contoh.bsky.social"
    indexed_at: datetime | None = None
    language: str = "id"
    is_reply: bool = False
    likes: int = 0

    @property
    def sorted_at(self) -> datetime:
        return min(self.at, self.indexed_at or self.at)


@dataclass(slots=True)
class BlueskyStore:
    """What stands there. A search shows no more than `depth` posts, however many there are."""

    posts: list[Post] = field(default_factory=list)
    handle: str = "pantau.contoh"
    password: str = "sandi-contoh"  # noqa: S105 - of a pretended server
    page_size: int = 100
    depth: int = 10_000
    n_sessions: int = 0
    is_refresh_refused: bool = False


class BlueskyServer(SocialServer):
    """Serves `store`. `expire` ends the session that is in use."""

    def __init__(self, store: BlueskyStore, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__(host, port)
        self.store = store
        self._expired: set[str] = set()

    @property
    def access(self) -> str:
        return f"akses-contoh-{self.store.n_sessions}"

    @property
    def refresh(self) -> str:
        return f"segarkan-contoh-{self.store.n_sessions}"

    def expire(self) -> None:
        self._expired.add(self.access)

    def respond(self, asked: Asked) -> Answer:
        sent = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if asked.path == _CREATE and asked.method == "POST":
            return self._create(json.loads(asked.body))
        if asked.path == _REFRESH and asked.method == "POST":
            if sent != self.refresh or self.store.is_refresh_refused:
                return error(400, "ExpiredToken")
            return self._session()
        if asked.path != _SEARCH:
            return error(404, "XRPCNotSupported")
        if sent in self._expired:
            return error(400, "ExpiredToken")
        if sent != self.access:
            return error(401, "AuthMissing")
        return self._search(asked) if asked.query.get("q") else error(400, "InvalidRequest")

    def _create(self, given: dict[str, Any]) -> Answer:
        wanted = {"identifier": self.store.handle, "password": self.store.password}
        return self._session() if given == wanted else error(401, "AuthenticationRequired")

    def _session(self) -> Answer:
        self.store.n_sessions += 1
        said = {"handle": self.store.handle, "did": "did:plc:pantaucontoh", "active": True}
        return json_answer({"accessJwt": self.access, "refreshJwt": self.refresh, **said})

    def _search(self, asked: Asked) -> Answer:
        words = asked.query["q"].lower().split()
        since, until = asked.query.get("since"), asked.query.get("until")
        found = [
            post
            for post in sorted(self.store.posts, key=lambda p: p.sorted_at, reverse=True)
            if any(word in post.text.lower() for word in words)
            and (not since or post.sorted_at >= datetime.fromisoformat(since))
            and (not until or post.sorted_at < datetime.fromisoformat(until))
        ]
        size = min(int(asked.query.get("limit", "25")), self.store.page_size)
        first = int(asked.query.get("cursor", "0"))
        last = min(first + size, self.store.depth)
        page: dict[str, Any] = {"posts": [_shaped(p) for p in found[first:last]]}
        if last < min(len(found), self.store.depth):
            page["cursor"] = str(last)
        return json_answer(page | {"hitsTotal": len(found)})


def _shaped(post: Post) -> dict[str, Any]:
    record: dict[str, Any] = {
        "$type": "app.bsky.feed.post",
        "text": post.text,
        "langs": [post.language],
        "createdAt": _time(post.at),
    }
    if post.is_reply:
        ref = {"uri": "at://did:plc:contoh/app.bsky.feed.post/1", "cid": "bafycontoh"}
        record["reply"] = {"root": ref, "parent": ref}
    return {
        "uri": f"at://{post.author}/app.bsky.feed.post/{post.number}",
        "cid": f"bafycontoh{post.number}",
        "author": {
            "did": post.author,
            "handle": post.handle,
            "displayName": f"Nama {post.handle}",
            "avatar": "https://cdn.bsky.invalid/foto",
            "createdAt": "2024-01-01T00:00:00.000Z",
            "labels": [],
        },
        "record": record,
        "replyCount": 0,
        "repostCount": 0,
        "likeCount": post.likes,
        "quoteCount": 0,
        "bookmarkCount": 0,
        "indexedAt": _time(post.indexed_at or post.at),
        "labels": [],
    }


def error(status: int, name: str, **headers: str) -> Answer:
    return json_answer({"error": name, "message": "contoh"}, status, **headers)


def too_many(reset: datetime) -> Answer:
    """429 as Bluesky words it: the second since 1970 when it is lifted."""
    return error(429, "RateLimitExceeded", RateLimit_Reset=str(int(reset.timestamp())))


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z"
