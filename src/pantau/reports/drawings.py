"""The report's charts as SVG: Altair to Vega-Lite to SVG, no browser, no network.

Each is readable in grey: values are written on the marks, and order or shape repeats what colour
says. Each carries its n in the picture and in its alt text. Sizes are in pixels of a drawing that is
set to the width of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from pantau.domain.period import Quarter
from pantau.domain.taxonomy import SENTIMENT_TITLES, Sentiment
from pantau.reports import fonts
from pantau.reports.document import Figure
from pantau.reports.facts import FeedbackFact, PeriodFigures, ProblemFact, StarFacts
from pantau.reports.figures import ShareFact
from pantau.texts import common, report
from pantau.texts import report_figures as words
from pantau.texts.palette import LIGHT, LOCALE

WIDTH = 600
_FONT = "Noto Sans"
_ROW = 26
_MOST_BARS = 8


@cache
def _vega() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(fonts.font_dir()))
    return vl_convert


def _svg(chart: Any) -> str:
    finished = chart.configure(
        autosize={"type": "fit", "contains": "padding"},  # axis titles count into the width
        locale=LOCALE,
        font=_FONT,
        background="white",
        axis={
            "labelFontSize": 11,
            "titleFontSize": 11,
            "titleFontWeight": "normal",
            "labelColor": LIGHT.text,
            "titleColor": LIGHT.soft_text,
            "gridColor": LIGHT.rule,
            "domainColor": LIGHT.soft_text,
            "tickColor": LIGHT.soft_text,
            "labelLimit": 300,
        },
        legend={"orient": "top", "title": None, "labelFontSize": 11, "labelColor": LIGHT.text},
        view={"stroke": None},
        text={"font": _FONT, "fontSize": 11, "color": LIGHT.text},
        padding=4,
    )
    made: str = _vega().vegalite_to_svg(finished.to_dict())
    return made


def _rows(rows: Sequence[dict[str, Any]]) -> Any:
    import altair as alt

    return alt.InlineData(values=list(rows))


def _periods(order: Sequence[str]) -> Any:
    """Quarters from left to right, each with its n on a second line."""
    import altair as alt

    axis = alt.Axis(labelAngle=0, labelExpr="split(datum.label, '|')")
    return alt.X(
        "period:N", sort=list(order), title=None, axis=axis, scale=alt.Scale(domain=list(order))
    )


def index_trend(quarters: Sequence[PeriodFigures]) -> Figure | None:
    """The IIU of the last quarters with its interval; quarters without one keep their place."""
    import altair as alt

    shown = [q for q in quarters if q.index.value is not None]
    if not shown:
        return None
    rows = [
        {
            "period": words.axis_quarter(Quarter.parse(q.period), q.index.n),
            "value": q.index.value,
            "low": q.index.low,
            "high": q.index.high,
            "label": "" if q.index.value is None else common.number(q.index.value, 1),
        }
        for q in quarters
    ]
    order = [words.axis_quarter(Quarter.parse(q.period), q.index.n) for q in quarters]
    base = alt.Chart(_rows(rows)).encode(x=_periods(order))
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, 100]), title=words.INDEX_AXIS)
    layers = alt.layer(
        base.mark_rule(strokeWidth=2, color=LIGHT.accent).encode(
            y=alt.Y("low:Q", title=words.INDEX_AXIS), y2="high:Q"
        ),
        base.mark_point(filled=True, size=90, color=LIGHT.accent, opacity=1).encode(y=y),
        base.mark_text(align="left", dx=9, fontWeight="bold").encode(y=y, text="label:N"),
    ).properties(width=WIDTH, height=190)
    return Figure("iiu", _svg(layers), words.INDEX_CAPTION, words.alt_index(quarters))


def star_histogram(stars: StarFacts) -> Figure | None:
    import altair as alt

    n = sum(stars.histogram)
    if not n:
        return None
    rows = [
        {
            "stars": words.star_row(i),
            "n": count,
            "label": common.share(count, n),
        }
        for i, count in reversed(list(enumerate(stars.histogram, start=1)))
    ]
    base = alt.Chart(_rows(rows)).encode(
        y=alt.Y("stars:N", sort=[words.star_row(i) for i in (5, 4, 3, 2, 1)], title=None)
    )
    top = max(stars.histogram) * 1.3
    x = alt.X(
        "n:Q",
        title=words.COUNT_AXIS,
        scale=alt.Scale(domain=[0, top]),
        axis=alt.Axis(tickMinStep=1, tickCount=5, format=",d"),
    )
    chart = alt.layer(
        base.mark_bar(color=LIGHT.accent).encode(x=x),
        base.mark_text(align="left", dx=4).encode(x=x, text="label:N"),
    ).properties(width=WIDTH, height=5 * _ROW)
    return Figure("bintang", _svg(chart), words.stars_caption(n), words.alt_stars(stars.histogram))


def sentiment_trend(quarters: Sequence[PeriodFigures]) -> Figure | None:
    """Stacked shares of the last quarters; the share is written in each part that holds it."""
    import altair as alt

    coded = [q for q in quarters if q.negative.n]
    if not coded:
        return None
    rows = [part for q in quarters for part in _parts(q)]
    order = [words.axis_quarter(Quarter.parse(q.period), q.negative.n) for q in quarters]
    base = alt.Chart(_rows(rows)).encode(x=_periods(order))
    titles = [SENTIMENT_TITLES[s] for s in Sentiment]
    bars = base.mark_bar(stroke="white", strokeWidth=1, size=62).encode(
        y=alt.Y(
            "from:Q",
            title=words.SHARE_AXIS,
            axis=alt.Axis(format=".0%"),
            scale=alt.Scale(domain=[0, 1]),
        ),
        y2="to:Q",
        color=alt.Color(
            "title:N",
            sort=titles,
            scale=alt.Scale(domain=titles, range=[LIGHT.sentiment[s] for s in Sentiment]),
        ),
    )
    text = base.mark_text(fontWeight="bold").encode(
        y="middle:Q", text="label:N", color=alt.Color("ink:N", scale=None)
    )
    chart = alt.layer(bars, text).properties(width=WIDTH, height=200)
    return Figure("sentimen", _svg(chart), words.SENTIMENT_CAPTION, words.alt_sentiment(quarters))


def _parts(figures: PeriodFigures) -> list[dict[str, Any]]:
    negative, positive, n = figures.negative.n_hits, figures.positive.n_hits, figures.negative.n
    if not n:
        return []
    counts = dict(zip(Sentiment, (negative, n - negative - positive, positive), strict=True))
    parts, start = [], 0.0
    for sentiment, count in counts.items():
        share = count / n
        parts.append({
            "period": words.axis_quarter(Quarter.parse(figures.period), n),
            "title": SENTIMENT_TITLES[sentiment],
            "from": start,
            "to": start + share,
            "middle": start + share / 2,
            "label": common.percent(share) if share >= 0.07 else "",
            "ink": LIGHT.text if sentiment is Sentiment.NEUTRAL else "white",
        })  # fmt: skip
        start += share
    return parts


def feedback_bars(
    feedback: Sequence[FeedbackFact], doubtful: frozenset[str] = frozenset()
) -> Figure | None:
    named = [
        (report.feedback_title(f.id, is_doubtful=f.id in doubtful), f.any)
        for f in feedback
        if f.any.n_hits
    ]
    if not named:
        return None
    caption = words.feedback_caption(named[0][1].n)
    alt_text = words.alt_bars(words.FEEDBACK_ALT, named)
    return Figure("umpan-balik", _bars(named), caption, alt_text)


def problem_bars(problems: Sequence[ProblemFact]) -> Figure | None:
    named = [(p.title, p.share) for p in problems][:_MOST_BARS]
    if not named:
        return None
    caption = words.problem_caption(named[0][1].n)
    return Figure("masalah", _bars(named), caption, words.alt_bars(words.PROBLEM_ALT, named))


def _bars(named: Sequence[tuple[str, ShareFact]]) -> str:
    """Bars with whiskers, the share and count written at the whisker's end."""
    import altair as alt

    rows = [
        {
            "title": title,
            "share": fact.share,
            "low": fact.low,
            "high": fact.high,
            "label": f"{common.percent(fact.share or 0)} ({common.number(fact.n_hits)})",
        }
        for title, fact in named
    ]
    top = max(fact.high or 0 for _, fact in named) * 1.25
    base = alt.Chart(_rows(rows)).encode(
        y=alt.Y("title:N", sort=[title for title, _ in named], title=None)
    )
    x = alt.X(
        "share:Q",
        title=words.SHARE_AXIS,
        scale=alt.Scale(domain=[0, top]),
        axis=alt.Axis(format=".0%", tickCount=5),
    )
    chart = alt.layer(
        base.mark_bar(color=LIGHT.accent, opacity=0.55, height={"band": 0.62}).encode(x=x),
        base.mark_rule(color=LIGHT.text, strokeWidth=1.4).encode(
            x=alt.X("low:Q", title=words.SHARE_AXIS), x2="high:Q"
        ),
        base.mark_text(align="left", dx=5).encode(x="high:Q", text="label:N"),
    ).properties(width=WIDTH, height=_ROW * len(rows))
    return _svg(chart)
