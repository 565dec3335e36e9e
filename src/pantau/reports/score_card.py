"""The model's own score card, as it ships with the model: read, never computed here.

A card that is missing, or written in a way we don't know, is reported as missing: a report never
invents its own accuracy.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pantau.config import Config
from pantau.domain.agreement import LEAST_KAPPA
from pantau.domain.taxonomy import FEEDBACK_IDS, Sentiment
from pantau.reports.facts import ScoreFact
from pantau.resources import model_dir

_LABELS = {"sentiment": tuple(s.value for s in Sentiment), "feedback": FEEDBACK_IDS}


def score_card(config: Config) -> tuple[ScoreFact, ...]:
    """Each sentiment, then each type, on apps that the model had not seen."""
    folder = config.model.model_dir or model_dir()
    tiers = _read(folder / "scorecard.json").get("tiers", {})
    unseen = tiers.get(config.model.tier, {}).get("unseen_apps", {})
    return _scores({**unseen.get("sentiment", {}), **unseen.get("feedback", {})})


def unreliable(card: Sequence[ScoreFact]) -> frozenset[str]:
    """Labels whose agreement with the coders is below 0.6: so marked wherever they are shown."""
    return frozenset(s.label for s in card if s.kappa is not None and s.kappa < LEAST_KAPPA)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _scores(labels: Mapping[str, Any]) -> tuple[ScoreFact, ...]:
    return tuple(
        ScoreFact(
            axis=axis,
            label=label,
            f1=labels[label].get("f1"),
            kappa=labels[label].get("kappa"),
            support=labels[label].get("n"),
        )
        for axis, names in _LABELS.items()
        for label in names
        if label in labels
    )
