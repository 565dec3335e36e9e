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
from pantau.domain.taxonomy import FEEDBACK_BY_ID, SENTIMENT_TITLES, Sentiment
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
    """The last touch each chart gets: locale, type, grid, alt text."""
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
    return chart.properties(description=description, width="container").configure(
        locale=LOCALE,
        font=FONT,
        background="transparent",
        axis=axis,
        legend=legend,
        view={"stroke": None},
        text={"color": palette.soft_text, "fontSize": 12},
        padding={"left": 2, "right": 26, "top": 4, "bottom": 2},
    )


def _time(title: str | None = None) -> alt.X:
    return alt.X("at:T", title=title, axis=alt.Axis(format="%b %Y", tickCount=6, grid=False))


def _rows(rows: Sequence[Row]) -> Any:
    return alt.InlineData(values=list(rows))


def gaps_layer(gaps: Sequence[Row], palette: Palette) -> Chart:
    """Shaded spans without coverage. Rows: `from`, `to` (ISO), `label`."""
    return (
        alt.Chart(_rows(gaps))
        .mark_rect(color=palette.gap, opacity=0.9)
        .encode(
            x="from:T",
            x2="to:T",
            tooltip=[alt.Tooltip("label:N", title=words.GAP_TITLE)],
        )
    )


def marks_layer(marks: Sequence[Row], palette: Palette) -> Chart:
    """Releases and events as dashed rules with their name on top. Rows: `at` (ISO), `label`, `detail`."""
    base = alt.Chart(_rows(marks)).encode(
        x="at:T", tooltip=[alt.Tooltip("detail:N", title=words.MARK_TITLE)]
    )
    rule = base.mark_rule(color=palette.mark, strokeDash=[4, 3], strokeWidth=1.5)
    name = base.mark_text(
        color=palette.mark, align="left", dx=4, dy=6, baseline="top", fontSize=11
    ).encode(text="label:N", y=alt.value(0))
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
    base = alt.Chart(_rows(points)).encode(x=_time(), tooltip=_tooltip("shown", words.INDEX_TITLE))
    scale = alt.Scale(domain=[0, 100])
    band = base.mark_area(color=palette.accent, opacity=0.18).encode(
        y=alt.Y("low:Q", scale=scale, title=words.INDEX_AXIS), y2="high:Q"
    )
    whisker = base.mark_rule(color=palette.accent, opacity=0.6).encode(y="low:Q", y2="high:Q")
    line = base.mark_line(color=palette.accent, strokeWidth=2).encode(y="value:Q")
    dots = base.mark_point(color=palette.accent, filled=True, size=80, opacity=1).encode(
        y="value:Q"
    )
    layers = [band, whisker, line, dots]
    chart = alt.layer(*_around(layers, gaps, marks, palette)).properties(height=HEIGHT)
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
    base = alt.Chart(_rows(points)).encode(x=_time(), tooltip=_tooltip("shown", words.STARS_TITLE))
    scale = alt.Scale(domain=[1, 5])
    whisker = base.mark_rule(opacity=0.5).encode(
        y=alt.Y(
            "low:Q",
            scale=scale,
            title=words.STARS_AXIS,
            axis=alt.Axis(values=[1, 2, 3, 4, 5], format="d"),
        ),
        y2="high:Q",
        color=colour,
    )
    line = base.mark_line(strokeWidth=2).encode(
        y="value:Q",
        color=colour,
        strokeDash=alt.StrokeDash(
            "series:N", scale=alt.Scale(domain=list(words.STAR_SERIES), range=[[1, 0], [6, 3]])
        ),
    )
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(
        y="value:Q",
        color=colour,
        shape=alt.Shape(
            "series:N", scale=alt.Scale(domain=list(words.STAR_SERIES), range=["circle", "diamond"])
        ),
    )
    layers = _around([whisker, line, dots], gaps, marks, palette)
    chart = alt.layer(*layers).properties(height=HEIGHT + 2 * LEGEND_LINE)
    return finished(chart, palette, words.alt_over_time(words.STARS_TITLE, points))


def share_over_time(
    points: Sequence[Row], marks: Sequence[Row], palette: Palette, title: str, of: str
) -> Chart:
    """One share of `of` with its interval. Rows: `at`, `period`, `value`, `low`, `high`, `n`, `shown`."""
    base = alt.Chart(_rows(points)).encode(x=_time(), tooltip=_tooltip("shown", title))
    top = max([0.1, *(r["high"] or 0 for r in points)])
    y = alt.Y("low:Q", title=words.share_of(of), axis=alt.Axis(format=".0%"),
              scale=alt.Scale(domain=[0, top], nice=True))  # fmt: skip
    band = base.mark_area(color=palette.accent, opacity=0.18).encode(y=y, y2="high:Q")
    whisker = base.mark_rule(color=palette.accent, opacity=0.6).encode(y="low:Q", y2="high:Q")
    line = base.mark_line(color=palette.accent, strokeWidth=2).encode(y="value:Q")
    dots = base.mark_point(color=palette.accent, filled=True, size=80, opacity=1).encode(
        y="value:Q"
    )
    layers = _around([band, whisker, line, dots], [], marks, palette)
    chart = alt.layer(*layers).properties(height=HEIGHT)
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
    base = alt.Chart(_rows(titled))
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
    chart = alt.layer(bars, counts).properties(height=HEIGHT + LEGEND_LINE)
    return finished(chart, palette, words.alt_sentiment(rows))


