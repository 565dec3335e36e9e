"""What YouTube allows a project a day, counted here so that we stop before we are told to.

Since 2026 a search has an allowance of its own (100 calls, each page one); everything else shares
10,000 units, one a call. Both begin anew at midnight Pacific time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from pantau.errors import TransientError

PACIFIC: Final = ZoneInfo("America/Los_Angeles")
_STATE: Final = ("quota_day", "units", "searches")


def quota_day(now: datetime) -> str:
    return now.astimezone(PACIFIC).date().isoformat()


def seconds_to_reset(now: datetime) -> float:
    """Seconds until midnight Pacific, also over a change of the clocks."""
    tomorrow = now.astimezone(PACIFIC).date() + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time(), PACIFIC)
    return (midnight.astimezone(UTC) - now.astimezone(UTC)).total_seconds()


def used_up(what: str, now: datetime) -> TransientError:
    """The refusal to raise where a day's allowance is gone; it says when the next one begins."""
    wait = seconds_to_reset(now)
    back_at = (now + timedelta(seconds=wait)).astimezone(UTC)
    return TransientError(
        f"YouTube: today's {what} are used up; they begin anew at midnight Pacific time "
        f"({back_at:%Y-%m-%d %H:%M} UTC), and nothing is read until then",
        retry_after=wait,
        is_blocked=True,
    )


@dataclass(slots=True)
class Meter:
    """Counts one day's calls of this process on top of what earlier runs have written down.

    Each target's checkpoint holds the count as it stood when that target was read last; the largest
    of them is the truest, because the targets of a run share one meter.
    """

    units_per_day: int
    searches_per_day: int
    _day: str = ""
    _before: dict[str, int] = field(default_factory=dict)
    _spent: dict[str, int] = field(default_factory=dict)
    _resumed: set[str] = field(default_factory=set)

    def resume(self, target: str, state: Mapping[str, str], now: datetime) -> None:
        """Take over what the checkpoint of `target` has counted today; once for each target."""
        self._begin_day(now)
        if target in self._resumed:
            return
        self._resumed.add(target)
        if state.get("quota_day") != self._day:
            return
        for name in ("units", "searches"):
            said = state.get(name, "")
            counted = int(said) if said.isascii() and said.isdecimal() else 0
            self._before[name] = max(self._before.get(name, 0), counted)

    def require(self, name: str, now: datetime) -> None:
        """Raises `TransientError` where no call of the kind ("units" or "searches") is left today."""
        self._begin_day(now)
        limit, what = {
            "units": (self.units_per_day, f"{self.units_per_day:,} units"),
            "searches": (self.searches_per_day, f"{self.searches_per_day:,} searches"),
        }[name]
        if self._count(name) >= limit:
            raise used_up(what, now)

    def spend(self, name: str, n_calls: int, now: datetime) -> None:
        self._begin_day(now)
        self._spent[name] = self._spent.get(name, 0) + n_calls

    def as_state(self) -> dict[str, str]:
        """For the checkpoint: the day and what has been used of it."""
        counts = {name: str(self._count(name)) for name in ("units", "searches")}
        return {"quota_day": self._day, **counts}

    def _count(self, name: str) -> int:
        return self._before.get(name, 0) + self._spent.get(name, 0)

    def _begin_day(self, now: datetime) -> None:
        if (day := quota_day(now)) != self._day:
            self._day = day
            self._before, self._spent = {}, {}


def state_of(meta: Mapping[str, str]) -> dict[str, str]:
    """The meter's part of a page's meta, to be saved with the checkpoint."""
    return {key: meta[key] for key in _STATE if key in meta}
