"""Rows in, Altair chart out: no Streamlit, no query, no clock here.

Rows are plain dicts whose keys each function names. Every mark's tooltip carries n. A chart's
`description` is its alt text. Widths follow the container, so that a phone gets the same chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

import altair as alt

from dashboards.theme import FONT, LOCALE, Palette
from pantau.domain.taxonomy import SENTIMENT_TITLES, Sentiment
from pantau.texts import dashboard as words

Row = dict[str, Any]
Chart: TypeAlias = Any  # Altair's own types name no common base of single and layered charts
HEIGHT = 280
LEGEND_LINE = 32  # Streamlit fits legends into the height, so they are given room of their own


def day(value: date) -> str:
    """A date as Vega reads it in local time; a bare date would be taken for UTC and may slip a day."""
    return datetime(value.year, value.month, value.day).isoformat()  # noqa: DTZ001 - browser's own zone


def middle(first: date, last: date) -> str:
    return day(first + timedelta(days=((last - first).days + 1) // 2))


def finished(chart: Chart, palette: Palette, description: str) -> Chart:
    """The last touch each chart gets: locale, type, grid, alt text. Changes `chart` itself: each of
    Altair's own ways to add something copies the whole chart, rows included."""
    axis = {
        "labelColor": palette.soft_text,
        "titleColor": palette.soft_text,
        "gridColor": palette.rule,
        "gridOpacity": 0.6,
        "domainColor": palette.rule,
        "tickColor": palette.rule,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelOverlap": True,
    }
    legend = {"orient": "bottom", "title": None, "labelColor": palette.text, "labelFontSize": 13,
              "labelLimit": 340, "columns": 1, "symbolOpacity": 1}  # fmt: skip
    chart.description, chart.width = description, "container"
    chart.config = {
        "locale": LOCALE,
        "font": FONT,
        "background": "transparent",
        "axis": axis,
        "legend": legend,
        "view": {"stroke": None},
        "text": {"color": palette.soft_text, "fontSize": 12},
        "padding": {"left": 2, "right": 26, "top": 4, "bottom": 2},
    }
    return chart


def _time(title: str | None = None) -> alt.X:
    return alt.X("at:T", title=title, axis=alt.Axis(format="%b %Y", tickCount=6, grid=False))


def rows_of(rows: Sequence[Row]) -> Any:
    """For the outermost chart rather than its layers: what a layer holds is copied at every step."""
    return alt.InlineData(values=list(rows))


def gaps_layer(gaps: Sequence[Row], palette: Palette) -> Chart:
    """Shaded spans without coverage. Rows: `from`, `to` (ISO), `label`."""
    return (
        alt.Chart(rows_of(gaps))
        .mark_rect(color=palette.gap, opacity=0.9)
        .encode(
            x=alt.X("from:T"),
            x2=alt.X2("to:T"),
            tooltip=[alt.Tooltip("label:N", title=words.GAP_TITLE)],
        )
    )


def marks_layer(marks: Sequence[Row], palette: Palette) -> Chart:
    """Releases and events as dashed rules with their name on top. Rows: `at` (ISO), `label`, `detail`."""
    base = alt.Chart(rows_of(marks)).encode(
        x=alt.X("at:T"), tooltip=[alt.Tooltip("detail:N", title=words.MARK_TITLE)]
    )
    rule = base.mark_rule(color=palette.mark, strokeDash=[4, 3], strokeWidth=1.5)
    name = base.mark_text(
        color=palette.mark, align="left", dx=4, dy=6, baseline="top", fontSize=11
    ).encode(text=alt.Text("label:N"), y=alt.value(0))
    return rule + name


def _around(
    layers: list[Chart], gaps: Sequence[Row], marks: Sequence[Row], palette: Palette
) -> list[Chart]:
    """Gaps behind and marks before the lines; none where there are none, which Vega warns about."""
    behind = [gaps_layer(gaps, palette)] if gaps else []
    return [*behind, *layers, *([marks_layer(marks, palette)] if marks else [])]


def index_over_time(
    points: Sequence[Row], gaps: Sequence[Row], marks: Sequence[Row], palette: Palette
) -> Chart:
    """The index with its interval. Rows: `at`, `period`, `value`, `low`, `high`, `n`, `shown`."""
    base = alt.Chart().encode(x=_time(), tooltip=_tooltip("shown", words.INDEX_TITLE))
    scale = alt.Scale(domain=[0, 100])
    band = base.mark_area(color=palette.accent, opacity=0.18).encode(
        y=alt.Y("low:Q", scale=scale, title=words.INDEX_AXIS), y2=alt.Y2("high:Q")
    )
    whisker = base.mark_rule(color=palette.accent, opacity=0.6).encode(
        y=alt.Y("low:Q"), y2=alt.Y2("high:Q")
    )
    line = base.mark_line(color=palette.accent, strokeWidth=2).encode(y=alt.Y("value:Q"))
    dots = base.mark_point(color=palette.accent, filled=True, size=80, opacity=1).encode(
        y=alt.Y("value:Q")
    )
    layers = _around([band, whisker, line, dots], gaps, marks, palette)
    chart = alt.layer(*layers, data=rows_of(points), height=HEIGHT)
    return finished(chart, palette, words.alt_over_time(words.INDEX_TITLE, points))


