"""What people add: codes that count before the model's and survive a relabelling, and events."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from pantau.classify.base import LABEL_SCHEMA, Weight
from pantau.config import Config, Privacy, Storage
from pantau.domain.mention import Mention
from pantau.errors import InputError
from pantau.pipeline import people
from pantau.pipeline.label import Models, label_all
from pantau.privacy.gate import PrivacyGate
from pantau.store import people as store
from pantau.store.db import Connection, checkpoint, open_warehouse
from pantau.store.mentions import upsert
from pantau.store.snapshot import open_snapshot, publish

NOW = datetime(2026, 9, 1, 5, 0, tzinfo=UTC)


@dataclass
class Unsure:
    """A model that calls every text a neutral general rating and is not sure of it."""

    version: str = "1"
    name: str = "fast"
    codebook_version: str = "1.1"

    def predict(self, texts: Sequence[str]) -> pa.Table:
        row = {
            "sentiment": "neutral",
            "sentiment_score": 0.4,
            "feedback": ["general_rating"],
            "feedback_score": 0.4,
            "topics": ["cctv"],
            "mode": "co_assessment",
            "is_unsure": True,
        }
        return pa.Table.from_pylist([row] * len(texts), LABEL_SCHEMA)

    def explain(self, text: str) -> Sequence[Weight]:
        return ()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A warehouse with three labelled sample texts, published."""
    made = Config(
        storage=Storage(data_dir=tmp_path / "data"),
        privacy=Privacy(secret_file=tmp_path / "contoh.secret"),
    )
    con = open_warehouse(made.warehouse_path)
    gate = PrivacyGate(b"0" * 32)
    batch = [
        gate.safe(Mention("contoh", f"c{n}", f"=contoh teks {n}", NOW, rating=3)) for n in range(3)
    ]
    upsert(con, batch, scope="own", run_id="r", now=NOW, since=None)
    label_all(con, Models(Unsure()), clock=lambda: NOW)
    _close(con, made)
    return made


def _close(con: Connection, config: Config) -> None:
    checkpoint(con)
    con.close()
    publish(config.warehouse_path, config.published_dir, now=NOW, keep=3)


def filled(config: Config, coder: str, codes: Sequence[tuple[str, str]]) -> Path:
    """The queue of a coder, its first rows filled in."""
    path = config.storage.data_dir / f"{coder}.csv"
    people.write_queue(config, path, coder=coder, limit=10)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, (sentiment, feedback) in zip(rows, codes, strict=False):
        row["sentiment"], row["feedback"] = sentiment, feedback
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=people.QUEUE_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def labels(config: Config) -> list[tuple[object, ...]]:
    with open_snapshot(config.published_dir) as snapshot:
        return snapshot.con.execute(
            "SELECT model, sentiment, primary_feedback, mode, is_unsure, topics "
            "FROM mention ORDER BY model DESC, mention_key"
        ).fetchall()


def test_a_persons_code_counts_before_the_models(config: Config) -> None:
    path = filled(config, "A", [("negative", "question, co_performing")])
    assert people.import_codes(config, path, coder="A", clock=lambda: NOW) == (1, 2)
    first, second, third = labels(config)
    assert first == ("human", "negative", "question", "co_delivery", False, "cctv")
    assert second == third == ("fast", "neutral", "general_rating", "co_assessment", True, "cctv")


def test_a_persons_code_survives_a_new_model(config: Config) -> None:
    people.import_codes(config, filled(config, "A", [("positive", "compliment")]), coder="A")
    con = open_warehouse(config.warehouse_path)
    assert label_all(con, Models(Unsure(version="2")), clock=lambda: NOW) == 2
    assert label_all(con, Models(Unsure(version="2")), clock=lambda: NOW) == 0
    _close(con, config)
    assert labels(config)[0][:3] == ("human", "positive", "compliment")


def test_what_a_coder_has_coded_leaves_that_coders_queue_only(config: Config) -> None:
    people.import_codes(config, filled(config, "A", [("negative", "question")]), coder="A")
    path = config.storage.data_dir / "x.csv"
    assert people.write_queue(config, path, coder="A", limit=10) == 2


def test_cells_of_the_queue_are_safe_to_open_in_a_spreadsheet(config: Config) -> None:
    path = filled(config, "A", [])
    with path.open(encoding="utf-8", newline="") as file:
        assert all(row["text"].startswith("'=") for row in csv.DictReader(file))


@pytest.mark.parametrize(
    ("code", "named"),
    [(("negativ", "question"), "sentiment"), (("negative", "pujian"), "feedback"),
     (("negative", ""), "feedback")],
)  # fmt: skip
def test_a_wrong_code_is_named_with_its_line_and_nothing_is_stored(
    config: Config, code: tuple[str, str], named: str
) -> None:
    path = filled(config, "A", [code])
    with pytest.raises(InputError, match=f"line 2, {named}"):
        people.import_codes(config, path, coder="A")
    assert all(row[0] == "fast" for row in labels(config))


def test_agreement_is_told_between_people_and_with_the_model(config: Config) -> None:
    ours = [("negative", "question"), ("positive", "compliment"), ("negative", "app_problem")]
    theirs = [("negative", "question"), ("positive", "compliment"), ("neutral", "app_problem")]
    for coder, codes in (("A", ours), ("B", theirs)):
        path = filled(config, coder, codes)
        people.import_codes(config, path, coder=coder, clock=lambda: NOW)
    found = people.agreement(config)
    assert found["people"].n == 3
    assert found["people"].kappas["primary_feedback"] == 1.0
    assert found["people"].kappas["sentiment"] == pytest.approx(0.5)
    assert found["model"].n == 3


def test_an_event_is_noted_published_and_taken_back(config: Config) -> None:
    days = {"first_on": date(2026, 5, 2), "last_on": date(2026, 5, 4)}
    event_id = people.add_event(config, title="CCTV padam", **days, clock=lambda: NOW)
    with open_snapshot(config.published_dir) as snapshot:
        [event] = store.events(snapshot.con, date(2026, 5, 4), date(2026, 6, 1))
        assert (event.event_id, event.title) == (event_id, "CCTV padam")
        assert store.events(snapshot.con, date(2026, 5, 5), date(2026, 6, 1)) == []
    people.remove_event(config, event_id, clock=lambda: NOW)
    with open_snapshot(config.published_dir) as snapshot:
        assert store.events(snapshot.con, date(2026, 5, 1), date(2026, 6, 1)) == []


def test_an_event_needs_a_title_and_the_right_order_of_days(config: Config) -> None:
    with pytest.raises(InputError, match="title"):
        people.add_event(config, first_on=date(2026, 5, 2), last_on=date(2026, 5, 1), title="x")
