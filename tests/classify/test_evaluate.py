"""The score card and the model card in the repository are those of the files that ship."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pantau.classify import data, evaluate, manifest, model_card

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "data" / "model"
LABELS = ROOT / "data" / "labels"
DATASETS = ROOT.parent / "shared" / "datasets"
FIGURES = ("sentiment_macro_f1", "feedback_micro_f1", "feedback_mean_f1", "primary_accuracy")
needs_texts = pytest.mark.skipif(
    not DATASETS.is_dir(), reason="the coded texts (../shared/datasets) aren't here"
)


@pytest.fixture(scope="module")
def card() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((MODEL / evaluate.CARD).read_text(encoding="utf-8"))
    return found


def test_the_model_card_is_the_page_of_the_score_card(card: dict[str, Any]) -> None:
    assert (MODEL / model_card.FILE).read_text(encoding="utf-8") == model_card.page(card)


def test_the_card_is_of_the_models_in_the_manifest(card: dict[str, Any]) -> None:
    for tier, said in card["models"].items():
        entry = manifest.read(MODEL, tier)
        assert (said["name"], said["version"]) == (entry.name, entry.version)


@needs_texts
def test_the_card_is_what_the_shipped_files_reach(card: dict[str, Any]) -> None:
    """Another processor may round a score the other way: half a point on parts this small."""
    found = evaluate.evaluate(DATASETS, MODEL, LABELS, ROOT / "data" / "lexicon")
    assert found["models"] == card["models"]
    assert found["second_coder"] == card["second_coder"]
    for tier, said in card["tiers"].items():
        new, old = found["tiers"][tier]["unseen_apps"]["summary"], said["unseen_apps"]["summary"]
        assert new["n"] == old["n"]
        for figure in FIGURES:
            assert new[figure] == pytest.approx(old[figure], abs=0.005), (tier, figure)


@needs_texts
def test_no_text_that_is_judged_was_learnt_from() -> None:
    learnt = {data.text_hash(e.text) for e in data.to_learn(DATASETS, LABELS)}
    judged = {data.text_hash(e.text) for e in data.to_judge(DATASETS, LABELS)}
    assert len(judged) > 1_500
    assert not learnt & judged


def test_the_accurate_tier_is_worth_its_time(card: dict[str, Any]) -> None:
    fast, best = (card["tiers"][t]["unseen_apps"]["summary"] for t in ("fast", "accurate"))
    for figure in FIGURES:
        assert best[figure] > fast[figure] > card["base_lines"]["plain_linear"][figure]
