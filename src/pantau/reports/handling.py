"""How the office answers, and what releases changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pantau.domain.period import Span, local_date
from pantau.domain.taxonomy import Sentiment
from pantau.reports import stats
from pantau.reports.facts import ClockFact, ReleaseFact, ResponseFacts, VersionFact
from pantau.reports.figures import ShareFact
from pantau.reports.material import RELEASE_DAYS, Material
from pantau.reports.overall import compared
from pantau.reports.period import Period
from pantau.store.marts_report import ClockRow, DayRow, ReleaseRow, ReplyRow, VersionRow

# Releases are rarely told apart where more crowd into a quarter; the newest are shown.
MAX_RELEASES = 6


def responses(
    period: Period, replies: Sequence[ReplyRow], clocks: Mapping[int, Sequence[ClockRow]]
) -> ResponseFacts:
    now = _reply(replies, period)
    answered = {each: _answered(_reply(replies, each)) for each in _compared(period)}
    return ResponseFacts(
        answered=answered[period],
        change=compared(
            period,
            lambda then: stats.change_of_shares(str(then), answered[period], answered[then]),
        ),
        median_hours=now.median_hours,
        slowest_tenth_hours=now.slowest_tenth_hours,
        n_waiting=now.n - now.n_answered,
        n_negative_waiting=now.n_negative_waiting,
        clocks=tuple(_clock(days, kept, period) for days, kept in sorted(clocks.items())),
    )


def _compared(quarter: Period) -> tuple[Period, Period, Period]:
    return (quarter, quarter.previous, quarter.year_ago)


def _reply(rows: Sequence[ReplyRow], quarter: Period) -> ReplyRow:
    none = ReplyRow(quarter.first_day, 0, 0, 0, None, None)
    return next((r for r in rows if r.starts_on == quarter.first_day), none)


def _answered(row: ReplyRow) -> ShareFact:
    return stats.share(row.n_answered, row.n)


def _clock(n_days: int, rows: Sequence[ClockRow], quarter: Period) -> ClockFact:
    kept = {r.starts_on: stats.share(r.n_kept, r.n_due) for r in rows}
    none = stats.share(0, 0)
    now = kept.get(quarter.first_day, none)
    return ClockFact(
        n_days=n_days,
        share=now,
        change=compared(
            quarter,
            lambda then: stats.change_of_shares(str(then), now, kept.get(then.first_day, none)),
        ),
    )


def versions(rows: Sequence[VersionRow]) -> tuple[VersionFact, ...]:
    """Per version named by reviews, the most reviewed first; the newest ten."""
    names = {r.version for r in rows}
    facts = [_version(name, [r for r in rows if r.version == name]) for name in names]
    return tuple(sorted(facts, key=lambda f: (-f.n, f.version))[:10])


def _version(name: str, rows: Sequence[VersionRow]) -> VersionFact:
    stars: dict[int, int] = defaultdict(int)
    for row in rows:
        if row.rating is not None:
            stars[row.rating] += row.n
    coded = [r for r in rows if r.sentiment]
    return VersionFact(
        version=name,
        n=sum(r.n for r in rows),
        stars=stats.mean(stars),
        negative=stats.share(
            sum(r.n for r in coded if r.sentiment == Sentiment.NEGATIVE), sum(r.n for r in coded)
        ),
    )


def releases(rows: Material) -> tuple[ReleaseFact, ...]:
    """Share of negative texts in the days before and after each new version was first seen.

    Only whole days that the data reach are compared; texts of all versions count, for many name none.
    """
    last_known = local_date(rows.as_of) - timedelta(days=1)
    facts = [_release(r, rows.days, last_known) for r in rows.releases]
    return tuple(f for f in facts if f is not None)[-MAX_RELEASES:]


def _release(row: ReleaseRow, days: Sequence[DayRow], last_known: date) -> ReleaseFact | None:
    n_days = min(RELEASE_DAYS, (last_known - row.seen_on).days + 1)
    if n_days < 1:
        return None
    around = Span(row.seen_on - timedelta(days=n_days), row.seen_on - timedelta(days=1))
    before = _negative(days, around)
    after = _negative(days, Span(row.seen_on, row.seen_on + timedelta(days=n_days - 1)))
    return ReleaseFact(
        version=row.version,
        seen_on=row.seen_on.isoformat(),
        n_days=n_days,
        negative_before=before,
        negative_after=after,
        change=stats.change_of_shares(row.version, after, before),
    )


def _negative(days: Sequence[DayRow], span: Span) -> ShareFact:
    chosen = [d for d in days if span.first <= d.local_date <= span.last]
    return stats.share(sum(d.n_negative for d in chosen), sum(d.n for d in chosen))
