"""`python -m pantau.classify.train --data FOLDER`: makes every model that ships.

1. The accurate tier's partner: a linear model of the coded texts.
2. Its network: fine-tuned on coded texts, then also on what the tier says of uncoded reviews.
3. The `fast` tier: a linear model of the coded texts and of those reviews, as the accurate tier
   labels them; and a small network of these, and of further texts that the accurate tier labels.

No text of the apps in `data.HELD_OUT` is learnt from, so the score card (`evaluate`) is of the
files that ship. Needs the extra `train`; an hour to an hour and ten
minutes on two cores. Fixed seeds.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any, Final

import numpy as np

from pantau.classify import (
    accurate,
    accurate_training,
    convolution,
    convolution_training,
    data,
    fast,
    lexicon,
    linear,
    linear_training,
    manifest,
)
from pantau.classify.blend import Blend
from pantau.classify.data import Example
from pantau.classify.decide import Scores, types_of
from pantau.classify.normalise import Normaliser
from pantau.classify.teacher import Teacher
from pantau.classify.transformer_training import Lesson
from pantau.domain.taxonomy import CODEBOOK_VERSION, FEEDBACK_IDS

FAST_NAME: Final = "pantau-fast"
UNCODED: Final = 30_000  # reviews that the accurate tier teaches on
LEAST_TEXTS: Final = 3  # that a word must stand in to have a row of its own
FAST_BLEND: Final = Blend(sentiment=0.5, feedback=0.5)
CLAUSES: Final = 12_000  # parts of those reviews that the small network is taught on
_SEED: Final = 20_261_124


@dataclass(frozen=True, slots=True)
class Texts:
    """What is learnt from: coded texts, texts coded for sentiment only, (text, app) of reviews that
    nobody coded."""

    coded: list[Example]
    auxiliary: list[Example]
    uncoded: list[tuple[str, str]]

    @classmethod
    def read(cls, folder: Path, labels: Path) -> Texts:
        coded = data.to_learn(folder, labels)
        uncoded = data.uncoded(folder, data.everything(folder, labels))
        random.Random(_SEED).shuffle(uncoded)  # noqa: S311 - a fixed draw, not a secret
        return cls(coded, data.auxiliary(folder), uncoded[:UNCODED])


@dataclass(frozen=True, slots=True)
class Work:
    """`folder`: the data sets. `out`: the model folder, which holds `rules.toml` already."""

    folder: Path
    out: Path
    texts: Texts
    normalise: Normaliser

    def partner(self) -> None:
        examples = [*self.texts.coded, *self.texts.auxiliary]
        linear_training.train(examples, self.normalise, self.out / accurate.PARTNER, say)

    def network(self) -> None:
        """First from coded texts, then also from what the tier says of uncoded ones."""
        uncoded = [text for text, _ in self.texts.uncoded]
        first, last = accurate_training.FIRST, accurate_training.LAST
        coded = Lesson.coded(self.texts.coded, first.positive_weight_cap)
        trainer = accurate_training.start(
            self.folder, self.out, coded, uncoded, self.normalise, say
        )
        trainer.stage(coded, first)
        taught = self._teacher().lesson(uncoded)
        sentiments = Lesson.coded(data.posts_and_languages(self.folder), 1.0)
        trainer.stage(coded.beside(taught).beside(sentiments), last)

    def fast(self) -> None:
        uncoded = [text for text, _ in self.texts.uncoded]
        teacher = self._teacher()
        scores = teacher.scores(uncoded)
        taught = labelled(self.texts.uncoded, scores)
        examples = [*self.texts.coded, *taught, *self.texts.auxiliary]
        path = self.out / linear.FILE
        settings = linear_training.train(examples, self.normalise, path, say)
        settings |= self.convolution(teacher)
        self.write_fast(settings)

    def convolution(self, teacher: Teacher) -> dict[str, Any]:
        """The fast tier's network. Returns what the manifest says of it."""
        uncoded = [text for text, _ in self.texts.uncoded]
        coded = [*self.texts.coded, *self._own()]
        every = [*(e.text for e in (*coded, *self.texts.auxiliary)), *uncoded]
        counts = convolution_training.word_counts([self.normalise(text) for text in every])
        words = [word for word, n in counts.items() if n >= LEAST_TEXTS]
        vectors = dict(zip(words, teacher.states(words), strict=True))
        further = self._further(convolution_training.Exchange(vectors, counts, _SEED))
        lessons = (
            Lesson.coded(coded, accurate_training.FIRST.positive_weight_cap),
            teacher.lesson([*uncoded, *further]),
            Lesson.coded(data.posts_and_languages(self.folder), 1.0),
        )
        lesson = reduce(Lesson.beside, lessons)
        lesson = replace(lesson, texts=tuple(map(self.normalise, lesson.texts)))
        convolution_training.train(
            lesson,
            teacher.states(lesson.texts),
            vectors,
            convolution_training.Schedule(),
            self.out / convolution.FILE,
            say,
        )
        return {"n_network_texts": len(lesson.texts)}

    def write_fast(self, settings: Mapping[str, Any]) -> None:
        """The manifest entry of the fast tier. `settings`: what its models were fitted on."""
        teacher = manifest.read(self.out, accurate.TIER).settings["blend"]
        blend = asdict(FAST_BLEND) | {"over_weight": teacher["over_weight"]}
        files = {name: manifest.sha256(self.out / name) for name in (linear.FILE, convolution.FILE)}
        version = f"{files[linear.FILE][:6]}{files[convolution.FILE][:6]}"
        entry = manifest.Tier(
            FAST_NAME, version, CODEBOOK_VERSION, files, {**settings, "blend": blend}
        )
        manifest.write(self.out, fast.TIER, entry)

    def _own(self) -> list[Example]:
        return [example for example in self.texts.coded if example.origin == data.OWN]

    def _further(self, exchange: Callable[[str], str]) -> list[str]:
        """Texts for the accurate tier to label that nobody wrote, or that are of other kinds."""
        coded = [self.normalise(example.text) for example in self.texts.coded]
        own = [self.normalise(example.text) for example in self._own()]
        uncoded = [self.normalise(text) for text, _ in self.texts.uncoded]
        parts = convolution_training.clauses([text for text, _ in self.texts.uncoded])
        random.Random(_SEED).shuffle(parts)  # noqa: S311 - a fixed draw, not a secret
        varied = [exchange(text) for text in (*coded, *own, *uncoded)]
        posts = [example.text for example in self.texts.auxiliary]
        texts = (*parts[:CLAUSES], *varied, *posts)
        return list(dict.fromkeys(text for text in texts if text))

    def _teacher(self) -> Teacher:
        return Teacher(self.out, self.normalise, say)


