"""Notes of the staff as marks on the charts over time, beside those of releases.

Rows are those of `charts.marks_layer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dashboards import charts, series
from pantau.domain.period import Span
from pantau.store.marts_screen import Release
from pantau.store.people import Event
from pantau.texts import common

_LABEL_LENGTH = 18


def on_axis(
    releases: Sequence[Release], events: Iterable[Event], span: Span
) -> list[dict[str, Any]]:
    """The marks of a chart over time: releases of the app, then what staff noted."""
    return [*series.release_rows(releases, span), *rows(events, span)]


def rows(events: Iterable[Event], span: Span) -> list[dict[str, Any]]:
    """One mark an event, on its first day or, where that lies before the chart, at the chart's edge."""
    return [
        {
            "at": charts.day(max(event.first_on, span.first)),
            "label": shortened(event.title),
            "detail": f"{event.title}, {common.span(Span(event.first_on, event.last_on))}",
        }
        for event in events
    ]


def shortened(title: str) -> str:
    return title if len(title) <= _LABEL_LENGTH else title[: _LABEL_LENGTH - 1].rstrip() + "…"
