"""Replay real reviews through the whole night: `python -m benchmarks.replay --rows 20000 --dir /tmp/replay`.

Puts the reviews of `../shared/datasets/reviews/*.csv` into the loopback Play server and runs
`pantau nightly` on them twice: once with everything new, once with nothing new. Prints the seconds of each
stage. The folder then holds a warehouse and a snapshot that the dashboard can open. The texts stay
there: they are not ours to publish.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pantau.config import load
from pantau.connectors import registry
from pantau.demo.play_server import PlayServer
from pantau.demo.play_store import AppFacts, PlayStore, Release, Reply, StoredReview
from pantau.pipeline.nightly import Job, NightReport
from pantau.pipeline.setup import write_setup
from pantau.pipeline.status import read_status

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "datasets" / "reviews"
APP_ID = "id.idekite.pontianak_smartcity"


def reviews(folder: Path) -> Iterator[StoredReview]:
    """Every review of the folder's CSV files, in the files' order."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from (_review(row) for row in csv.DictReader(file))


def _review(row: dict[str, str]) -> StoredReview:
    reply = Reply(row["reply"], _utc(row["reply_at"])) if row["reply"] and row["reply_at"] else None
    return StoredReview(
        id=f"{row['app']}-{row['id']}",
        user="Contoh " + row["id"][:6],
        stars=int(row["score"]),
        text=row["text"],
        at=_utc(row["at"]),
        version=row["version"] or None,
        reply=reply,
    )


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument(
        "--dir", type=Path, required=True, help="an empty folder outside the project"
    )
    parser.add_argument("--data", type=Path, default=DATA)
    wanted = parser.parse_args()
    rows = list(itertools.islice(reviews(wanted.data), wanted.rows))
    newest = max(row.at for row in rows)
    store = PlayStore(now=newest + timedelta(days=1))
    release = Release("1.0", min(row.at for row in rows))
    store.add_app(AppFacts(APP_ID, title="Replay", releases=(release,)), rows)
    with PlayServer(store) as server:
        config = load(configure(wanted.dir, server.base_url))
        for title in ("first night, all new", "second night, nothing new"):
            _night(title, Job(config, clock=store.moment), store)
    print(f"{read_status(config).n_mentions:,} mentions; open with: pantau dashboard --config "
          f"{wanted.dir / 'pantau.toml'}")  # fmt: skip


def _night(title: str, job: Job, store: PlayStore) -> None:
    started = time.perf_counter()
    connectors = registry.build(job.config.sources, now=store.moment)
    report = job.nightly(connectors)
    _print(title, report, time.perf_counter() - started)


def _print(title: str, report: NightReport, seconds: float) -> None:
    run = report.runs[0]
    stages = ", ".join(f"{name} {value:.2f}" for name, value in report.seconds.items())
    print(f"{title}: {seconds:.2f} s ({stages}); {run.verdict}, new {run.n_new:,}, "
          f"revised {run.n_revised:,}, requests {run.n_requests}, labelled {report.n_labelled:,}")  # fmt: skip


def configure(folder: Path, base_url: str) -> Path:
    """Writes what `pantau init` writes, for the loopback server; returns the configuration's path."""
    path, *_ = write_setup(folder)
    text = path.read_text(encoding="utf-8").replace("pace_seconds = 1.0", "pace_seconds = 0", 1)
    path.write_text(text.replace("https://play.google.com", base_url, 1), encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
