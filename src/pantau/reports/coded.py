"""Feedback types, topics, modes, problems and strengths of a quarter, from rows of codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pantau.domain.taxonomy import BEYOND_FEEDBACK, FEEDBACK_IDS, Mode, Sentiment, mode_of
from pantau.reports import stats
from pantau.reports.facts import CategoryFact, FeedbackFact, ModeFacts, ProblemFact, TopicFact
from pantau.reports.figures import Compared, ShareFact
from pantau.reports.overall import compared
from pantau.reports.period import Period
from pantau.reports.tally import codes_of, is_problem
from pantau.store.marts_report import CodeRow

Rule = Callable[[CodeRow], bool]
# Under this many texts participation isn't read at all. Even with none of n beyond feedback, a share
# of 5 % is ruled out only from 73 texts on; until then the reading is "unclear".
MIN_FOR_READING = 30
# "Near zero": the interval's upper end stays under this.
NEAR_ZERO = 0.05
# Fewer than this in a cell is not broken down further.
MIN_CELL = 5
MAX_LISTED = 5


@dataclass(frozen=True, slots=True)
class TopicTitle:
    id: str
    title: str
    owner: str


@dataclass(frozen=True, slots=True)
class Coded:
    """The codes of the quarter and of the two it is compared with."""

    quarter: Period
    rows: dict[Period, list[CodeRow]]

    @classmethod
    def of(cls, rows: Sequence[CodeRow], quarter: Period) -> Coded:
        wanted = (quarter, quarter.previous, quarter.year_ago)
        return cls(quarter, {q: codes_of(rows, q) for q in wanted})

    def share(self, quarter: Period, rule: Rule, base: Rule = lambda row: True) -> ShareFact:
        """Of the texts under `base`, those under `rule`."""
        chosen = [r for r in self.rows[quarter] if base(r)]
        return stats.share(sum(r.n for r in chosen if rule(r)), sum(r.n for r in chosen))

    def change(self, rule: Rule) -> Compared:
        now = self.share(self.quarter, rule)
        return compared(
            self.quarter,
            lambda then: stats.change_of_shares(str(then), now, self.share(then, rule)),
        )


def _has_type(type_id: str) -> Rule:
    return lambda row: type_id in row.types


def _has_primary(type_id: str) -> Rule:
    return lambda row: row.types[:1] == (type_id,)


def _has_topic(topic_id: str) -> Rule:
    return lambda row: topic_id in row.topics


def feedback(coded: Coded) -> tuple[FeedbackFact, ...]:
    """All types, the most frequent first."""
    facts = [
        FeedbackFact(
            id=type_id,
            any=coded.share(coded.quarter, _has_type(type_id)),
            primary=coded.share(coded.quarter, _has_primary(type_id)),
            change=coded.change(_has_type(type_id)),
        )
        for type_id in FEEDBACK_IDS
    ]
    family = stats.as_family([f.change for f in facts])
    tested = [replace(f, change=change) for f, change in zip(facts, family, strict=True)]
    return tuple(sorted(tested, key=lambda f: (-f.any.n_hits, FEEDBACK_IDS.index(f.id))))


def topics(coded: Coded, titles: Sequence[TopicTitle]) -> tuple[TopicFact, ...]:
    """Topics that occur in the quarter, the most frequent first."""
    facts = [_topic(coded, title) for title in titles]
    family = stats.as_family([f.change for f in facts])
    tested = [replace(f, change=change) for f, change in zip(facts, family, strict=True)]
    return tuple(sorted((f for f in tested if f.share.n_hits), key=_most))


def _topic(coded: Coded, title: TopicTitle) -> TopicFact:
    about = _has_topic(title.id)
    return TopicFact(
        id=title.id,
        title=title.title,
        owner=title.owner,
        share=coded.share(coded.quarter, about),
        negative=coded.share(coded.quarter, lambda row: row.sentiment == Sentiment.NEGATIVE, about),
        change=coded.change(about),
    )


def _most(fact: TopicFact | ProblemFact) -> tuple[int, str]:
    return (-fact.share.n_hits, fact.id)


def without_topic(coded: Coded) -> ShareFact:
    return coded.share(coded.quarter, lambda row: not row.topics)


def strengths(coded: Coded, titles: Sequence[TopicTitle]) -> tuple[TopicFact, ...]:
    """Topics that named praise falls on, at least five texts, the most praised first."""
    praised = [
        TopicFact(
            id=title.id,
            title=title.title,
            owner=title.owner,
            share=coded.share(coded.quarter, _is_praised(title.id)),
            negative=coded.share(
                coded.quarter,
                lambda row: row.sentiment == Sentiment.NEGATIVE,
                _has_topic(title.id),
            ),
            change=coded.change(_is_praised(title.id)),
        )
        for title in titles
    ]
    large = [f for f in praised if f.share.n_hits >= MIN_CELL]
    return tuple(sorted(large, key=_most)[:MAX_LISTED])


def _is_praised(topic_id: str) -> Rule:
    return lambda row: topic_id in row.topics and "compliment" in row.types


def problems(
    coded: Coded, titles: Sequence[TopicTitle], quarter: Period
) -> tuple[ProblemFact, ...]:
    """Topics under complaint in `quarter`, always tested against the quarters before `coded`'s own."""
    facts = [_problem(coded, title, quarter) for title in titles]
    family = stats.as_family([f.change for f in facts])
    tested = [replace(f, change=change) for f, change in zip(facts, family, strict=True)]
    return tuple(sorted((f for f in tested if f.share.n_hits), key=_most))


def _problem(coded: Coded, title: TopicTitle, quarter: Period) -> ProblemFact:
    def rule(row: CodeRow) -> bool:
        return title.id in row.topics and is_problem(row)

    return ProblemFact(
        id=title.id,
        title=title.title,
        owner=title.owner,
        share=coded.share(quarter, rule),
        change=coded.change(rule),
        n_months=len({r.starts_on for r in coded.rows[quarter] if rule(r)}),
    )


def modes(coded: Coded) -> ModeFacts:
    """The four Co's and whether participation goes beyond feedback."""
    facts = [
        CategoryFact(
            mode.value, coded.share(coded.quarter, _is_mode(mode)), coded.change(_is_mode(mode))
        )
        for mode in Mode
    ]
    family = stats.as_family([f.change for f in facts])
    beyond = coded.share(coded.quarter, _is_beyond)
    return ModeFacts(
        modes=tuple(
            CategoryFact(f.id, f.share, change) for f, change in zip(facts, family, strict=True)
        ),
        beyond=beyond,
        border=coded.share(coded.quarter, _has_type("feature_request")),
        change=coded.change(_is_beyond),
        reading=reading(beyond),
    )


def _is_mode(mode: Mode) -> Rule:
    return lambda row: mode_of(row.types) is mode


def _is_beyond(row: CodeRow) -> bool:
    return bool(BEYOND_FEEDBACK & set(row.types))


def reading(beyond: ShareFact) -> str:
    """semu where even the interval's upper end is near zero, signs where its lower end is above,
    unclear in between, too_few under the least number of texts."""
    if beyond.n < MIN_FOR_READING or beyond.low is None or beyond.high is None:
        return "too_few"
    if beyond.high < NEAR_ZERO:
        return "semu"
    return "signs" if beyond.low >= NEAR_ZERO else "unclear"
