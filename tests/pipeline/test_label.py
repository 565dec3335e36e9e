"""Which model labels what: a few texts the main one, a flood the quick one, old labels a portion a night."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from pantau.classify.base import LABEL_SCHEMA, Weight
from pantau.domain.mention import Mention
from pantau.pipeline.label import Models, label_all
from pantau.privacy.gate import PrivacyGate
from pantau.store import labels
from pantau.store.db import Connection, open_warehouse
from pantau.store.mentions import upsert

NOW = datetime(2026, 9, 1, 5, 0, tzinfo=UTC)


@dataclass
class Counting:
    """Says the same of every text and counts how many it was asked for."""

    name: str
    version: str = "1"
    sentiment: str = "neutral"
    codebook_version: str = "1.1"
    asked: Counter[str] = field(default_factory=Counter)

    def predict(self, texts: Sequence[str]) -> pa.Table:
        self.asked.update(texts)
        row = {
            "sentiment": self.sentiment,
            "sentiment_score": 0.9,
            "feedback": ["general_rating"],
            "feedback_score": 0.9,
            "topics": [],
            "mode": "co_assessment",
            "is_unsure": False,
        }
        return pa.Table.from_pylist([row] * len(texts), LABEL_SCHEMA)

    def explain(self, text: str) -> Sequence[Weight]:
        return ()


@pytest.fixture
def con() -> Iterator[Connection]:
    con = open_warehouse(":memory:")
    yield con
    con.close()


def put(con: Connection, first: int, count: int) -> None:
    gate = PrivacyGate(b"0" * 32)
    batch = [
        gate.safe(Mention("contoh", f"c{n}", f"contoh teks {n}", NOW - timedelta(days=n)))
        for n in range(first, first + count)
    ]
    upsert(con, batch, scope="own", run_id="r", now=NOW, since=None)


def test_a_few_new_texts_go_to_the_main_model_and_a_flood_to_the_quick_one(con: Connection) -> None:
    main, bulk = Counting("accurate"), Counting("fast")
    models = Models(main, bulk, bulk_from=10)
    put(con, 0, 10)
    assert label_all(con, models, clock=lambda: NOW) == 10
    put(con, 100, 11)
    assert label_all(con, models, clock=lambda: NOW) == 11
    assert (main.asked.total(), bulk.asked.total()) == (10, 11)


def test_labels_of_either_model_stand(con: Connection) -> None:
    models = Models(Counting("accurate"), Counting("fast"), bulk_from=3)
    put(con, 0, 8)
    label_all(con, models, clock=lambda: NOW)
    assert label_all(con, models, clock=lambda: NOW) == 0


def test_a_new_model_relabels_a_portion_a_night_newest_first_and_forgets_nothing(
    con: Connection,
) -> None:
    put(con, 0, 7)
    label_all(con, Models(Counting("accurate")), clock=lambda: NOW)
    new = Counting("accurate", version="2", sentiment="negative")
    models = Models(new, n_stale=3)
    later = NOW + timedelta(days=1)
    assert label_all(con, models, clock=lambda: later) == 3
    assert sorted(new.asked) == ["contoh teks 0", "contoh teks 1", "contoh teks 2"]
    assert [label_all(con, models, clock=lambda: later) for _ in range(3)] == [3, 1, 0]
    [(n,)] = con.execute("SELECT count(*) FROM prediction").fetchall()
    assert n == 14


def test_each_text_is_asked_for_once(con: Connection) -> None:
    main = Counting("accurate")
    put(con, 0, 2_300)
    assert label_all(con, Models(main), clock=lambda: NOW) == 2_300
    assert set(main.asked.values()) == {1}


def test_drift_tells_by_quarter_what_moved(con: Connection) -> None:
    put(con, 0, 4)
    label_all(con, Models(Counting("accurate")), clock=lambda: NOW)
    later = NOW + timedelta(days=1)
    new = Counting("accurate", version="2", sentiment="negative")
    label_all(con, Models(new), clock=lambda: later)
    [moved] = labels.drift(con)
    assert (moved.before, moved.after) == ("accurate 1 1.1", "accurate 2 1.1")
    assert (moved.quarter_from.isoformat(), moved.n, moved.n_sentiment_moved) == (
        "2026-07-01",
        4,
        4,
    )
    assert (moved.n_negative_before, moved.n_negative_after, moved.n_type_moved) == (0, 4, 0)
