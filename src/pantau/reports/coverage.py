"""Which days of a quarter the collection can vouch for, and whether the quarter is complete.

A read walks back from now to its `since`, so a healthy read vouches for every whole day between
the two: a missed night is healed by the next healthy one, a hole is what none reached.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from pantau.domain.period import Span, local_date, local_midnight
from pantau.domain.verdict import Verdict
from pantau.reports.facts import Completeness, CoverageFact, Gap
from pantau.store.marts_report import ReadRow

# Under this many texts in a quarter there is no index and the quarter is incomplete.
MIN_TEXTS = 30


def coverage(reads: Sequence[ReadRow], span: Span) -> tuple[CoverageFact, ...]:
    """One row per own target that was read on or after the quarter's first day."""
    ordered = sorted(reads, key=lambda r: (r.source, r.target))
    return tuple(
        _of_target(source, target, list(rows), span)
        for (source, target), rows in groupby(ordered, key=lambda r: (r.source, r.target))
    )


def _of_target(source: str, target: str, reads: list[ReadRow], span: Span) -> CoverageFact:
    days = _days(span)
    covered = {day for day in days if any(_vouches(read, day) for read in reads)}
    within = [r for r in reads if span.first <= r.local_date <= span.last]
    verdicts = Counter(r.verdict for r in within)
    return CoverageFact(
        source=source,
        target=target,
        app_id=reads[0].app_id,
        n_days=len(days),
        n_covered=len(covered),
        gaps=gaps_of([day for day in days if day not in covered]),
        n_runs=len(within),
        verdicts=tuple(sorted(verdicts.items())),
        n_rejected=sum(r.n_rejected for r in within),
        n_late=sum(r.n_late for r in within),
    )


def _vouches(read: ReadRow, day: date) -> bool:
    if not read.verdict or not Verdict(read.verdict).is_healthy or read.mode == "import":
        return False
    reaches_back = read.since is None or read.since <= local_midnight(day)
    return reaches_back and read.started_at >= local_midnight(day + timedelta(days=1))


def _days(span: Span) -> list[date]:
    return [span.first + timedelta(days=i) for i in range(span.n_days)]


def gaps_of(days: Iterable[date]) -> tuple[Gap, ...]:
    """Days in order as closed ranges."""
    ranges: list[list[date]] = []
    for day in days:
        if ranges and day - ranges[-1][1] == timedelta(days=1):
            ranges[-1][1] = day
        else:
            ranges.append([day, day])
    return tuple(Gap(first.isoformat(), last.isoformat()) for first, last in ranges)


def completeness(
    coverage: Sequence[CoverageFact], n_texts: int, span: Span, as_of: datetime
) -> Completeness:
    """Only the own apps' targets decide: a feed has no history to read back."""
    apps = [c for c in coverage if c.app_id]
    n_gap_days = max((c.n_days - c.n_covered for c in apps), default=span.n_days)
    is_running = local_date(as_of) <= span.last
    found = {
        "running": is_running,
        "no_runs": not apps,
        "gaps": bool(apps) and n_gap_days > 0 and not is_running,
        "few": n_texts < MIN_TEXTS,
    }
    reasons = tuple(reason for reason, holds in found.items() if holds)
    return Completeness(not reasons, reasons, n_gap_days, local_date(as_of).isoformat())
