"""The score card is read as the model ships it, and its absence is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pantau.config import Config, Model
from pantau.reports.chapters.opening import method
from pantau.reports.facts import QuarterFacts, ScoreFact
from pantau.reports.score_card import score_card
from pantau.texts import report_chapters as words
from tests.reports.warehouse import config_for


def with_model(tmp_path: Path, tier: str) -> Config:
    model = Model(tier=tier, model_dir=tmp_path)  # type: ignore[arg-type]
    return config_for(tmp_path).model_copy(update={"model": model})


def test_the_card_of_the_configured_tier_is_read_with_its_agreement(tmp_path: Path) -> None:
    tiers = {
        "accurate": {
            "unseen_apps": {
                "sentiment": {"negative": {"f1": 0.91, "kappa": 0.8, "n": 700}},
                "feedback": {"question": {"f1": 0.66, "kappa": 0.55, "n": 90}},
            }
        },
        "fast": {"unseen_apps": {"sentiment": {"negative": {"f1": 0.5, "kappa": 0.4, "n": 700}}}},
    }
    (tmp_path / "scorecard.json").write_text(json.dumps({"tiers": tiers}), "utf-8")
    assert score_card(with_model(tmp_path, "accurate")) == (
        ScoreFact("sentiment", "negative", 0.91, 0.8, 700),
        ScoreFact("feedback", "question", 0.66, 0.55, 90),
    )
    assert score_card(with_model(tmp_path, "fast")) == (
        ScoreFact("sentiment", "negative", 0.5, 0.4, 700),
    )


@pytest.mark.parametrize("tier", ["fast", "accurate"])
def test_each_tier_ships_with_its_card(tmp_path: Path, tier: str) -> None:
    model = Model(tier=tier)  # type: ignore[arg-type]
    config = config_for(tmp_path).model_copy(update={"model": model})
    found = score_card(config)
    assert len(found) == 16
    assert all((s.kappa is None) == (s.support == 0) for s in found)
    assert sum(s.kappa is not None for s in found) >= 15


@pytest.mark.parametrize("content", [None, "{", "[]", '{"tiers": {}}'])
def test_no_card_or_one_that_can_not_be_read_is_none(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "scorecard.json").write_text(content, "utf-8")
    assert score_card(with_model(tmp_path, "fast")) == ()


def test_a_report_without_a_card_says_so(sample_facts: QuarterFacts) -> None:
    from dataclasses import replace

    said = [getattr(b, "text", "") for b in method(replace(sample_facts, score_card=()))]
    assert words.NO_SCORE_CARD in said


def test_a_type_with_low_agreement_is_marked_where_it_is_shown(sample_facts: QuarterFacts) -> None:
    from dataclasses import replace

    from pantau.reports.chapters.results import results
    from pantau.reports.document import Table

    card = (
        ScoreFact("feedback", "app_problem", 0.9, 0.85, 500),
        ScoreFact("feedback", "compliment", 0.5, 0.59, 50),
    )
    tables = [b for b in results(replace(sample_facts, score_card=card)) if isinstance(b, Table)]
    (shown,) = (t for t in tables if t.caption.startswith("Jenis umpan balik"))
    titles = [row[0] for row in shown.rows]
    assert "Apresiasi †" in titles
    assert "Masalah aplikasi" in titles
    assert "di bawah 0,60" in shown.note
