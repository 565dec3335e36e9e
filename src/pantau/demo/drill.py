"""The fault drill: every known way in which Google Play goes wrong, played to the real pipeline.

For each fault: a healthy night, then ten new reviews and a night with the fault, then a night
without it. What the store holds at the end must equal what was published, each review once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pantau.config import Config
from pantau.connectors import registry
from pantau.demo.faults import FAULTS, Fault
from pantau.demo.loopback_config import loopback_config
from pantau.demo.play_server import PlayServer, PlayStore
from pantau.demo.play_store import AppFacts, Release, StoredReview
from pantau.domain.mention import mention_key
from pantau.pipeline.nightly import Job, NightReport
from pantau.pipeline.work import Progress, silent
from pantau.store.db import open_warehouse
from pantau.store.mentions import newest_keys

N_BEFORE, N_AFTER, PAGE_SIZE = 40, 10, 20
_APP_ID = "contoh.latihan"
_START = datetime(2026, 9, 1, 18, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Drilled:
    """How one fault ended. `n_lost` and `n_doubled` are counted after the healing night and must be 0."""

    fault: str
    title: str
    verdict: str
    exit_code: int
    healed: str
    n_lost: int
    n_doubled: int

    @property
    def is_passed(self) -> bool:
        return self.n_lost == 0 and self.n_doubled == 0


def drill(faults: tuple[Fault, ...] = FAULTS, *, progress: Progress = silent) -> Iterator[Drilled]:
    """Play each fault in a folder of its own, which is removed again."""
    for number, fault in enumerate(faults, start=1):
        with tempfile.TemporaryDirectory(prefix="pantau-drill-") as folder:
            yield _play(fault, Path(folder))
        progress("faults", number, len(faults))


def _play(fault: Fault, folder: Path) -> Drilled:
    store = PlayStore(now=_START)
    facts = AppFacts(_APP_ID, title="Contoh", releases=(Release("1.0", _START),))
    store.add_app(facts, _reviews(0, N_BEFORE))
    with PlayServer(store) as server:
        config = _config(folder, server.base_url)
        _night(config, store)
        store.put(_APP_ID, *_reviews(N_BEFORE, N_AFTER))
        server.inject(fault)
        struck = _night(config, store)
        server.clear()
        healed = _night(config, store)
        return _result(fault, struck, healed, _held(config), store)


def _result(
    fault: Fault, struck: NightReport, healed: NightReport, held: list[str], store: PlayStore
) -> Drilled:
    published = (shown.review.id for shown in store.listing(_APP_ID))
    truth = {mention_key("google_play", _APP_ID, review_id) for review_id in published}
    return Drilled(
        fault=fault.name,
        title=fault.title,
        verdict=struck.runs[0].verdict,
        exit_code=int(struck.outcome),
        healed=healed.runs[0].verdict,
        n_lost=len(truth - set(held)),
        n_doubled=len(held) - len(truth & set(held)),
    )


def _reviews(first: int, count: int) -> list[StoredReview]:
    return [
        StoredReview(
            id=f"latihan-{number:03}",
            user=f"Contoh Warga {number}",
            stars=1 + number % 5,
            text=f"contoh ulasan latihan nomor {number}",
            at=_START - timedelta(hours=6 * (N_BEFORE + N_AFTER - number)),
            version="1.0",
        )
        for number in range(first, first + count)
    ]


def _night(config: Config, store: PlayStore) -> NightReport:
    assert store.now is not None
    store.now += timedelta(days=1)
    job = Job(config, clock=store.moment, sleep=lambda seconds: None)
    return job.collect(registry.build(config.sources, now=store.moment))


def _held(config: Config) -> list[str]:
    con = open_warehouse(config.warehouse_path)
    try:
        return newest_keys(con, "google_play", _APP_ID, None, limit=10 * (N_BEFORE + N_AFTER))
    finally:
        con.close()


def _config(folder: Path, base_url: str) -> Config:
    """Short waits and no second try: a drill is about verdicts, not about patience."""
    limits = {"page_size": PAGE_SIZE, "timeout_seconds": 3, "retries": 0, "max_megabytes": 2}
    return loopback_config(folder, base_url, _APP_ID, **limits)
