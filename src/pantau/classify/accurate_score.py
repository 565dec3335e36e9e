"""The score card of the accurate tier, on apps that neither of its two models had seen.

`--hold FOLDER` takes a network trained with `--hold-out APP...` (see `accurate_training`), fits
a linear model without the same apps, and keeps what both say of the held-out texts, keyed by a
hash of the text; run it once per network. The card is computed from that file: anyone with the
texts can recompute it, whatever the network that ships has learnt from since.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pantau.classify import accurate, data, manifest, measures
from pantau.classify.decide import Floats, Scores, types_of
from pantau.classify.transformer import SENTIMENTS
from pantau.domain.taxonomy import CODEBOOK_VERSION, FEEDBACK_IDS
from pantau.errors import ModelError

Bools = npt.NDArray[np.bool_]
Index = npt.NDArray[np.int64]

HELD_OUT: Final = "accurate/held_out.npz"
CARD: Final = "accurate/scorecard.json"
ENOUGH: Final = 15  # a type with fewer texts is shown but not averaged
CUTS: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
_SCORES: Final = ("sentiment", "feedback", "margins", "ranking")


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What both models say of texts of apps they had not seen, one row a text."""

    hashes: npt.NDArray[np.str_]
    network: Floats
    linear: Scores

    def rows(self, wanted: Index) -> HeldOut:
        kept = Scores(*(getattr(self.linear, name)[wanted] for name in _SCORES))
        return HeldOut(self.hashes[wanted], self.network[wanted], kept)

    def beside(self, other: HeldOut) -> HeldOut:
        """These rows, then those of `other` whose texts are not among them."""
        rest = other.rows(np.flatnonzero(~np.isin(other.hashes, self.hashes)))
        pairs = [(getattr(self.linear, n), getattr(rest.linear, n)) for n in _SCORES]
        return HeldOut(
            np.concatenate([self.hashes, rest.hashes]),
            np.concatenate([self.network, rest.network]),
            Scores(*(np.concatenate(pair) for pair in pairs)),
        )

    def save(self, path: Path) -> None:
        parts = {name: getattr(self.linear, name).astype(np.float16) for name in _SCORES}
        hashes = np.char.encode(self.hashes, "ascii")
        np.savez_compressed(path, hashes=hashes, network=self.network.astype(np.float16), **parts)

    @classmethod
    def load(cls, path: Path) -> HeldOut:
        try:
            with np.load(path, allow_pickle=False) as kept:
                scores = Scores(*(kept[name].astype(np.float32) for name in _SCORES))
                network = kept["network"].astype(np.float32)
                return cls(np.char.decode(kept["hashes"], "ascii"), network, scores)
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise ModelError(f"{path}: can't be read ({error}); see accurate_score") from error


@dataclass(frozen=True, slots=True)
class Truth:
    sentiment: Index
    types: Bools

    @classmethod
    def of(cls, examples: Sequence[data.Example]) -> Truth:
        moods = np.array([SENTIMENTS.index(e.sentiment) for e in examples], np.int64)
        types = [[t in e.types for t in FEEDBACK_IDS] for e in examples]
        return cls(moods, np.array(types, np.bool_))


def card(found: HeldOut, examples: Sequence[data.Example], blend: accurate.Blend) -> dict[str, Any]:
    """Linear alone, network alone and both, over all held-out reviews, per app, and over the synthetic
    texts by variety."""
    by_hash = {data.text_hash(e.text): e for e in examples}
    if missing := [h for h in found.hashes.tolist() if h not in by_hash]:
        raise ModelError(f"{HELD_OUT}: {len(missing)} texts aren't in the data, as {missing[0]}")
    coded = [by_hash[h] for h in found.hashes.tolist()]
    is_synthetic = np.array([e.app == data.SYNTHETIC_APP for e in coded])
    apps = np.array(
        [f"{e.app}, {e.variety}" if e.app == data.SYNTHETIC_APP else e.app for e in coded]
    )
    parts = {"all": np.flatnonzero(~is_synthetic)}
    parts |= {app: np.flatnonzero(apps == app) for app in sorted(set(apps.tolist()))}
    return {
        "codebook_version": CODEBOOK_VERSION,
        "measured": "each app's texts by a network and a linear model trained without that app",
        "parts": {
            name: _tiers(Truth.of([coded[i] for i in rows]), found.rows(rows), blend)
            for name, rows in parts.items()
        },
    }


def _tiers(truth: Truth, found: HeldOut, blend: accurate.Blend) -> dict[str, Any]:
    alone = accurate.Blend(1.0, 1.0, blend.threshold, blend.slope, blend.over_weight)
    return {
        "linear": figures(truth, found.linear),
        "network": figures(truth, alone.scores(found.network, found.linear)),
        "accurate": figures(truth, blend.scores(found.network, found.linear)),
    }


