"""A network and a linear model averaged: how both tiers come to their scores."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from pantau.classify import manifest
from pantau.classify.decide import Bools, Floats, Scores, sigmoid
from pantau.classify.linear import N_SENTIMENTS
from pantau.domain.taxonomy import FEEDBACK_IDS

_SURE_SENTIMENT: Final = 0.9
_SURE_LEANING: Final = 0.3  # of 0.5, away from "may or may not apply"


@dataclass(frozen=True, slots=True)
class Blend:
    """How network and linear model are averaged; the figures are chosen on development apps.

    `sentiment` and `feedback`: the network's share, 0 to 1. `threshold`: the network's
    probability from which a type applies. `slope`: how steeply a linear margin counts.
    `over_weight`: per type, log of the weight that its positives had in training; taken off
    again where a probability is shown, because it was put on only to find rare types.
    """

    sentiment: float = 0.6
    feedback: float = 0.5
    threshold: float = 0.5
    slope: float = 3.0
    over_weight: tuple[float, ...] = (0.0,) * len(FEEDBACK_IDS)

    @classmethod
    def of(cls, entry: manifest.Tier, default: Blend) -> Blend:
        """The averaging that a manifest entry asks for."""
        given = dict(entry.settings.get("blend", {}))
        if "over_weight" in given:
            given["over_weight"] = tuple(given["over_weight"])
        return replace(default, **given)

    def is_sure(self, linear: Scores) -> Bools:
        """Of which texts the linear model says so much that the network would hardly change a
        label: half of them, without a change of over 0.1 in any figure of the score card."""
        nearest = np.abs(self._leaning(linear)).min(axis=1)
        is_mood_sure = linear.sentiment.max(axis=1) >= _SURE_SENTIMENT
        return np.asarray(is_mood_sure & (nearest >= _SURE_LEANING), np.bool_)

    def _leaning(self, linear: Scores) -> Floats:
        return sigmoid(self.slope * linear.margins) - np.float32(0.5)

    def scores(self, network: Floats, linear: Scores) -> Scores:
        """`network` is (n, 16); NaN where the network has no such head."""
        sentiment = _mean(network[:, :N_SENTIMENTS], linear.sentiment, self.sentiment)
        types = network[:, N_SENTIMENTS:]
        shown = sigmoid(_logit(types) - np.array(self.over_weight, np.float32))
        margins = _mean(types - self.threshold, self._leaning(linear), self.feedback)
        feedback = _mean(shown, linear.feedback, self.feedback)
        return Scores(sentiment, feedback, margins, sentiment)


def _mean(network: Floats, linear: Floats, share: float) -> Floats:
    mixed = share * network + (1.0 - share) * linear
    return np.asarray(np.where(np.isnan(network), linear, mixed), np.float32)


def _logit(probability: Floats) -> Floats:
    bounded = np.clip(probability, 1e-6, 1.0 - 1e-6)
    return np.asarray(np.log(bounded / (1.0 - bounded)), np.float32)
