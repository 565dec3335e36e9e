from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pantau.classify import features, linear
from pantau.classify.explain import weights
from pantau.classify.fast import FastClassifier

MODEL = Path(__file__).parents[2] / "data" / "model" / linear.FILE


def test_explain_speaks_of_the_labels_that_predict_gave(fast: FastClassifier) -> None:
    text = "aplikasinya error terus tidak bisa login"
    (row,) = fast.predict([text]).to_pylist()
    found = fast.explain(text)
    assert {w.label for w in found} == {row["sentiment"], row["feedback"][0]}
    assert any("error" in w.ngram for w in found)


def test_the_weights_of_all_ngrams_add_up_to_the_score() -> None:
    model, text = linear.load(MODEL), "kode otp tidak masuk 2 hari"
    total = sum(w.weight for w in weights(model, text, 0, "negative", most=10_000))
    score = float(model.scorer()([features.tokens_of(text)])[0, 0] - model.bias[0])
    assert total == pytest.approx(score, abs=0.02)  # each weight is rounded to four digits


def test_every_bucket_has_a_name() -> None:
    for token in ("a", "otp", "aplikasinya", "¶3", "👍"):
        assert len(features.char_grams(token)) == len(features.char_ids([token])[0])


@pytest.mark.parametrize("text", ["", None, "👍", "x" * 10_000])
def test_any_text_can_be_explained(fast: FastClassifier, text: str | None) -> None:
    assert isinstance(fast.explain(text), list)


def test_digits_count_as_one_shape() -> None:
    assert np.array_equal(features.text_ids("jam 7.15")[1], features.text_ids("jam 9.48")[1])
