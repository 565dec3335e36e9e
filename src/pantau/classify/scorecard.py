"""The figures of the score card, as one plain document that JSON can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pantau.classify import measures
from pantau.classify.data import Example
from pantau.classify.decide import Cut, Scores, types_of
from pantau.classify.linear import SENTIMENTS
from pantau.domain.taxonomy import FEEDBACK_IDS

Document = dict[str, Any]

LEAST: Final = 15  # types with fewer texts do not enter the mean
CUTS: Final = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
LENGTHS: Final = ((0, 20), (20, 60), (60, 150), (150, 100_000))


@dataclass(frozen=True, slots=True)
class Judged:
    """Texts with their codes and the labels a model gave them; arrays run over the same texts."""

    sentiment: npt.NDArray[Any]
    types: npt.NDArray[np.bool_]
    guessed: npt.NDArray[Any]
    guessed_types: npt.NDArray[np.bool_]

    def take(self, rows: npt.NDArray[Any]) -> Judged:
        return Judged(
            self.sentiment[rows], self.types[rows], self.guessed[rows], self.guessed_types[rows]
        )


def coded(examples: Sequence[Example]) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
    sentiment = np.array([SENTIMENTS.index(e.sentiment) for e in examples])
    types = np.array([[t in e.types for t in FEEDBACK_IDS] for e in examples], np.bool_)
    return sentiment, types.reshape(len(examples), len(FEEDBACK_IDS))


def judge(examples: Sequence[Example], scores: Scores) -> Judged:
    sentiment, types = coded(examples)
    return Judged(sentiment, types, scores.ranking.argmax(axis=1), types_of(scores.margins))


def summary(judged: Judged) -> Document:
    """The handful of figures by which models are compared."""
    found = {
        name: _round(figure(truth, guess))
        for name, (truth, guess, figure) in _parts(judged).items()
    }
    return {"n": len(judged.sentiment), **found}


def agreement(judged: Judged) -> Document:
    """The headline figures with their intervals, every label, and kappa on both axes."""
    primary, said = judged.types.argmax(axis=1), judged.guessed_types.argmax(axis=1)
    return {
        "summary": {**summary(judged), "intervals": _intervals(judged)},
        "sentiment": _labels(SENTIMENTS, *_one_hot(judged.sentiment, judged.guessed)),
        "feedback": _labels(FEEDBACK_IDS, judged.types, judged.guessed_types),
        "kappa": {
            "sentiment": _round(measures.kappa(judged.sentiment, judged.guessed)),
            "primary": _round(measures.kappa(primary, said)),
        },
    }


def details(judged: Judged, scores: Scores, cut: Cut) -> Document:
    """Everything about one set of texts: agreement, confusion, calibration, coverage, the unsure."""
    primary, said = judged.types.argmax(axis=1), judged.guessed_types.argmax(axis=1)
    rows = np.arange(len(said))
    feeling = scores.sentiment[rows, judged.guessed]
    kind = scores.feedback[rows, said]
    return {
        **agreement(judged),
        "confusion": {
            "sentiment": measures.confusion(judged.sentiment, judged.guessed, len(SENTIMENTS)),
            "primary": measures.confusion(primary, said, len(FEEDBACK_IDS)),
        },
        "calibration_error": {
            "sentiment": _round(
                measures.calibration_error(feeling, judged.sentiment == judged.guessed)
            ),
            "primary": _round(measures.calibration_error(kind, judged.types[rows, said])),
        },
        "unsure": _unsure(judged, cut.unsure(feeling, kind)),
        "coverage": {
            "sentiment": _coverage(feeling, judged.sentiment == judged.guessed),
            "primary": _coverage(kind, primary == said),
        },
    }


def _unsure(judged: Judged, unsure: npt.NDArray[np.bool_]) -> Document:
    """How many texts are marked unsure, and how right the labels of both parts are."""
    parts = {"sure": np.flatnonzero(~unsure), "unsure": np.flatnonzero(unsure)}
    return {
        "share": _round(unsure.mean()),
        **{k: summary(judged.take(v)) for k, v in parts.items()},
    }


def by_length(examples: Sequence[Example], judged: Judged) -> Document:
    sizes = np.array([len(e.text) for e in examples])
    parts = {f"{a}-{b - 1}": np.flatnonzero((sizes >= a) & (sizes < b)) for a, b in LENGTHS}
    return {name: summary(judged.take(rows)) for name, rows in parts.items() if len(rows)}


def by_group(groups: Sequence[str], judged: Judged) -> Document:
    names = np.array(groups)
    return {
        name: summary(judged.take(np.flatnonzero(names == name))) for name in sorted(set(groups))
    }


def sentiment_only(sentiment: npt.NDArray[Any], guessed: npt.NDArray[Any]) -> Document:
    low, high = measures.interval(sentiment, guessed, _sentiment_macro)
    return {
        "n": len(sentiment),
        "sentiment_macro_f1": _round(_sentiment_macro(sentiment, guessed)),
        "interval": [_round(low), _round(high)],
        "sentiment_accuracy": _round(measures.accuracy(sentiment, guessed)),
    }


Part = tuple[
    npt.NDArray[Any], npt.NDArray[Any], Callable[[npt.NDArray[Any], npt.NDArray[Any]], float]
]


def _parts(judged: Judged) -> Mapping[str, Part]:
    """Each figure: codes, labels, and what makes it of them."""
    moods, types = (judged.sentiment, judged.guessed), (judged.types, judged.guessed_types)
    primary = judged.types.argmax(axis=1), judged.guessed_types.argmax(axis=1)
    return {
        "sentiment_macro_f1": (*moods, _sentiment_macro),
        "sentiment_accuracy": (*moods, measures.accuracy),
        "feedback_micro_f1": (*types, measures.micro_f1),
        "feedback_mean_f1": (*types, _mean_of_enough(judged.types)),
        "primary_accuracy": (*primary, measures.accuracy),
    }


def _intervals(judged: Judged) -> Mapping[str, list[float | None]]:
    parts = _parts(judged).items()
    return {name: [_round(x) for x in measures.interval(*part)] for name, part in parts}


def gap(one: Judged, other: Judged) -> Document:
    """Per figure by how much `one` is ahead of `other` on the same texts, and the 95 % interval:
    a paired bootstrap, both judged on the same resampled texts."""
    others = _parts(other)
    return {name: _ahead(part, others[name][1]) for name, part in _parts(one).items()}


def _ahead(part: Part, other: npt.NDArray[Any]) -> Document:
    truth, guess, figure = part

    def ahead(truth: npt.NDArray[Any], both: npt.NDArray[Any]) -> float:
        return figure(truth, both[:, 0]) - figure(truth, both[:, 1])

    both = np.stack([guess, other], axis=1)
    span = measures.interval(truth, both, ahead)
    return {"by": _round(ahead(truth, both)), "interval": [_round(x) for x in span]}


def _mean_of_enough(
    types: npt.NDArray[np.bool_],
) -> Callable[[npt.NDArray[Any], npt.NDArray[Any]], float]:
    """Mean F1 over the types that enough of the texts have, whatever a resample holds of them."""
    kept = types.sum(axis=0) >= LEAST
    return lambda truth, guess: measures.mean_f1(truth[:, kept], guess[:, kept])


def _sentiment_macro(sentiment: npt.NDArray[Any], guessed: npt.NDArray[Any]) -> float:
    return measures.mean_f1(*_one_hot(sentiment, guessed))


def _one_hot(
    *codings: npt.NDArray[Any],
) -> tuple[npt.NDArray[np.bool_], ...]:
    return tuple(coding[:, None] == np.arange(len(SENTIMENTS)) for coding in codings)


def _labels(
    names: Sequence[str], truth: npt.NDArray[np.bool_], guess: npt.NDArray[np.bool_]
) -> Document:
    found = {name: measures.score(truth[:, i], guess[:, i]) for i, name in enumerate(names)}
    return {name: _figures(score) for name, score in found.items()}


def _figures(score: measures.Score) -> Document:
    """A label that no text was coded with has no figures, only its n of 0."""
    return {k: _round(v) if k == "n" or score.n else None for k, v in asdict(score).items()}


def _coverage(likely: npt.NDArray[Any], is_right: npt.NDArray[Any]) -> list[Document]:
    return [
        {key: _round(value) for key, value in row.items()}
        for row in measures.coverage(likely, is_right, CUTS)
    ]


def _round(value: float) -> float | None:
    """Three decimals: the score card must be equal on every machine. `None` for no figure."""
    if isinstance(value, int):
        return value
    return None if value != value else round(float(value), 3)
