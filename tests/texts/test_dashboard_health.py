"""What the page on the health of the data says of a run's evidence, in plain words."""

from __future__ import annotations

import json
from types import SimpleNamespace

from pantau.texts.dashboard_health import evidence, growth


def told(**found: object) -> str:
    return " ".join(evidence(SimpleNamespace(evidence=json.dumps(found))))


def test_what_the_verdict_rests_on_is_told_in_sentences() -> None:
    said = told(
        known_seen=False,
        control_seen=False,
        ratings_moved=4,
        n_deleted=2,
        by_lane={"reviews.id": {"n_read": 14, "n_new": 1}, "reviews.en": {"n_read": 2, "n_new": 0}},
    )
    assert "Tidak satu pun ulasan yang sudah dikenal" in said
    assert "bertambah 4" in said
    assert "2 ulasan dinyatakan terhapus" in said
    assert "en 2, id 14" in said


def test_what_was_not_looked_at_is_not_told() -> None:
    assert told() == ""
    assert told(by_lane={"reviews.id": {"n_read": 14, "n_new": 1}}) == ""


def test_a_recount_of_the_store_is_said() -> None:
    assert "menghitung ulang" in growth(10, 3, 1)
    assert "menghitung ulang" not in growth(10, 3, 0)
