"""The machine's time, for those at the edge; everything further in is given a moment."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    return datetime.now(UTC)
