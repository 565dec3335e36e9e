"""Averaging of network and linear model, and the tiers made from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from pantau.classify import manifest
from pantau.classify.accurate import AccurateClassifier, Blend
from pantau.classify.base import LABEL_SCHEMA
from pantau.classify.decide import Floats, Scores
from pantau.classify.transformer import HEADS
from pantau.domain.taxonomy import CODEBOOK_VERSION, FEEDBACK_IDS

N_TYPES = len(FEEDBACK_IDS)
QUESTION = FEEDBACK_IDS.index("question")


def linear_scores(n: int, sentiment: tuple[float, ...] = (0.2, 0.2, 0.6)) -> Scores:
    moods = np.tile(np.array(sentiment, np.float32), (n, 1))
    types = np.full((n, N_TYPES), 0.1, np.float32)
    return Scores(moods, types, np.full((n, N_TYPES), -1.0, np.float32), moods)


def network_row(**probabilities: float) -> Floats:
    row = np.full((1, len(HEADS)), 0.05, np.float32)
    for label, value in probabilities.items():
        row[0, HEADS.index(label)] = value
    return row


@dataclass
class KnownNetwork:
    """Calls a text a question where it holds a question mark; remembers what it read."""

    read: list[str] = field(default_factory=list)

    def probabilities(self, texts: Sequence[str]) -> Floats:
        self.read += texts
        rows = [network_row(neutral=0.9, question=0.9 if "?" in t else 0.1) for t in texts]
        return np.concatenate([*rows, np.zeros((0, len(HEADS)), np.float32)])


class NoTopics:
    def tag(self, _: str) -> tuple[str, ...]:
        return ()


class EvenLinear:
    version = "7"
    topics = NoTopics()

    def normalise(self, text: str | None) -> str:
        return " ".join((text or "").lower().split())

    def scores(self, normal: Sequence[str]) -> Scores:
        return linear_scores(len(normal))


def classifier(network: KnownNetwork, **settings: object) -> AccurateClassifier:
    entry = manifest.Tier("contoh", "3", CODEBOOK_VERSION, {}, settings)
    return AccurateClassifier(network, EvenLinear(), entry, Blend())  # type: ignore[arg-type]


def test_the_share_of_the_network_decides_how_far_the_average_leans() -> None:
    network = network_row(negative=1.0, neutral=0.0, positive=0.0)
    mixed = Blend(sentiment=0.75).scores(network, linear_scores(1)).sentiment[0]
    assert mixed.tolist() == pytest.approx([0.8, 0.05, 0.15])


def test_a_type_of_which_both_are_sure_applies() -> None:
    sure = linear_scores(1)
    sure.margins[0, QUESTION] = 2.0
    margins = Blend().scores(network_row(question=0.9), sure).margins[0]
    assert (margins >= 0).nonzero()[0].tolist() == [QUESTION]


def test_heads_that_the_network_lacks_come_from_the_linear_model() -> None:
    network = np.full((1, len(HEADS)), np.nan, np.float32)
    found = Blend(1.0, 1.0).scores(network, linear_scores(1))
    assert found.sentiment[0].tolist() == pytest.approx([0.2, 0.2, 0.6])
    assert found.feedback[0].tolist() == pytest.approx([0.1] * N_TYPES)
    assert (found.margins < 0).all()


def test_what_training_put_on_rare_types_is_taken_off_the_shown_probability() -> None:
    weight = tuple(np.log(4.0) if i == QUESTION else 0.0 for i in range(N_TYPES))
    shown = Blend(feedback=1.0, over_weight=weight).scores(
        network_row(question=0.8), linear_scores(1)
    )
    assert shown.feedback[0, QUESTION] == pytest.approx(0.5, abs=1e-3)


def test_rows_follow_the_texts_and_the_schema() -> None:
    found = classifier(KnownNetwork()).predict(["Bisa?", "bagus", "Bisa?"])
    assert found.schema == LABEL_SCHEMA
    assert [types[0] for types in found.column("feedback").to_pylist()][::2] == ["question"] * 2


def test_repeated_texts_reach_the_network_once() -> None:
    network = KnownNetwork()
    classifier(network).predict(["bagus", "bagus", "bagus"])
    assert network.read == ["bagus"]


def test_a_network_reads_the_normal_text_only_where_it_was_trained_on_it() -> None:
    written, normal = KnownNetwork(), KnownNetwork()
    classifier(written).predict(["BAGUS  sekali"])
    classifier(normal, reads="normal").predict(["BAGUS  sekali"])
    assert (written.read, normal.read) == (["BAGUS  sekali"], ["bagus sekali"])


def test_texts_without_a_word_are_unsure_and_never_fail() -> None:
    found = classifier(KnownNetwork()).predict(["", None, "   "]).to_pylist()
    assert [row["is_unsure"] for row in found] == [True] * 3
    assert [row["feedback"] for row in found] == [["irrelevant"]] * 3


def test_no_texts_give_an_empty_table() -> None:
    assert classifier(KnownNetwork()).predict([]).num_rows == 0


def test_an_explanation_covers_the_sentiment_and_the_primary_type() -> None:
    weights = classifier(KnownNetwork()).explain("bisa daftar ?")
    assert {w.label for w in weights} == {"neutral", "question"}
    heaviest = max(weights, key=lambda w: w.weight)
    assert (heaviest.ngram, heaviest.label) == ("?", "question")
