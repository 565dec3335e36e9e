"""Rows for charts over time: one per period of the grain, those without texts included.

Pure. A period too small for a figure keeps its row with an empty value, so that a line breaks there
instead of running across.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from dashboards import charts, comparison, periods
from pantau.domain.measures import Interval, Share
from pantau.domain.period import Quarter, Span
from pantau.domain.taxonomy import SENTIMENT_TITLES, Sentiment
from pantau.store.marts_screen import Counters, Release, Standing
from pantau.texts import common
from pantau.texts import dashboard as words
from pantau.texts import dashboard_change as said

Row = dict[str, Any]
# A version's name takes about this share of a chart's width on a phone.
_NAME_WIDTH = 0.1
_KIND_OF_GRAIN = {"month": "bulan", "quarter": "triwulan", "year": "tahun"}


def buckets(span: Span, grain: str) -> list[Span]:
    """The periods of `grain` that make up `span`, cut at its ends."""
    found = []
    first = span.first
    while first <= span.last:
        last = min(_last_of(first, grain), span.last)
        found.append(Span(first, last))
        first = last + timedelta(days=1)
    return found


def _last_of(day: date, grain: str) -> date:
    if grain == "week":  # weeks begin on Monday, as DuckDB's date_trunc has them
        return day + timedelta(days=6 - day.weekday())
    return periods.whole_of(_KIND_OF_GRAIN[grain], day).last


def starts_on(bucket: Span, grain: str) -> date:
    """The first day of the whole period, which is the key of the store's rows."""
    if grain == "week":
        return bucket.first - timedelta(days=bucket.first.weekday())
    return periods.whole_of(_KIND_OF_GRAIN[grain], bucket.first).first


def short_title(bucket: Span, grain: str) -> str:
    """Names in two lines that fit an axis: `TW III|2026`, `Sep|2026`, `2 Sep|2026`."""
    if grain == "quarter":
        name = common.quarter(Quarter.of(bucket.first)).replace("Triwulan", "TW")
    elif grain == "month":
        name = common.short_month(bucket.first)
    else:
        name = common.short_day(bucket.first)
    return "|".join(name.rsplit(" ", 1))


def frame(
    standings: Iterable[Standing], span: Span, grain: str
) -> list[tuple[Span, Standing | None]]:
    """Every period of the span with what it adds up to, if anything was said."""
    by_start = {s.starts_on: s for s in standings}
    return [(b, by_start.get(starts_on(b, grain))) for b in buckets(span, grain)]


def index_rows(periods_: Sequence[tuple[Span, Standing | None]]) -> list[Row]:
    rows = []
    for bucket, standing in periods_:
        found = comparison.index(standing) if standing else None
        value = found.value if found else None
        n = found.n if found else 0
        rows.append(_row(bucket, value, found.interval if found else None, n, 1))
    return rows


def star_rows(
    periods_: Sequence[tuple[Span, Standing | None]], counters: Sequence[Counters], grain: str
) -> list[Row]:
    """Reviews' mean stars, and what the store page showed at the end of each period."""
    rows = []
    for bucket, standing in periods_:
        mean = comparison.stars(standing) if standing else None
        is_enough = mean is not None and mean.n >= comparison.MIN_CELL
        value, interval = (mean.value, mean.interval) if mean and is_enough else (None, None)
        row = _row(bucket, value, interval, mean.n if mean else 0, 2)
        rows.append(row | {"series": words.STAR_SERIES[0]})
    return rows + [_store_row(bucket, counters, grain) for bucket, _ in periods_]


def _store_row(bucket: Span, counters: Sequence[Counters], grain: str) -> Row:
    """Several ids of one app are weighed by their ratings."""
    start = starts_on(bucket, grain)
    told = [c for c in counters if c.starts_on == start and c.scope == "own" and c.score]
    n = sum(c.n_ratings or 0 for c in told)
    value = sum((c.score or 0) * (c.n_ratings or 0) for c in told) / n if n else None
    return _row(bucket, value, None, n, 2) | {"series": words.STAR_SERIES[1]}


def _row(
    bucket: Span, value: float | None, interval: Interval | None, n: int, decimals: int
) -> Row:
    return {
        "at": charts.middle(bucket.first, bucket.last),
        "period": common.span(bucket),
        "value": value,
        "low": interval.low if interval else value,
        "high": interval.high if interval else value,
        "n": n,
        "shown": said.figure_shown(value, interval, decimals),
    }


def share_point(bucket: Span, share: Share) -> Row:
    """A point of `charts.share_over_time`; empty under the least number of texts in a cell."""
    value = share.value if share.n >= comparison.MIN_CELL else None
    row = _row(bucket, value, share.interval if value is not None else None, share.n, 2)
    return row | {"shown": said.share_shown(share) if value is not None else common.NOTHING}


def sentiment_rows(periods_: Sequence[tuple[Span, Standing | None]], grain: str) -> list[Row]:
    """Three rows per period with coded texts, in the order of time."""
    return [
        _tone_row(bucket, short_title(bucket, grain), standing, tone)
        for bucket, standing in periods_
        if standing is not None and standing.n_coded
        for tone in Sentiment
    ]


def _tone_row(bucket: Span, short: str, standing: Standing, tone: Sentiment) -> Row:
    counts = {
        Sentiment.NEGATIVE: standing.n_negative,
        Sentiment.NEUTRAL: standing.n_neutral,
        Sentiment.POSITIVE: standing.n_positive,
    }
    share = Share(counts[tone], standing.n_coded)
    return {
        "period": common.span(bucket),
        "short": short,
        "sentiment": str(tone),
        "sentiment_title": SENTIMENT_TITLES[tone],
        "share": share.value,
        "k": share.n_hit,
        "n": share.n,
        "n_label": f"n {common.number(share.n)}",
        "shown": said.share_shown(share),
    }


def release_rows(releases: Iterable[Release], span: Span) -> list[Row]:
    """Marks of releases; one that follows the last named one too closely keeps its rule and tooltip only."""
    rows, named_on = [], date.min
    for release in releases:
        is_near = (release.released_on - named_on).days < span.n_days * _NAME_WIDTH
        named_on = named_on if is_near else release.released_on
        rows.append(
            {
                "at": charts.day(release.released_on),
                "label": "" if is_near else release.version,
                "detail": f"versi {release.version}, {common.day(release.released_on)}",
            }
        )
    return rows


def gap_rows(gaps: Iterable[Span]) -> list[Row]:
    return [
        {
            "from": charts.day(gap.first),
            "to": charts.day(gap.last + timedelta(days=1)),
            "label": common.span(gap),
        }
        for gap in gaps
    ]


def share_rows(
    shares: Mapping[str, Share],
    titles: Mapping[str, str],
    colours: Mapping[str, str],
    doubtful: Collection[str] = (),
) -> list[Row]:
    """Rows for `charts_compared.share_bars`, the largest first. `doubtful` are marked as labels to be wary of."""
    ordered = sorted(shares.items(), key=lambda item: (-item[1].n_hit, item[0]))
    return [
        {
            "id": key,
            "title": titles[key] + (words.DOUBTFUL if key in doubtful else ""),
            "name": f"{titles[key]}{words.DOUBTFUL if key in doubtful else ''} · {said.share_shown(share)}",
            "share": share.value,
            "low": share.interval.low if share.interval else share.value,
            "high": share.interval.high if share.interval else share.value,
            "k": share.n_hit,
            "n": share.n,
            "shown": said.share_shown(share),
            "colour": colours[key],
        }
        for key, share in ordered
    ]
