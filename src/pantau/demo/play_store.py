"""A Google Play of our own, in memory: apps, their reviews over time, and what a visitor sees at a moment.

Nothing here knows HTTP. A review is kept with its whole life (edits, replies, the hour Google lets it
appear, its deletion); `now` decides how much of it has happened.
"""

from __future__ import annotations

import base64
import binascii
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from pantau.clock import utc_now

NEWEST = 2
_RELEVANT = 1


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Edit:
    """What a review says from `at` on. A `reply` belongs to this state of it."""

    at: datetime
    text: str
    stars: int
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class StoredReview:
    id: str
    user: str
    stars: int
    text: str | None
    at: datetime
    version: str | None = None
    language: str = ""
    visible_from: datetime | None = None
    edits: tuple[Edit, ...] = ()
    reply: Reply | None = None
    deleted_at: datetime | None = None
    likes: int = 0

    def moments(self) -> Iterable[datetime]:
        """When the public sight of it, or of its rating, changes."""
        yield self.at
        if self.visible_from:
            yield self.visible_from
        yield from (edit.at for edit in self.edits)
        replies = (self.reply, *(edit.reply for edit in self.edits))
        yield from (reply.at for reply in replies if reply)
        if self.deleted_at:
            yield self.deleted_at


@dataclass(frozen=True, slots=True)
class Shown:
    """A review as it stands on the page at one moment; `at` is its last change, as on Google Play."""

    review: StoredReview
    text: str | None
    stars: int
    at: datetime
    reply: Reply | None

    @property
    def order(self) -> tuple[int, str]:
        """Newest first, ties by id."""
        return (-int(self.at.timestamp()), self.review.id)


@dataclass(frozen=True, slots=True)
class Release:
    version: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RatingsOnly:
    """Ratings without words that came in at `at`: how many of 1 to 5 stars."""

    at: datetime
    stars: tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class AppFacts:
    app_id: str
    title: str = ""
    developer: str = ""
    description: str = ""
    installs: str = ""
    releases: tuple[Release, ...] = ()
    ratings_only: tuple[RatingsOnly, ...] = ()


@dataclass(frozen=True, slots=True)
class Counters:
    """An app's page at one moment."""

    histogram: tuple[int, int, int, int, int]
    n_reviews: int
    release: Release | None

    @property
    def n_ratings(self) -> int:
        return sum(self.histogram)

    @property
    def score(self) -> float | None:
        weighted = sum(stars * n for stars, n in enumerate(self.histogram, start=1))
        return weighted / self.n_ratings if self.n_ratings else None


@dataclass(slots=True)
class _Shelf:
    """One app's reviews, and the sorted view of them as long as nothing changes."""

    facts: AppFacts
    reviews: dict[str, StoredReview] = field(default_factory=dict)
    moments: list[datetime] | None = None
    view_key: tuple[int, str] | None = None
    view: list[Shown] = field(default_factory=list)
    counters_key: int | None = None
    counters: Counters | None = None

    def all_moments(self) -> Iterable[datetime]:
        for review in self.reviews.values():
            yield from review.moments()
        yield from (extra.at for extra in self.facts.ratings_only)
        yield from (release.at for release in self.facts.releases)

    def age(self, now: datetime) -> int:
        """How many changes have happened by `now`: while it stays the same, so does every page."""
        if self.moments is None:
            self.moments = sorted(self.all_moments())
            self.view_key = self.counters_key = None
        return bisect_right(self.moments, now)


