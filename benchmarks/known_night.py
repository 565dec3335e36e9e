"""One night over many known reviews: `python -m benchmarks.known_night --known 200000 --new 500 --edited 300`.

Invented reviews, served by the loopback Play server. Prints the seconds and requests of the first night
(everything new), of a night with some new and some edited, and of a night with nothing new, and the peak
memory of the process. A night should cost what its pages cost, whatever the store holds.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pantau.config import Config
from pantau.connectors import registry
from pantau.demo.loopback_config import loopback_config
from pantau.demo.play_server import PlayServer, PlayStore
from pantau.demo.play_store import AppFacts, Edit, StoredReview
from pantau.pipeline.nightly import Job

APP = "contoh.besar"
NOW = datetime(2026, 9, 1, 18, 30, tzinfo=UTC)


def review(number: int, at: datetime) -> StoredReview:
    return StoredReview(
        id=f"besar-{number:07}",
        user=f"Contoh Warga {number % 40_000}",
        stars=1 + number % 5,
        text=f"contoh ulasan nomor {number}, aplikasi kadang lambat saat membuka peta CCTV",
        at=at,
        version="1.0",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--known", type=int, default=200_000)
    parser.add_argument("--new", type=int, default=500)
    parser.add_argument("--edited", type=int, default=300)
    wanted = parser.parse_args()
    spacing = timedelta(days=365 * 3) / wanted.known
    known = [review(n, NOW - spacing * n) for n in range(wanted.known)]
    store = PlayStore(now=NOW)
    store.add_app(AppFacts(APP), known)
    with tempfile.TemporaryDirectory() as folder, PlayServer(store) as server:
        config = _config(Path(folder), server.base_url)
        _night("first night, all new", config, store)
        store.now = NOW + timedelta(days=1)
        fresh = [review(wanted.known + n, NOW + timedelta(minutes=n)) for n in range(wanted.new)]
        again = (Edit(NOW + timedelta(hours=9), "contoh: sudah diperbaiki", 5),)
        edits = [replace(r, edits=again) for r in known[5_000 : 5_000 + wanted.edited]]
        store.put(APP, *fresh, *edits)
        _night(f"{wanted.new} new, {wanted.edited} edited", config, store)
        store.now = NOW + timedelta(days=2)
        _night("nothing new", config, store)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory, server and its {wanted.known:,} reviews included: {peak} MB")


def _night(title: str, config: Config, store: PlayStore) -> None:
    started = time.perf_counter()
    report = Job(config, clock=store.moment).collect(
        registry.build(config.sources, now=store.moment)
    )
    run = report.runs[0]
    print(
        f"{title}: {time.perf_counter() - started:.2f} s, {run.n_requests} requests, {run.verdict}, "
        f"new {run.n_new:,}, revised {run.n_revised:,}, unchanged {run.n_unchanged:,}"
    )


def _config(folder: Path, base_url: str) -> Config:
    limits = {"page_size": 200, "max_pages": 100_000, "complete_days": 30}
    return loopback_config(folder, base_url, APP, **limits)


if __name__ == "__main__":
    main()
