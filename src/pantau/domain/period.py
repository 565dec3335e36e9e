"""Local days and quarters. Pontianak is UTC+7 all year (WIB, no daylight saving)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from pantau.domain.mention import require_aware

# A fixed offset, so that results don't depend on the machine's time zone database.
WIB = timezone(timedelta(hours=7), "Asia/Pontianak")


def local_date(moment: datetime) -> date:
    """The day in Pontianak on which `moment` falls: 1 April 03:00 there is still 31 March in UTC."""
    return require_aware(moment, "moment").astimezone(WIB).date()


def local_midnight(day: date) -> datetime:
    """The moment at which `day` begins in Pontianak."""
    return datetime(day.year, day.month, day.day, tzinfo=WIB)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter, written `2026-Q3`."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4 or not 1900 <= self.year <= 9998:
            raise ValueError(f"no such quarter: {self.year}-Q{self.number}")

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """From `2026-Q3`; anything else raises `ValueError`."""
        found = re.fullmatch(r"(\d{4})-[Qq]([1-4])", text.strip())
        if not found:
            raise ValueError(f"not a quarter: {text!r}; write it as 2026-Q3")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> Quarter:
        return Quarter.of(self.first_day - timedelta(days=1))

    @property
    def year_ago(self) -> Quarter:
        return Quarter(self.year - 1, self.number)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


@dataclass(frozen=True, slots=True)
class Span:
    """Local days from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a span can't end ({self.last}) before it begins ({self.first})")

    @property
    def n_days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def previous(self) -> Span:
        """The equally long span that ends the day before this one begins."""
        return Span(self.first - timedelta(days=self.n_days), self.first - timedelta(days=1))

    @classmethod
    def of_quarter(cls, quarter: Quarter) -> Span:
        return cls(quarter.first_day, quarter.last_day)
