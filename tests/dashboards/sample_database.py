"""Builds small warehouses by plain SQL for the dashboard's tests and for working on its looks.

`python tests/dashboards/sample_database.py DIR` writes a configuration and a published snapshot of
2,000 invented mentions over 18 months there. Everything is drawn from a seed, nothing from a clock.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pantau.domain.taxonomy import mode_of
from tests.dashboards.sample_texts import SAMPLES, Sample

NOW = datetime(2026, 10, 5, 18, 30, tzinfo=UTC)
APP = "id.idekite.pontianak_smartcity"
PEER = "id.contoh.kotalain"
RELEASES = (
    (date(2025, 5, 12), "3.0.1"),
    (date(2025, 10, 3), "3.1.0"),
    (date(2026, 3, 17), "3.2.0"),
    (date(2026, 8, 4), "3.2.1"),
)
Row = dict[str, Any]


def naive(day: date, hour: int = 3, minute: int = 0) -> datetime:
    """UTC without a zone, which is how the store holds times."""
    return datetime.combine(day, time(hour, minute))


def mention(number: int, day: date, text: str, stars: int | None, **more: Any) -> Row:
    """One row of `mention`; `more` overrides any column."""
    row = _identity(number, text) | _moments(day) | {
        "kind": "review", "scope": "own", "channel": "", "title": "", "language": "id",
        "rating": stars, "app_version": version_on(day), "reply_text": "", "reply_at": None,
        "n_likes": 0, "url": "", "is_official": False, "revision": 1,
        "first_run_id": "run", "last_run_id": "run", "deleted_at": None, "edited_at": None,
    }  # fmt: skip
    return row | more


def _identity(number: int, text: str) -> Row:
    digest = hashlib.sha256(text.encode()).hexdigest()[:32]
    return {
        "mention_key": hashlib.sha256(f"contoh{number}".encode()).hexdigest()[:32],
        "source": "google_play",
        "app_id": APP,
        "external_id": f"contoh-{number}",
        "author_key": hashlib.sha256(f"warga{number % 1700}".encode()).hexdigest(),
        "text": text,
        "text_hash": digest,
        "content_hash": digest,
    }


def _moments(day: date) -> Row:
    seen = naive(day + timedelta(days=1), 18, 30)
    return {
        "posted_at": naive(day),
        "local_date": day,
        "known_from": seen,
        "first_seen_at": seen,
        "last_seen_at": seen,
    }


def labelled(row: Row, sample: Sample, **more: Any) -> Row:
    """The row with the label the sample deserves; an unlabelled row keeps these columns NULL."""
    return (
        row
        | {
            "sentiment": sample.sentiment,
            "sentiment_score": 0.9,
            "feedback": ",".join(sample.feedback),
            "primary_feedback": sample.feedback[0],
            "feedback_score": 0.8,
            "topics": ",".join(sample.topics),
            "mode": str(mode_of(sample.feedback)),
            "is_unsure": False,
            "model": "fast",
            "model_version": "2026.11.1",
            "codebook_version": "1.1",
            "labelled_at": row["last_seen_at"],
        }
        | more
    )


def version_on(day: date) -> str:
    return next((v for since, v in reversed(RELEASES) if day >= since), "3.0.0")


def run(number: int, day: date, verdict: str, **more: Any) -> Row:
    stop = "reached_known" if verdict in ("new", "quiet") else "error"
    started = naive(day, 18, 30)
    return {
        "run_id": f"run-{number}", "night_id": f"malam-{day}", "source": "google_play",
        "target": APP, "app_id": APP, "scope": "own", "mode": "nightly", "started_at": started,
        "ended_at": started + timedelta(minutes=2), "local_date": day + timedelta(days=1),
        "since": started - timedelta(days=7), "stop_reason": stop, "verdict": verdict,
        "message": "server menjawab 503" if stop == "error" else "", "n_requests": 3, "n_pages": 2,
        "n_fetched": 40, "n_new": 4 if verdict == "new" else 0, "n_revised": 0, "n_unchanged": 36,
        "n_rejected": 0, "n_late": 0, "evidence": json.dumps({}), "code_version": "0.1.0",
    } | more  # fmt: skip


def app_snapshot(day: date, counts: tuple[int, ...], **more: Any) -> Row:
    n = sum(counts)
    stars = {f"n_{i}_star": c for i, c in enumerate(counts, start=1)}
    score = sum(i * c for i, c in enumerate(counts, start=1)) / n
    return {
        "source": "google_play", "app_id": APP, "scope": "own", "taken_at": naive(day, 18, 30),
        "local_date": day + timedelta(days=1), "score": round(score, 3), "n_ratings": n,
        "n_reviews": n // 2, **stars, "installs": "50.000+", "version": version_on(day),
        "updated_at": naive(max((d for d, _ in RELEASES if d <= day), default=day)),
        "run_id": f"run-{day}",
    } | more  # fmt: skip


def grown(rng: random.Random, n: int = 2000) -> dict[str, list[Row]]:
    """18 months of invented mentions, runs and counters; worse after 3.2.0, better after 3.2.1."""
    tables: dict[str, list[Row]] = {t: [] for t in ("mention", "run", "app_snapshot")}
    first = date(2025, 4, 6)
    days = sorted(first + timedelta(days=int(rng.triangular(0, 547, 400))) for _ in range(n))
    for number, day in enumerate(days):
        _add_mention(rng, tables, number, day)
    tables["rejected"] = _add_runs(rng, tables, first)
    tables["mention_revision"] = _revisions(rng, tables["mention"])
    return tables


def _add_mention(rng: random.Random, tables: dict[str, list[Row]], number: int, day: date) -> None:
    sample = rng.choices(SAMPLES, weights=[_weight(s, day) for s in SAMPLES])[0]
    extra: Row = {}
    if rng.random() < 0.12:
        extra = {"scope": "peer", "app_id": PEER, "app_version": ""}
    elif rng.random() < 0.06:
        extra = {"source": "file", "app_id": "", "channel": "kotak saran", "app_version": ""}
    elif rng.random() < 0.35:
        waited = timedelta(hours=rng.lognormvariate(3.4, 1.1))
        extra = {"reply_text": "Terima kasih atas masukannya.", "reply_at": naive(day) + waited}
    stars = None if extra.get("source") == "file" else rng.choice(sample.stars)
    row = mention(number, day, sample.text, stars, **extra)
    row["posted_at"] = naive(day, rng.randrange(0, 16), rng.randrange(60))
    unsure = rng.random() < 0.07
    score = round(rng.uniform(0.4, 0.55) if unsure else rng.uniform(0.6, 0.99), 3)
    tables["mention"].append(labelled(row, sample, sentiment_score=score, is_unsure=unsure))


def _weight(sample: Sample, day: date) -> float:
    is_rare = sample.feedback[0] in ("co_design", "co_commissioning", "co_performing", "irrelevant")
    weight = 0.25 if is_rare else 1.0
    if "general_rating" in sample.feedback:
        weight *= 3
    if date(2026, 3, 17) <= day < date(2026, 8, 4) and "login_account" in sample.topics:
        weight *= 4
    return weight * (1.6 if day >= date(2026, 8, 4) and sample.sentiment == "positive" else 1)


def _add_runs(rng: random.Random, tables: dict[str, list[Row]], first: date) -> list[Row]:
    rejected: list[Row] = []
    counts = [210, 60, 90, 160, 480]
    for offset in range(548):
        day = first + timedelta(days=offset)
        verdict = _verdict(rng, day)
        if verdict:
            tables["run"].append(run(2 * offset, day, verdict, n_late=int(rng.random() < 0.1)))
            tables["run"].append(_feed_run(rng, offset, day))
        if verdict in ("new", "quiet"):
            counts[rng.choices(range(5), weights=(4, 1, 1, 2, 6))[0]] += rng.randrange(3)
            tables["app_snapshot"].append(app_snapshot(day, tuple(counts)))
            tables["app_snapshot"].append(_peer_counters(day, offset))
        if rng.random() < 0.02:
            rejected.append(_rejected(offset, day))
    return rejected


def _verdict(rng: random.Random, day: date) -> str:
    """Empty where nothing ran at all; a long outage in December 2025 leaves a gap to be shaded."""
    if date(2025, 12, 9) <= day <= date(2025, 12, 22):
        return rng.choice(["unreachable", ""])
    if date(2026, 6, 3) <= day <= date(2026, 6, 6):
        return "suspect_empty"
    return rng.choices(["new", "quiet", "partial", "blocked"], weights=(70, 25, 2, 1))[0]


def _feed_run(rng: random.Random, offset: int, day: date) -> Row:
    verdict = rng.choices(["quiet", "new", "unreachable"], weights=(90, 6, 2))[0]
    return run(
        2 * offset + 1, day, verdict, source="rss", target="ANTARA Kalbar", app_id="", n_new=0
    )


def _peer_counters(day: date, offset: int) -> Row:
    counts = (900 + offset, 300, 400, 900 + offset // 2, 4000 + 3 * offset)
    return app_snapshot(day, counts, app_id=PEER, scope="peer", version="7.1")


def _rejected(offset: int, day: date) -> Row:
    return {
        "run_id": f"run-{2 * offset}", "source": "google_play", "target": APP,
        "reason": "tanggal kosong pada kolom 5", "item": "contoh", "rejected_at": naive(day, 18),
    }  # fmt: skip


def _revisions(rng: random.Random, mentions: Iterable[Row]) -> list[Row]:
    """Earlier forms of some answered reviews: a star or two less, before the reply."""
    rows = []
    for m in mentions:
        if m["reply_at"] is None or m["rating"] is None or rng.random() > 0.25:
            continue
        m["revision"] = 2
        rows.append(earlier_form(m, rating=max(1, m["rating"] - rng.choice((0, 0, 1, 2)))))
        m["known_from"] = rows[-1]["known_until"]
    return rows


def earlier_form(row: Row, rating: int) -> Row:
    """What a review was before it was answered."""
    columns = (
        "mention_key", "title", "text", "app_version", "posted_at", "local_date", "edited_at",
        "is_official", "text_hash", "content_hash", "known_from",
    )  # fmt: skip
    until = row["known_from"] + timedelta(days=3)
    then = {"revision": 1, "rating": rating, "reply_text": "", "reply_at": None}
    return {c: row[c] for c in columns} | then | {"known_until": until, "run_id": "run"}


def write_database(path: Path, tables: dict[str, list[Row]]) -> Path:
    """A migrated database at `path` holding the rows."""
    path.unlink(missing_ok=True)
    connection = empty_database(path)
    for name, rows in tables.items():
        if rows:
            _insert(connection, name, rows)
    connection.execute("CHECKPOINT")
    connection.close()
    return path


def empty_database(path: Path) -> duckdb.DuckDBPyConnection:
    from pantau.store import db

    return db.open_warehouse(path)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    """Columns missing in a row, such as the label of an unlabelled mention, are NULL."""
    names = dict.fromkeys(key for row in rows for key in row)
    columns = {key: [row.get(key) for row in rows] for key in names}
    connection.register("incoming", pa.table(columns))
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    connection.unregister("incoming")


def publish(
    published: Path, tables: dict[str, list[Row]], name: str = "20261006T013000Z-1"
) -> Path:
    """A published snapshot as `pantau publish` leaves it: the file, and CURRENT naming it."""
    published.mkdir(parents=True, exist_ok=True)
    work = write_database(published.parent / f"{name}.work", tables)
    target = published / f"{name}.duckdb"
    shutil.move(work, target)
    (published / "CURRENT").write_text(target.name + "\n", encoding="utf-8")
    return target


def write_config(folder: Path, *, is_sample: bool = False) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "pantau.toml"
    path.write_text(f"version = 1\nis_sample = {str(is_sample).lower()}\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    where = Path(sys.argv[1])
    write_config(where, is_sample=True)
    publish(where / "data" / "published", grown(random.Random(7)))