class PlayStore:
    """Apps and reviews; set `now` to a moment or to `None` for the machine's clock.

    `is_split_by_language` serves a review only to its own language, as Google does in part.
    """

    def __init__(
        self, now: datetime | None = None, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self.now = now
        self.is_split_by_language = False
        self._clock = clock
        self._shelves: dict[str, _Shelf] = {}

    @classmethod
    def load(cls, folder: Path) -> PlayStore:
        """The sample in `folder`: `reviews.jsonl` with `app.json` beside it."""
        from pantau.demo.sample import load_store  # it builds on this module

        return load_store(folder / "reviews.jsonl", folder / "app.json")

    def add_app(self, facts: AppFacts, reviews: Iterable[StoredReview] = ()) -> None:
        self._shelves[facts.app_id] = _Shelf(facts, {r.id: r for r in reviews})

    def put(self, app_id: str, *reviews: StoredReview) -> None:
        """Add reviews, or replace those with the same id."""
        shelf = self._shelves[app_id]
        shelf.reviews.update((review.id, review) for review in reviews)
        shelf.moments = None

    def drop_app(self, app_id: str) -> None:
        del self._shelves[app_id]

    @property
    def app_ids(self) -> tuple[str, ...]:
        return tuple(self._shelves)

    def facts(self, app_id: str) -> AppFacts | None:
        shelf = self._shelves.get(app_id)
        return shelf.facts if shelf else None

    def moment(self) -> datetime:
        return self.now or self._clock()

    def listing(self, app_id: str, language: str = "") -> Sequence[Shown]:
        """Every review the public sees now, newest first; empty for an app that isn't there."""
        shelf = self._shelves.get(app_id)
        if shelf is None:
            return ()
        now = self.moment()
        key = (shelf.age(now), language if self.is_split_by_language else "")
        if shelf.view_key != key:
            views = (shown_at(r, now) for r in shelf.reviews.values() if self._speaks(r, key[1]))
            shelf.view = sorted((v for v in views if v), key=lambda shown: shown.order)
            shelf.view_key = key
        return shelf.view

    def _speaks(self, review: StoredReview, language: str) -> bool:
        return not language or not review.language or review.language == language

    def page(self, app_id: str, wanted: Wanted) -> tuple[Sequence[Shown], str]:
        """One page and the token of the next, "" at the end."""
        listing = _sorted(self.listing(app_id, wanted.language), wanted)
        start = wanted.start_in(listing)
        end = start + wanted.count
        items = listing[start:end]
        return items, wanted.token_after(items[-1], end) if end < len(listing) else ""

    def counters(self, app_id: str) -> Counters:
        """The rating counters; Google counts a rating at once, even while it still holds back its words."""
        shelf, now = self._shelves[app_id], self.moment()
        age = shelf.age(now)
        if shelf.counters is None or shelf.counters_key != age:
            shelf.counters = self._count(shelf, now)
            shelf.counters_key = age
        return shelf.counters

    def _count(self, shelf: _Shelf, now: datetime) -> Counters:
        counts = [0] * 5
        for shown in (shown_at(r, now, held_back=True) for r in shelf.reviews.values()):
            if shown:
                counts[shown.stars - 1] += 1
        for extra in shelf.facts.ratings_only:
            if extra.at <= now:
                counts = [have + more for have, more in zip(counts, extra.stars, strict=True)]
        released = [r for r in shelf.facts.releases if r.at <= now]
        one, two, three, four, five = counts
        return Counters(
            (one, two, three, four, five),
            len(self.listing(shelf.facts.app_id)),
            max(released, key=lambda r: r.at, default=None),
        )


def shown_at(review: StoredReview, now: datetime, *, held_back: bool = False) -> Shown | None:
    """The review as seen at `now`, `None` while it isn't there. `held_back`: seen by the counters."""
    appears = review.at if held_back else (review.visible_from or review.at)
    if appears > now or (review.deleted_at and review.deleted_at <= now):
        return None
    text, stars, at = review.text, review.stars, review.at
    replies = [review.reply]
    for edit in review.edits:
        if edit.at <= now:
            text, stars, at = edit.text, edit.stars, edit.at
            replies.append(edit.reply)
    said = [reply for reply in replies if reply and reply.at <= now]
    return Shown(review, text, stars, at, said[-1] if said else None)


@dataclass(frozen=True)
class Wanted:
    """What one request asks for. A token keeps its place when newer reviews arrive in between."""

    count: int = 100
    token: str = ""
    sort: int = NEWEST
    stars: int | None = None
    language: str = ""

    @cached_property
    def _place(self) -> tuple[int, int, int, str] | None:
        """(page, offset, order time, id) from the token; an unknown token means the first page."""
        try:
            page, offset, moment, name = json.loads(base64.urlsafe_b64decode(self.token))
        except (ValueError, TypeError, binascii.Error):
            return None
        return int(page), int(offset), int(moment), str(name)

    @property
    def page(self) -> int:
        """Which page this is, from 1."""
        return self._place[0] if self._place else 1

    def start_in(self, listing: Sequence[Shown]) -> int:
        if self._place is None:
            return 0
        _, offset, moment, name = self._place
        if self.sort != NEWEST:
            return offset
        return bisect_right(listing, (moment, name), key=lambda shown: shown.order)

    def token_after(self, last: Shown, offset: int) -> str:
        place: list[Any] = [self.page + 1, offset, *last.order]
        return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def _sorted(listing: Sequence[Shown], wanted: Wanted) -> Sequence[Shown]:
    if wanted.stars is not None:
        listing = [shown for shown in listing if shown.stars == wanted.stars]
    if wanted.sort == NEWEST:
        return listing
    if wanted.sort == _RELEVANT:
        return sorted(listing, key=lambda shown: -shown.review.likes)
    return sorted(listing, key=lambda shown: -shown.stars)
