"""The accurate tier's score card, recomputed from what was kept of held-out texts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pantau.classify import manifest
from pantau.classify.accurate import Blend, blend_of
from pantau.classify.accurate_score import CARD, HELD_OUT, HeldOut, Truth, card, figures
from pantau.classify.data import Example, text_hash
from pantau.classify.decide import Scores
from pantau.classify.transformer import HEADS
from pantau.domain.taxonomy import FEEDBACK_IDS
from pantau.errors import ModelError

MODEL = Path(__file__).parents[2] / "data" / "model"
EXAMPLES = [
    Example("contoh: error terus", "negative", ("app_problem",), "Contoh A", "drawn"),
    Example("contoh: caranya bagaimana?", "neutral", ("question",), "Contoh B", "drawn"),
    Example("contoh: mantap", "positive", ("general_rating",), "Contoh B", "drawn"),
]


def sure_scores(examples: list[Example]) -> Scores:
    moods = np.full((len(examples), 3), 0.05, np.float32)
    types = np.full((len(examples), len(FEEDBACK_IDS)), 0.05, np.float32)
    for row, example in enumerate(examples):
        moods[row, HEADS.index(example.sentiment)] = 0.9
        types[row, FEEDBACK_IDS.index(example.types[0])] = 0.9
    return Scores(moods, types, types - 0.5, moods)


def held_out(examples: list[Example]) -> HeldOut:
    scores = sure_scores(examples)
    network = np.hstack([scores.sentiment, scores.feedback])
    return HeldOut(np.array([text_hash(e.text) for e in examples]), network, scores)


def test_texts_that_are_all_right_score_one() -> None:
    found = figures(Truth.of(EXAMPLES), sure_scores(EXAMPLES))
    assert found["sentiment_macro_f1"]["value"] == found["feedback_micro_f1"]["value"] == 1.0
    assert found["labels"]["question"]["n"] == 1


def test_one_wrong_sentiment_is_seen() -> None:
    scores = sure_scores(EXAMPLES)
    scores.ranking[0] = [0.0, 0.0, 1.0]
    assert figures(Truth.of(EXAMPLES), scores)["sentiment_accuracy"]["value"] == 0.667


def test_the_card_has_a_part_per_app_and_three_models_each() -> None:
    found = card(held_out(EXAMPLES), EXAMPLES, Blend())
    assert list(found["parts"]) == ["all", "Contoh A", "Contoh B"]
    assert list(found["parts"]["Contoh B"]) == ["linear", "network", "accurate"]
    assert found["parts"]["Contoh B"]["accurate"]["n"] == 2


def test_a_held_out_text_that_the_data_lack_is_said() -> None:
    with pytest.raises(ModelError, match="1 texts aren't in the data"):
        card(held_out(EXAMPLES), EXAMPLES[:2], Blend())


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "held_out.npz"
    kept = held_out(EXAMPLES)
    kept.save(path)
    again = HeldOut.load(path)
    assert again.hashes.tolist() == kept.hashes.tolist()
    assert again.network == pytest.approx(kept.network, abs=1e-3)


def test_a_second_network_adds_its_apps_and_replaces_its_own_rows() -> None:
    old, new = held_out(EXAMPLES[:2]), held_out(EXAMPLES[1:])
    both = new.beside(old)
    assert sorted(both.hashes.tolist()) == sorted(text_hash(e.text) for e in EXAMPLES)
    assert both.network.shape == (3, 16)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "held_out.npz"
    path.write_bytes(b"PK cut off")
    with pytest.raises(ModelError, match=r"held_out\.npz"):
        HeldOut.load(path)


def test_the_shipped_card_is_of_the_texts_that_are_kept() -> None:
    found = json.loads((MODEL / CARD).read_text(encoding="utf-8"))
    assert found["parts"]["all"]["accurate"]["n"] == len(HeldOut.load(MODEL / HELD_OUT).hashes)


def test_the_shipped_averaging_is_no_worse_than_either_model_alone() -> None:
    parts = json.loads((MODEL / CARD).read_text(encoding="utf-8"))["parts"]["all"]
    for figure in ("sentiment_macro_f1", "feedback_micro_f1"):
        best = max(parts[name][figure]["value"] for name in ("linear", "network"))
        assert parts["accurate"][figure]["value"] >= best - 0.005


def test_the_shipped_manifest_says_how_to_average() -> None:
    blend = blend_of(manifest.read(MODEL, "accurate"), Blend())
    assert 0 < blend.sentiment <= 1
    assert len(blend.over_weight) == len(FEEDBACK_IDS)
