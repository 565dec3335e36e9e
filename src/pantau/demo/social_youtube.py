"""YouTube on this machine: comment threads, replies and search of the Data API v3, quota included."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pantau.demo.loopback import Answer, Asked
from pantau.demo.social_servers import SocialServer, json_answer

_INCLUDED_REPLIES = 2  # the real one carries up to five
_ETAG = '"contoh"'


@dataclass(slots=True)
class Video:
    id: str
    channel: str
    title: str
    at: datetime
    description: str = ""
    has_comments: bool = True


@dataclass(slots=True)
class Comment:
    """`author` is the writer's channel; `parent` is "" for the first comment of a thread."""

    id: str
    video: str
    text: str
    at: datetime
    author: str = "UCcontohpenulis"
    name: str = "Contoh Penulis"
    parent: str = ""
    likes: int = 0
    edited_at: datetime | None = None


@dataclass(slots=True)
class YouTubeStore:
    """What stands there; `units` and `searches` are left of the day."""

    videos: list[Video] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    key: str = "kunci-contoh"
    units: int = 10_000
    searches: int = 100
    page_size: int = 100

    def threads(self, *, video: str = "", channel: str = "") -> list[Comment]:
        """First comments, newest first."""
        ids = {v.id for v in self.videos if video in ("", v.id) and channel in ("", v.channel)}
        found = [c for c in self.comments if not c.parent and c.video in ids]
        return sorted(found, key=lambda c: c.at, reverse=True)

    def replies(self, parent: str) -> list[Comment]:
        found = [c for c in self.comments if c.parent == parent]
        return sorted(found, key=lambda c: c.at, reverse=True)

    def video(self, video_id: str) -> Video | None:
        return next((v for v in self.videos if v.id == video_id), None)


class YouTubeServer(SocialServer):
    """Serves `store`."""

    def __init__(self, store: YouTubeStore, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__(host, port)
        self.store = store

    def respond(self, asked: Asked) -> Answer:
        call = asked.path.removeprefix("/youtube/v3/")
        if call not in ("commentThreads", "comments", "search"):
            return error(404, "notFound")
        given = asked.headers.get("x-goog-api-key") or asked.query.get("key")
        if given != self.store.key:
            return error(400, "keyInvalid", "usageLimits")
        if not self._is_within_quota(call):
            return error(403, "quotaExceeded", "youtube.quota")
        return {"search": self._search, "comments": self._comments}.get(call, self._threads)(asked)

    def _is_within_quota(self, call: str) -> bool:
        name = "searches" if call == "search" else "units"
        left = getattr(self.store, name)
        setattr(self.store, name, left - 1)
        return bool(left > 0)

    def _threads(self, asked: Asked) -> Answer:
        video_id = asked.query.get("videoId", "")
        channel = asked.query.get("allThreadsRelatedToChannelId", "")
        if bool(video_id) == bool(channel):
            return error(400, "missingRequiredParameter")
        video = self.store.video(video_id)
        if video_id and video is None:
            return error(404, "videoNotFound", "youtube.commentThread")
        if video is not None and not video.has_comments:
            return error(403, "commentsDisabled", "youtube.commentThread")
        if channel and all(v.channel != channel for v in self.store.videos):
            return error(404, "channelNotFound", "youtube.commentThread")
        threads = self.store.threads(video=video_id, channel=channel)
        return self._page("youtube#commentThreadListResponse", threads, self._thread_json, asked)

    def _comments(self, asked: Asked) -> Answer:
        parent = asked.query.get("parentId", "")
        if all(c.id != parent for c in self.store.comments):
            return error(404, "commentNotFound", "youtube.comment")
        replies = self.store.replies(parent)
        return self._page("youtube#commentListResponse", replies, reply_json, asked)

    def _search(self, asked: Asked) -> Answer:
        words = asked.query.get("q", "").lower().split()
        after = datetime.fromisoformat(asked.query.get("publishedAfter", "2005-01-01T00:00:00Z"))
        found = [
            video
            for video in sorted(self.store.videos, key=lambda v: v.at, reverse=True)
            if video.at >= after
            and any(word in f"{video.title} {video.description}".lower() for word in words)
        ]
        return self._page("youtube#searchListResponse", found, video_json, asked)

    def _page(self, kind: str, found: Sequence[Any], shape: Any, asked: Asked) -> Answer:
        """Tokens are opaque to the client; here they are places in the list."""
        size = min(int(asked.query.get("maxResults", "20")), self.store.page_size)
        first = int(asked.query.get("pageToken", "T0").removeprefix("T"))
        here = found[first : first + size]
        page: dict[str, Any] = {
            "kind": kind,
            "etag": _ETAG,
            "pageInfo": {"totalResults": len(here), "resultsPerPage": size},
            "items": [shape(one) for one in here],
        }
        if first + size < len(found):
            page["nextPageToken"] = f"T{first + size}"
        return json_answer(page)

    def _thread_json(self, first: Comment) -> dict[str, Any]:
        replies = self.store.replies(first.id)
        thread: dict[str, Any] = {
            "kind": "youtube#commentThread",
            "etag": _ETAG,
            "id": first.id,
            "snippet": {
                "channelId": getattr(self.store.video(first.video), "channel", ""),
                "videoId": first.video,
                "topLevelComment": comment_json(first),
                "canReply": True,
                "totalReplyCount": len(replies),
                "isPublic": True,
            },
        }
        if replies:
            some = [comment_json(reply) for reply in replies[:_INCLUDED_REPLIES]]
            thread["replies"] = {"comments": some}
        return thread


def comment_json(comment: Comment) -> dict[str, Any]:
    """A comment as a thread carries it."""
    snippet = {
        "authorDisplayName": comment.name,
        "authorProfileImageUrl": "https://yt3.ggpht.invalid/foto=s48",
        "authorChannelUrl": f"http://www.youtube.com/channel/{comment.author}",
        "authorChannelId": {"value": comment.author},
        "videoId": comment.video,
        "textDisplay": comment.text,
        "textOriginal": comment.text,
        "canRate": True,
        "viewerRating": "none",
        "likeCount": comment.likes,
        "publishedAt": _time(comment.at),
        "updatedAt": _time(comment.edited_at or comment.at),
    }
    if comment.parent:
        snippet["parentId"] = comment.parent
    return {"kind": "youtube#comment", "etag": _ETAG, "id": comment.id, "snippet": snippet}


def reply_json(reply: Comment) -> dict[str, Any]:
    """A reply as the list of replies carries it: without the video."""
    shaped = comment_json(reply)
    del shaped["snippet"]["videoId"]
    return shaped


def video_json(video: Video) -> dict[str, Any]:
    return {
        "kind": "youtube#searchResult",
        "etag": _ETAG,
        "id": {"kind": "youtube#video", "videoId": video.id},
        "snippet": {
            "publishedAt": _time(video.at),
            "channelId": video.channel,
            "title": html.escape(video.title),
            "description": html.escape(video.description),
            "thumbnails": {},
            "channelTitle": "Kanal Contoh",
            "liveBroadcastContent": "none",
        },
    }


def error(status: int, reason: str, domain: str = "global") -> Answer:
    """Google's envelope of an error."""
    entry = {"message": "contoh", "domain": domain, "reason": reason}
    said = {"code": status, "message": "contoh", "errors": [entry]}
    return json_answer({"error": said}, status)


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
