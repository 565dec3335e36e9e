"""`python -m pantau.classify.train --data FOLDER`: makes every model that ships.

1. The accurate tier's partner: a linear model of the coded texts.
2. Its network: fine-tuned on coded texts, then also on what the tier says of uncoded reviews.
3. The `fast` tier: a linear model of the coded texts and of those reviews, as the accurate tier
   labels them.

No text of the apps in `data.HELD_OUT` is learnt from, so the score card (`evaluate`) is of the
files that ship. Needs the extra `train`; about an hour on two free cores. Fixed seeds.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from pantau.classify import (
    accurate,
    accurate_training,
    data,
    fast,
    lexicon,
    linear,
    linear_training,
    manifest,
)
from pantau.classify.data import Example
from pantau.classify.decide import Scores, types_of
from pantau.classify.normalise import Normaliser
from pantau.classify.topics import TopicList
from pantau.classify.transformer_training import Lesson
from pantau.domain.taxonomy import CODEBOOK_VERSION, FEEDBACK_IDS

FAST_NAME: Final = "pantau-linear"
UNCODED: Final = 30_000  # reviews that the accurate tier teaches on
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
        taught = accurate_training.taught(uncoded, self._scores(uncoded))
        sentiments = Lesson.coded(data.posts_and_languages(self.folder), 1.0)
        trainer.stage(coded.beside(taught).beside(sentiments), last)

    def fast(self) -> manifest.Tier:
        scores = self._scores([text for text, _ in self.texts.uncoded])
        taught = labelled(self.texts.uncoded, scores)
        examples = [*self.texts.coded, *taught, *self.texts.auxiliary]
        path = self.out / linear.FILE
        settings = linear_training.train(examples, self.normalise, path, say)
        digest = manifest.sha256(path)
        entry = manifest.Tier(
            FAST_NAME, digest[:12], CODEBOOK_VERSION, {path.name: digest}, settings
        )
        manifest.write(self.out, fast.TIER, entry)
        return entry

    def _scores(self, texts: Sequence[str]) -> Scores:
        say(f"the accurate tier reads {len(texts):,} uncoded reviews")
        tier = accurate.load(self.out, self.normalise, TopicList("none", ()))
        return tier.scores([self.normalise(text) for text in texts])


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
