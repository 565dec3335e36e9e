"""`QuarterFacts`: every number of a quarterly report, frozen, before any document is made.

All documents are made from this and from nothing else, so that they can't disagree. Ids stand here,
not words; words are chosen in `pantau.texts`. Days are local (Pontianak) in ISO form, moments UTC.
"""

from __future__ import annotations

from dataclasses import dataclass

from pantau.reports.figures import ChangeFact, Compared, IndexFact, MeanFact, ShareFact
from pantau.reports.skm import SkmResult

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ModelUse:
    """A model that labelled `n` of the quarter's texts."""

    name: str
    version: str
    codebook_version: str
    n: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """What one needs to make the same report again. `known_at` is the moment whose knowledge is
    reported: the snapshot's own time, or that of `--as-of`."""

    snapshot: str
    known_at: str
    is_as_of: bool
    code_version: str
    codebook_version: str
    models: tuple[ModelUse, ...]
    config_hash: str
    topics_hash: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """`reasons` are ids (running, gaps, few, no_runs); empty for a complete quarter."""

    is_complete: bool
    reasons: tuple[str, ...]
    n_gap_days: int
    known_until: str


@dataclass(frozen=True, slots=True)
class Gap:
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class CoverageFact:
    """How many of the quarter's days a target's healthy reads reach, and how its runs ended."""

    source: str
    target: str
    app_id: str
    n_days: int
    n_covered: int
    gaps: tuple[Gap, ...]
    n_runs: int
    verdicts: tuple[tuple[str, int], ...]
    n_rejected: int
    n_late: int


@dataclass(frozen=True, slots=True)
class SourceVolume:
    source: str
    kind: str
    n: int
    n_texts: int
    n_previous: int


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """One row of the trend: a month or a quarter."""

    period: str
    n: int
    n_texts: int
    stars: MeanFact
    index: IndexFact
    negative: ShareFact
    positive: ShareFact


@dataclass(frozen=True, slots=True)
class VolumeFacts:
    n_mentions: int
    n_texts: int
    n_ratings_only: int
    n_official: int
    n_articles: int
    n_gone: int
    n_unlabelled: int
    by_source: tuple[SourceVolume, ...]
    months: tuple[PeriodFigures, ...]
    quarters: tuple[PeriodFigures, ...]
    change: Compared


@dataclass(frozen=True, slots=True)
class StoreFigures:
    """The app's own counters on its store page on the first and last night of the quarter."""

    app_id: str
    on: str
    score: float | None
    n_ratings: int | None
    histogram: tuple[int, ...]
    installs: str
    version: str


@dataclass(frozen=True, slots=True)
class StarFacts:
    histogram: tuple[int, int, int, int, int]
    mean: MeanFact
    change: Compared
    low: ShareFact
    high: ShareFact
    store_first: tuple[StoreFigures, ...]
    store_last: tuple[StoreFigures, ...]
    happy_stars_unhappy_words: ShareFact


@dataclass(frozen=True, slots=True)
class IndexFacts:
    now: IndexFact
    change: Compared


@dataclass(frozen=True, slots=True)
class CategoryFact:
    """One value of an axis (a sentiment, a feedback type, a mode) among the coded texts."""

    id: str
    share: ShareFact
    change: Compared


@dataclass(frozen=True, slots=True)
class FeedbackFact:
    """`any`: texts to which the type applies; `primary`: texts whose first type it is."""

    id: str
    any: ShareFact
    primary: ShareFact
    change: Compared


@dataclass(frozen=True, slots=True)
class TopicFact:
    id: str
    title: str
    owner: str
    share: ShareFact
    negative: ShareFact
    change: Compared


@dataclass(frozen=True, slots=True)
class ClockFact:
    """Reviews answered within `n_days`, of those whose time was up when the data were read."""

    n_days: int
    share: ShareFact
    change: Compared


