"""Volume, stars, index and sentiment of a quarter, from rows of counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pantau.domain.period import Quarter, Span
from pantau.domain.taxonomy import Sentiment
from pantau.reports import stats
from pantau.reports.facts import (
    CategoryFact,
    IndexFacts,
    PeriodFigures,
    SourceVolume,
    StarFacts,
    StoreFigures,
    VolumeFacts,
)
from pantau.reports.figures import ChangeFact, Compared
from pantau.reports.period import Period, span_of
from pantau.reports.tally import Tally, counted, tally, within
from pantau.store.marts_report import CountRow, StorePageRow

N_QUARTERS = 5
HIGH_STARS = (4, 5)
LOW_STARS = (1, 2)


def tallies(rows: Sequence[CountRow], quarter: Period) -> dict[Period, Tally]:
    """Of the quarter, the one before, and the same one a year ago."""
    return {q: _of(rows, q) for q in (quarter, quarter.previous, quarter.year_ago)}


def _of(rows: Sequence[CountRow], quarter: Period) -> Tally:
    return tally(counted(rows, span_of(quarter)))


def compared(quarter: Period, change: Callable[[Period], ChangeFact]) -> Compared:
    """`change` is asked for each of the two quarters one compares with."""
    return Compared(change(quarter.previous), change(quarter.year_ago))


def volume(rows: Sequence[CountRow], quarter: Quarter, n_days: int) -> VolumeFacts:
    """`n_days` of the quarter had passed when the data were read."""
    span = span_of(quarter)
    of = tallies(rows, quarter)
    own = [r for r in within(rows, span) if r.scope == "own"]
    now = of[quarter]
    return VolumeFacts(
        n_mentions=now.n,
        n_texts=now.n_texts,
        n_ratings_only=now.n - now.n_texts,
        n_official=sum(r.n for r in own if r.is_official),
        n_articles=sum(r.n for r in own if r.kind == "article" and not r.is_official),
        n_gone=sum(r.n for r in own if r.is_gone),
        n_unlabelled=now.n_texts - now.n_coded,
        by_source=_by_source(rows, quarter),
        months=tuple(_figures(rows, _month(day), f"{day:%Y-%m}") for day in _months(quarter)),
        quarters=tuple(_figures(rows, span_of(q), str(q)) for q in last_quarters(quarter)),
        change=compared(
            quarter,
            lambda then: stats.change_of_counts(
                str(then), now.n, n_days, of[then].n, span_of(then).n_days
            ),
        ),
    )


def last_quarters(quarter: Quarter) -> list[Quarter]:
    """The quarter and the four before it, oldest first."""
    found = [quarter]
    while len(found) < N_QUARTERS:
        found.insert(0, found[0].previous)
    return found


def _months(quarter: Quarter) -> list[date]:
    first = quarter.first_day
    return [date(first.year, first.month + i, 1) for i in range(3)]


def _month(first: date) -> Span:
    after = Quarter.of(first).next.first_day if first.month % 3 == 0 else None
    last = after or date(first.year, first.month + 1, 1)
    return Span(first, date.fromordinal(last.toordinal() - 1))


def _figures(rows: Sequence[CountRow], span: Span, period: str) -> PeriodFigures:
    of = tally(counted(rows, span))
    return PeriodFigures(
        period=period,
        n=of.n,
        n_texts=of.n_texts,
        stars=stats.mean(of.stars),
        index=stats.index(of.sentiments),
        negative=stats.share(of.n_negative, of.n_coded),
        positive=stats.share(of.n_positive, of.n_coded),
    )


def _by_source(rows: Sequence[CountRow], quarter: Period) -> tuple[SourceVolume, ...]:
    now = counted(rows, span_of(quarter))
    then = counted(rows, span_of(quarter.previous))
    kinds = sorted({(r.source, r.kind) for r in [*now, *then]})
    return tuple(
        SourceVolume(
            source=source,
            kind=kind,
            n=sum(r.n for r in now if (r.source, r.kind) == (source, kind)),
            n_texts=sum(r.n for r in now if (r.source, r.kind) == (source, kind) and r.has_text),
            n_previous=sum(r.n for r in then if (r.source, r.kind) == (source, kind)),
        )
        for source, kind in kinds
    )


def stars(rows: Sequence[CountRow], quarter: Period, pages: Sequence[StorePageRow]) -> StarFacts:
    of = tallies(rows, quarter)
    now = of[quarter]
    happy = [r for r in counted(rows, span_of(quarter)) if r.is_coded and r.rating in HIGH_STARS]
    unhappy = [r for r in happy if r.sentiment == Sentiment.NEGATIVE]
    first, last = _store_pages(pages)
    one, two, three, four, five = (now.stars.get(i, 0) for i in range(1, 6))
    return StarFacts(
        histogram=(one, two, three, four, five),
        mean=stats.mean(now.stars),
        change=compared(
            quarter, lambda then: stats.change_of_means(str(then), now.stars, of[then].stars)
        ),
        low=stats.share(sum(now.stars.get(i, 0) for i in LOW_STARS), now.n_rated),
        high=stats.share(sum(now.stars.get(i, 0) for i in HIGH_STARS), now.n_rated),
        store_first=first,
        store_last=last,
        happy_stars_unhappy_words=stats.share(sum(r.n for r in unhappy), sum(r.n for r in happy)),
    )


def _store_pages(
    pages: Sequence[StorePageRow],
) -> tuple[tuple[StoreFigures, ...], tuple[StoreFigures, ...]]:
    """First and last per app; one night alone is both."""
    first: dict[str, StoreFigures] = {}
    last: dict[str, StoreFigures] = {}
    for page in pages:
        figures = _store_figures(page)
        first.setdefault(page.app_id, figures)
        last[page.app_id] = figures
    return tuple(first.values()), tuple(last.values())


def _store_figures(page: StorePageRow) -> StoreFigures:
    is_whole = all(n is not None for n in page.histogram)
    return StoreFigures(
        app_id=page.app_id,
        on=page.local_date.isoformat(),
        score=page.score,
        n_ratings=page.n_ratings,
        histogram=tuple(n or 0 for n in page.histogram) if is_whole else (),
        installs=page.installs,
        version=page.version,
    )


def index(rows: Sequence[CountRow], quarter: Period) -> IndexFacts:
    of = tallies(rows, quarter)
    return IndexFacts(
        now=stats.index(of[quarter].sentiments),
        change=compared(
            quarter,
            lambda then: stats.change_of_index(
                str(then), of[quarter].sentiments, of[then].sentiments
            ),
        ),
    )


def sentiment(rows: Sequence[CountRow], quarter: Period) -> tuple[CategoryFact, ...]:
    of = tallies(rows, quarter)

    def fact(value: Sentiment) -> CategoryFact:
        now = stats.share(of[quarter].sentiments.get(value, 0), of[quarter].n_coded)
        return CategoryFact(
            id=value.value,
            share=now,
            change=compared(
                quarter,
                lambda then: stats.change_of_shares(
                    str(then), now, stats.share(of[then].sentiments.get(value, 0), of[then].n_coded)
                ),
            ),
        )

    facts = [fact(value) for value in Sentiment]
    family = stats.as_family([f.change for f in facts])
    return tuple(
        CategoryFact(f.id, f.share, change) for f, change in zip(facts, family, strict=True)
    )
