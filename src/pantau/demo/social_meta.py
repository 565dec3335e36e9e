"""The Graph API on this machine, for one account of Instagram or Facebook: posts, comments, replies.

Like the real one it answers every refusal with 400, offers next pages by an address that carries the
token, and gives a last page a cursor too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from pantau.demo.loopback import Answer, Asked
from pantau.demo.social_servers import SocialServer, json_answer

_TOP_FIELDS = re.compile(r"(\w+)(?:[({.][^,]*(?:,[^{}]*\})?)?(?:,|$)")
_INCLUDED_REPLIES = 2


@dataclass(slots=True)
class Post:
    """`author` is the writer's id: the account's own, or a visitor's on a Facebook page."""

    id: str
    text: str
    at: datetime
    author: str = ""
    is_gone: bool = False


@dataclass(slots=True)
class Comment:
    """`parent` is the comment answered, "" for one under the post itself."""

    id: str
    post: str
    text: str
    at: datetime
    author: str = "7001"
    name: str = "contoh.penulis"
    parent: str = ""
    likes: int = 0


@dataclass(slots=True)
class GraphStore:
    """One account and what stands under it; `percent_used` of the hour's allowance."""

    network: Literal["instagram", "facebook"]
    account: str = "17841400000000001"
    username: str = "kota.contoh"
    token: str = "token-contoh"  # noqa: S105 - of a pretended server
    posts: list[Post] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    page_size: int = 50
    percent_used: int = 1

    def under(self, post: str, *, parent: str | None = "") -> list[Comment]:
        """Comments of a post, newest first; with `parent=None` those of all levels."""
        found = [c for c in self.comments if c.post == post and parent in (None, c.parent)]
        return sorted(found, key=lambda c: c.at, reverse=True)

    def replies(self, comment: str) -> list[Comment]:
        return sorted((c for c in self.comments if c.parent == comment), key=lambda c: c.at)


class GraphServer(SocialServer):
    """Serves `store`."""

    def __init__(self, store: GraphStore, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__(host, port)
        self.store = store

    def respond(self, asked: Asked) -> Answer:
        _, _, owner, edge = ("/" + asked.path.strip("/") + "///").split("/")[:4]
        sent = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if self.store.token not in (sent, asked.query.get("access_token")):
            return error(190, message="Invalid OAuth access token - Cannot parse access token")
        store, is_instagram = self.store, self.store.network == "instagram"
        if owner == store.account and edge == ("media" if is_instagram else "feed"):
            posts = sorted(store.posts, key=lambda p: p.at, reverse=True)
            return self._page(posts, self._post, asked)
        if edge == "comments" and any(p.id == owner and not p.is_gone for p in store.posts):
            parent = "" if is_instagram else None  # filter=stream gives all levels
            return self._page(store.under(owner, parent=parent), self._comment, asked)
        if edge == "replies" and any(c.id == owner for c in store.comments):
            return self._page(store.replies(owner), self._comment, asked)
        return error(100, 33, "Unsupported get request. Object does not exist")

    def _page(
        self, found: Sequence[Any], shape: Callable[[Any], dict[str, Any]], asked: Asked
    ) -> Answer:
        wanted = set(_TOP_FIELDS.findall(asked.query.get("fields", "id")))
        shaped = [{k: v for k, v in shape(one).items() if k in wanted} for one in found]
        size = min(int(asked.query.get("limit", "25")), self.store.page_size)
        first = int(asked.query.get("after", "A0").removeprefix("A"))
        usage = {"call_count": self.store.percent_used, "total_cputime": 1, "total_time": 1}
        page = self._slice(shaped, first, size, asked.path)
        return json_answer(page, X_App_Usage=json.dumps(usage))

    def _slice(self, items: list[Any], first: int, size: int, path: str) -> dict[str, Any]:
        last = min(first + size, len(items))
        paging: dict[str, Any] = {"cursors": {"before": f"A{first}", "after": f"A{last}"}}
        if last < len(items):
            address = (
                f"https://graph.facebook.com{path}?access_token={self.store.token}&after=A{last}"
            )
            paging["next"] = address
        return {"data": items[first:last], "paging": paging}

    def _post(self, post: Post) -> dict[str, Any]:
        n_comments = len(self.store.under(post.id, parent=None))
        sender = post.author or self.store.account
        if self.store.network == "instagram":
            return {
                "id": post.id,
                "caption": post.text,
                "permalink": f"https://www.instagram.com/p/{post.id}/",
                "timestamp": _time(post.at),
                "username": self.store.username,
                "comments_count": n_comments,
                "like_count": 1,
            }
        return {
            "id": post.id,
            "message": post.text,
            "created_time": _time(post.at),
            "from": {"id": sender, "name": "Nama Contoh"},
            "permalink_url": f"https://www.facebook.com/{post.id}",
            "comments": {"data": [], "summary": {"total_count": n_comments}},
        }

    def _comment(self, comment: Comment) -> dict[str, Any]:
        if self.store.network == "facebook":
            return {
                "id": comment.id,
                "message": comment.text,
                "created_time": _time(comment.at),
                "from": {"id": comment.author, "name": comment.name},
                "like_count": comment.likes,
                "comment_count": len(self.store.replies(comment.id)),
                "permalink_url": f"https://www.facebook.com/{comment.post}?comment_id={comment.id}",
            }
        shaped: dict[str, Any] = {
            "id": comment.id,
            "text": comment.text,
            "username": comment.name,
            "from": {"id": comment.author, "username": comment.name},
            "timestamp": _time(comment.at),
            "like_count": comment.likes,
        }
        if comment.parent:
            shaped["parent_id"] = comment.parent
        if replies := [self._comment(reply) for reply in self.store.replies(comment.id)]:
            path = f"/v26.0/{comment.id}/replies"
            shaped["replies"] = self._slice(replies, 0, _INCLUDED_REPLIES, path)
        return shaped


def error(code: int, subcode: int = 0, message: str = "contoh", **headers: str) -> Answer:
    """The Graph API's envelope of an error."""
    said: dict[str, Any] = {"message": message, "type": "OAuthException", "code": code}
    if subcode:
        said["error_subcode"] = subcode
    return json_answer({"error": said | {"fbtrace_id": "contoh"}}, 400, **headers)


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}+0000"
