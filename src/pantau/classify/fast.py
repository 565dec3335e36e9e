"""The `fast` tier: linear model and small network averaged, rules and topics, behind the
`Classifier` protocol."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from pantau.classify import convolution, features, linear, manifest, rules
from pantau.classify.blend import Blend
from pantau.classify.decide import Cut, Scores, joined, sigmoid, table
from pantau.classify.explain import NgramWeight, weights
from pantau.classify.linear import N_SENTIMENTS, Calibration
from pantau.classify.normalise import Normaliser, is_wordless
from pantau.classify.scorer import Floats
from pantau.classify.topics import TopicList
from pantau.domain.taxonomy import FEEDBACK_IDS

TIER: Final = "fast"
_TEXTS_AT_ONCE: Final = 4_096


class FastClassifier:
    """Repeated texts are computed once, also those that differ only in spelling or case."""

    def __init__(
        self,
        model: linear.LinearModel,
        entry: manifest.Tier,
        normalise: Normaliser,
        topics: TopicList,
        rule_list: Sequence[rules.Rule],
        network: convolution.Convolution | None = None,
    ) -> None:
        self.name, self.version = entry.name, entry.version
        self.codebook_version = entry.codebook_version
        self.normalise, self.topics = normalise, topics
        self._model, self._scorer = model, model.scorer()
        self._calibration = model.calibration
        self._rules = tuple(rule_list)
        self._network, self._blend = network, Blend.of(entry, Blend())
        self.cut = Cut(**entry.settings.get("cut", {}))

    @classmethod
    def of(
        cls,
        folder: Path,
        file: str,
        entry: manifest.Tier,
        normalise: Normaliser,
        topics: TopicList,
    ) -> FastClassifier:
        """With the linear model `file` of a folder whose manifest `entry` was read already, and
        the small network where the entry names one."""
        rule_list = rules.load(folder / rules.FILE)
        with_network = convolution.FILE in entry.files
        network = convolution.load(folder / convolution.FILE) if with_network else None
        return cls(linear.load(folder / file), entry, normalise, topics, rule_list, network)

    def predict(self, texts: Sequence[str | None]) -> pa.Table:
        normal = [self.normalise(text) for text in texts]
        place = {text: at for at, text in enumerate(dict.fromkeys(normal))}
        return self._label(list(place)).take(pa.array([place[text] for text in normal], pa.int64()))

    def scores(self, normal: Sequence[str]) -> Scores:
        """Probabilities and margins of normal texts; the accurate tier averages with these."""
        starts = range(0, max(len(normal), 1), _TEXTS_AT_ONCE)
        return joined([self._scores(normal[at : at + _TEXTS_AT_ONCE]) for at in starts])

    def _scores(self, normal: Sequence[str]) -> Scores:
        tokens = [features.tokens_of(text) for text in normal]
        values = self._scorer(tokens)
        values[:, N_SENTIMENTS:] += rules.boosts(self._rules, tokens)
        found = scores_of(values, self._calibration)
        if self._network is not None:  # asked only where the linear model is not sure by itself
            rows = np.flatnonzero(~self._blend.is_sure(found))
            read = self._network([tokens[row] for row in rows.tolist()])
            found.put(rows, self._blend.scores(read, found.take(rows)))
        return found

    def explain(self, text: str | None) -> list[NgramWeight]:
        """The n-grams that weighed most in the linear model for the text's sentiment and for its
        primary type."""
        normal = self.normalise(text)
        row = self._label([normal]).to_pylist()[0]
        primary = row["feedback"][0]
        heads = {
            row["sentiment"]: linear.SENTIMENTS.index(row["sentiment"]),
            primary: N_SENTIMENTS + FEEDBACK_IDS.index(primary),
        }
        return [w for name, head in heads.items() for w in weights(self._model, normal, head, name)]

    def _label(self, normal: Sequence[str]) -> pa.Table:
        blank = np.array([is_wordless(text) for text in normal], np.bool_)
        topics = [self.topics.tag(text) for text in normal]
        return table(self.scores(normal), topics, blank, self.cut)


def scores_of(values: Floats, calibration: Calibration) -> Scores:
    """Decision values to probabilities. Sentiment is ranked by value, so calibration moves no label."""
    likely = sigmoid(values * calibration.slope + calibration.offset)
    sentiment = likely[:, :N_SENTIMENTS]
    margins = values[:, N_SENTIMENTS:] - calibration.threshold
    share = sentiment / sentiment.sum(axis=1, keepdims=True)
    return Scores(share, likely[:, N_SENTIMENTS:], margins, values[:, :N_SENTIMENTS])


def load(folder: Path, normalise: Normaliser, topics: TopicList) -> FastClassifier:
    """Raises `ModelError` naming the file at fault."""
    entry = manifest.read(folder, TIER)
    return FastClassifier.of(folder, linear.FILE, entry, normalise, topics)