@dataclass(frozen=True, slots=True)
class ResponseFacts:
    answered: ShareFact
    change: Compared
    median_hours: float | None
    slowest_tenth_hours: float | None
    n_waiting: int
    n_negative_waiting: int
    clocks: tuple[ClockFact, ...]


@dataclass(frozen=True, slots=True)
class VersionFact:
    version: str
    n: int
    stars: MeanFact
    negative: ShareFact


@dataclass(frozen=True, slots=True)
class ReleaseFact:
    """`n_days` before and after a version was first seen; reviews of all versions."""

    version: str
    seen_on: str
    n_days: int
    negative_before: ShareFact
    negative_after: ShareFact
    change: ChangeFact


@dataclass(frozen=True, slots=True)
class ModeFacts:
    """The four Co's. `reading` is semu, signs, unclear or too_few; `beyond` counts co-performing, co-design
    and co-commissioning, `border` feature requests."""

    modes: tuple[CategoryFact, ...]
    beyond: ShareFact
    border: ShareFact
    change: Compared
    reading: str


@dataclass(frozen=True, slots=True)
class ProblemFact:
    """One topic under complaint: texts on it that are negative or name a problem, of all texts."""

    id: str
    title: str
    owner: str
    share: ShareFact
    change: Compared
    n_months: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A proposed row of the action plan: why it is there, not what is to be done."""

    problem: ProblemFact
    reason: str


@dataclass(frozen=True, slots=True)
class PeerFact:
    app_id: str
    name: str
    n: int
    stars: MeanFact
    negative: ShareFact
    difference: ChangeFact


@dataclass(frozen=True, slots=True)
class RestatedFact:
    """A figure of `quarter` as first known seven days after its end, and as known now."""

    quarter: str
    figure: str
    then: float | None
    now: float | None
    n_then: int
    n_now: int


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """Texts filed under one SKM element or Pemdi category: evidence only, never a score."""

    id: str
    n: int
    n_negative: int
    n_positive: int


@dataclass(frozen=True, slots=True)
class QuoteFact:
    """A redacted text under one feedback type; `is_cut` where it was shortened."""

    type: str
    month: str
    rating: int | None
    source: str
    sentiment: str
    text: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """A line of the model's score card; `support` is the number of texts it rests on."""

    axis: str
    label: str
    f1: float | None
    kappa: float | None
    support: int | None


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """Cohen's kappa on `n` texts that two people coded (`people`), or people and the model (`model`)."""

    pair: str
    n: int
    sentiment_kappa: float | None
    primary_kappa: float | None


@dataclass(frozen=True, slots=True)
class EventFact:
    """Something that people noted beside the figures; never a cause that we found."""

    first_on: str
    last_on: str
    title: str


@dataclass(frozen=True, slots=True)
class QuarterFacts:
    schema: int
    quarter: str
    first_day: str
    last_day: str
    app_name: str
    is_sample: bool
    completeness: Completeness
    provenance: Provenance
    coverage: tuple[CoverageFact, ...]
    volume: VolumeFacts
    stars: StarFacts
    index: IndexFacts
    n_coded: int
    n_unsure: int
    sentiment: tuple[CategoryFact, ...]
    feedback: tuple[FeedbackFact, ...]
    topics: tuple[TopicFact, ...]
    no_topic: ShareFact
    responses: ResponseFacts
    versions: tuple[VersionFact, ...]
    releases: tuple[ReleaseFact, ...]
    modes: ModeFacts
    problems: tuple[ProblemFact, ...]
    last_problems: tuple[ProblemFact, ...]
    strengths: tuple[TopicFact, ...]
    plan: tuple[PlanRow, ...]
    peers: tuple[PeerFact, ...]
    restated: tuple[RestatedFact, ...]
    skm_evidence: tuple[EvidenceFact, ...]
    pemdi_evidence: tuple[EvidenceFact, ...]
    quotes: tuple[QuoteFact, ...]
    score_card: tuple[ScoreFact, ...]
    agreement: tuple[AgreementFact, ...]
    events: tuple[EventFact, ...]
    skm: SkmResult | None
