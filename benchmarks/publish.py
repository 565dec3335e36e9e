"""How long a million mentions take to publish, and how long each question then takes.

    python benchmarks/publish.py [--mentions 1000000] [--folder DIR]

Everything is invented and drawn from hashes, so that two runs build the same warehouse. The
warehouse stays in the folder and is used again. Nothing is asserted: figures are printed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from pantau.domain.mention import Mention, SafeMention
from pantau.store import marts, marts_screen, runs
from pantau.store.arrow import ask_arrow
from pantau.store.db import Connection, checkpoint, open_warehouse, transaction
from pantau.store.labels import save_predictions, unlabelled
from pantau.store.marts_screen import Selection
from pantau.store.mentions import UpsertCounts, upsert
from pantau.store.snapshot import Snapshot, open_snapshot, publish

NOW = datetime(2026, 7, 1, tzinfo=UTC)
APP = "contoh.aplikasi"
YEAR = Selection(date(2025, 7, 1), date(2026, 6, 30))
# Six and a third years up to June 2026, newest first, as a backfill brings them.
BUILD = """
INSERT INTO mention
SELECT
    md5(i::VARCHAR) AS mention_key, 'google_play', 'review', 'own', $app, '', 'contoh-' || i,
    md5('warga' || i), '',
    CASE WHEN i % 10 = 0 THEN '' ELSE 'Teks contoh ' || i || ': ' || words[1 + i % 5] END AS text,
    'id', (1 + hash(i) % 5)::TINYINT, '3.' || (i // 100000) || '.' || (hash(i) % 3),
    CASE WHEN i % 4 = 0 THEN 'Contoh jawaban' ELSE '' END,
    CASE WHEN i % 4 = 0 THEN posted_at + to_hours((hash(i) % 300)::INTEGER) END,
    (hash(i) % 7)::INTEGER, '', false, posted_at, (posted_at + INTERVAL 7 HOUR)::DATE, NULL,
    md5('t' || i), md5('c' || i), 1, posted_at, posted_at, posted_at, 'r', 'r', NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM (
    SELECT i, $now::TIMESTAMP - to_seconds(i * 200000000 // $n) AS posted_at,
        ['CCTV tidak bisa dibuka', 'bagus sekali, sangat membantu', 'lambat dan sering keluar sendiri',
         'tolong tambah menu harga pangan', 'biasa saja'] AS words
    FROM range($n) AS numbers (i)
)
"""
LABELS = """
SELECT
    ['negative', 'neutral', 'positive'][1 + (hash(mention_key) % 3)::INTEGER] AS sentiment,
    0.9::FLOAT AS sentiment_score,
    [['app_problem', 'suggestion'], ['compliment'], ['general_rating'], ['service_complaint']][
        1 + (hash(text_hash) % 4)::INTEGER] AS feedback,
    0.8::FLOAT AS feedback_score,
    [['cctv'], [], ['akun', 'kinerja'], ['jalan']][1 + (hash(mention_key || 't') % 4)::INTEGER] AS topics,
    'co_assessment' AS mode,
    hash(text_hash) % 20 = 0 AS is_unsure
FROM due
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "pantau-bench")
    given = parser.parse_args()
    warehouse = given.folder / f"warehouse-{given.mentions}.duckdb"
    published = given.folder / f"published-{given.mentions}"
    prepare(warehouse, given.mentions)
    time_writing(warehouse)
    time_publishing(warehouse, published)
    with open_snapshot(published) as snapshot:
        time_questions(snapshot)


def prepare(warehouse: Path, n: int) -> None:
    con = open_warehouse(warehouse)
    if marts.holdings(con).n_mentions < n:
        with timed(f"build {n:,} mentions"), transaction(con):
            con.execute(BUILD, {"n": n, "now": NOW.replace(tzinfo=None), "app": APP})
        with timed("label them all, in batches of 50,000"):
            label_all(con)
    checkpoint(con)
    con.close()


def label_all(con: Connection) -> None:
    while (due := unlabelled(con, 50_000)).num_rows:
        con.register("due", due)
        labels = ask_arrow(con, LABELS, {})
        con.unregister("due")
        versions = {"model": "bench", "model_version": "1", "codebook_version": "1.1"}
        save_predictions(con, due, labels, **versions, now=NOW)


def time_writing(warehouse: Path) -> None:
    """New, known and changed mentions into what is there, rolled back at the end."""
    con = open_warehouse(warehouse)
    con.begin()
    first = int(time.time())
    for size in (200, 2_000):
        batch = [invented(first + size * 10 + i) for i in range(size)]
        changed = [replace(m, mention=replace(m.mention, text=m.mention.text + "!")) for m in batch]
        for name, rows in (("new", batch), ("known", batch), ("changed", changed)):
            seconds, counts = took(lambda rows=rows: put(con, rows))
            print(f"{name:>8} batch of {size:>5,}: {seconds * 1000:8.1f} ms  {counts}")
    con.rollback()
    con.close()


def put(con: Connection, rows: list[SafeMention]) -> UpsertCounts:
    return upsert(con, rows, scope="own", run_id="bench", now=NOW, since=None)


def invented(number: int) -> SafeMention:
    text = f"Teks contoh baru {number}: peta CCTV lambat dibuka"
    posted_at = NOW - timedelta(minutes=number % 10_000)
    mention = Mention("google_play", f"baru-{number}", text, posted_at, app_id=APP, rating=2)
    return SafeMention(mention, author_key=f"{number:032x}")


def time_publishing(warehouse: Path, published: Path) -> None:
    size = warehouse.stat().st_size / 1e6
    for _ in range(3):
        moment = datetime.now(UTC)
        seconds, _ = took(lambda moment=moment: publish(warehouse, published, now=moment, keep=2))
        print(f"publish {size:,.0f} MB: {seconds:.2f} s")


def time_questions(snapshot: Snapshot) -> None:
    con = snapshot.cursor()
    seen = replace(YEAR, feedback=("app_problem",), topics=("cctv",), stars=("1", "2"))
    searched = replace(YEAR, words=("cctv", "dibuka"))
    then = replace(YEAR, as_of=NOW - timedelta(days=30))
    questions: dict[str, Callable[[], Any]] = {
        "extent": lambda: marts_screen.extent(con),
        "holdings": lambda: marts.holdings(con),
        "standings, whole year": lambda: marts_screen.standings(con, YEAR),
        "standings by week": lambda: marts_screen.standings(con, YEAR, "week"),
        "standings by month": lambda: marts_screen.standings(con, YEAR, "month"),
        "standings by month, filtered": lambda: marts_screen.standings(con, seen, "month"),
        "standings, two words sought": lambda: marts_screen.standings(con, searched),
        "codes, whole year": lambda: marts_screen.codes(con, YEAR),
        "codes by month": lambda: marts_screen.codes(con, YEAR, "month"),
        "offered": lambda: marts_screen.offered(con, YEAR),
        "count": lambda: marts_screen.count(con, YEAR),
        "count, two words sought": lambda: marts_screen.count(con, searched),
        "texts, first page": lambda: marts_screen.texts(con, YEAR, "terbaru", 20, 0),
        "texts, lowest stars": lambda: marts_screen.texts(con, YEAR, "bintang_rendah", 20, 0),
        "texts, page 1,000": lambda: marts_screen.texts(con, YEAR, "terbaru", 20, 20_000),
        "texts, two words sought": lambda: marts_screen.texts(con, searched, "terbaru", 20, 0),
        "replies": lambda: marts.replies(con, YEAR, NOW),
        "versions": lambda: marts.versions(con, YEAR),
        "sources": lambda: marts.sources(con, YEAR.first, YEAR.last),
        "coverage": lambda: marts.coverage(con, YEAR.first, YEAR.last, "google_play"),
        "counters by month": lambda: marts_screen.counters(con, YEAR.first, YEAR.last, "month"),
        "models": lambda: marts_screen.models(con),
        "last runs": lambda: runs.last_runs(con),
        "standings, all time": lambda: marts_screen.standings(
            con, replace(YEAR, first=date(2015, 1, 1)), "quarter"
        ),
        "standings as known 30 days ago": lambda: marts_screen.standings(con, then, "month"),
    }
    print(f"{'question':<34} {'first':>8} {'again':>8}  (ms, median of 5)")
    for name, ask in questions.items():
        first, _ = took(ask)
        again = sorted(took(ask)[0] for _ in range(5))[2]
        print(f"{name:<34} {first * 1000:8.1f} {again * 1000:8.1f}")
    con.close()


class timed:  # noqa: N801 - reads as a statement
    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        self.started = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        print(f"{self.name}: {time.perf_counter() - self.started:.2f} s")


def took(ask: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    answer = ask()
    return time.perf_counter() - started, answer


if __name__ == "__main__":
    main()
