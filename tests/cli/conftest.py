from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pantau.demo.play_server import PlayServer, PlayStore
from pantau.demo.play_store import AppFacts, Release, StoredReview

APP = "id.idekite.pontianak_smartcity"
NOW = datetime.now(UTC).replace(microsecond=0)


@dataclass
class Office:
    """A folder as `pantau init` leaves it, a Play server on loopback, and the command in a process."""

    folder: Path
    server: PlayServer
    store: PlayStore
    extra: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PANTAU_")}
        return {
            **kept,
            "PANTAU_SOURCES__GOOGLE_PLAY__BASE_URL": self.server.base_url,
            "PANTAU_SOURCES__GOOGLE_PLAY__PACE_SECONDS": "0",
            "PANTAU_SOURCES__GOOGLE_PLAY__RETRIES": "0",
            "PANTAU_SOURCES__GOOGLE_PLAY__TIMEOUT_SECONDS": "3",
            "PANTAU_MODEL__TIER": "fast",
            **self.extra,
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "pantau", *arguments],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pantau", *arguments],
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            input=given,
            timeout=120,
            check=False,
        )

    def told(self, *arguments: str) -> Any:
        """What the command says with --json."""
        done = self.run(*arguments, "--json")
        return json.loads(done.stdout)


def reviews(count: int) -> list[StoredReview]:
    return [
        StoredReview(
            id=f"contoh-{number:04}",
            user=f"Contoh Warga {number}",
            stars=1 + number % 5,
            text=f"contoh: CCTV nomor {number} lancar, terima kasih",
            at=NOW - timedelta(hours=2 * number + 1),
            version="1.0",
        )
        for number in range(count)
    ]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = PlayStore()
    release = Release("1.0", NOW - timedelta(days=90))
    store.add_app(AppFacts(APP, title="Contoh", releases=(release,)), reviews(60))
    with PlayServer(store) as server:
        office = Office(tmp_path, server, store)
        assert office.run("init").returncode == 0
        yield office
