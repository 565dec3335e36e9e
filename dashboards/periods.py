"""The period a reader looks at: a month, a quarter, a year or free days, written for the URL.

`2026-09`, `2026-Q3`, `2026`, `2026-07-01..2026-08-15`. A period under way is compared with as many
days of the one before, not with the whole of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pantau.domain.period import Quarter, Span
from pantau.texts import common
from pantau.texts import dashboard as words

KINDS = ("bulan", "triwulan", "tahun", "bebas")
# A quarter that has just begun says little: until then the one before is opened.
_SETTLED_DAYS = 30
_MAX_YEARS = 30


@dataclass(frozen=True, slots=True)
class Period:
    """`whole` is the calendar period; `span` what of it lies before the data's last day."""

    kind: str
    whole: Span
    span: Span

    @property
    def code(self) -> str:
        first, last = self.whole.first, self.whole.last
        if self.kind == "bulan":
            return f"{first:%Y-%m}"
        if self.kind == "triwulan":
            return str(Quarter.of(first))
        return f"{first:%Y}" if self.kind == "tahun" else f"{first}..{last}"

    @property
    def is_running(self) -> bool:
        return self.span != self.whole

    @property
    def title(self) -> str:
        running = f" ({words.PERIOD_RUNNING})" if self.is_running else ""
        return common.span(self.whole) + running

    @property
    def previous(self) -> Span:
        """The period before, cut to as many days where this one is under way."""
        if self.kind == "bebas":
            return self.whole.previous
        before = whole_of(self.kind, self.whole.first - timedelta(days=1))
        if not self.is_running:
            return before
        last = before.first + timedelta(days=self.span.n_days - 1)
        return Span(before.first, min(last, before.last))


def whole_of(kind: str, day: date) -> Span:
    """The calendar month, quarter or year that holds `day`."""
    if kind == "bulan":
        return Span(day.replace(day=1), _next_month(day) - timedelta(days=1))
    if kind == "triwulan":
        return Span.of_quarter(Quarter.of(day))
    return Span(date(day.year, 1, 1), date(day.year, 12, 31))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def make(kind: str, whole: Span, last_day: date) -> Period:
    """Cut at the data's last day; a period that lies wholly after it is left as it is."""
    is_cut = kind != "bebas" and whole.first <= last_day < whole.last
    return Period(kind, whole, Span(whole.first, last_day) if is_cut else whole)


def default(last_day: date) -> Period:
    """The running quarter once it is a month old, else the one before."""
    quarter = Quarter.of(last_day)
    if (last_day - quarter.first_day).days < _SETTLED_DAYS:
        quarter = quarter.previous
    return make("triwulan", Span.of_quarter(quarter), last_day)


def parse(code: str, last_day: date) -> Period | None:
    """The period a URL names; `None` for nonsense."""
    try:
        kind, whole = _read(code.strip())
    except (ValueError, OverflowError):
        return None
    if not date(2000, 1, 1) <= whole.first <= whole.last <= date(2100, 12, 31):
        return None
    return make(kind, whole, last_day)


def _read(code: str) -> tuple[str, Span]:
    if ".." in code:
        first, _, last = code.partition("..")
        return "bebas", Span(date.fromisoformat(first), date.fromisoformat(last))
    if re.fullmatch(r"[0-9]{4}", code):
        return "tahun", whole_of("tahun", date(int(code), 1, 1))
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", code):
        return "bulan", whole_of("bulan", date.fromisoformat(f"{code}-01"))
    return "triwulan", Span.of_quarter(Quarter.parse(code))


def choices(kind: str, first_day: date, last_day: date) -> list[str]:
    """Codes of all periods of `kind` that touch the data, newest first."""
    first_day = max(first_day, last_day - timedelta(days=366 * _MAX_YEARS))
    return [make(kind, whole, last_day).code for whole in _backwards(kind, first_day, last_day)]


def _backwards(kind: str, first_day: date, last_day: date) -> Iterator[Span]:
    whole = whole_of(kind, last_day)
    while whole.last >= first_day:
        yield whole
        whole = whole_of(kind, whole.first - timedelta(days=1))


def history(period: Period, first_day: date = date.min) -> tuple[str, Span]:
    """Grain and span of the lines over time that lead up to the period: enough to see a trend.

    Nothing is drawn for the time before `first_day`, when nobody had yet said anything.
    """
    grain, span = _history(period)
    if grain == "week":
        return grain, span
    begun = whole_of("bulan" if grain == "month" else "triwulan", max(first_day, date(1990, 1, 1)))
    return grain, Span(min(max(span.first, begun.first), period.span.first), span.last)


def _history(period: Period) -> tuple[str, Span]:
    last = period.span.last
    if period.kind == "bulan":
        return "month", Span(_months_back(last, 12), last)
    if period.kind == "triwulan":
        return "quarter", Span(_months_back(last, 21), last)
    if period.kind == "tahun":
        return "quarter", Span(date(period.whole.first.year - 2, 1, 1), last)
    return ("month" if period.span.n_days > 62 else "week"), period.span


def _months_back(day: date, months: int) -> date:
    """First day of the calendar period `months` before the one of `day` (quarters for 21)."""
    start = Quarter.of(day).first_day if months % 3 == 0 and months > 12 else day.replace(day=1)
    total = start.year * 12 + start.month - 1 - months
    return date(total // 12, total % 12 + 1, 1)
