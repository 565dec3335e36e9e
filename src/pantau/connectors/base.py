"""What every source offers: targets, `fetch` for one page (I/O), `parse` for what it holds (pure).

The walk over pages, with its guards and budgets, is not here: it is one piece of code for all
sources (`pantau.pipeline.walk`). A connector only says where a page is and what stands on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from pantau.config import SourceSection
from pantau.domain.mention import ParsedPage, Scope


@dataclass(frozen=True, slots=True)
class Budget:
    """Where a walk of one target stops at the latest, and how long it may pause between pages.

    `max_requests` counts all requests of the connector, so that it bounds a night over all targets.
    """

    max_pages: int = 200
    max_seconds: float = 900.0
    pace_seconds: float = 1.0
    max_requests: int = 5_000


def budget_of(section: SourceSection) -> Budget:
    """What a source's configuration allows."""
    return Budget(
        section.max_pages, section.max_seconds, section.pace_seconds, section.max_requests
    )


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to be read at a source: an app, a feed, a channel. `name` is unique within the source.

    `lists_everything`: reading to the end shows all there is, so that absence means something.
    `control`: the busy app whose fresh reviews show that the source is well; never stored.
    """

    source: str
    name: str
    app_id: str = ""
    scope: Scope = Scope.OWN
    budget: Budget = field(default_factory=Budget)
    lists_everything: bool = False
    control: str = ""


@dataclass(frozen=True, slots=True)
class RawPage:
    """One answer as it came. `url` carries no secret. `is_not_modified` stands for HTTP 304.

    `cursor` is the one that was asked for; `meta` keeps what `parse` needs beside the body
    (content type, ETag, language), so that an archived page can be parsed again.
    """

    target: Target
    cursor: str
    fetched_at: datetime
    url: str
    body: bytes
    meta: Mapping[str, str] = field(default_factory=dict)
    is_not_modified: bool = False


@dataclass(frozen=True, slots=True)
class Scrubbers:
    """How personal data leaves a raw page: `redact` for free text, `pseudonym` for an author."""

    redact: Callable[[str], str]
    # (source, author) -> key; a key comes back as it is, so that a page can be scrubbed twice.
    pseudonym: Callable[[str, str], str]


class Connector(Protocol):
    """A source. Every connector passes tests/connectors/test_contract.py by being registered.

    Where a page leads to pages of another kind (the comments of a post), their lanes are not among
    the first cursors; such a source names them in an attribute `inner_lanes`.
    """

    source: str
    # True where a lane lists its items newest first, so that a walk may stop at what it knows.
    is_newest_first: bool
    # Lanes that bring no mentions (an app's counters): their failure costs no mention and
    # decides the verdict only where the main lanes brought nothing at all.
    side_lanes: frozenset[str]

    @property
    def n_requests(self) -> int:
        """HTTP requests sent so far, retries included; 0 for a source without network."""
        ...

    def targets(self) -> Sequence[Target]: ...

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        """The first cursors, one per lane, written `lane` or `lane/token`; `state` is the checkpoint's."""
        ...

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        """One page. Raises only `ConnectorError`s: transient, gone, denied, schema drift."""
        ...

    def parse(self, page: RawPage) -> ParsedPage:
        """What the page holds; the same bytes give the same result.

        Raises `SchemaDriftError`, or `TransientError` for a body that is cut short or a refusal.
        """
        ...

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        """The page fit to be archived: authors pseudonyms, no pictures, texts redacted; still parses."""
        ...

    def close(self) -> None:
        """Let connections go; may be called twice."""
        ...


def lane_of(cursor: str) -> str:
    """The lane a cursor belongs to: the part before the first slash."""
    return cursor.partition("/")[0]


def token_of(cursor: str) -> str:
    return cursor.partition("/")[2]
