"""Charts of one moment: shares, means and topics beside one another. Same rules as `charts`."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from dashboards.charts import Chart, Row, finished, rows_of
from dashboards.theme import Palette
from pantau.texts import dashboard as words


def share_bars(rows: Sequence[Row], palette: Palette, title: str, name: str) -> Chart:
    """Horizontal bars with whiskers, each named above its bar so that long names fit a phone.

    Rows: `id`, `title`, `share`, `low`, `high`, `n`, `k`, `shown`, `colour`. `name` is the
    selection a click fills.
    """
    pick = alt.selection_point(name=name, fields=["id"], on="click", toggle=False)
    y = alt.Y("id:N", sort=[r["id"] for r in rows], title=None, axis=None,
              scale=alt.Scale(paddingInner=0.62, paddingOuter=0.55))  # fmt: skip
    base = alt.Chart().encode(
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
    whisker = base.mark_rule(color=palette.text, strokeWidth=1.5).encode(
        x=alt.X("low:Q"), x2=alt.X2("high:Q")
    )
    names = base.mark_text(
        align="left", baseline="bottom", dy=-9, fontSize=13, color=palette.text, cursor="pointer"
    ).encode(x=alt.value(0), text=alt.Text("name:N"))
    layers = [bars.add_params(pick), whisker, names]
    chart = alt.layer(*layers, data=rows_of(rows), height=max(80, 40 * len(rows) + 20))
    return finished(chart, palette, words.alt_bars(title, rows))


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
    base = alt.Chart().encode(
        y=y,
        tooltip=[
            alt.Tooltip("title:N", title=title),
            alt.Tooltip("shown:N", title=words.WITH_INTERVAL),
            alt.Tooltip("n:Q", title="n", format=",d"),
        ],
    )
    rule = base.mark_rule(strokeWidth=3, opacity=0.6).encode(
        x=x, x2=alt.X2("high:Q"), color=alt.Color("colour:N", scale=None)
    )
    dots = base.mark_point(filled=True, size=130, opacity=1).encode(
        x=alt.X("value:Q"), color=alt.Color("colour:N", scale=None)
    )
    names = base.mark_text(
        align="left", baseline="bottom", dy=-9, fontSize=13, color=palette.text
    ).encode(x=alt.value(0), text=alt.Text("name:N"))
    chart = alt.layer(rule, dots, names, data=rows_of(rows), height=62 * len(rows) + 56)
    return finished(chart, palette, words.alt_bars(title, rows))


def importance(rows: Sequence[Row], palette: Palette, name: str) -> Chart:
    """How often a topic is named against how often that is in anger; a click fills `name`.

    Rows: `id`, `title`, `share`, `negative`, `k`, `n`, `shown`, `negative_shown`, `label`, `side` (left
    or right of its dot the label goes) and `label_y`, its height.
    """
    pick = alt.selection_point(name=name, fields=["id"], on="click", toggle=False)
    top = max([0.1, *(r["share"] for r in rows)])
    base = alt.Chart().encode(
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
    chart = alt.layer(dots, left, right, data=rows_of(rows), height=380)
    return finished(chart, palette, words.alt_bars(words.IMPORTANCE_TITLE, rows))


def _labels(base: Chart, side: str, palette: Palette) -> Chart:
    """The names that go to that side of their dots."""
    return base.transform_filter(f"datum.side === '{side}'").encode(
        y=alt.Y("label_y:Q"), text=alt.Text("label:N"), color=alt.value(palette.text)
    )
