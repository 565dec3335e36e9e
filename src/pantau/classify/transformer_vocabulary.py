"""A `tokenizer.json` cut down to the pieces that our texts use, and the rows to keep with it.

250,037 pieces at 384 numbers each would be nine tenths of the model. Cutting a unigram
vocabulary leaves the segmentation of the texts it was cut on unchanged; others fall apart into
shorter pieces that are kept because they are single characters or frequent.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pantau.errors import ModelError

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
PAD_ID = SPECIAL.index("<pad>")
UNKNOWN_ID = SPECIAL.index("<unk>")


@dataclass(frozen=True, slots=True)
class TrimmedVocabulary:
    """`rows`: the rows of the full embedding matrix, in the order of the new ids."""

    tokenizer: dict[str, Any]
    rows: tuple[int, ...]

    def to_json(self) -> str:
        return json.dumps(self.tokenizer, ensure_ascii=False, separators=(",", ":"))


def read_tokenizer(path: Path) -> dict[str, Any]:
    """The whole `tokenizer.json` of a Unigram model as data."""
    try:
        tokenizer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot read the tokenizer ({error})") from error
    if tokenizer.get("model", {}).get("type") != "Unigram":
        raise ModelError(f"{path}: not a Unigram tokenizer")
    return tokenizer


def trim(full: dict[str, Any], texts: Iterable[str], *, at_least: int = 1) -> TrimmedVocabulary:
    """Keeps specials, ASCII characters, and pieces seen `at_least` times in `texts`."""
    from tokenizers import Tokenizer

    counts: Counter[int] = Counter()
    for encoding in Tokenizer.from_str(json.dumps(full)).encode_batch(list(texts)):
        counts.update(encoding.ids)
    pieces: list[list[Any]] = full["model"]["vocab"]
    rows = tuple(
        i for i, (piece, _) in enumerate(pieces) if counts[i] >= at_least or _is_basic(piece)
    )
    return TrimmedVocabulary(_with_pieces(full, rows), rows)


def _is_basic(piece: str) -> bool:
    return piece in SPECIAL or (piece.isascii() and len(piece) == 1) or piece == "\u2581"


def _with_pieces(full: dict[str, Any], rows: tuple[int, ...]) -> dict[str, Any]:
    new_id = {old: new for new, old in enumerate(rows)}
    model = {
        **full["model"],
        "vocab": [full["model"]["vocab"][i] for i in rows],
        "unk_id": new_id[full["model"]["unk_id"]],
    }
    added = [{**t, "id": new_id[t["id"]]} for t in full["added_tokens"] if t["id"] in new_id]
    return {**full, "model": model, "added_tokens": added, "truncation": None, "padding": None}