def share_bars(rows: Sequence[Row], palette: Palette, title: str, name: str) -> Chart:
    """Horizontal bars with whiskers, each named above its bar so that long names fit a phone.

    Rows: `id`, `title`, `share`, `low`, `high`, `n`, `k`, `shown`, `colour`. `name` is the
    selection a click fills.
    """
    pick = alt.selection_point(name=name, fields=["id"], on="click", toggle=False)
    y = alt.Y("id:N", sort=[r["id"] for r in rows], title=None, axis=None,
              scale=alt.Scale(paddingInner=0.62, paddingOuter=0.55))  # fmt: skip
    base = alt.Chart(_rows(rows)).encode(
        y=y,
        tooltip=[
            alt.Tooltip("title:N", title=title),
            alt.Tooltip("shown:N", title=words.SHARE),
            alt.Tooltip("k:Q", title=words.COUNT, format=",d"),
            alt.Tooltip("n:Q", title="n", format=",d"),
        ],
    )
    top = max([0.1, *(r["high"] for r in rows)])
    x = alt.X("share:Q", title=None, axis=alt.Axis(format=".0%", tickCount=5),
              scale=alt.Scale(domain=[0, top], nice=True))  # fmt: skip
    bars = base.mark_bar(cursor="pointer").encode(
        x=x,
        color=alt.Color("colour:N", scale=None),
        opacity=alt.condition(pick, alt.value(1), alt.value(0.45)),
    )
    whisker = base.mark_rule(color=palette.text, strokeWidth=1.5).encode(x="low:Q", x2="high:Q")
    names = base.mark_text(
        align="left", baseline="bottom", dy=-9, fontSize=13, color=palette.text, cursor="pointer"
    ).encode(x=alt.value(0), text="name:N")
    chart = alt.layer(bars.add_params(pick), whisker, names).properties(
        height=max(80, 40 * len(rows) + 20)
    )
    return finished(chart, palette, words.alt_bars(title, rows))


def feedback_colour(palette: Palette, feedback: str) -> str:
    return palette.feedback[FEEDBACK_BY_ID[feedback].id]


def interval_dots(
    rows: Sequence[Row], palette: Palette, title: str, domain: tuple[float, float], form: str
) -> Chart:
    """A dot with its interval per row, named above, in the order given; nothing to click.

    Rows: `id`, `title`, `name`, `value`, `low`, `high`, `n`, `shown`, `colour`. `form` is the
    number format of the axis.
    """
    y = alt.Y("id:N", sort=[r["id"] for r in rows], title=None, axis=None,
              scale=alt.Scale(paddingInner=0.6, paddingOuter=0.6))  # fmt: skip
    x = alt.X("low:Q", title=None, scale=alt.Scale(domain=list(domain), nice=True),
              axis=alt.Axis(format=form, tickCount=5))  # fmt: skip
    base = alt.Chart(_rows(rows)).encode(
        y=y,
        tooltip=[
            alt.Tooltip("title:N", title=title),
            alt.Tooltip("shown:N", title=words.WITH_INTERVAL),
            alt.Tooltip("n:Q", title="n", format=",d"),
        ],
    )
    rule = base.mark_rule(strokeWidth=3, opacity=0.6).encode(
        x=x, x2="high:Q", color=alt.Color("colour:N", scale=None)
    )
    dots = base.mark_point(filled=True, size=130, opacity=1).encode(
        x="value:Q", color=alt.Color("colour:N", scale=None)
    )
    names = base.mark_text(
        align="left", baseline="bottom", dy=-9, fontSize=13, color=palette.text
    ).encode(x=alt.value(0), text="name:N")
    chart = alt.layer(rule, dots, names).properties(height=max(90, 44 * len(rows) + 24))
    return finished(chart, palette, words.alt_bars(title, rows))


def importance(rows: Sequence[Row], palette: Palette, name: str) -> Chart:
    """How often a topic is named against how often that is in anger; a click fills `name`.

    Rows: `id`, `title`, `share`, `negative`, `k`, `n`, `shown`, `negative_shown`, `label`, `side` (left
    or right of its dot the label goes) and `label_y`, its height.
    """
    pick = alt.selection_point(name=name, fields=["id"], on="click", toggle=False)
    top = max([0.1, *(r["share"] for r in rows)])
    base = alt.Chart(_rows(rows)).encode(
        x=alt.X("share:Q", title=words.TOPIC_SHARE_AXIS, axis=alt.Axis(format=".0%", tickCount=5),
                scale=alt.Scale(domain=[0, top * 1.08])),
        y=alt.Y("negative:Q", title=words.TOPIC_NEGATIVE_AXIS,
                axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
                scale=alt.Scale(domain=[-0.04, 1.06])),
        tooltip=[
            alt.Tooltip("title:N", title=words.TOPIC),
            alt.Tooltip("shown:N", title=words.SHARE),
            alt.Tooltip("negative_shown:N", title=words.TILE_NEGATIVE),
            alt.Tooltip("k:Q", title=words.COUNT, format=",d"),
            alt.Tooltip("n:Q", title="n", format=",d"),
        ],
    )  # fmt: skip
    dots = base.mark_point(
        filled=True, size=130, color=palette.accent, opacity=0.9, cursor="pointer"
    ).add_params(pick)
    left = _labels(base, "left", palette).mark_text(align="right", dx=-9, fontSize=12)
    right = _labels(base, "right", palette).mark_text(align="left", dx=9, fontSize=12)
    layers = [dots, left, right]
    chart = alt.layer(*layers).properties(height=380)
    return finished(chart, palette, words.alt_bars(words.IMPORTANCE_TITLE, rows))


def _labels(base: Chart, side: str, palette: Palette) -> Chart:
    """The names that go to that side of their dots."""
    return base.transform_filter(f"datum.side === '{side}'").encode(
        y="label_y:Q", text="label:N", color=alt.value(palette.text)
    )
