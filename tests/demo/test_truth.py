"""A season of nights with edits, replies, late arrivals and deletions: at the end the store equals the truth.

Once over invented reviews, once over real ones, replayed from `../shared/datasets` where it is there.
"""

from __future__ import annotations

import csv
import html
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pantau.config import Config, Privacy
from pantau.connectors import registry
from pantau.demo.faults import BY_NAME
from pantau.demo.loopback_config import loopback_config
from pantau.demo.play_server import PlayServer
from pantau.demo.play_store import AppFacts, Edit, PlayStore, Reply, Shown, StoredReview
from pantau.domain.mention import mention_key
from pantau.pipeline.nightly import Job
from pantau.privacy.redact import redact
from pantau.store.db import Connection, open_warehouse

APP = "contoh.musim"
FIRST_NIGHT = datetime(2026, 7, 1, 18, 30, tzinfo=UTC)
N_NIGHTS = 30
ALLOWED = Privacy().allowed_numbers
FAULTY = ("too_many", "truncated_json", "suddenly_empty")


REPLAYED = Path(__file__).resolve().parents[3] / "shared" / "datasets" / "reviews" / "m_paspor.csv"
N_REVIEWS = 240


def words_of(kind: str) -> list[str]:
    """What the season's reviews say."""
    if kind == "invented":
        return [f"contoh ulasan musim {number}" for number in range(N_REVIEWS)]
    if not REPLAYED.exists():
        pytest.skip("no ../shared/datasets beside the project: real reviews can't be replayed")
    with REPLAYED.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in itertools.islice(csv.DictReader(file), N_REVIEWS)]


def season(words: Sequence[str]) -> list[StoredReview]:
    """Reviews over the season: some late, some edited, some answered, some deleted."""
    dice = random.Random(6)
    return [_review(dice, number, text) for number, text in enumerate(words)]


def _review(dice: random.Random, number: int, text: str) -> StoredReview:
    at = FIRST_NIGHT + timedelta(hours=dice.uniform(-20 * 24, (N_NIGHTS - 8) * 24))
    review = StoredReview(
        id=f"musim-{number:03}",
        user=f"Contoh Warga {number % 90}",
        stars=dice.randint(1, 5),
        text=None if dice.random() < 0.05 else text,
        at=at,
        version=dice.choice(["1.0", "1.1", None]),
    )
    if dice.random() < 0.15:
        review = replace(review, visible_from=at + timedelta(hours=dice.uniform(24, 36)))
    if dice.random() < 0.20:
        changed = at + timedelta(days=dice.uniform(1, 5))
        review = replace(review, edits=(Edit(changed, f"diubah {number}", dice.randint(1, 5)),))
    if dice.random() < 0.30:
        answered = at + timedelta(days=dice.uniform(0.2, 6))
        review = replace(review, reply=Reply(f"Terima kasih, contoh {number}", answered))
    if dice.random() < 0.08:
        review = replace(review, deleted_at=at + timedelta(days=dice.uniform(2, 6)))
    return review


@dataclass
class Season:
    """The store after the last night, and the server's truth at that moment."""

    con: Connection
    truth: Sequence[Shown]
    reviews: Sequence[StoredReview]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.con.execute(sql).fetchall()


@pytest.fixture(scope="module", params=["invented", "replayed"])
def after(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Season]:
    store = PlayStore(now=FIRST_NIGHT)
    reviews = season(words_of(request.param))
    store.add_app(AppFacts(APP), reviews)
    with PlayServer(store) as server:
        config = _config(tmp_path_factory.mktemp("season"), server.base_url)
        for night in range(N_NIGHTS):
            if night % 5 == 3 and night < N_NIGHTS - 3:
                server.inject(BY_NAME[FAULTY[night // 5 % len(FAULTY)]])
            _night(config, store)
            server.clear()
    con = open_warehouse(config.warehouse_path)
    yield Season(con, store.listing(APP), reviews)
    con.close()


def _night(config: Config, store: PlayStore) -> None:
    assert store.now is not None
    store.now += timedelta(days=1)
    job = Job(config, clock=store.moment, sleep=lambda seconds: None)
    job.collect(registry.build(config.sources, now=store.moment))


def _config(folder: Path, base_url: str) -> Config:
    return loopback_config(folder, base_url, APP, page_size=20, retries=0, complete_days=1)


def test_what_stands_is_exactly_what_the_source_shows(after: Season) -> None:
    truth = {
        (
            mention_key("google_play", APP, s.review.id),
            redact(html.unescape(s.text or ""), allowed_numbers=ALLOWED).strip(),
            s.stars,
            s.review.version or "",
            s.reply.text if s.reply else "",
            int(s.at.timestamp()),
        )
        for s in after.truth
    }
    held = after.rows(
        "SELECT mention_key, text, rating, app_version, reply_text, epoch(posted_at)::BIGINT "
        "FROM mention WHERE deleted_at IS NULL"
    )
    assert len(held) == len(truth)
    assert set(held) == truth


def test_what_was_seen_and_then_deleted_is_a_tombstone_and_not_gone(after: Season) -> None:
    shown = {s.review.id for s in after.truth}
    buried = {
        row[0] for row in after.rows("SELECT external_id FROM mention WHERE deleted_at IS NOT NULL")
    }
    assert buried
    assert buried.isdisjoint(shown)
    assert all(review.deleted_at for review in after.reviews if review.id in buried)


def test_late_arrivals_were_counted_as_late(after: Season) -> None:
    assert after.rows("SELECT sum(n_late) > 0 FROM run") == [(True,)]


def test_edits_left_their_earlier_text_behind(after: Season) -> None:
    rows = after.rows(
        "SELECT r.text, m.text FROM mention_revision AS r JOIN mention AS m USING (mention_key) "
        "WHERE m.text LIKE 'diubah%' AND r.text NOT LIKE 'diubah%'"
    )
    assert len(rows) >= 10
    first = {redact(html.unescape(r.text or "")).strip() for r in after.reviews}
    assert all(old in first for old, _ in rows)


def test_struck_nights_are_in_the_ledger(after: Season) -> None:
    verdicts = {row[0] for row in after.rows("SELECT DISTINCT verdict FROM run")}
    assert {"new", "blocked", "suspect_empty"} <= verdicts
