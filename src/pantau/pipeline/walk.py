"""The walk over a target's pages: one piece of code for all sources, with its guards and budgets.

It never stores and never decides a verdict; it yields pages and says at the end why it stopped.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from pantau.connectors.base import Connector, RawPage, Target, lane_of
from pantau.domain.mention import ParsedPage
from pantau.domain.verdict import Failure, StopReason
from pantau.errors import (
    AccessDeniedError,
    ConnectorError,
    SchemaDriftError,
    TargetGoneError,
    TransientError,
)

# Google now and then answers an empty page with a token and goes on after it; more than this
# many in a row is a loop.
MAX_EMPTY_PAGES = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One page, as it came and as it was read. `pending` are the cursors still to be read after it."""

    page: RawPage
    parsed: ParsedPage
    pending: tuple[str, ...] = ()


@dataclass(slots=True)
class WalkEnd:
    """Why the walk stopped. `messages` say what went wrong, in the order it happened."""

    stop_reason: StopReason = StopReason.EXHAUSTED
    failure: Failure | None = None
    side_failure: Failure | None = None
    n_pages: int = 0
    n_mentions: int = 0
    newest_at: datetime | None = None
    state: dict[str, str] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    retry_after: float | None = None
    drifted_page: RawPage | None = None


@dataclass(slots=True)
class _Lane:
    """What the guards remember of one lane: flat in the length of the walk but for a hash a page."""

    seen_cursors: set[str] = field(default_factory=set)
    seen_pages: set[int] = field(default_factory=set)
    n_empty: int = 0


class Walk:
    """Iterate it once; read `end` afterwards. `first` are cursors to go on from, in place of the start."""

    def __init__(
        self,
        connector: Connector,
        target: Target,
        state: Mapping[str, str],
        since: datetime | None,
        *,
        first: tuple[str, ...] = (),
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.end = WalkEnd(state=dict(state))
        self._connector = connector
        self._target = target
        self._state = state
        self._since = since
        self._sleep = sleep
        self._monotonic = monotonic
        self._lanes: dict[str, _Lane] = {}
        self._queue: deque[str] = deque(first or connector.start(target, state))

    def __iter__(self) -> Iterator[Step]:
        started = self._monotonic()
        while self._queue and self._is_within_budget(started):
            cursor = self._queue.popleft()
            step = self._read(cursor)
            if step is None:
                continue
            self._note(step)
            yield replace(step, pending=tuple(self._queue))

    def _is_within_budget(self, started: float) -> bool:
        budget = self._target.budget
        if self.end.n_pages >= budget.max_pages:
            self.end.stop_reason = StopReason.PAGE_LIMIT
            return False
        if self._monotonic() - started > budget.max_seconds:
            self.end.stop_reason = StopReason.TIME_LIMIT
            return False
        if self._connector.n_requests >= budget.max_requests:
            self.end.stop_reason = StopReason.REQUEST_LIMIT
            return False
        if self.end.n_pages and budget.pace_seconds:
            self._sleep(budget.pace_seconds)
        return True

    def _read(self, cursor: str) -> Step | None:
        page: RawPage | None = None
        try:
            page = self._connector.fetch(self._target, cursor, self._state)
            parsed = ParsedPage() if page.is_not_modified else self._connector.parse(page)
        except ConnectorError as error:
            self._fail(cursor, page, error)
            return None
        return Step(page, parsed)

    def _fail(self, cursor: str, page: RawPage | None, error: ConnectorError) -> None:
        self.end.messages.append(str(error))
        failure = failure_of(error)
        if lane_of(cursor) in self._connector.side_lanes:
            self.end.side_failure = self.end.side_failure or failure
            return
        self.end.failure = self.end.failure or failure
        self.end.stop_reason = StopReason.ERROR
        if isinstance(error, SchemaDriftError):
            self.end.drifted_page = page
        if isinstance(error, TransientError):
            self.end.retry_after = error.retry_after
        if failure in (Failure.BLOCKED, Failure.UNREACHABLE, Failure.DENIED):
            self._queue.clear()  # the host said no or nothing: asking on would be rude or slow

    def _note(self, step: Step) -> None:
        end, parsed = self.end, step.parsed
        end.n_pages += 1
        end.n_mentions += len(parsed.mentions) + parsed.n_skipped
        end.messages.extend(parsed.notes)
        end.state.update(parsed.state)
        if step.page.is_not_modified:
            end.stop_reason = StopReason.NOT_MODIFIED
        times = [m.posted_at for m in parsed.mentions]
        if times:
            end.newest_at = max([*times, end.newest_at] if end.newest_at else times)
        self._queue.extend(self._onward(step))

    def _onward(self, step: Step) -> tuple[str, ...]:
        """The cursors worth following after this page, under the guards of its lane."""
        lane = self._lanes.setdefault(lane_of(step.page.cursor), _Lane())
        lane.seen_cursors.add(step.page.cursor)
        onward = step.parsed.next_cursors
        if not onward:
            return ()
        if self._is_known(step.parsed):
            self._stop(StopReason.REACHED_KNOWN)
            return ()
        if self._is_repeat(lane, step.parsed, onward):
            self._stop(StopReason.REPEATED_TOKEN)
            return ()
        is_empty = not (step.parsed.mentions or step.parsed.rejected or step.parsed.n_skipped)
        lane.n_empty = lane.n_empty + 1 if is_empty else 0
        if lane.n_empty >= MAX_EMPTY_PAGES:
            self._stop(StopReason.EMPTY_WITH_TOKEN)
            return ()
        return onward

    def _stop(self, reason: StopReason) -> None:
        """A lane ended; a bad end of one lane is not covered up by the good end of another."""
        if self.end.stop_reason.is_real_end:
            self.end.stop_reason = reason

    def _is_known(self, parsed: ParsedPage) -> bool:
        """All of the page is older than the overlap window. Its newest item decides, not its oldest:
        one old item out of order must not end the walk."""
        if not self._connector.is_newest_first or self._since is None or not parsed.mentions:
            return False
        return max(m.edited_at or m.posted_at for m in parsed.mentions) < self._since

    @staticmethod
    def _is_repeat(lane: _Lane, parsed: ParsedPage, onward: tuple[str, ...]) -> bool:
        if any(cursor in lane.seen_cursors for cursor in onward):
            return True
        lane.seen_cursors.update(onward)
        if not parsed.mentions:
            return False
        page = hash(tuple(m.external_id for m in parsed.mentions))
        is_seen = page in lane.seen_pages
        lane.seen_pages.add(page)
        return is_seen


def failure_of(error: ConnectorError) -> Failure:
    """The kind of failure that a connector's error stands for."""
    if isinstance(error, TargetGoneError):
        return Failure.GONE
    if isinstance(error, AccessDeniedError):
        return Failure.DENIED
    if isinstance(error, SchemaDriftError):
        return Failure.LAYOUT
    is_blocked = isinstance(error, TransientError) and error.is_blocked
    return Failure.BLOCKED if is_blocked else Failure.UNREACHABLE
