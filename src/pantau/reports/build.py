"""`QuarterFacts` from a snapshot: reads the material, hands it to each section, refuses what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pantau.config import Config
from pantau.domain.period import Quarter, Span, local_date
from pantau.errors import ReportError
from pantau.reports import beside, coded, handling, overall
from pantau.reports.coverage import completeness, coverage
from pantau.reports.facts import SCHEMA, QuarterFacts
from pantau.reports.letterhead import Letterhead
from pantau.reports.material import Material, material
from pantau.reports.plan import plan
from pantau.reports.provenance import provenance, published_at
from pantau.reports.score_card import score_card
from pantau.reports.skm import SkmResult
from pantau.reports.topic_list import topic_titles, topics_file
from pantau.store.snapshot import Snapshot
from pantau.texts import report as words


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller wants. `as_of` is `None` for all that the snapshot knows."""

    quarter: Quarter
    now: datetime
    as_of: datetime | None = None
    allow_incomplete: bool = False
    skm: SkmResult | None = None


def build(config: Config, head: Letterhead, snapshot: Snapshot, asked: Asked) -> QuarterFacts:
    """Raises `ReportError` for a quarter of the future, one without data, and, unless it is allowed,
    an incomplete one."""
    published = published_at(snapshot.name)
    known_at = min(asked.as_of or published, published)
    _refuse_future(asked, known_at)
    rows = material(snapshot.con, asked.quarter, known_at)
    facts = _facts(config, head, snapshot.name, asked, rows)
    if facts.volume.n_mentions == 0:
        raise ReportError(words.no_data(asked.quarter))
    if not facts.completeness.is_complete and not asked.allow_incomplete:
        raise ReportError(words.incomplete(asked.quarter, facts.completeness))
    return facts


def _refuse_future(asked: Asked, known_at: datetime) -> None:
    if asked.quarter.first_day > local_date(max(asked.now.astimezone(UTC), known_at)):
        raise ReportError(words.future(asked.quarter))


def _facts(
    config: Config, head: Letterhead, snapshot: str, asked: Asked, rows: Material
) -> QuarterFacts:
    quarter, counts = asked.quarter, rows.now.counts
    span = Span.of_quarter(quarter)
    codes = coded.Coded.of(rows.now.codes, quarter)
    here = codes.rows[quarter]
    titles = topic_titles(config)
    read = coverage(rows.reads, span)
    volume = overall.volume(counts, quarter, days_passed(quarter, rows.as_of))
    problems = coded.problems(codes, titles, quarter)
    return QuarterFacts(
        schema=SCHEMA,
        quarter=str(quarter),
        first_day=span.first.isoformat(),
        last_day=span.last.isoformat(),
        app_name=config.office.app_name,
        is_sample=config.is_sample,
        completeness=completeness(read, volume.n_texts, span, rows.as_of),
        provenance=provenance(
            config, head, topics_file(config), snapshot, rows.as_of,
            is_as_of=asked.as_of is not None, models=rows.models,
        ),
        coverage=read,
        volume=volume,
        stars=overall.stars(counts, quarter, rows.store_pages),
        index=overall.index(counts, quarter),
        n_coded=sum(r.n for r in here),
        n_unsure=overall.tallies(counts, quarter)[quarter].n_unsure,
        sentiment=overall.sentiment(counts, quarter),
        feedback=coded.feedback(codes),
        topics=coded.topics(codes, titles),
        no_topic=coded.without_topic(codes),
        responses=handling.responses(quarter, rows.replies, rows.clocks),
        versions=handling.versions(rows.versions),
        releases=handling.releases(rows),
        modes=coded.modes(codes),
        problems=problems,
        last_problems=coded.problems(codes, titles, quarter.previous),
        strengths=coded.strengths(codes, titles),
        plan=plan(problems),
        peers=beside.peers(counts, quarter, _peer_names(config)),
        restated=beside.restated(rows),
        skm_evidence=beside.skm_evidence(here),
        pemdi_evidence=beside.pemdi_evidence(here),
        quotes=beside.quotes(rows.quotes),
        score_card=score_card(config),
        agreement=beside.agreement(rows.code_pairs),
        events=beside.events(rows.events),
        skm=asked.skm,
    )  # fmt: skip


def days_passed(quarter: Quarter, as_of: datetime) -> int:
    """Whole days of the quarter before the data were read, at least one."""
    last = min(quarter.last_day, local_date(as_of) - timedelta(days=1))
    return max(1, (last - quarter.first_day).days + 1)


def _peer_names(config: Config) -> dict[str, str]:
    stores = (config.sources.google_play, config.sources.app_store)
    return {a.id: a.name for store in stores for a in store.apps if a.role == "peer"}
