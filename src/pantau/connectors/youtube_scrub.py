"""YouTube's pages without persons: only what the parser reads is kept; authors are pseudonyms.

The office's own channels keep their id: they are how an official answer is told from a citizen's.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pantau.connectors import youtube_answers as answers
from pantau.connectors.base import RawPage, Scrubbers
from pantau.connectors.social_pages import (
    Json,
    at,
    is_readable,
    picked,
    pseudonym,
    scrubbed_page,
    word,
)
from pantau.connectors.text import plain, unescaped


def trace(item: Any) -> Json:
    """Id and time of a broken item: enough to find it, and nobody's name or words."""
    return {"id": at(item, "id"), "publishedAt": at(item, "snippet", "publishedAt")}


def clean(page: RawPage, answer: Json, own: Collection[str], scrubbers: Scrubbers) -> RawPage:
    """`page` fit to be archived, made from its `answer`."""
    if reason := answers.skip_reason(answer):
        kept = next(name for name, why in answers.SKIPPED.items() if why == reason)
        return scrubbed_page(page, {"error": {"errors": [{"reason": kept}]}})
    scrub = _Scrub(own, scrubbers)
    one = {
        answers.THREADS: scrub.thread,
        answers.COMMENTS: scrub.comment,
        answers.SEARCH: scrub.video,
    }.get(answer.get("kind", ""), lambda item: {})
    items = answer.get("items")
    body = picked(answer, "kind", "nextPageToken")
    body["items"] = [one(item) for item in items] if isinstance(items, list) else []
    return scrubbed_page(page, body)


@dataclass(frozen=True, slots=True)
class _Scrub:
    """One item each. What can't be read becomes an empty object, and so is rejected again."""

    own: Collection[str]
    scrubbers: Scrubbers

    def thread(self, item: Any) -> Json:
        snippet = picked(at(item, "snippet"), "videoId", "totalReplyCount")
        first = at(item, "snippet", "topLevelComment")
        replies = at(item, "replies", "comments")
        clean = [self.comment(reply) for reply in replies] if isinstance(replies, list) else []
        return {
            **picked(item, "id"),
            "snippet": {**snippet, "topLevelComment": self.comment(first)},
            "replies": {"comments": clean},
        }

    def comment(self, item: Any) -> Json:
        if not is_readable(item, lambda one: answers.comment(answers.Comment(one, ""), ())):
            return {}
        said = at(item, "snippet")
        snippet = picked(said, "videoId", "parentId", "publishedAt", "updatedAt", "likeCount")
        if isinstance(text := at(said, "textOriginal"), str):
            snippet["textOriginal"] = self.scrubbers.redact(text)
        elif isinstance(markup := at(said, "textDisplay"), str):
            snippet["textOriginal"] = self.scrubbers.redact(plain(markup))
        snippet["authorChannelId"] = {"value": self._author(answers.author_of(item))}
        return {**picked(item, "id"), "snippet": snippet}

    def video(self, item: Any) -> Json:
        if not is_readable(item, lambda one: answers.video(one, ())):
            return {}
        said = at(item, "snippet")
        snippet = picked(said, "publishedAt")
        for name in ("title", "description"):
            if isinstance(text := at(said, name), str):
                # The parser unescapes once more.
                redacted = self.scrubbers.redact(unescaped(text))
                snippet[name] = redacted.replace("&", "&amp;")
        snippet["channelId"] = self._author(word(at(said, "channelId")))
        return {"id": picked(at(item, "id"), "videoId"), "snippet": snippet}

    def _author(self, author: str) -> str | None:
        return author if author in self.own else pseudonym("youtube", author, self.scrubbers)