def labelled(uncoded: Sequence[tuple[str, str]], scores: Scores) -> list[Example]:
    """(text, app) as a tier labels them."""
    moods, types = scores.ranking.argmax(axis=1), types_of(scores.margins)
    return [
        Example(
            text,
            linear.SENTIMENTS[mood],
            tuple(FEEDBACK_IDS[i] for i in np.flatnonzero(row)),
            app,
            data.TAUGHT,
        )
        for (text, app), mood, row in zip(uncoded, moods, types, strict=True)
    ]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m pantau.classify.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, default=Path("data/model"))
    parser.add_argument("--labels", type=Path, default=Path("data/labels"))
    parser.add_argument("--lexicon", type=Path, default=Path("data/lexicon"))
    given = parser.parse_args(argv)
    # Threads that wait must sleep: spinning made a step ten times slower on a shared machine.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    normalise = Normaliser(lexicon.load(given.lexicon))
    work = Work(given.data, given.out, Texts.read(given.data, given.labels), normalise)
    work.partner()
    work.network()
    work.fast()
    say(f"written to {given.out}; now `make evaluate`")
    return 0


_STARTED: Final = time.monotonic()


def say(message: str) -> None:
    sys.stderr.write(f"[{time.monotonic() - _STARTED:6.0f} s] {message}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