def _tooltip(field: str, title: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("period:N", title=words.PERIOD),
        alt.Tooltip(f"{field}:N", title=title),
        alt.Tooltip("n:Q", title="n", format=",d"),
    ]


def stars_over_time(
    points: Sequence[Row], gaps: Sequence[Row], marks: Sequence[Row], palette: Palette
) -> Chart:
    """Two series on one axis, 1 to 5. Rows: `at`, `period`, `series`, `value`, `low`, `high`, `n`, `shown`."""
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=list(words.STAR_SERIES), range=[palette.accent, palette.second]),
    )
    base = alt.Chart().encode(x=_time(), tooltip=_tooltip("shown", words.STARS_TITLE))
    scale = alt.Scale(domain=[1, 5])
    whisker = base.mark_rule(opacity=0.5).encode(
        y=alt.Y(
            "low:Q",
            scale=scale,
            title=words.STARS_AXIS,
            axis=alt.Axis(values=[1, 2, 3, 4, 5], format="d"),
        ),
        y2=alt.Y2("high:Q"),
        color=colour,
    )
    line = base.mark_line(strokeWidth=2).encode(
        y=alt.Y("value:Q"),
        color=colour,
        strokeDash=alt.StrokeDash(
            "series:N", scale=alt.Scale(domain=list(words.STAR_SERIES), range=[[1, 0], [6, 3]])
        ),
    )
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(
        y=alt.Y("value:Q"),
        color=colour,
        shape=alt.Shape(
            "series:N", scale=alt.Scale(domain=list(words.STAR_SERIES), range=["circle", "diamond"])
        ),
    )
    layers = _around([whisker, line, dots], gaps, marks, palette)
    chart = alt.layer(*layers, data=rows_of(points), height=HEIGHT + 2 * LEGEND_LINE)
    return finished(chart, palette, words.alt_over_time(words.STARS_TITLE, points))


def share_over_time(
    points: Sequence[Row], marks: Sequence[Row], palette: Palette, title: str, of: str
) -> Chart:
    """One share of `of` with its interval. Rows: `at`, `period`, `value`, `low`, `high`, `n`, `shown`."""
    base = alt.Chart().encode(x=_time(), tooltip=_tooltip("shown", title))
    top = max([0.1, *(r["high"] or 0 for r in points)])
    y = alt.Y("low:Q", title=words.share_of(of), axis=alt.Axis(format=".0%"),
              scale=alt.Scale(domain=[0, top], nice=True))  # fmt: skip
    band = base.mark_area(color=palette.accent, opacity=0.18).encode(y=y, y2=alt.Y2("high:Q"))
    whisker = base.mark_rule(color=palette.accent, opacity=0.6).encode(
        y=alt.Y("low:Q"), y2=alt.Y2("high:Q")
    )
    line = base.mark_line(color=palette.accent, strokeWidth=2).encode(y=alt.Y("value:Q"))
    dots = base.mark_point(color=palette.accent, filled=True, size=80, opacity=1).encode(
        y=alt.Y("value:Q")
    )
    layers = _around([band, whisker, line, dots], [], marks, palette)
    chart = alt.layer(*layers, data=rows_of(points), height=HEIGHT)
    return finished(chart, palette, words.alt_over_time(title, points))


def sentiment_over_time(rows: Sequence[Row], palette: Palette) -> Chart:
    """Stacked shares per period, n above each bar.

    Rows in the order of time: `period`, `short` (two lines, parted by `|`), `sentiment` (id), `share`,
    `k`, `n`, `n_label`, `shown`.
    """
    order = [str(s) for s in Sentiment]
    titled = [r | {"title": SENTIMENT_TITLES[Sentiment(r["sentiment"])]} for r in rows]
    titled = [r | {"stack": order.index(r["sentiment"])} for r in titled]
    colour = alt.Color(
        "title:N",
        scale=alt.Scale(
            domain=[SENTIMENT_TITLES[Sentiment(s)] for s in order],
            range=[palette.sentiment[s] for s in order],
        ),
        legend=alt.Legend(columns=3),
    )
    in_order = list(dict.fromkeys(r["short"] for r in rows))
    axis = alt.Axis(labelAngle=0, labelExpr="split(datum.label, '|')", ticks=False)
    x = alt.X("short:N", sort=in_order, title=None, axis=axis)
    base = alt.Chart()
    bars = base.mark_bar(stroke=palette.background, strokeWidth=1).encode(
        x=x,
        y=alt.Y("share:Q", stack="zero", title=words.SHARE_AXIS, axis=alt.Axis(format=".0%"),
                scale=alt.Scale(domain=[0, 1])),
        color=colour,
        order=alt.Order("stack:Q"),
        tooltip=[alt.Tooltip("title:N", title=words.SENTIMENT), *_tooltip("shown", words.SHARE)],
    )  # fmt: skip
    counts = (
        base.transform_filter("datum.stack === 0")
        .mark_text(dy=-7, fontSize=11)
        .encode(x=x, y=alt.value(0), text=alt.Text("n_label:N"))
    )
    chart = alt.layer(bars, counts, data=rows_of(titled), height=HEIGHT + LEGEND_LINE)
    return finished(chart, palette, words.alt_sentiment(rows))
