"""Fakes that more than one part of the tests uses; written by hand, no mocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pantau.config import GooglePlay as Settings
from pantau.connectors.base import Connector, RawPage, Scrubbers, Target
from pantau.connectors.google_play import GooglePlay
from pantau.connectors.http import Clock, HttpClient, Limits
from pantau.demo.play_server import PlayServer, PlayStore
from pantau.demo.play_store import AppFacts, Release, StoredReview
from pantau.domain.mention import Mention, ParsedPage, Rejected

APP_ID = "id.contoh.aplikasi"
NOON = datetime(2026, 9, 1, 5, 0, tzinfo=UTC)  # noon in Pontianak
PHONE = "081234567890"


@dataclass
class FakeTime:
    """A clock that moves only when somebody sleeps, or by `step` at each look."""

    seconds: float = 0.0
    step: float = 0.0
    sleeps: list[float] = field(default_factory=list)
    now: datetime = NOON

    def monotonic(self) -> float:
        self.seconds += self.step
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.seconds += seconds

    def clock(self) -> Clock:
        return Clock(self.monotonic, self.sleep, lambda: self.now, jitter=lambda: 1.0)


def fake_pseudonym(source: str, author: str) -> str:
    """As the real one: a key comes back as it is."""
    if re.fullmatch(r"p:[0-9a-f]{32}", author):
        return author
    return f"p:{sum(map(ord, source + author)):032x}"


SCRUBBERS = Scrubbers(lambda text: text.replace(PHONE, "[telepon]"), fake_pseudonym)


def review(
    number: int, *, text: str | None = "contoh", days: float = 0, **more: object
) -> StoredReview:
    """A sample review, `days` days before noon of 1 September 2026; higher numbers are newer by a minute."""
    return StoredReview(
        id=f"gp:contoh{number:04}",
        user=f"Contoh Nama {number}",
        stars=number % 5 + 1,
        text=f"{text} {number}" if text is not None else None,
        at=NOON - timedelta(days=days) + timedelta(minutes=number) - timedelta(days=1),
        **more,  # type: ignore[arg-type]
    )


def play_store(n_reviews: int = 5) -> PlayStore:
    store = PlayStore(now=NOON)
    facts = AppFacts(
        APP_ID,
        title="Contoh",
        developer="Dinas Contoh",
        description="Aplikasi contoh.",
        installs="1.000+",
        releases=(Release("1.0.0", NOON - timedelta(days=90)),),
    )
    store.add_app(facts, (review(number) for number in range(n_reviews)))
    return store


@contextmanager
def play_server(n_reviews: int = 5) -> Iterator[PlayServer]:
    with PlayServer(play_store(n_reviews)) as server:
        yield server


def play_settings(
    base_url: str, page_size: int = 2, languages: tuple[str, ...] = ("id",)
) -> Settings:
    return Settings.model_validate(
        {
            "base_url": base_url,
            "apps": [{"id": APP_ID}],
            "page_size": page_size,
            "languages": languages,
            "pace_seconds": 0,
        }
    )


def play_connector(
    server: PlayServer, page_size: int = 2, *, retries: int = 0, clock: Clock | None = None
) -> GooglePlay:
    limits = Limits(timeout_seconds=0.5, retries=retries, max_bytes=2_000_000)
    http = HttpClient(server.base_url, limits, clock=clock)
    return GooglePlay(play_settings(server.base_url, page_size), http, lambda: NOON)


@dataclass
class Reading:
    """All that a walk without any guard brought."""

    pages: list[RawPage] = field(default_factory=list)
    parsed: list[ParsedPage] = field(default_factory=list)

    @property
    def mentions(self) -> list[Mention]:
        return [mention for page in self.parsed for mention in page.mentions]

    @property
    def rejected(self) -> list[Rejected]:
        return [item for page in self.parsed for item in page.rejected]


def read_all(
    connector: Connector,
    target: Target | None = None,
    cursors: Sequence[str] | None = None,
    state: dict[str, str] | None = None,
) -> Reading:
    """Every page from `cursors` on, or from the start; fails rather than go on for ever."""
    target = target or connector.targets()[0]
    queue = list(cursors if cursors is not None else connector.start(target, state or {}))
    reading = Reading()
    while queue:
        assert len(reading.pages) < 100, "the walk doesn't end"
        page = connector.fetch(target, queue.pop(0), state or {})
        parsed = connector.parse(page)
        reading.pages.append(page)
        reading.parsed.append(parsed)
        queue.extend(parsed.next_cursors)
    return reading
