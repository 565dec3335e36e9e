"""Mastodon on this machine: one host's timelines of tags, with its Link header and rate limit."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from pantau.demo.loopback import Answer, Asked
from pantau.demo.social_servers import SocialServer, json_answer

_PREFIX = "/api/v1/timelines/tag/"


@dataclass(slots=True)
class Status:
    """A post. Its id holds its time, as Mastodon's do; `markup` is HTML."""

    at: datetime
    markup: str
    tag: str = "jepin"
    author: str = "contoh"
    number: int = 0
    edited_at: datetime | None = None
    language: str | None = "id"
    reply_to: str | None = None
    spoiler: str = ""
    likes: int = 0

    @property
    def id(self) -> str:
        return str((int(self.at.timestamp() * 1000) << 16) + self.number)


@dataclass(slots=True)
class MastodonStore:
    """What stands there. `token`: asked for where it is set. `now` tells when limits are lifted."""

    statuses: list[Status] = field(default_factory=list)
    token: str = ""
    page_size: int = 40
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


class MastodonServer(SocialServer):
    """Serves `store`."""

    def __init__(self, store: MastodonStore, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__(host, port)
        self.store = store

    def respond(self, asked: Asked) -> Answer:
        if not asked.path.startswith(_PREFIX):
            return json_answer({"error": "Record not found"}, 404)
        sent = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if self.store.token and sent != self.store.token:
            return json_answer({"error": "The access token is invalid"}, 401)
        tag = unquote(asked.path.removeprefix(_PREFIX)).lower()
        after = int(asked.query.get("min_id", "0"))
        found = sorted(
            (s for s in self.store.statuses if s.tag.lower() == tag and int(s.id) > after),
            key=lambda s: int(s.id),
        )
        size = min(int(asked.query.get("limit", "20")), self.store.page_size)
        here = found[:size][::-1]  # the oldest after min_id, shown newest first
        return json_answer([self._shaped(s) for s in here], 200, **self._headers(here, asked))

    def _headers(self, here: list[Status], asked: Asked) -> dict[str, str]:
        reset = f"{self.store.now() + timedelta(minutes=5):%Y-%m-%dT%H:%M:%S.000000Z}"
        headers = {"X_RateLimit_Limit": "300", "X_RateLimit_Reset": reset}
        if here:
            address = f"{self.base_url}{asked.path}"
            headers["Link"] = (
                f'<{address}?max_id={here[-1].id}>; rel="next", '
                f'<{address}?min_id={here[0].id}>; rel="prev"'
            )
        return headers

    def _shaped(self, status: Status) -> dict[str, Any]:
        address = f"{self.base_url}/@{status.author}/{status.id}"
        return {
            "id": status.id,
            "created_at": _time(status.at),
            "in_reply_to_id": status.reply_to,
            "in_reply_to_account_id": None,
            "sensitive": bool(status.spoiler),
            "spoiler_text": status.spoiler,
            "visibility": "public",
            "language": status.language,
            "uri": address,
            "url": address,
            "replies_count": 0,
            "reblogs_count": 0,
            "favourites_count": status.likes,
            "edited_at": _time(status.edited_at) if status.edited_at else None,
            "content": status.markup,
            "reblog": None,
            "account": self._account(status.author),
            "media_attachments": [],
            "mentions": [],
            "tags": [{"name": status.tag, "url": f"{self.base_url}/tags/{status.tag}"}],
            "emojis": [],
            "card": None,
            "poll": None,
        }

    def _account(self, name: str) -> dict[str, Any]:
        address = f"{self.base_url}/@{name}"
        return {
            "id": "1001",
            "username": name.partition("@")[0],
            "acct": name,
            "display_name": f"Nama {name}",
            "locked": False,
            "bot": False,
            "group": False,
            "indexable": False,
            "created_at": "2024-01-01T00:00:00.000Z",
            "note": "",
            "url": address,
            "uri": address,
            "avatar": f"{self.base_url}/foto.png",
            "avatar_static": f"{self.base_url}/foto.png",
            "header": f"{self.base_url}/foto.png",
            "header_static": f"{self.base_url}/foto.png",
            "followers_count": 0,
            "following_count": 0,
            "statuses_count": 1,
            "emojis": [],
            "fields": [],
        }


def too_many(reset: datetime) -> Answer:
    """429 as Mastodon words it: the moment when it is lifted, not the seconds until then."""
    return json_answer({"error": "Too many requests"}, 429, X_RateLimit_Reset=_time(reset))


def paragraph(text: str) -> str:
    """Plain text as Mastodon marks it up."""
    return f"<p>{html.escape(text, quote=False)}</p>"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
