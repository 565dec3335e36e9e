"""What all use cases share: clock, progress, and what a night's targets have in common."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

from pantau.clock import utc_now
from pantau.pipeline.archive import Archive
from pantau.privacy.gate import PrivacyGate
from pantau.store.db import Connection

Clock = Callable[[], datetime]
Mode = Literal["nightly", "backfill", "import"]


class Progress(Protocol):
    """Who wants to hear how far a stage has come. `total` is `None` where it isn't known."""

    def __call__(self, stage: str, done: int, total: int | None) -> None: ...


def silent(stage: str, done: int, total: int | None) -> None:
    """No progress shown: pipes, cron, tests."""


@dataclass(frozen=True, slots=True)
class Collecting:
    """What all targets of one night share."""

    con: Connection
    gate: PrivacyGate
    archive: Archive
    clock: Clock = utc_now
    progress: Progress = silent
    night_id: str = field(default_factory=lambda: secrets.token_hex(8))
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Reading:
    """How a source is to be read.

    `overlap_days` are read again each night. An app of our own is walked completely every
    `complete_days` (0: never), which is how deletions are found. `until` ends a backfill.
    """

    mode: Mode = "nightly"
    overlap_days: int = 7
    complete_days: int = 7
    until: date | None = None
