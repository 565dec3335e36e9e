from __future__ import annotations

import json

import numpy as np
import pytest

from pantau.classify import model_card, scorecard
from pantau.classify.crossval import folds
from pantau.classify.data import Example
from pantau.classify.decide import Cut, Scores
from pantau.domain.taxonomy import FEEDBACK_IDS


def _example(
    text: str, sentiment: str, *types: str, app: str = "A", origin: str = "drawn"
) -> Example:
    return Example(text, sentiment, types, app, origin)


EXAMPLES = [
    _example("tidak bisa masuk", "negative", "app_problem"),
    _example("bagus", "positive", "general_rating"),
    _example("bagaimana caranya?", "neutral", "question", app="B"),
    _example("petugas lambat, aplikasi error", "negative", "service_complaint", "app_problem"),
]


def _scores(examples: list[Example], *, wrong: int = 0) -> Scores:
    """Scores that are right for all but the first `wrong` texts."""
    sentiment, types = scorecard.coded(examples)
    likely = np.full((len(examples), 3), 0.1, np.float32)
    likely[np.arange(len(examples)), sentiment] = 0.8
    likely[:wrong] = np.roll(likely[:wrong], 1, axis=1)
    kinds = np.where(types, 0.9, 0.05).astype(np.float32)
    return Scores(likely, kinds, kinds - 0.5, likely)


def test_a_model_that_is_always_right_has_full_marks() -> None:
    found = scorecard.summary(scorecard.judge(EXAMPLES, _scores(EXAMPLES)))
    assert found["n"] == 4
    assert (found["sentiment_macro_f1"], found["feedback_micro_f1"]) == (1.0, 1.0)


def test_a_wrong_sentiment_shows_in_confusion_and_coverage() -> None:
    scores = _scores(EXAMPLES, wrong=1)
    found = scorecard.details(scorecard.judge(EXAMPLES, scores), scores, Cut())
    assert found["confusion"]["sentiment"][0] == [1, 1, 0]
    assert found["coverage"]["sentiment"][0] == {"cut": 0.0, "coverage": 1.0, "accuracy": 0.75}
    assert set(found["feedback"]) == set(FEEDBACK_IDS)


def test_groups_hold_only_their_own_texts() -> None:
    judged = scorecard.judge(EXAMPLES, _scores(EXAMPLES))
    groups = scorecard.by_group([e.app for e in EXAMPLES], judged)
    assert {name: g["n"] for name, g in groups.items()} == {"A": 3, "B": 1}
    assert sum(g["n"] for g in scorecard.by_length(EXAMPLES, judged).values()) == 4


def test_no_fold_trains_on_the_app_that_it_tests() -> None:
    examples = [*EXAMPLES, _example("lain", "neutral", "question", origin="label")]
    tested = np.concatenate([fold.test for fold in folds(examples)])
    assert sorted(tested) == [0, 1, 2, 3]
    for fold in folds(examples):
        assert fold.name not in {examples[i].app for i in fold.train}


def test_the_interval_of_a_figure_holds_the_figure() -> None:
    found = scorecard.agreement(scorecard.judge(EXAMPLES * 5, _scores(EXAMPLES * 5, wrong=4)))
    summary, spans = found["summary"], found["summary"]["intervals"]
    for name in ("sentiment_macro_f1", "feedback_micro_f1", "primary_accuracy"):
        low, high = spans[name]
        assert low <= summary[name] <= high
    assert spans["sentiment_accuracy"] != [1.0, 1.0]


def test_how_far_one_tier_is_ahead_comes_with_its_interval() -> None:
    right, worse = (
        scorecard.judge(EXAMPLES * 5, _scores(EXAMPLES * 5, wrong=wrong)) for wrong in (0, 5)
    )
    found = scorecard.gap(right, worse)
    assert found["sentiment_accuracy"]["by"] == 0.25
    low, high = found["sentiment_accuracy"]["interval"]
    assert 0 < low < 0.25 < high < 0.6
    assert found["feedback_micro_f1"] == {"by": 0.0, "interval": [0.0, 0.0]}
    assert scorecard.gap(worse, right)["sentiment_accuracy"]["by"] == -0.25


def test_a_label_that_no_text_has_gets_no_figures() -> None:
    found = scorecard.agreement(scorecard.judge(EXAMPLES, _scores(EXAMPLES)))["feedback"]
    assert found["co_design"] == {**dict.fromkeys(found["question"]), "n": 0}
    assert (found["question"]["n"], found["question"]["kappa"]) == (1, 1.0)


def _tier(wrong: int) -> dict[str, object]:
    scores = _scores(EXAMPLES, wrong=wrong)
    judged = scorecard.judge(EXAMPLES, scores)
    summary = scorecard.summary(judged)
    return {
        "unseen_apps": scorecard.details(judged, scores, Cut()),
        "by_app": {"A": summary},
        "by_length": {"0-19": summary},
        "by_variety": {"mixed": summary},
        "other_sets": {"SmSA test": scorecard.sentiment_only(judged.sentiment, judged.guessed)},
    }


def test_the_model_card_is_made_of_the_score_card_alone() -> None:
    judged = scorecard.judge(EXAMPLES, _scores(EXAMPLES))
    summary = scorecard.summary(judged)
    settings = {"n_texts": 4, "n_network_texts": 9, "each_app_left_out": summary}
    card = {
        "codebook": "1.1",
        "models": {t: {"version": "v1", "settings": settings} for t in ("accurate", "fast")},
        "tiers": {"accurate": _tier(0), "fast": _tier(2)},
        "base_lines": {"majority": summary},
        "second_coder": scorecard.agreement(judged),
        "accurate_ahead_of_fast": scorecard.gap(judged, judged),
    }
    page = model_card.page(json.loads(json.dumps(card)))
    assert "| accurate tier | 4 | 100.0 | 100.0 | 100.0 |" in page
    assert "| fast tier | 4 | " in page
    assert "| A, fast | 4 | " in page
    assert "second coder, 95 % intervals" in page


@pytest.mark.parametrize(("share", "shown"), [(None, "–"), (0.1234, "12.3")])
def test_a_figure_that_cannot_be_computed_is_a_dash(share: float | None, shown: str) -> None:
    assert model_card.hundred(share) == shown
