from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pantau.pipeline.archive import Archive
from pantau.pipeline.collect import collect_source
from pantau.pipeline.work import Collecting, Reading
from pantau.privacy.gate import PrivacyGate
from pantau.store.db import Connection, open_warehouse
from pantau.store.runs import RunRow
from tests.pipeline.scripted import NOON, Scripted


@dataclass
class House:
    """A warehouse in memory, a clock that tests move, and the collect use case on both."""

    con: Connection
    archive: Archive
    now: datetime = NOON
    reading: Reading = field(default_factory=Reading)

    def collect(self, connector: Scripted) -> RunRow:
        [run] = self.collect_all(connector)
        return run

    def collect_all(self, connector: Scripted) -> list[RunRow]:
        """A night of one source; the clock then moves on by a day."""
        connector.now = self.now
        work = Collecting(
            self.con,
            PrivacyGate(b"0" * 32),
            self.archive,
            clock=lambda: self.now,
            sleep=lambda seconds: None,
        )
        runs = collect_source(work, connector, self.reading)
        self.now += timedelta(days=1)
        return runs

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return self.con.execute(sql).fetchall()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    con = open_warehouse(":memory:")
    yield House(con, Archive(tmp_path / "raw"))
    con.close()
