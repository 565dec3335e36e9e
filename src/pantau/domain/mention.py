"""A mention at each stage of its life, from what a page said to what is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What sort of public text a mention is."""

    REVIEW = "review"
    POST = "post"
    COMMENT = "comment"
    ARTICLE = "article"
    REPORT = "report"


class Scope(StrEnum):
    """Whose numbers a mention belongs to: the city's own, or an app it is compared with."""

    OWN = "own"
    PEER = "peer"


def require_aware(moment: datetime, name: str) -> datetime:
    """`moment` itself; a naive one is a bug in the caller and raises `ValueError`."""
    if moment.tzinfo is None:
        raise ValueError(f"{name} must carry a time zone, got {moment!r}")
    return moment


@dataclass(frozen=True, slots=True)
class Mention:
    """One public text as a page gave it, still unredacted; it never reaches the store in this form.

    `external_id` is the source's own id, or a hash of the content where there is none.
    `author` is what tells one author from another at the source (id, or name and picture); it
    becomes a pseudonym. All times are aware. `rating` is 1 to 5, or `None` where there are no stars;
    `text` may be empty for a rating without words.
    """

    source: str
    external_id: str
    text: str
    posted_at: datetime
    kind: Kind = Kind.REVIEW
    app_id: str = ""
    channel: str = ""
    author: str = ""
    title: str = ""
    rating: int | None = None
    edited_at: datetime | None = None
    app_version: str = ""
    reply_text: str = ""
    reply_at: datetime | None = None
    n_likes: int = 0
    url: str = ""
    language: str = ""
    is_official: bool = False

    def __post_init__(self) -> None:
        require_aware(self.posted_at, "posted_at")
        if self.rating is not None and not 1 <= self.rating <= 5:
            raise ValueError(f"rating must be 1 to 5, got {self.rating}")
        if not self.external_id:
            raise ValueError("external_id must not be empty")


@dataclass(frozen=True, slots=True)
class SafeMention:
    """A mention fit to be stored: text, title and reply redacted, the author a pseudonym.

    Only `privacy` makes these, so that a type error shows where redaction was forgotten.
    """

    mention: Mention
    author_key: str

    @property
    def key(self) -> str:
        return mention_key(self.mention.source, self.mention.app_id, self.mention.external_id)

    @property
    def text_hash(self) -> str:
        return text_hash(self.mention.text)

    @property
    def content_hash(self) -> str:
        return content_hash(self.mention)


def mention_key(source: str, app_id: str, external_id: str) -> str:
    """The warehouse's key: 32 hex digits of SHA-256 over source, app and the source's own id."""
    return _digest(source, app_id, external_id)


def text_hash(text: str) -> str:
    """Identifies the words alone, so that a label is kept when only stars or reply change."""
    return _digest(text)


def content_hash(mention: Mention) -> str:
    """Changes when anything a reader could see changed; likes are left out, they move all the time."""
    m = mention
    reply_at = m.reply_at.timestamp() if m.reply_at else ""
    return _digest(m.text, m.title, m.rating, m.app_version, m.reply_text, reply_at, m.is_official)


def _digest(*parts: object) -> str:
    joined = "\x1f".join("" if p is None else str(p) for p in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Rejected:
    """One item that couldn't be read: data, not an error. `item` is an excerpt without personal data."""

    reason: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class AppSnapshot:
    """An app's own counters on its store page at one moment.

    `histogram` counts ratings of 1 to 5 stars, in that order; all ratings, also those without text.
    """

    source: str
    app_id: str
    taken_at: datetime
    score: float | None = None
    n_ratings: int | None = None
    n_reviews: int | None = None
    histogram: tuple[int, int, int, int, int] | None = None
    installs: str = ""
    version: str = ""
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """What one page held. `next_cursors` are the pages it leads to, in the order to be read.

    `state` is what the next run needs (an ETag, a high-water mark); it is saved only after a real end.
    `n_skipped` items were read well but aren't about us (a feed's other news): they show that the
    source is alive. `notes` are warnings for the run's message.
    """

    mentions: tuple[Mention, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    next_cursors: tuple[str, ...] = ()
    snapshot: AppSnapshot | None = None
    state: dict[str, str] = field(default_factory=dict)
    n_skipped: int = 0
    notes: tuple[str, ...] = ()


def with_text(
    mention: Mention, *, text: str, title: str, reply_text: str, author: str, url: str | None = None
) -> Mention:
    """The same mention with its free text replaced: the one place where redaction touches it."""
    link = mention.url if url is None else url
    return replace(mention, text=text, title=title, reply_text=reply_text, author=author, url=link)
