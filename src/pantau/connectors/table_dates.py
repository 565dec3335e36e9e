"""Dates as people here write them and as Excel keeps them. Pure.

3/4 is 3 April or March 4th: decided for a whole file from what stands in it, never row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from pantau.domain.period import WIB

DAY_FIRST: Final = "dmy"
MONTH_FIRST: Final = "mdy"
# A column without one date in figures up to here is not looked through to its end.
_LOOKED_AT: Final = 5000
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb februari february peb pebruari", "mar maret march mrt",
            "apr april", "mei may", "jun juni june", "jul juli july",
            "agu agustus agt ags agust aug august", "sep september sept",
            "okt oktober oct october", "nov november nop nopember", "des desember dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_CLOCK = r"(?:[ ,T]+(?:pukul +|jam +)?(.+))?"
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})" + _CLOCK, re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})" + _CLOCK, re.IGNORECASE)
_NAMED = re.compile(
    r"(?:[A-Za-z']+, *)?(\d{1,2})[ -]([A-Za-z]+)\.?,?[ -](\d{4}|\d{2})" + _CLOCK, re.IGNORECASE
)
_MONTH_NAMED = re.compile(
    r"(?:[A-Za-z']+, *)?([A-Za-z]+)\.? +(\d{1,2}),? +(\d{4})" + _CLOCK, re.IGNORECASE
)
_TIME = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)? *(am|pm)?\.? *(z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_ZONES: Final = {"WIB": "+07:00", "WITA": "+08:00", "WIT": "+09:00", "UTC": "Z", "GMT": "Z"}
_ZONE_NAME = re.compile(r" +\(?(WIB|WITA|WIT|UTC|GMT)\)?$", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_EPOCH_SECONDS = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
_HAS_CLOCK = re.compile(r"\d[:.]\d{2}(?!\d)(?:[:.]\d{2})? *(?:[ap]m|[a-z]{3,4}|[+-]\d.*|z)?$", re.I)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
# What may be shown of a cell that is no date: another column's contents may name a person.
_SHOWN = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Survey:
    """How the dates of a file are to be read, and what about them a person should look at."""

    order: str
    notes: tuple[str, ...] = ()


def survey(cells: Iterable[str]) -> Survey:
    """Looks through a date column until its order is certain."""
    n_written = n_days_second = n_ambiguous = n_true_dates = 0
    for number, cell in enumerate(cells):
        if number >= _LOOKED_AT and not n_written:
            break
        found = _NUMBERS.match(cell)
        if not found:
            n_true_dates += bool(_ISO.match(cell))
            continue
        n_written += 1
        first, second = int(found[1]), int(found[2])
        if first > 12:
            return Survey(DAY_FIRST, _MIXED if n_true_dates else ())
        n_days_second += second > 12
        n_ambiguous += second <= 12
    if n_days_second:
        return Survey(MONTH_FIRST, _MIXED if n_true_dates else ())
    return Survey(DAY_FIRST, _AMBIGUOUS if n_ambiguous else ())


_MIXED: Final = (
    (
        "some dates are text, others were turned into dates by a program: it may have swapped their days "
        "and months, check a few"
    ),
)
_AMBIGUOUS: Final = ("no date tells day from month (as 13/04 would): read as day/month",)


def day_order(cells: Iterable[str]) -> str:
    return survey(cells).order


def with_clock(date: str, clock: str) -> str:
    """A date and a time from two columns as one; the date's own time goes before."""
    day = date.strip().removesuffix(" 00:00:00")
    return f"{day} {clock}" if clock and not _HAS_CLOCK.search(day) else date


def read_moment(cell: str, order: str = DAY_FIRST, *, is_1904: bool = False) -> datetime:
    """A date or time; without a zone it is Pontianak's. Raises `ValueError` where it is neither."""
    text = _ZONE_NAME.sub(lambda found: _ZONES[found[1].upper()], cell.strip())
    try:
        when = _numbered(text, order) or _spelled(text) or _counted(text, is_1904)
        when = when or datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"the date {shown(cell)} can't be read") from error
    if not 1990 <= when.year <= 2100:
        raise ValueError(f"the year of {shown(cell)} is not plausible")
    return when if when.tzinfo else when.replace(tzinfo=WIB)


def shown(cell: str) -> str:
    """A cell fit for a message: a date as it is, of all else only the shape."""
    text = cell.strip()
    if not _SHOWN.fullmatch(text):
        text = re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "x", text[:20]))
    return repr(text)


def _numbered(text: str, order: str) -> datetime | None:
    if found := _NUMBERS.fullmatch(text):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        day, month = (first, second) if order == DAY_FIRST else (second, first)
        return _at(year, month, day, found[4])
    if found := _YEAR_FIRST.fullmatch(text):
        return _at(int(found[1]), int(found[2]), int(found[3]), found[4])
    return None


def _spelled(text: str) -> datetime | None:
    if found := _NAMED.fullmatch(text):
        day, name, year, clock = found.groups()
    elif found := _MONTH_NAMED.fullmatch(text):
        name, day, year, clock = found.groups()
    else:
        return None
    month = _MONTHS.get(name.casefold())
    return _at(int(year), month, int(day), clock) if month else None


def _counted(text: str, is_1904: bool) -> datetime | None:
    """Excel's day numbers, seconds or milliseconds since 1970."""
    if _SERIAL.fullmatch(text):
        first = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - of WIB
        return first + timedelta(seconds=round(float(text.replace(",", ".")) * 86_400))
    if _EPOCH_SECONDS.fullmatch(text):
        number = float(text)
        return datetime.fromtimestamp(number / 1000 if number > 1e12 else number, UTC)
    return None


def _at(year: int, month: int, day: int, clock: str | None) -> datetime:
    full_year = year if year >= 100 else 2000 + year
    if not clock:
        return datetime(full_year, month, day, tzinfo=WIB)
    found = _TIME.fullmatch(clock.strip())
    if not found:
        raise ValueError("no time of day")
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if half := found[4]:
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    when = datetime(full_year, month, day, hour, minute, second, tzinfo=WIB)
    zone = found[5]
    return when.replace(tzinfo=datetime.strptime(_zone(zone), "%z").tzinfo) if zone else when


def _zone(text: str) -> str:
    return "+0000" if text in "zZ" else text.replace(":", "")
