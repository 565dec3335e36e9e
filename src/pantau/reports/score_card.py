"""The model's own score card, as it ships with the model; read, never computed here."""

from __future__ import annotations

from pantau.config import Config
from pantau.reports.facts import ScoreFact


def score_card(config: Config) -> tuple[ScoreFact, ...]:
    return ()
