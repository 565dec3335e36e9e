"""`BriefFacts`: the numbers of a month or a week, from the same questions as the quarter's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pantau.config import Config
from pantau.domain.period import Span, local_date
from pantau.errors import ReportError
from pantau.reports import beside, coded, handling, overall, stats
from pantau.reports.coverage import coverage
from pantau.reports.facts import (
    CategoryFact,
    CoverageFact,
    FeedbackFact,
    IndexFacts,
    ProblemFact,
    Provenance,
    QuoteFact,
    ResponseFacts,
    StarFacts,
)
from pantau.reports.figures import Compared
from pantau.reports.letterhead import Letterhead
from pantau.reports.material import CLOCKS, QUOTE_LENGTH
from pantau.reports.period import Month, Week, span_of
from pantau.reports.provenance import provenance, published_at
from pantau.reports.topic_list import topic_titles, topics_file
from pantau.store import marts_report as ask
from pantau.store.snapshot import Snapshot
from pantau.texts import report_brief as words

_GRAINS: dict[type[Month] | type[Week], str] = {Month: "month", Week: "week"}


@dataclass(frozen=True, slots=True)
class BriefFacts:
    """`is_running`: the period had not ended when the data were read."""

    period: str
    first_day: str
    last_day: str
    app_name: str
    is_sample: bool
    is_running: bool
    provenance: Provenance
    coverage: tuple[CoverageFact, ...]
    n_mentions: int
    n_texts: int
    n_previous: int
    n_coded: int
    change: Compared
    stars: StarFacts
    index: IndexFacts
    sentiment: tuple[CategoryFact, ...]
    feedback: tuple[FeedbackFact, ...]
    problems: tuple[ProblemFact, ...]
    responses: ResponseFacts
    quotes: tuple[QuoteFact, ...]


def brief(
    config: Config,
    head: Letterhead,
    snapshot: Snapshot,
    period: Month | Week,
    as_of: datetime | None = None,
) -> BriefFacts:
    """Raises `ReportError` for a period that has not begun when the data were read."""
    published = published_at(snapshot.name)
    known_at = min(as_of or published, published)
    if period.first_day > local_date(known_at):
        raise ReportError(words.future(period))
    grain, con, span = _GRAINS[type(period)], snapshot.con, span_of(period)
    ask.hold_forms(con, Span(period.year_ago.first_day, period.last_day), known_at, grain)
    counts, of_period = ask.counts(con), coded.Coded.of(ask.codes(con), period)
    tallied = overall.tallies(counts, period)
    shortest, longest = QUOTE_LENGTH
    return BriefFacts(
        period=str(period),
        first_day=span.first.isoformat(),
        last_day=span.last.isoformat(),
        app_name=config.office.app_name,
        is_sample=config.is_sample,
        is_running=local_date(known_at) <= span.last,
        provenance=provenance(
            config, head, topics_file(config), snapshot.name, known_at,
            is_as_of=as_of is not None, models=ask.models(con, span),
        ),
        coverage=coverage(ask.reads(con, span.first, known_at), span),
        n_mentions=tallied[period].n,
        n_texts=tallied[period].n_texts,
        n_previous=tallied[period.previous].n,
        n_coded=tallied[period].n_coded,
        change=overall.compared(
            period,
            lambda then: stats.change_of_counts(
                str(then), tallied[period].n, _days_passed(span, known_at),
                tallied[then].n, span_of(then).n_days,
            ),
        ),
        stars=overall.stars(counts, period, ask.store_pages(con, span, known_at)),
        index=overall.index(counts, period),
        sentiment=overall.sentiment(counts, period),
        feedback=coded.feedback(of_period),
        problems=coded.problems(of_period, topic_titles(config), period),
        responses=handling.responses(
            period, ask.replies(con, grain), {d: ask.clock(con, d, known_at, grain) for d in CLOCKS}
        ),
        quotes=beside.quotes(
            ask.quotes(con, span, shortest=shortest, longest=longest, per_type=1)
        ),
    )  # fmt: skip


def _days_passed(span: Span, known_at: datetime) -> int:
    last = min(span.last, local_date(known_at) - timedelta(days=1))
    return max(1, (last - span.first).days + 1)
