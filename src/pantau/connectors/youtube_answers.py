"""Reading YouTube's answers: comment threads, replies, found videos, refusals. Pure.

A thread carries some of its replies only; where `totalReplyCount` says there are more, the page leads
on to all of them. `items` may be absent where there is nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pantau.connectors.social_pages import (
    Json,
    at,
    count,
    identity,
    moment,
    page_mark,
    read_object,
    string,
    word,
)
from pantau.connectors.text import plain, unescaped
from pantau.connectors.youtube_quota import used_up
from pantau.domain.mention import Kind, Mention
from pantau.errors import (
    AccessDeniedError,
    ConnectorError,
    SchemaDriftError,
    TargetGoneError,
    TransientError,
)

WHO: Final = "YouTube"
THREADS: Final = "youtube#commentThreadListResponse"
COMMENTS: Final = "youtube#commentListResponse"
SEARCH: Final = "youtube#searchListResponse"

_QUOTA: Final = frozenset({"quotaExceeded", "dailyLimitExceeded"})
_PASSING: Final = frozenset(
    {"processingFailure", "backendError", "internalError", "invalidPageToken"}
)
_TOO_FAST: Final = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"})
_SWITCHED_OFF: Final = frozenset({"accessNotConfigured", "SERVICE_DISABLED"})
_BAD_KEY: Final = frozenset({"keyInvalid", "keyExpired", "API_KEY_INVALID"})
# What makes one video or thread unreadable, and nothing else.
SKIPPED: Final[Mapping[str, str]] = {
    "commentsDisabled": "comments are switched off",
    "videoNotFound": "the video is gone",
    "commentThreadNotFound": "the thread is gone",
    "commentNotFound": "the comment is gone",
    "parentCommentIsPrivate": "the comment isn't public",
}


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as it lies on a page. `video_id` is "" for a comment on the channel itself."""

    item: Any
    video_id: str


def page(body: bytes, kind: str) -> Json:
    """An answer of the kind asked for. Raises `SchemaDriftError` for any other."""
    answer = read_object(body, WHO)
    if answer.get("kind") != kind:
        raise SchemaDriftError(f"{WHO}: the answer is no {kind}")
    items = answer.get("items")
    if items is None and count(at(answer, "pageInfo", "totalResults")):
        raise SchemaDriftError(f"{WHO}: the answer counts items and holds none")
    if not isinstance(items, list | None):
        raise SchemaDriftError(f"{WHO}: the items are no list")
    return {**answer, "items": items or []}


def next_token(answer: Json) -> str:
    return page_mark(answer.get("nextPageToken"), WHO)


def comments_of(threads: list[Any]) -> Iterator[Comment]:
    """Each thread's first comment and the replies that lie with it."""
    for thread in threads:
        first = at(thread, "snippet", "topLevelComment")
        video_id = video_of(thread)
        yield Comment(first, video_id)
        replies = at(thread, "replies", "comments")
        for reply in replies if isinstance(replies, list) else ():
            yield Comment(reply, video_id)


def video_of(thread: Any) -> str:
    first = at(thread, "snippet", "topLevelComment", "snippet", "videoId")
    return word(at(thread, "snippet", "videoId")) or word(first)


def is_incomplete(thread: Any) -> bool:
    replies = at(thread, "replies", "comments")
    n_here = len(replies) if isinstance(replies, list) else 0
    return count(at(thread, "snippet", "totalReplyCount")) > n_here


def comment(found: Comment, own_channels: Collection[str]) -> Mention:
    """One comment or reply. Raises `ValueError` saying what is wrong with it, without its words."""
    snippet = at(found.item, "snippet")
    external_id = identity(at(found.item, "id"))
    posted_at = moment(at(snippet, "publishedAt"))
    author = author_of(found.item)
    return Mention(
        source="youtube",
        external_id=external_id,
        text=_text(snippet),
        posted_at=posted_at,
        kind=Kind.COMMENT,
        author=author,
        edited_at=_edited(at(snippet, "updatedAt"), posted_at),
        n_likes=count(at(snippet, "likeCount")),
        url=_link(found.video_id, external_id),
        is_official=author in own_channels,
    )


