"""Reading Bluesky's answers: a page of found posts and where the search goes on. Pure.

A post's address holds its author's identity; so it is known by its content id (`cid`), and no address
is kept. Posts can't be edited.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from pantau.connectors.base import Scrubbers, lane_of, token_of
from pantau.connectors.bluesky_session import WHO
from pantau.connectors.social_pages import (
    Json,
    at,
    count,
    identity,
    is_readable,
    moment,
    page_mark,
    picked,
    pseudonym,
    read_object,
    string,
    word,
)
from pantau.domain.mention import Kind, Mention
from pantau.errors import SchemaDriftError

_N_ANCHORED: Final = 5


def found_posts(body: bytes) -> tuple[list[Any], str]:
    """The posts of a page, and Bluesky's mark of the next one. Raises `SchemaDriftError` where there
    are none to be found."""
    answer = read_object(body, WHO)
    posts = answer.get("posts")
    if not isinstance(posts, list):
        raise SchemaDriftError(f"{WHO}: the answer holds no posts")
    return posts, page_mark(answer.get("cursor"), WHO)


def post(item: Any, own_accounts: Collection[str]) -> Mention:
    """One post. Raises `ValueError` saying what is wrong with it, without its words."""
    record = at(item, "record")
    languages = at(record, "langs")
    return Mention(
        source="bluesky",
        external_id=identity(at(item, "cid")),
        text=string(at(record, "text")),
        posted_at=time_of(item),
        kind=Kind.COMMENT if isinstance(at(record, "reply"), dict) else Kind.POST,
        author=word(at(item, "author", "did")),
        n_likes=count(at(item, "likeCount")),
        language=string(languages[0]) if isinstance(languages, list) and languages else "",
        is_official=is_own(item, own_accounts),
    )


def time_of(item: Any) -> datetime:
    """When it was written, as its author's program says; the search sorts by the earlier of that and
    of when the server saw it, because the program may say anything."""
    return min(moment(at(item, "record", "createdAt")), moment(at(item, "indexedAt")))


def is_own(item: Any, own_accounts: Collection[str]) -> bool:
    names = at(item, "author", "did"), at(item, "author", "handle")
    return any(word(name).lower() in own_accounts for name in names)


def trace(item: Any) -> Json:
    return picked(item, "cid", "indexedAt")


def times(posts: Sequence[Any]) -> list[datetime]:
    """Of those posts whose time can be read, newest first."""
    known = []
    for item in posts:
        try:
            known.append(time_of(item))
        except ValueError:
            continue
    return sorted(known, reverse=True)


def anchor(posts: Sequence[Any]) -> str:
    """A time from which on a healthy search always finds something: not quite the newest, which its
    author may delete."""
    newest = times(posts)[:_N_ANCHORED]
    return newest[-1].isoformat() if newest else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a search a page lies. Bluesky goes about 10,000 posts deep and no further; so after
    `n_pages` of a window another begins, which ends where this one had come to (`until`)."""

    since: str = ""
    until: str = ""
    n_pages: int = 0
    mark: str = ""

    @classmethod
    def of(cls, cursor: str) -> Place:
        since, until, n_pages, mark = [*token_of(cursor).split("~", 3), "", "", "", ""][:4]
        return cls(since, until, int(n_pages) if n_pages.isdecimal() else 0, mark)

    def cursor(self, lane: str) -> str:
        return f"{lane}/{self.since}~{self.until}~{self.n_pages}~{self.mark}"

    @property
    def params(self) -> dict[str, str]:
        named = {"since": self.since, "until": self.until, "cursor": self.mark}
        return {name: value for name, value in named.items() if value}


def next_cursor(cursor: str, mark: str, oldest: str, pages_a_window: int) -> str:
    """The page after this one, "" at the end. `oldest` is the time of its last post, "" where it
    held none; `mark` Bluesky's own word for the next page."""
    if not mark or not oldest:
        return ""
    place, lane = Place.of(cursor), lane_of(cursor)
    if place.n_pages + 1 < pages_a_window:
        return Place(place.since, place.until, place.n_pages + 1, mark).cursor(lane)
    # `until` is exclusive; a millisecond more, so that nothing of the same moment is left out.
    until = (moment(oldest) + timedelta(milliseconds=1)).isoformat(timespec="milliseconds")
    until = until.replace("+00:00", "Z")
    return "" if until == place.until else Place(place.since, until).cursor(lane)


def scrubbed(item: Any, own_accounts: Collection[str], scrubbers: Scrubbers) -> Json:
    """A post without its author: what the parser reads and nothing else; one that can't be read
    becomes an empty object, and is rejected again."""
    if not is_readable(item, lambda one: post(one, own_accounts)):
        return {}
    record = at(item, "record")
    clean = picked(record, "createdAt", "langs")
    clean["text"] = scrubbers.redact(string(at(record, "text")))
    if isinstance(at(record, "reply"), dict):
        clean["reply"] = {}
    if is_own(item, own_accounts):
        author = picked(at(item, "author"), "did", "handle")
    else:
        author = {"did": pseudonym("bluesky", word(at(item, "author", "did")), scrubbers)}
    return {**picked(item, "cid", "indexedAt", "likeCount"), "record": clean, "author": author}
