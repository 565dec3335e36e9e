from __future__ import annotations

from pathlib import Path

import pytest

from pantau.classify import lexicon, tiers
from pantau.classify.base import Classifier
from pantau.classify.normalise import Normaliser

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def normalise() -> Normaliser:
    return Normaliser(lexicon.load(DATA / "lexicon"))


@pytest.fixture(scope="session")
def fast() -> Classifier:
    return tiers.load("fast", DATA / "model", DATA / "topics.toml")