def author_of(item: Any) -> str:
    """The author's channel, which stays when the name changes; the name of one without a channel."""
    channel = word(at(item, "snippet", "authorChannelId", "value"))
    return channel or word(at(item, "snippet", "authorDisplayName"))


def _text(snippet: Any) -> str:
    original = at(snippet, "textOriginal")
    return string(original) if original is not None else plain(string(at(snippet, "textDisplay")))


def _edited(value: Any, posted_at: datetime) -> datetime | None:
    if value is None:
        return None
    edited_at = moment(value)
    return edited_at if edited_at > posted_at else None


def _link(video_id: str, comment_id: str) -> str:
    return f"https://www.youtube.com/watch?v={video_id}&lc={comment_id}" if video_id else ""


def video_id_of(found: Any) -> str:
    return identity(at(found, "id", "videoId"))


def video(found: Any, own_channels: Collection[str]) -> Mention:
    """A video that a search found, by its title and description. Raises `ValueError` as `comment` does."""
    video_id = video_id_of(found)
    snippet = at(found, "snippet")
    title = unescaped(string(at(snippet, "title")))  # a search escapes HTML, other calls do not
    channel = word(at(snippet, "channelId"))
    return Mention(
        source="youtube",
        external_id=video_id,
        text=unescaped(string(at(snippet, "description"))) or title,
        posted_at=moment(at(snippet, "publishedAt")),
        kind=Kind.POST,
        author=channel,
        title=title,
        url=f"https://www.youtube.com/watch?v={video_id}",
        is_official=channel in own_channels,
    )


def skip_reason(answer: Json) -> str:
    """Why one video can't be read, where that is what the answer says; else ""."""
    return next((SKIPPED[reason] for reason in _reasons(answer) if reason in SKIPPED), "")


def raise_for_error(
    body: bytes, status: int, allowance: str, key_variable: str, now: datetime
) -> None:
    """Raise what an answer other than 200 stands for; return where it only means one video less."""
    answer = read_object(body, WHO)
    if not skip_reason(answer):
        raise _error(_reasons(answer), status, allowance, key_variable, now)


def _error(
    reasons: Collection[str], status: int, allowance: str, key_variable: str, now: datetime
) -> ConnectorError:
    said = ", ".join(reasons) or str(status)
    if not _QUOTA.isdisjoint(reasons):
        return used_up(allowance, now)
    if not _TOO_FAST.isdisjoint(reasons) or status == 429:
        return TransientError(f"{WHO}: too many requests ({said})", is_blocked=True)
    if not _PASSING.isdisjoint(reasons):
        return TransientError(f"{WHO}: couldn't answer now ({said})")
    if not _SWITCHED_OFF.isdisjoint(reasons):
        return AccessDeniedError(
            f"{WHO}: the Data API v3 isn't switched on for the project of the key in {key_variable}; "
            "switch it on in the Google Cloud console"
        )
    if not _BAD_KEY.isdisjoint(reasons) or status in (401, 403):
        return AccessDeniedError(
            f"{WHO}: access refused ({said}); put a valid API key into {key_variable}"
        )
    if status in (404, 410):
        return TargetGoneError(f"{WHO}: not found ({said}); check the id in the settings")
    return SchemaDriftError(f"{WHO}: our request isn't understood ({said})")


def _reasons(answer: Json) -> list[str]:
    """The reasons in a Google error: newer answers carry further ones in `details`. Words only, so
    that nothing else the answer says gets into a message."""
    reasons: list[str] = []
    for name in ("errors", "details"):
        entries = at(answer, "error", name)
        for entry in entries if isinstance(entries, list) else ():
            reason = at(entry, "reason")
            if isinstance(reason, str) and reason.isidentifier() and len(reason) <= 60:
                reasons.append(reason)
    return reasons
