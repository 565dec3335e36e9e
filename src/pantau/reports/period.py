"""The periods a report can cover: a quarter, a month, a week, each with what it is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from pantau.domain.period import Span


class Period(Protocol):
    """`domain.period.Quarter` is one too. Written as its code, such as `2026-Q3`."""

    @property
    def first_day(self) -> date: ...

    @property
    def last_day(self) -> date: ...

    @property
    def previous(self) -> Period: ...

    @property
    def year_ago(self) -> Period: ...


def span_of(period: Period) -> Span:
    return Span(period.first_day, period.last_day)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, written `2026-09`."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 or not 1900 <= self.year <= 9998:
            raise ValueError(f"no such month: {self.year}-{self.number:02}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """From `2026-09`; anything else raises `ValueError`."""
        found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text.strip())
        if not found:
            raise ValueError(f"not a month: {text!r}; write it as 2026-09")
        return cls(int(found[1]), int(found[2]))

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year + self.number // 12, self.number % 12 + 1, 1) - timedelta(days=1)

    @property
    def previous(self) -> Month:
        before = self.first_day - timedelta(days=1)
        return Month(before.year, before.month)

    @property
    def year_ago(self) -> Month:
        return Month(self.year - 1, self.number)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week from Monday to Sunday, known by its Monday. Its year ago is 52 weeks before."""

    monday: date

    def __post_init__(self) -> None:
        if self.monday.weekday() != 0:
            raise ValueError(f"a week begins on Monday, not on {self.monday}")

    @classmethod
    def of(cls, day: date) -> Week:
        return cls(day - timedelta(days=day.weekday()))

    @property
    def first_day(self) -> date:
        return self.monday

    @property
    def last_day(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def previous(self) -> Week:
        return Week(self.monday - timedelta(weeks=1))

    @property
    def year_ago(self) -> Week:
        return Week(self.monday - timedelta(weeks=52))

    def __str__(self) -> str:
        return self.monday.isoformat()
