"""Proposed rows of the action plan: which problems deserve one, and why. What to do is the office's."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.reports.coded import MIN_CELL
from pantau.reports.facts import PlanRow, ProblemFact

MAX_ROWS = 5
# A problem named in every month of the quarter doesn't pass by itself.
ALL_MONTHS = 3


def plan(problems: Sequence[ProblemFact]) -> tuple[PlanRow, ...]:
    """At most five problems of at least five texts each: those that rose significantly come first,
    then those of every month, then the others by size."""
    large = [p for p in problems if p.share.n_hits >= MIN_CELL]
    rows = [PlanRow(p, reason(p)) for p in large]
    order = ("rose", "every_month", "large")
    ranked = sorted(
        rows, key=lambda r: (order.index(r.reason), -r.problem.share.n_hits, r.problem.id)
    )
    return tuple(ranked[:MAX_ROWS])


def reason(problem: ProblemFact) -> str:
    """rose, every_month or large."""
    previous = problem.change.previous
    if previous.is_significant and (previous.difference or 0) > 0:
        return "rose"
    return "every_month" if problem.n_months == ALL_MONTHS else "large"
