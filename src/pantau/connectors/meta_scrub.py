"""The Graph API's pages without persons: only what the parser reads is kept; authors are pseudonyms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pantau.connectors import meta_answers as answers
from pantau.connectors.base import Scrubbers
from pantau.connectors.social_pages import Json, at, is_readable, picked, pseudonym


@dataclass(frozen=True, slots=True)
class PageScrub:
    """Cleans pages of one account. The account itself keeps its name: it is no person."""

    account: answers.Account
    dialect: answers.Dialect
    scrubbers: Scrubbers

    def page(self, answer: Json, *, is_posts: bool) -> Json:
        data = answer.get("data")
        if not isinstance(data, list):
            return {"error": picked(answer.get("error"), "code", "error_subcode")}
        items = [self._post(one) if is_posts else self._comment(one) for one in data]
        return {"data": items, "paging": _paging(answer)}

    def _post(self, item: Any) -> Json:
        clean = picked(item, "comments_count")
        if is_readable(item, lambda one: answers.post(one, self.account, self.dialect)):
            clean |= self._item(item, self.dialect.post_text, self.dialect.owns_every_post)
        if isinstance(summary := at(item, "comments", "summary"), dict):
            clean["comments"] = {"summary": picked(summary, "total_count")}
        return clean

    def _words(self, item: Any) -> Json:
        """A comment alone; of one that can't be read the id, so that it is rejected again."""
        if not is_readable(item, lambda one: answers.comment(one, self.account, self.dialect)):
            return picked(item, "id")
        return self._item(item, self.dialect.comment_text, False)

    def _comment(self, item: Any) -> Json:
        """Replies however deep, without recursion: a page may be made to be deep."""
        clean = self._words(item)
        stack = [(item, clean)]
        while stack:
            raw, done = stack.pop()
            replies = at(raw, "replies")
            if not isinstance(replies, dict):
                continue
            data = replies.get("data")
            pairs = [(one, self._words(one)) for one in data] if isinstance(data, list) else []
            done["replies"] = {"data": [pair[1] for pair in pairs], "paging": _paging(replies)}
            stack.extend(pairs)
        return clean

    def _item(self, item: Any, text: str, is_ours: bool) -> Json:
        clean = picked(item, "id", "like_count", self.dialect.time, self.dialect.link)
        if isinstance(said := at(item, text), str):
            clean[text] = self.scrubbers.redact(said)
        if is_ours or self.account.is_author(item):
            return clean | picked(item, "username") | _own_from(item)
        author = pseudonym(self.dialect.source, answers.author_of(item), self.scrubbers)
        return clean | ({"from": {"id": author}} if author else {})


def _own_from(item: Any) -> Json:
    sender = at(item, "from")
    return {"from": picked(sender, "id")} if isinstance(sender, dict) else {}


def _paging(answer: Any) -> Json:
    paging = at(answer, "paging")
    kept = {} if at(paging, "next") is None else {"next": "yes"}
    return kept | {"cursors": picked(at(paging, "cursors"), "after")}
