"""The `accurate` tier (network and linear model averaged) and the operator's `own` tier.

Both answer through the `Classifier` protocol with the decisions that every tier shares. An own
network that lacks the sentiments or some types leaves those to the fast tier.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from pantau.classify import fast, manifest, transformer
from pantau.classify.blend import Blend
from pantau.classify.decide import Cut, Scores, table
from pantau.classify.fast import FastClassifier
from pantau.classify.normalise import Normaliser, clean, is_wordless
from pantau.classify.topics import TopicList
from pantau.classify.transformer import Transformer, WordWeight, occlusion

TIER: Final = "accurate"
OWN: Final = "own"
# The linear model that the network is averaged with: better beside it than the fast tier, which
# learnt from what both say.
PARTNER: Final = "accurate/linear.npz"


class AccurateClassifier:
    """Each distinct text is computed once.

    The shipped network reads the same normal text as the linear model: on apps it had not seen
    that was worth 1 to 3 points of sentiment over the text as written. An own network reads
    the text as written unless its setting `reads` is "normal".
    """

    def __init__(
        self, network: Transformer, linear: FastClassifier, entry: manifest.Tier, blend: Blend
    ) -> None:
        self.name, self.version = entry.name, entry.version
        self.codebook_version = entry.codebook_version
        self._network, self._linear, self._blend = network, linear, blend
        self.cut = Cut(**entry.settings.get("cut", {}))
        is_normal = entry.settings.get("reads") == "normal"
        self._prepare: Callable[[str], str] = linear.normalise if is_normal else clean

    def predict(self, texts: Sequence[str | None]) -> pa.Table:
        pairs = [(self._linear.normalise(text), self._prepare(text or "")) for text in texts]
        place = {pair: at for at, pair in enumerate(dict.fromkeys(pairs))}
        found = self._label([normal for normal, _ in place], [read for _, read in place])
        return found.take(pa.array([place[pair] for pair in pairs], pa.int64()))

    def explain(self, text: str | None, *, most: int = 8) -> list[WordWeight]:
        """The words without which the network would be less, or more, sure of the sentiment and
        of the primary type that the tier gives: strongest first, label by label."""
        row = self.predict([text]).to_pylist()[0]
        labels = [row["sentiment"], row["feedback"][0]]
        found = occlusion(self._network, text or "", labels, self._prepare)
        strongest = sorted(found, key=lambda weight: -abs(weight.weight))
        chosen = (islice((w for w in strongest if w.label == label), most) for label in labels)
        return list(chain.from_iterable(chosen))

    def scores(self, normal: Sequence[str], read: Sequence[str] | None = None) -> Scores:
        """`read`: the same texts as the network reads them, where that isn't the normal text."""
        read = normal if read is None else read
        return self._blend.scores(self._network.probabilities(read), self._linear.scores(normal))

    def _label(self, normal: Sequence[str], read: Sequence[str]) -> pa.Table:
        blank = np.array([is_wordless(text) for text in normal], np.bool_)
        topics = [self._linear.topics.tag(text) for text in normal]
        return table(self.scores(normal, read), topics, blank, self.cut)


def load(
    folder: Path,
    normalise: Normaliser,
    topics: TopicList,
    network: Callable[[Path, manifest.Tier], Transformer] = transformer.load,
) -> AccurateClassifier:
    """The shipped pair. Raises `ModelError` naming the file at fault."""
    entry = manifest.read(folder, TIER)
    linear = FastClassifier.of(folder, PARTNER, entry, normalise, topics)
    return _classifier(network(folder, entry), linear, entry, Blend())


def load_own(
    folder: Path, linear_folder: Path, normalise: Normaliser, topics: TopicList
) -> AccurateClassifier:
    """The operator's network from `folder`, alone unless its settings say otherwise."""
    entry = manifest.read(folder, OWN)
    linear = fast.load(linear_folder, normalise, topics)
    alone = Blend(sentiment=1.0, feedback=1.0)
    return _classifier(transformer.load(folder, entry), linear, entry, alone)


def _classifier(
    network: Transformer, linear: FastClassifier, entry: manifest.Tier, blend: Blend
) -> AccurateClassifier:
    return AccurateClassifier(network, linear, entry, Blend.of(entry, blend))
