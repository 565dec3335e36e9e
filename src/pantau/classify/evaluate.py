"""`python -m pantau.classify.evaluate --data FOLDER`: the score card of the tiers that ship.

Prints it and writes `scorecard.json` and `MODEL_CARD.md` into the model folder. Both tiers are
judged as their files are: they have learnt from no text of the apps in `data.HELD_OUT`, and
from no test part of SmSA and NusaX. Only the plain linear base line is fitted here (a minute).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from pantau.classify import (
    accurate,
    baselines,
    data,
    fast,
    lexicon,
    manifest,
    model_card,
    scorecard,
)
from pantau.classify.data import Example
from pantau.classify.decide import Cut, Scores, without_words
from pantau.classify.linear import SENTIMENTS
from pantau.classify.normalise import Normaliser, is_wordless
from pantau.classify.scorecard import Document, Judged
from pantau.classify.topics import TopicList
from pantau.domain.taxonomy import CODEBOOK_VERSION

CARD: Final = "scorecard.json"


@dataclass(frozen=True, slots=True)
class Tests:
    """Texts that no model has learnt from: reviews of apps, texts written to judge, texts coded for
    sentiment by others."""

    reviews: list[Example]
    written: list[Example]
    others: Mapping[str, list[Example]]

    @classmethod
    def read(cls, folder: Path, labels: Path) -> Tests:
        found = data.to_judge(folder, labels)
        root = folder / "sentiment"
        others = {"SmSA test": data.smsa(root, "test"), "NusaX test": data.nusax_test(root)}
        for language in data.NUSAX_LANGUAGES[1:]:
            others[f"NusaX test {language}"] = data.nusax(root, "test", language=language)
        return cls(
            [e for e in found if e.app != data.SYNTHETIC_APP],
            [e for e in found if e.app == data.SYNTHETIC_APP],
            others,
        )


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier's scores of normal texts, and its cut-offs of "unsure"."""

    scores: Callable[[Sequence[str]], Scores]
    normalise: Normaliser
    cut: Cut

    def __call__(self, examples: Sequence[Example]) -> Scores:
        normal = [self.normalise(e.text) for e in examples]
        blank = np.array([is_wordless(text) for text in normal])
        return without_words(self.scores(normal), blank)


def evaluate(folder: Path, model: Path, labels: Path, words: Path) -> Document:
    """Builds the document; writes nothing."""
    normalise = Normaliser(lexicon.load(words))
    tests = Tests.read(folder, labels)
    tiers = _tiers(model, normalise)
    scores = {name: tier(tests.reviews) for name, tier in tiers.items()}
    best, quick = (scorecard.judge(tests.reviews, found) for found in scores.values())
    return {
        "codebook": CODEBOOK_VERSION,
        "held_out": list(data.HELD_OUT),
        "models": {tier: _model(model, tier) for tier in (accurate.TIER, fast.TIER)},
        "tiers": {name: _judged(tests, tier, scores[name]) for name, tier in tiers.items()},
        "accurate_ahead_of_fast": scorecard.gap(best, quick),
        "base_lines": _base_lines(data.to_learn(folder, labels), tests.reviews, normalise),
        "second_coder": _second_coder(folder, labels),
    }


def _model(folder: Path, tier: str) -> Document:
    entry = manifest.read(folder, tier)
    return {"name": entry.name, "version": entry.version, "settings": dict(entry.settings)}


def _tiers(model: Path, normalise: Normaliser) -> dict[str, Tier]:
    """The accurate tier first."""
    best = accurate.load(model, normalise, TopicList("none", ()))
    quick = fast.load(model, normalise, TopicList("none", ()))
    return {
        accurate.TIER: Tier(best.scores, normalise, best.cut),
        fast.TIER: Tier(quick.scores, normalise, quick.cut),
    }


def _judged(tests: Tests, tier: Tier, scores: Scores) -> Document:
    """`scores`: the tier's of the reviews."""
    judged = scorecard.judge(tests.reviews, scores)
    written = scorecard.judge(tests.written, tier(tests.written))
    return {
        "unseen_apps": scorecard.details(judged, scores, tier.cut),
        "by_app": scorecard.by_group([e.app for e in tests.reviews], judged),
        "by_length": scorecard.by_length(tests.reviews, judged),
        "by_variety": scorecard.by_group([e.variety for e in tests.written], written),
        "other_sets": {
            name: scorecard.sentiment_only(
                np.array([SENTIMENTS.index(e.sentiment) for e in examples]),
                tier(examples).ranking.argmax(axis=1),
            )
            for name, examples in tests.others.items()
        },
    }


def _base_lines(known: list[Example], asked: list[Example], normalise: Normaliser) -> Document:
    sentiment, types = scorecard.coded(asked)
    guesses = {
        "majority": baselines.majority(len(asked), types, sentiment),
        "word_list": baselines.word_list([normalise(e.text) for e in asked]),
        "plain_linear": baselines.plain_linear(known, asked),
    }
    return {
        name: scorecard.summary(Judged(sentiment, types, *guess)) for name, guess in guesses.items()
    }


def _second_coder(folder: Path, labels: Path) -> Document:
    """How far a second coder agrees with the codes that the tiers are judged by."""
    first, second = zip(*data.second_coder(folder, labels), strict=True)
    return scorecard.agreement(Judged(*scorecard.coded(first), *scorecard.coded(second)))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m pantau.classify.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--model", type=Path, default=Path("data/model"))
    parser.add_argument("--labels", type=Path, default=Path("data/labels"))
    parser.add_argument("--lexicon", type=Path, default=Path("data/lexicon"))
    given = parser.parse_args(argv)
    card = evaluate(given.data, given.model, given.labels, given.lexicon)
    text = json.dumps(card, indent=1) + "\n"
    (given.model / CARD).write_text(text, encoding="utf-8")
    page = model_card.page(card)
    (given.model / model_card.FILE).write_text(page, encoding="utf-8")
    sys.stdout.write(page)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
