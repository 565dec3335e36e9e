"""The verdict calendar: a column a week, a row a weekday, one grid per target. Pure, gives HTML.

The last run of a day stands for it, because a night that failed is repeated. A sign in each cell
says what a grey print can't; every cell has its words for a pointer and for a screen reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from dashboards.layout import esc
from dashboards.theme import Palette
from pantau.domain.period import Span
from pantau.domain.verdict import Verdict
from pantau.store.marts_screen import RunDay
from pantau.texts import common
from pantau.texts import dashboard as words
from pantau.texts import dashboard_health as said

_ONE_DAY = timedelta(days=1)
MOST_DAYS = 371
# Fills that take the background's colour for their sign; the others take the text's.
_STRONG = frozenset({"new", "blocked", "layout_changed", "unreachable", ""})
Days = dict[date, RunDay]


def by_target(runs: Iterable[RunDay]) -> dict[tuple[str, str], Days]:
    """The last run of each day, by source and target; imports are no nightly reading."""
    found: dict[tuple[str, str], Days] = {}
    for run in runs:  # in the order of their start
        if run.mode != "import":
            found.setdefault((run.source, run.target), {})[run.local_date] = run
    return found


def shown_span(span: Span) -> Span:
    """A year at most."""
    return Span(max(span.first, span.last - timedelta(days=MOST_DAYS - 1)), span.last)


def grid(title: str, days: Days, span: Span, palette: Palette) -> str:
    weeks = "".join(_week(monday, days, span, palette) for monday in _mondays(span))
    bad = sum(1 for r in days.values() if not r.verdict or not Verdict(r.verdict).is_healthy)
    label = said.calendar_alt(title, len(days), bad, span.n_days)
    return (
        f'<figure class="p-cal"><figcaption>{esc(title)}</figcaption>'
        f'<div class="p-scroll"><div class="p-cal-weeks" role="img" aria-label="{esc(label)}">'
        f'<div class="p-cal-week">{_weekdays()}</div>{weeks}</div></div></figure>'
    )


def _mondays(span: Span) -> Iterable[date]:
    monday = span.first - timedelta(days=span.first.weekday())
    while monday <= span.last:
        yield monday
        monday += timedelta(days=7)


def _weekdays() -> str:
    names = "".join(f"<span>{day[:3]}</span>" for day in common.DAYS)
    return f'<span class="p-cal-month"></span>{names}'


def _week(monday: date, days: Days, span: Span, palette: Palette) -> str:
    week = [monday + i * _ONE_DAY for i in range(7)]
    first_of_month = next((d for d in week if d.day == 1), None)
    named = first_of_month or (span.first if span.first in week else None)
    month = common.MONTHS_SHORT[named.month - 1] if named else ""
    cells = "".join(_cell(day, days.get(day), span, palette) for day in week)
    return f'<div class="p-cal-week"><span class="p-cal-month">{month}</span>{cells}</div>'


def _cell(day: date, run: RunDay | None, span: Span, palette: Palette) -> str:
    if not span.first <= day <= span.last:
        return '<span class="p-cal-day p-cal-out"></span>'
    if run is None:
        hint = f"{common.day(day)}: {said.UNREACHED}"
        return f'<span class="p-cal-day p-cal-none" title="{esc(hint)}"></span>'
    ink = palette.background if run.verdict in _STRONG else palette.text
    hint = said.calendar_cell(day, run)
    return (
        f'<span class="p-cal-day" title="{esc(hint)}" '
        f'style="background:{palette.verdict[run.verdict]};color:{ink}">{words.SIGNS[run.verdict]}</span>'
    )


def legend(verdicts: Iterable[str], palette: Palette) -> str:
    """Only what occurs, in the order of the verdicts; the empty cell last."""
    seen = set(verdicts)
    order = [str(v) for v in Verdict if v in seen] + ([""] if "" in seen else [])
    items = "".join(_legend_item(v, palette) for v in order)
    none = f'<span><span class="p-cal-day p-cal-none"></span> {said.UNREACHED}</span>'
    return f'<div class="p-cal-legend">{items}{none}</div>'


def _legend_item(verdict: str, palette: Palette) -> str:
    ink = palette.background if verdict in _STRONG else palette.text
    style = f"background:{palette.verdict[verdict]};color:{ink}"
    sign = f'<span class="p-cal-day" style="{style}">{words.SIGNS[verdict]}</span>'
    return f"<span>{sign} {esc(common.verdict_title(verdict))}</span>"


def names_of(
    targets: Mapping[tuple[str, str], object], names: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """What a reader calls each target: the app's name, else the target itself."""
    return {
        (source, target): f"{common.source_title(source)}: {names.get(target, target)}"
        for source, target in targets
    }