def figures(truth: Truth, scores: Scores) -> dict[str, Any]:
    """Headline figures with 95 % intervals, every label, calibration, coverage by cut-off."""
    mood, types = scores.ranking.argmax(1), types_of(scores.margins)
    true_mood, said_mood = np.eye(3, dtype=bool)[truth.sentiment], np.eye(3, dtype=bool)[mood]
    first, true_first = types.argmax(1), truth.types.argmax(1)  # columns stand in rule 2's order
    sure, right = scores.sentiment.max(1), mood == truth.sentiment
    return {
        "n": len(mood),
        "sentiment_macro_f1": _with_interval(true_mood, said_mood, measures.mean_f1),
        "sentiment_accuracy": _with_interval(truth.sentiment, mood, measures.accuracy),
        "feedback_micro_f1": _with_interval(truth.types, types, measures.micro_f1),
        "feedback_mean_f1": _with_interval(truth.types, types, _mean_of_enough),
        "primary_accuracy": _with_interval(true_first, first, measures.accuracy),
        "labels": _labels(np.hstack([true_mood, truth.types]), np.hstack([said_mood, types])),
        "sentiment_calibration_error": round(measures.calibration_error(sure, right), 3),
        "sentiment_by_cut": [
            {key: round(value, 3) for key, value in row.items()}
            for row in measures.coverage(sure, right, CUTS)
        ],
    }


def _mean_of_enough(truth: Bools, guess: Bools) -> float:
    return measures.mean_f1(truth, guess, least=ENOUGH)


def _with_interval(truth: Any, guess: Any, figure: Any) -> dict[str, float]:
    low, high = measures.interval(truth, guess, figure)
    value = figure(truth, guess)
    return {"value": round(value, 3), "low": round(low, 3), "high": round(high, 3)}


def _labels(truth: Bools, guess: Bools) -> dict[str, dict[str, float]]:
    found = {}
    for column, label in enumerate((*SENTIMENTS, *FEEDBACK_IDS)):
        score = measures.score(truth[:, column], guess[:, column])
        found[label] = {
            "n": score.n,
            "precision": round(score.precision, 3),
            "recall": round(score.recall, 3),
            "f1": round(score.f1, 3),
            "low": round(score.low, 3),
            "high": round(score.high, 3),
        }
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """Folders: the network trained without the apps, the shipped model, the lexicon."""

    network: Path
    shipped: Path
    lexicon: Path


def hold(examples: Sequence[data.Example], sources: Held, apps: Sequence[str]) -> HeldOut:
    """Scores the drawn and the synthetic texts of `apps` by the network and by a linear model fitted here."""
    from pantau.classify import lexicon, linear, rules, transformer
    from pantau.classify.fast import scores_of
    from pantau.classify.fit import Choice, Design
    from pantau.classify.normalise import Normaliser

    normal = Normaliser(lexicon.load(sources.lexicon))
    texts = [normal(e.text) for e in examples]
    design = Design(texts, examples)
    train = np.array([i for i, e in enumerate(examples) if e.app not in apps])
    scored = ("drawn", data.SYNTHETIC_APP)
    rows = np.array([i for i, e in enumerate(examples) if e.app in apps and e.origin in scored])
    values = design.decide(design.fit(train, Choice()), rows)
    chosen = [texts[i] for i in rows]
    values[:, len(SENTIMENTS) :] += rules.boosts(rules.load(sources.shipped / rules.FILE), chosen)
    calibration = linear.load(sources.shipped / linear.FILE).calibration
    entry = manifest.read(sources.network, accurate.TIER)
    network = transformer.load(sources.network, entry).probabilities(chosen)
    hashes = np.array([data.text_hash(examples[i].text) for i in rows])
    return HeldOut(hashes, network, scores_of(values, calibration))


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options().parse_args(arguments)
    coded = data.everything(options.data, options.labels)
    kept = options.model / HELD_OUT
    if options.hold:
        sources = Held(options.hold, options.model, options.lexicon)
        found = hold([*coded, *data.auxiliary(options.data)], sources, options.apps)
        (found.beside(HeldOut.load(kept)) if kept.exists() else found).save(kept)
    blend = accurate.blend_of(manifest.read(options.model, accurate.TIER), accurate.Blend())
    written = json.dumps(card(HeldOut.load(kept), coded, blend), indent=1) + "\n"
    (options.model / CARD).write_text(written, encoding="utf-8")
    sys.stdout.write(written)
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pantau.classify.accurate_score", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--labels", type=Path, default=Path("data/labels"))
    parser.add_argument("--lexicon", type=Path, default=Path("data/lexicon"))
    parser.add_argument("--model", type=Path, default=Path("data/model"), help="shipped model")
    parser.add_argument("--hold", type=Path, help="model folder trained without --apps")
    parser.add_argument("--apps", nargs="*", default=[], help="the apps that were left out")
    return parser


if __name__ == "__main__":
    sys.exit(main())
