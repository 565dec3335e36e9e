"""`python -m pantau.classify.train --data FOLDER --out FOLDER`: makes the `fast` tier's files.

Fits once per held-out app for calibration, then once on everything. Fixed seeds: the same
data give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from pantau.classify import crossval, data, lexicon, linear, manifest
from pantau.classify.fit import Choice, Design, Fitted
from pantau.classify.normalise import Normaliser
from pantau.classify.scorer import Block
from pantau.domain.taxonomy import CODEBOOK_VERSION

NAME = "pantau-linear"


def train(folder: Path, out: Path, labels: Path, words: Path) -> manifest.Tier:
    """Writes `linear.npz` and the tier's entry of `manifest.json` to `out`."""
    examples = [*data.everything(folder, labels), *data.auxiliary(folder)]
    _say(f"{len(examples):,} texts")
    lexica = lexicon.load(words)
    normalise = Normaliser(lexica)
    design = Design([normalise(e.text) for e in examples], examples)
    choice = Choice()
    values = crossval.held_out(design, examples, choice, _say)
    calibration = crossval.calibrate(design, values)
    _say("fitting on all texts")
    fitted = design.fit(np.arange(len(examples)), choice)
    out.mkdir(parents=True, exist_ok=True)
    path = out / linear.FILE
    linear.save(path, _model(fitted, calibration), (fitted.word_idf, fitted.char_idf))
    return _enter(out, path, len(examples), choice, lexica.version)


def _model(fitted: Fitted, calibration: linear.Calibration) -> linear.LinearModel:
    words = Block(fitted.words * fitted.word_idf[:, None], fitted.word_idf**2)
    chars = Block(fitted.chars * fitted.char_idf[:, None], fitted.char_idf**2)
    return linear.LinearModel(words, chars, fitted.bias, calibration)


def _enter(out: Path, path: Path, n: int, choice: Choice, words: str) -> manifest.Tier:
    digest = manifest.sha256(path)
    settings = {"n_texts": n, "choice": asdict(choice), "lexicon": words}
    entry = manifest.Tier(NAME, digest[:12], CODEBOOK_VERSION, {path.name: digest}, settings)
    manifest.write(out, "fast", entry)
    return replace(entry)


def _say(message: str) -> None:
    sys.stderr.write(f"[{time.process_time():6.0f} s] {message}\n")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m pantau.classify.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, default=Path("data/model"))
    parser.add_argument("--labels", type=Path, default=Path("data/labels"))
    parser.add_argument("--lexicon", type=Path, default=Path("data/lexicon"))
    given = parser.parse_args(argv)
    entry = train(given.data, given.out, given.labels, given.lexicon)
    _say(f"{entry.name} {entry.version} written to {given.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
