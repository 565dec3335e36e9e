"""A connector whose answers are written down in the test: the fake for walk and collect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pantau.connectors.base import Budget, RawPage, Scrubbers, Target
from pantau.domain.mention import AppSnapshot, Mention, ParsedPage, Rejected
from pantau.errors import ConnectorError

NOON = datetime(2026, 9, 1, 5, 0, tzinfo=UTC)


def mention(number: int, *, days_old: float = 0, text: str = "contoh", **more: object) -> Mention:
    """A sample review, `number` its id, written `days_old` days before noon of 1 September 2026."""
    return Mention(
        source="scripted",
        external_id=f"r{number}",
        text=f"{text} {number}",
        posted_at=NOON - timedelta(days=days_old),
        app_id="app.contoh",
        author=f"Contoh {number}",
        **more,  # type: ignore[arg-type]
    )


Answer = ParsedPage | ConnectorError


@dataclass
class Scripted:
    """`answers` by cursor; an error is raised by `fetch`, a page is given by `parse`."""

    answers: dict[str, Answer]
    first: tuple[str, ...] = ("list",)
    budget: Budget = field(default_factory=lambda: Budget(pace_seconds=0))
    source: str = "scripted"
    is_newest_first: bool = True
    side_lanes: frozenset[str] = frozenset({"details"})
    not_modified: frozenset[str] = frozenset()
    lists_everything: bool = False
    control: Answer | None = None
    asked: list[str] = field(default_factory=list)
    now: datetime = NOON

    @property
    def n_requests(self) -> int:
        return len(self.asked)

    def targets(self) -> Sequence[Target]:
        app = "app.contoh"
        return (
            Target(
                self.source,
                app,
                app_id=app,
                budget=self.budget,
                lists_everything=self.lists_everything,
                control="app.ramai" if self.control else "",
            ),
        )

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        return self.first

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        self.asked.append(f"{target.app_id}:{cursor}" if self._is_control(target) else cursor)
        answer = self._answer(target, cursor)
        if isinstance(answer, ConnectorError):
            raise answer
        return RawPage(
            target,
            cursor,
            self.now,
            "http://loopback/",
            b"{}",
            is_not_modified=cursor in self.not_modified,
        )

    def parse(self, page: RawPage) -> ParsedPage:
        answer = self._answer(page.target, page.cursor)
        assert isinstance(answer, ParsedPage)
        return answer

    def _is_control(self, target: Target) -> bool:
        return target.app_id == "app.ramai"

    def _answer(self, target: Target, cursor: str) -> Answer:
        if self._is_control(target):
            assert self.control is not None
            return self.control
        return self.answers[cursor]

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        return page


def page(*mentions: Mention, onward: str | None = None, n_rejected: int = 0) -> ParsedPage:
    return ParsedPage(
        mentions=mentions,
        rejected=tuple(Rejected("contoh") for _ in range(n_rejected)),
        next_cursors=(onward,) if onward else (),
    )


def counters(n_ratings: int) -> ParsedPage:
    """The details page of the app, with only its rating counter."""
    return ParsedPage(snapshot=AppSnapshot("scripted", "app.contoh", NOON, n_ratings=n_ratings))
