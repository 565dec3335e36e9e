"""The one door to a classifier: `load(tier, model_dir, topics_path)`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pantau.classify import fast, lexicon, manifest
from pantau.classify.base import Classifier
from pantau.classify.normalise import Normaliser
from pantau.classify.topics import TopicList
from pantau.errors import ModelError

TIERS: Final = ("fast", "accurate", "own")


def load(
    tier: str, model_dir: Path, topics_path: Path, lexicon_dir: Path | None = None
) -> Classifier:
    """A ready classifier. Raises `ModelError` or, for the topic list, `ConfigError`."""
    if tier not in TIERS:
        raise ModelError(f"unknown tier {tier!r}; known: {', '.join(TIERS)}")
    normalise = Normaliser(lexicon.load(lexicon_dir or _lexicon_beside(model_dir, topics_path)))
    topics = TopicList.load(topics_path)
    if tier == fast.TIER:
        return fast.load(model_dir, normalise, topics)
    from pantau.classify import accurate  # brings onnxruntime: not where `fast` is enough

    if tier == accurate.TIER:
        return accurate.load(model_dir, normalise, topics)
    return accurate.load_own(model_dir, topics_path.parent / "model", normalise, topics)


def identify(tier: str, model_dir: Path) -> tuple[str, str, str]:
    """Name, version and codebook version of a tier whose files are whole, without loading it.

    Raises `ModelError` as `load` does for missing, damaged or foreign files.
    """
    if tier not in TIERS:
        raise ModelError(f"unknown tier {tier!r}; known: {', '.join(TIERS)}")
    entry = manifest.read(model_dir, tier)
    return entry.name, entry.version, entry.codebook_version


def _lexicon_beside(model_dir: Path, topics_path: Path) -> Path:
    """An operator may move the model or the topics; the lexicon stays beside one of them."""
    places = [model_dir, model_dir.parent, topics_path.parent]
    found = (place / "lexicon" for place in places if (place / "lexicon").is_dir())
    if (folder := next(found, None)) is None:
        raise ModelError(f"no folder `lexicon` in {' or '.join(map(str, places))}")
    return folder
