"""`python -m pantau.classify.evaluate --data FOLDER`: the score card of the `fast` tier.

Prints it and writes `scorecard.json` and `MODEL_CARD.md` into the model folder. Every app's
texts are judged by a model fitted without that app, so this fits thirteen models (minutes).
SmSA and NusaX are judged by the shipped model, which never saw their test parts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from pantau.classify import (
    baselines,
    crossval,
    data,
    fast,
    lexicon,
    linear,
    manifest,
    model_card,
    rules,
    scorecard,
)
from pantau.classify.data import Example
from pantau.classify.decide import Scores, without_words
from pantau.classify.fit import Choice, Design, Index
from pantau.classify.linear import N_SENTIMENTS, SENTIMENTS
from pantau.classify.normalise import Normaliser, is_wordless
from pantau.classify.scorecard import Document, Judged
from pantau.domain.taxonomy import CODEBOOK_VERSION, FEEDBACK_IDS

CARD: Final = "scorecard.json"
_KINDS: Final = {"BPOM Mobile": "codes without a word", "Twitter Jakarta 2020": "tweets"}


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Texts judged by models that never saw their app; `normal` beside `examples`."""

    examples: list[Example]
    normal: list[str]
    rows: Index
    scores: Scores


def evaluate(folder: Path, model: Path, labels: Path, words: Path) -> Document:
    """Builds the document; writes nothing."""
    normalise = Normaliser(lexicon.load(words))
    examples = [*data.everything(folder, labels), *data.auxiliary(folder)]
    normal = [normalise(e.text) for e in examples]
    found = _held_out(examples, normal, rules.load(model / rules.FILE))
    drawn = np.array([examples[i].origin == "drawn" for i in found.rows])
    entry = manifest.read(model, fast.TIER)
    return {
        "codebook": CODEBOOK_VERSION,
        "model": {"name": entry.name, "version": entry.version, "settings": dict(entry.settings)},
        "unseen_apps": _unseen(found, drawn),
        "synthetic_by_variety": _synthetic(found, ~drawn),
        "other_sets": _other_sets(folder, model, normalise),
        "base_lines": _base_lines(examples, found, drawn),
    }


def _held_out(
    examples: list[Example], normal: list[str], rule_list: Sequence[rules.Rule]
) -> HeldOut:
    design = Design(normal, examples)
    values = crossval.held_out(design, examples, Choice(), _say)
    calibration = crossval.calibrate(design, values)
    rows = np.flatnonzero(~np.isnan(values[:, 0]))
    values, judged = values[rows], [normal[i] for i in rows]
    values[:, N_SENTIMENTS:] += rules.boosts(rule_list, judged)
    blank = np.array([is_wordless(text) for text in judged])
    scores = without_words(fast.scores_of(values, calibration), blank)
    return HeldOut(examples, normal, rows, scores)


def _part(found: HeldOut, keep: Index) -> tuple[list[Example], Judged, Scores]:
    examples = [found.examples[i] for i in found.rows[keep]]
    s = found.scores
    scores = Scores(s.sentiment[keep], s.feedback[keep], s.margins[keep], s.ranking[keep])
    return examples, scorecard.judge(examples, scores), scores


def _unseen(found: HeldOut, drawn: Index) -> Document:
    examples, judged, scores = _part(found, np.flatnonzero(drawn))
    return {
        **scorecard.details(judged, scores),
        "by_kind": scorecard.by_group([_KINDS.get(e.app, "app reviews") for e in examples], judged),
        "by_app": scorecard.by_group([e.app for e in examples], judged),
        "by_length": scorecard.by_length(examples, judged),
    }


def _synthetic(found: HeldOut, chosen: Index) -> Document:
    examples, judged, _ = _part(found, np.flatnonzero(chosen))
    return scorecard.by_group([e.variety for e in examples], judged)


def _other_sets(folder: Path, model: Path, normalise: Normaliser) -> Document:
    scorer = linear.load(model / linear.FILE).scorer()
    root = folder / "sentiment"
    sets = {"SmSA test": data.smsa(root, "test"), "NusaX test": data.nusax_test(root)}
    for language in ("banjarese", "minangkabau", "javanese"):
        sets[f"NusaX test {language}"] = data.nusax(root, "test", language=language)
    return {
        name: scorecard.sentiment_only(
            np.array([SENTIMENTS.index(e.sentiment) for e in examples]),
            scorer([normalise(e.text) for e in examples])[:, :N_SENTIMENTS].argmax(axis=1),
        )
        for name, examples in sets.items()
    }


def _base_lines(examples: list[Example], found: HeldOut, drawn: Index) -> Document:
    rows = found.rows[drawn]
    sentiment, types = scorecard.coded([examples[i] for i in rows])
    guesses = {
        "majority": baselines.majority(len(rows), types, sentiment),
        "word_list": baselines.word_list([found.normal[i] for i in rows]),
        "plain_linear": _plain_linear(examples, rows),
    }
    return {
        name: scorecard.summary(Judged(sentiment, types, *guess)) for name, guess in guesses.items()
    }


def _plain_linear(examples: list[Example], rows: Index) -> baselines.Guess:
    sentiment = np.zeros(len(examples), np.int64)
    types = np.zeros((len(examples), len(FEEDBACK_IDS)), np.bool_)
    coded = np.array([bool(e.types) for e in examples])
    for fold in crossval.folds(examples):
        if not fold.name.startswith(data.SYNTHETIC_APP):
            _say(f"plain linear without {fold.name}")
            train = fold.train[coded[fold.train]]
            sentiment[fold.test], types[fold.test] = baselines.plain_linear(
                examples, train, fold.test
            )
    return sentiment[rows], types[rows]


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")


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
