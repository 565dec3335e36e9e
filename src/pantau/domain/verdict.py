"""How a run of one target ended, decided from evidence alone. Absence is never deletion, empty is never zero."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class StopReason(StrEnum):
    """Why a walk stopped asking for pages."""

    REACHED_KNOWN = "reached_known"
    EXHAUSTED = "exhausted"
    NOT_MODIFIED = "not_modified"
    PAGE_LIMIT = "page_limit"
    TIME_LIMIT = "time_limit"
    REQUEST_LIMIT = "request_limit"
    REPEATED_TOKEN = "repeated_token"  # noqa: S105 - not a password
    EMPTY_WITH_TOKEN = "empty_with_token"  # noqa: S105 - not a password
    ERROR = "error"

    @property
    def is_real_end(self) -> bool:
        """Only after a real end may the checkpoint move."""
        return self in (StopReason.REACHED_KNOWN, StopReason.EXHAUSTED, StopReason.NOT_MODIFIED)


class Failure(StrEnum):
    """What kind of error ended a walk; named after the errors of `pantau.errors`."""

    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    GONE = "gone"
    DENIED = "denied"
    LAYOUT = "layout"


class Verdict(StrEnum):
    NEW = "new"
    QUIET = "quiet"
    SUSPECT_EMPTY = "suspect_empty"
    PARTIAL = "partial"
    BLOCKED = "blocked"
    LAYOUT_CHANGED = "layout_changed"
    UNREACHABLE = "unreachable"

    @property
    def is_healthy(self) -> bool:
        return self in (Verdict.NEW, Verdict.QUIET)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the verdict rests on; stored with the run.

    `n_known_before` counts the target's mentions already held. `ratings_moved` is the growth of the
    app's own rating counter since the last healthy run, `None` where there is no counter.
    `known_seen` says whether a known recent mention, which a healthy read must return, came back;
    `None` where none was due. `control_seen` says whether a busy app that is always reviewed showed
    fresh reviews; it is asked only where our own app showed nothing new, `None` where it wasn't.
    """

    stop_reason: StopReason
    failure: Failure | None = None
    n_pages: int = 0
    n_fetched: int = 0
    n_new: int = 0
    n_revised: int = 0
    n_rejected: int = 0
    n_known_before: int = 0
    ratings_moved: int | None = None
    known_seen: bool | None = None
    control_seen: bool | None = None


_BY_FAILURE = {
    Failure.UNREACHABLE: Verdict.UNREACHABLE,
    Failure.BLOCKED: Verdict.BLOCKED,
    Failure.DENIED: Verdict.BLOCKED,
    Failure.GONE: Verdict.UNREACHABLE,
    Failure.LAYOUT: Verdict.LAYOUT_CHANGED,
}


def decide_verdict(evidence: Evidence) -> Verdict:
    """The verdict of one run; the order of the questions is the order of trust."""
    e = evidence
    if e.failure is not None:
        return Verdict.PARTIAL if e.n_fetched else _BY_FAILURE[e.failure]
    if e.stop_reason is StopReason.NOT_MODIFIED:
        return Verdict.QUIET
    if e.n_fetched == 0 and e.n_rejected:
        return Verdict.LAYOUT_CHANGED
    if e.n_fetched == 0 and (e.n_known_before or e.ratings_moved):
        return Verdict.SUSPECT_EMPTY
    if not e.stop_reason.is_real_end:
        return Verdict.PARTIAL if e.n_fetched else Verdict.SUSPECT_EMPTY
    if e.n_new or e.n_revised:
        return Verdict.NEW
    is_doubtful = e.known_seen is False or e.control_seen is False
    return Verdict.SUSPECT_EMPTY if is_doubtful else Verdict.QUIET


class Outcome(IntEnum):
    """What a whole night says to the shell; the documented exit codes."""

    DONE = 0
    PARTIAL = 3
    BLOCKED = 4
    SUSPECT_EMPTY = 5


def outcome_of(verdicts: Collection[Verdict]) -> Outcome:
    """One answer for many targets. Some healthy and some not is partial, unless the only doubt is an
    emptiness; where no target is healthy, the hardest refusal speaks."""
    ill = {v for v in verdicts if not v.is_healthy}
    if not ill:
        return Outcome.DONE
    if ill == {Verdict.SUSPECT_EMPTY}:
        return Outcome.SUSPECT_EMPTY
    is_mixed = any(v.is_healthy for v in verdicts)
    return Outcome.PARTIAL if is_mixed or ill == {Verdict.PARTIAL} else Outcome.BLOCKED
