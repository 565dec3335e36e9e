"""What the filters choose, as measures; and what differs from the period before, by test alone.

Pure: rows of `marts_screen` in, measures and sentences out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from dashboards.layout import Tile
from pantau.domain.measures import (
    ALPHA,
    Change,
    Index,
    Mean,
    Measure,
    Share,
    judged,
    p_of_change,
)
from pantau.domain.period import Span
from pantau.domain.significance import benjamini_hochberg, poisson_exact
from pantau.domain.taxonomy import FEEDBACK_BY_ID
from pantau.store.marts_screen import Codes, Standing
from pantau.texts import common
from pantau.texts import dashboard as words
from pantau.texts import dashboard_change as said

# A cell with fewer texts is not broken down further, nor tested.
MIN_CELL = 5
_MOST_SENTENCES = 6


def index(standing: Standing) -> Index:
    return Index(standing.n_positive, standing.n_neutral, standing.n_negative)


def stars(standing: Standing) -> Mean:
    return Mean.of_counts(dict(enumerate(standing.stars, start=1)))


def negative(standing: Standing) -> Share:
    return Share(standing.n_negative, standing.n_coded)


def answered(standing: Standing) -> Share:
    return Share(standing.n_answered, standing.n_reviews)


# The exact tests of a hundred thousand texts take 50 ms each in plain Python; rows don't change.
_p_of_change = lru_cache(maxsize=4096)(p_of_change)
_poisson_exact = lru_cache(maxsize=1024)(poisson_exact)


def change(now: Measure, then: Measure) -> Change:
    """As `measures.change`, remembered."""
    return judged(now, then, _p_of_change(now, then))


def count_change(now: Standing, then: Standing, days_now: int, days_then: int) -> Change:
    """Exact Poisson test of texts per day."""
    if not now.n and not then.n:
        return Change.UNTESTED
    p = _poisson_exact(now.n, days_now, then.n, days_then)
    if p >= ALPHA:
        return Change.WITHIN_NOISE
    return Change.RISEN if now.n / days_now > then.n / days_then else Change.FALLEN


_ARROWS = {Change.RISEN: "▲", Change.FALLEN: "▼", Change.UNTESTED: "·"}
BETTER_HIGH, BETTER_LOW = (
    {Change.RISEN: True, Change.FALLEN: False},
    {
        Change.RISEN: False,
        Change.FALLEN: True,
    },
)


def _line(
    verdict: Change, then: str, n_then: int, period: str, is_good: Mapping[Change, bool]
) -> dict[str, str]:
    line = said.changed(verdict, then, n_then, period, is_good.get(verdict))
    return {"change": line, "arrow": _ARROWS.get(verdict, "=")}


def tiles(now: Standing, then: Standing, span: Span, before: Span) -> list[Tile]:
    """The figures at the head of the overview, each with its base and its change."""
    period = common.span(before)
    counted = count_change(now, then, span.n_days, before.n_days)
    texts = Tile(
        words.TILE_TEXTS,
        common.number(now.n),
        words.texts_basis(now.n_texts, now.n - now.n_texts, now.n_unsure),
        said.count_changed(counted, then.n, period),
        _ARROWS.get(counted, "="),
    )
    return [
        _index_tile(index(now), index(then), period),
        _stars_tile(stars(now), stars(then), period),
        share_tile(words.TILE_NEGATIVE, negative(now), negative(then), period, "teks", BETTER_LOW),
        texts,
        share_tile(
            words.TILE_REPLIED, answered(now), answered(then), period, "ulasan", BETTER_HIGH
        ),
    ]


def _index_tile(now: Index, then: Index, period: str) -> Tile:
    value, basis = said.index_value(now), said.index_basis(now)
    if now.withheld:
        return Tile(words.TILE_INDEX, value, basis)
    line = _line(change(now, then), said.index_value(then), then.n, period, BETTER_HIGH)
    return Tile(words.TILE_INDEX, value, basis, **line)


def _stars_tile(now: Mean, then: Mean, period: str) -> Tile:
    value, basis = said.mean_value(now), said.mean_basis(now)
    if not now.n:
        return Tile(words.TILE_STARS, value, basis)
    line = _line(change(now, then), said.mean_value(then), then.n, period, BETTER_HIGH)
    return Tile(words.TILE_STARS, value, basis, **line)


def share_tile(
    label: str,
    now: Share,
    then: Share,
    period: str,
    of: str,
    is_good: Mapping[Change, bool] = MappingProxyType({}),
) -> Tile:
    """`of` names what is counted; without `is_good` a change is neither better nor worse."""
    value, basis = said.share_value(now), said.share_basis(now, of)
    if not now.n:
        return Tile(label, value, basis)
    line = _line(change(now, then), said.share_value(then), then.n, period, is_good)
    return Tile(label, value, basis, **line)


def shares_of(rows: Iterable[Codes], values: Callable[[Codes], Sequence[str]]) -> dict[str, Share]:
    """The share of coded texts that carry each value, such as a type or a topic."""
    rows = list(rows)
    n = sum(r.n for r in rows)
    hits: Counter[str] = Counter()
    for row in rows:
        for value in values(row):
            hits[value] += row.n
    return {value: Share(hit, n) for value, hit in hits.items()}


def feedback_of(row: Codes) -> Sequence[str]:
    return row.feedback


def topics_of(row: Codes) -> Sequence[str]:
    return row.topics


def what_changed(
    now: Standing,
    then: Standing,
    spans: tuple[Span, Span],
    codes: tuple[Sequence[Codes], Sequence[Codes]],
    topics: Mapping[str, str],
) -> list[str]:
    """Sentences from tests: the main figures, then the types and topics whose share moved."""
    overall = _overall(now, then, spans)
    if not overall:
        return [said.NOT_COMPARABLE]
    return overall + (_moved(codes, topics) or [said.NOTHING_CHANGED])


def _overall(now: Standing, then: Standing, spans: tuple[Span, Span]) -> list[str]:
    sentences = []
    counted = count_change(now, then, spans[0].n_days, spans[1].n_days)
    if then.n and counted is not Change.UNTESTED:
        sentences.append(said.count_sentence(counted, now.n, then.n))
    verdict = change(index(now), index(then))
    if verdict is not Change.UNTESTED:
        sentences.append(said.index_sentence(verdict, index(now), index(then)))
    verdict = change(stars(now), stars(then))
    if verdict is not Change.UNTESTED:
        sentences.append(said.mean_sentence(verdict, stars(now), stars(then)))
    verdict = change(negative(now), negative(then))
    if verdict is not Change.UNTESTED:
        share = (negative(now), negative(then))
        sentences.append(said.share_sentence("Teks bernada negatif", verdict, *share))
    return sentences


def _moved(codes: tuple[Sequence[Codes], Sequence[Codes]], topics: Mapping[str, str]) -> list[str]:
    titles = {i: t.title for i, t in FEEDBACK_BY_ID.items()}
    pairs = [(titles[k], *p) for k, p in _pairs(codes, feedback_of).items()]
    pairs += [(f"Topik {topics.get(k, k)}", *p) for k, p in _pairs(codes, topics_of).items()]
    found = [f for f in tested(pairs) if f[1] in (Change.RISEN, Change.FALLEN)]
    found.sort(key=lambda f: -abs((f[2].value or 0) - (f[3].value or 0)))
    return [said.share_sentence(*f) for f in found[:_MOST_SENTENCES]]


def _pairs(
    codes: tuple[Sequence[Codes], Sequence[Codes]], values: Callable[[Codes], Sequence[str]]
) -> dict[str, tuple[Share, Share]]:
    now, then = (shares_of(rows, values) for rows in codes)
    n_now, n_then = (sum(r.n for r in rows) for rows in codes)
    both = {k: (now.get(k, Share(0, n_now)), then.get(k, Share(0, n_then))) for k in [*now, *then]}
    return {k: p for k, p in both.items() if max(p[0].n_hit, p[1].n_hit) >= MIN_CELL}


def tested(
    pairs: Sequence[tuple[str, Share, Share]],
) -> list[tuple[str, Change, Share, Share]]:
    """Fisher's test of each pair, corrected for all of them together."""
    p_values = [_p_of_change(now, then) for _, now, then in pairs]
    known = [p for p in p_values if p is not None]
    corrected = iter(benjamini_hochberg(known))
    adjusted = [None if p is None else next(corrected) for p in p_values]
    return [
        (name, judged(now, then, p), now, then)
        for (name, now, then), p in zip(pairs, adjusted, strict=True)
    ]


def shown(measure: Measure) -> str:
    """A measure with its interval, for tooltips and tables."""
    if isinstance(measure, Share):
        return said.share_shown(measure)
    return said.figure_shown(
        measure.value, measure.interval, 1 if isinstance(measure, Index) else 2
    )
