"""Topics of the coded texts: how often, how negative, who owns them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboards import comparison
from pantau.classify.topics import Topic
from pantau.domain.measures import Change, Share
from pantau.domain.taxonomy import Sentiment
from pantau.store.marts_screen import Codes
from pantau.texts import dashboard_issues as said


@dataclass(frozen=True, slots=True)
class Standing:
    """`share` of all coded texts names the topic; `negative` of those are negative."""

    id: str
    title: str
    owner: str
    share: Share
    negative: Share
    change: Change


def standings(
    now: Sequence[Codes], then: Sequence[Codes], topics: Mapping[str, Topic]
) -> list[Standing]:
    """Topics with five texts or more, the most named first."""
    shares = comparison.shares_of(now, comparison.topics_of)
    large = {t: s for t, s in shares.items() if s.n_hit >= comparison.MIN_CELL}
    before = comparison.shares_of(then, comparison.topics_of)
    n_then = sum(c.n for c in then)
    pairs = [(t, s, before.get(t, Share(0, n_then))) for t, s in large.items()]
    judged = {t: change for t, change, _, _ in comparison.tested(pairs)}
    found = [_standing(t, large[t], now, judged[t], topics) for t in large]
    return sorted(found, key=lambda f: (-f.share.n_hit, f.title))


def _standing(
    topic: str, share: Share, now: Sequence[Codes], change: Change, topics: Mapping[str, Topic]
) -> Standing:
    known = topics.get(topic)
    return Standing(
        topic,
        known.title if known else topic,
        known.owner if known else said.NO_OWNER,
        share,
        negative_of([c for c in now if topic in c.topics]),
        change,
    )


def negative_of(rows: Sequence[Codes]) -> Share:
    hits = sum(c.n for c in rows if c.sentiment == Sentiment.NEGATIVE)
    return Share(hits, sum(c.n for c in rows))


def by_owner(
    now: Sequence[Codes], topics: Mapping[str, Topic]
) -> list[tuple[str, Share, list[str]]]:
    """Owner, negative share of the texts that name any of its topics, and those topics; by name."""
    owned: dict[str, set[str]] = defaultdict(set)
    for row in now:
        for topic in row.topics:
            known = topics.get(topic)
            owned[known.owner if known else said.NO_OWNER].add(topic)
    found = []
    for owner, ids in sorted(owned.items()):
        negative = negative_of([c for c in now if ids & set(c.topics)])
        titles = sorted(topics[t].title if t in topics else t for t in ids)
        found.append((owner, negative, titles))
    return [f for f in found if f[1].n >= comparison.MIN_CELL]
