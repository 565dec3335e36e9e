"""Reads the data sets that the models learn from and are measured on. Training time only.

The folder is laid out as its own README says (coded/, synthetic/, sentiment/, reviews/); it is
never part of the product. Label files of the repository hold no text: they name a review by
the first 20 hex digits of the SHA-256 of its stripped text.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final

from pantau.domain.taxonomy import ordered
from pantau.errors import InputError

SYNTHETIC_APP: Final = "synthetic"
OWN: Final = "own"
SECOND_CODER: Final = "second_coder.csv"
# No model that ships has learnt from a text of these: the score card is of the shipped files.
HELD_OUT: Final = ("IKD", "M-Pajak", SYNTHETIC_APP)
TAUGHT: Final = "taught"
NUSAX_LANGUAGES: Final = ("indonesian", "banjarese", "minangkabau", "javanese")
_LEAST_LETTERS: Final = 6
Row = dict[str, str]
_SIDES = {"pos": "positive", "neg": "negative"}


@dataclass(frozen=True, slots=True)
class Example:
    """One text with its labels. `types` is empty where only the sentiment is known.

    `origin`: "drawn" (a random draw of its app, fit to score on), "picked" (chosen because rare
    types were likely: training only), "label" (label files of the repository), "synthetic", "own"
    (written for training, see `own`), "taught" (labelled by a model), or the name of an auxiliary
    set.
    """

    text: str
    sentiment: str
    types: tuple[str, ...]
    app: str
    origin: str
    variety: str = "indonesian"


def coded(folder: Path) -> list[Example]:
    return [
        Example(
            row["text"],
            row["sentiment"],
            ordered(row["types"].split(",")),
            row["app"],
            "drawn" if row["id"].startswith("t") else "picked",
        )
        for row in _rows(folder / "coded" / "coded.csv")
    ]


def synthetic(folder: Path) -> list[Example]:
    return _written(folder / "synthetic" / "pontianak.tsv", SYNTHETIC_APP, SYNTHETIC_APP)


def own(labels: Path) -> list[Example]:
    """Texts of the repository itself, by our own hand, for training only: city services, rare
    types, Pontianak Malay. One file a writer; each counts as an app of its own."""
    paths = sorted(labels.glob("own_*.tsv"))
    return [example for path in paths for example in _written(path, path.stem, OWN)]


def _written(path: Path, app: str, origin: str) -> list[Example]:
    return [
        Example(
            r["text"], r["sentiment"], ordered(r["types"].split(",")), app, origin, r["variety"]
        )
        for r in _rows(path, "\t")
    ]


def text_hash(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()[:20]


def labelled(folder: Path, labels: Path) -> list[Example]:
    """Texts of the label files `coded_*.csv`, looked up among reviews and posts; one label a text,
    the last file wins."""
    paths = sorted(labels.glob("coded_*.csv"))
    rows = {row["text_hash"]: row for path in paths for row in _rows(path)}
    texts = {text_hash(text): text for text in chain(reviews(folder), _posts(folder))}
    missing = len(rows.keys() - texts.keys())
    if missing:
        sys.stderr.write(f"{labels}: {missing} labels name a text that {folder} doesn't hold\n")
    return [
        Example(texts[key], row["sentiment"], ordered(row["types"].split(",")), row["app"], "label")
        for key, row in sorted(rows.items())
        if key in texts
    ]


def second_coder(folder: Path, labels: Path) -> list[tuple[Example, Example]]:
    """Held-out texts that a second coder read without seeing the first codes: (first, second)."""
    first = {text_hash(e.text): e for e in coded(folder)}
    rows = _rows(labels / SECOND_CODER)
    return [
        (one, replace(one, sentiment=r["sentiment"], types=ordered(r["types"].split(","))))
        for r in rows
        if (one := first.get(r["text_hash"]))
    ]


def reviews(folder: Path) -> Iterator[str]:
    """Every review text of the replay files, coded or not, in file order."""
    yield from (row["text"] for row in _reviews(folder))


def uncoded(folder: Path, known: Sequence[Example]) -> list[tuple[str, str]]:
    """(text, app) of replay reviews to learn from that nobody coded, each text once, in file order."""
    seen = {_squashed(example.text) for example in known}
    found: dict[str, tuple[str, str]] = {}
    for row in _reviews(folder):
        key = _squashed(row["text"])
        if row["app"] not in HELD_OUT and len(key) >= _LEAST_LETTERS and key not in seen:
            found.setdefault(key, (row["text"], row["app"]))
    return list(found.values())


def _reviews(folder: Path) -> Iterator[Row]:
    for path in sorted((folder / "reviews").glob("*.csv")):
        yield from _rows(path)


def _posts(folder: Path) -> Iterator[str]:
    """Texts of the training parts of sets coded for sentiment or emotion: tweets, other products."""
    root = folder / "sentiment"
    yield from (example.text for example in smsa(root, "train"))
    for name, column in (("emot", "tweet"), ("hoasa", "review"), ("casa", "sentence")):
        path = root / name / "train_preprocess.csv"
        yield from (row[column] for row in _rows(path))


def everything(folder: Path, labels: Path) -> list[Example]:
    """All coded texts of all origins; of a text that occurs twice the first coding stays."""
    found: dict[str, Example] = {}
    texts = (coded(folder), labelled(folder, labels), synthetic(folder), own(labels))
    for example in chain.from_iterable(texts):
        found.setdefault(text_hash(example.text), example)
    return list(found.values())


def to_learn(folder: Path, labels: Path) -> list[Example]:
    """The coded texts that models may learn from."""
    return [e for e in everything(folder, labels) if e.app not in HELD_OUT]


def to_judge(folder: Path, labels: Path) -> list[Example]:
    """The coded texts that models are judged on: random draws of apps, and texts written to judge."""
    origins = ("drawn", SYNTHETIC_APP)
    found = everything(folder, labels)
    return [e for e in found if e.app in HELD_OUT and e.origin in origins]


def auxiliary(folder: Path) -> list[Example]:
    """Sets coded for sentiment only, by people but for Leoudah (rule on a coded type and stars)."""
    root = folder / "sentiment"
    found = [
        *smsa(root, "train", "valid"),
        *nusax(root, "train", "valid"),
        *_aspects(root),
        *_weak(root),
    ]
    return [e for e in found if e.app not in HELD_OUT]


def posts_and_languages(folder: Path) -> list[Example]:
    """Texts coded for sentiment by people, for the network: a quarter of SmSA, and NusaX in
    Indonesian and in languages near to Pontianak Malay or often mixed into Indonesian."""
    root = folder / "sentiment"
    found = smsa(root, "train", "valid")[::4]
    for language in NUSAX_LANGUAGES:
        found += nusax(root, "train", "valid", language=language)
    return found


def smsa(root: Path, *parts: str) -> list[Example]:
    paths = [root / "smsa" / f"{part}_preprocess.tsv" for part in parts]
    lines = [line for path in paths for line in _lines(path)]
    pairs = [line.rsplit("\t", 1) for line in lines if "\t" in line]
    return [Example(text, label.strip(), (), "SmSA", "smsa") for text, label in pairs]


def nusax(root: Path, *parts: str, language: str = "indonesian") -> list[Example]:
    folder = root / "nusax" / "sentiment" / language
    rows = [row for part in parts for row in _rows(folder / f"{part}.csv")]
    return [Example(row["text"], row["label"], (), f"NusaX {language}", "nusax") for row in rows]


def nusax_test(root: Path) -> list[Example]:
    """The NusaX test without the rows that stand in SmSA's training part (110 of 400)."""
    seen = {_squashed(example.text) for example in smsa(root, "train", "valid")}
    return [example for example in nusax(root, "test") if _squashed(example.text) not in seen]


def _aspects(root: Path) -> list[Example]:
    """CASA and HoASA: a text is positive or negative where all its judged aspects are."""
    found = []
    for name, column in (("casa", "sentence"), ("hoasa", "review")):
        for part in ("train", "valid", "test"):
            for row in _rows(root / name / f"{part}_preprocess.csv"):
                text = row.pop(column)
                if label := _one_sided(row):
                    found.append(Example(text, label, (), name.upper(), name))
    return found


def _one_sided(aspects: Mapping[str, str]) -> str | None:
    sides = {_SIDES.get(value, value) for value in aspects.values()} - {"neut", "neutral"}
    return sides.pop() if sides in ({"positive"}, {"negative"}) else None


def _weak(root: Path) -> list[Example]:
    rows = _rows(root / "leoudah" / "derived_sentiment.csv")
    return [Example(r["text"], r["sentiment_derived"], (), r["app"], "leoudah") for r in rows]


def _squashed(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _rows(path: Path, delimiter: str = ",") -> list[Row]:
    return list(csv.DictReader(_lines(path, keep_ends=True), delimiter=delimiter))


def _lines(path: Path, *, keep_ends: bool = False) -> Sequence[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines(keepends=keep_ends)
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); see --data") from error
