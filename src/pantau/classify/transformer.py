"""The `accurate` and `own` tiers' network at run time: onnxruntime and tokenizers, no torch.

Both are read from a model folder through its manifest. `accurate` ships with the program;
`own` is a folder of the operator's with `model.onnx`, `tokenizer.json` and `manifest.json`.
Nothing is ever downloaded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from pantau.classify import manifest
from pantau.classify.decide import Floats, sigmoid, softmax
from pantau.classify.normalise import clean
from pantau.domain.taxonomy import FEEDBACK_IDS, Sentiment
from pantau.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

SENTIMENTS: Final = tuple(s.value for s in Sentiment)
HEADS: Final = (*SENTIMENTS, *FEEDBACK_IDS)
MAX_TOKENS: Final = 112  # 98 % of reviews are shorter; the rest keeps its beginning and its end
_TAIL: Final = 32
_TOKENS_AT_ONCE: Final = 2_048
_TEXTS_AT_ONCE: Final = 64
_IDS: Final = ("ids", "input_ids")
_MASKS: Final = ("mask", "attention_mask")
_NUMPY: Final = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the network's outputs go: column of `HEADS` to column of its `logits`.

    A network of the operator's may know only some labels; the rest are NaN in what comes out.
    """

    columns: Mapping[int, int]

    @classmethod
    def of(cls, labels: Sequence[str], path: Path) -> Outputs:
        unknown = [label for label in labels if label not in HEADS and label != "-"]
        if unknown:
            raise ModelError(f"{path}: unknown label {unknown[0]!r}; known: {', '.join(HEADS)}")
        columns = {HEADS.index(label): i for i, label in enumerate(labels) if label != "-"}
        n_moods = sum(head < len(SENTIMENTS) for head in columns)
        if n_moods not in (0, len(SENTIMENTS)) or not columns:
            raise ModelError(f"{path}: labels name all of {', '.join(SENTIMENTS)}, or types only")
        return cls(columns)

    def probabilities(self, logits: Floats) -> Floats:
        """(n, 16): softmax over the sentiments, one sigmoid per type."""
        out = np.full((len(logits), len(HEADS)), np.nan, dtype=np.float32)
        for head, column in self.columns.items():
            out[:, head] = logits[:, column]
        moods, types = out[:, : len(SENTIMENTS)], out[:, len(SENTIMENTS) :]
        return np.concatenate([softmax(moods), sigmoid(types)], axis=1)


class Transformer:
    """`probabilities` of the 16 heads for any texts; loaded with `load`."""

    def __init__(
        self, session: InferenceSession, tokenizer: Tokenizer, outputs: Outputs, max_tokens: int
    ) -> None:
        self._session, self._tokenizer = session, tokenizer
        self._outputs, self._max_tokens = outputs, max_tokens
        self._inputs = {i.name: _NUMPY[i.type] for i in session.get_inputs()}

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """(n, 16) in the order of `HEADS`; each distinct text is computed once."""
        cleaned = [clean(text) for text in texts]
        distinct = list(dict.fromkeys(cleaned))
        place = {text: i for i, text in enumerate(distinct)}
        found = self._distinct(distinct)
        return found[[place[text] for text in cleaned]]

    def _distinct(self, texts: Sequence[str]) -> Floats:
        rows = self._rows(texts)
        out = np.empty((len(rows), len(HEADS)), dtype=np.float32)
        for picked in by_length([len(row) for row in rows]):
            logits = self._run([rows[i] for i in picked])
            out[picked] = self._outputs.probabilities(logits)
        return out

    def _rows(self, texts: Sequence[str]) -> list[list[int]]:
        return [self._shortened(e.ids) for e in self._tokenizer.encode_batch(list(texts))]

    def _shortened(self, ids: list[int]) -> list[int]:
        if len(ids) <= self._max_tokens:
            return ids
        return [*ids[: self._max_tokens - _TAIL], *ids[-_TAIL:]]

    def _run(self, rows: Sequence[Sequence[int]]) -> Floats:
        width = max(len(row) for row in rows)
        ids = np.full((len(rows), width), _pad_id(self._tokenizer), dtype=np.int64)
        mask = np.zeros((len(rows), width), dtype=np.int64)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = row
            mask[i, : len(row)] = 1
        feed = {
            name: (ids if name in _IDS else mask if name in _MASKS else ids * 0).astype(kind)
            for name, kind in self._inputs.items()
        }
        logits: Floats = self._session.run(None, feed)[0]
        return logits


def by_length(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices in batches of about equal length, so that little is spent on padding."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batch and (
            len(batch) == _TEXTS_AT_ONCE or lengths[i] * (len(batch) + 1) > _TOKENS_AT_ONCE
        ):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def load(folder: Path, tier: manifest.Tier, *, threads: int = 2) -> Transformer:
    """The network of a tier whose manifest entry was read, and so checked, already."""
    model, tokenizer = (_named(folder, tier, end) for end in (".onnx", "tokenizer.json"))
    labels = tier.settings.get("labels", list(HEADS))
    return Transformer(
        open_session(model, threads),
        open_tokenizer(tokenizer),
        Outputs.of(labels, folder / manifest.FILE),
        int(tier.settings.get("max_tokens", MAX_TOKENS)),
    )


def _named(folder: Path, tier: manifest.Tier, ending: str) -> Path:
    for name in tier.files:
        if name.endswith(ending):
            return folder / name
    raise ModelError(f"{folder / manifest.FILE}: names no file that ends in {ending}")


def open_session(path: Path, threads: int = 2) -> InferenceSession:
    """Raises `ModelError` naming the file."""
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as failures

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Waiting threads sleep: on a machine shared with other work, spinning costs ten times more.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_mem_pattern = False  # every batch has another shape
    try:
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
    except (
        failures.Fail,
        failures.InvalidGraph,
        failures.InvalidProtobuf,
        failures.NoSuchFile,
        failures.NotImplemented,
    ) as error:
        raise ModelError(f"{path}: not a model that onnxruntime can run ({error})") from error
    _check_inputs(path, session)
    return session


def _check_inputs(path: Path, session: InferenceSession) -> None:
    known = (*_IDS, *_MASKS, "token_type_ids")
    for given in session.get_inputs():
        if given.name not in known or given.type not in _NUMPY:
            raise ModelError(f"{path}: input {given.name!r} of {given.type}; known: {known}")


def open_tokenizer(path: Path) -> Tokenizer:
    """Padding and truncation are ours, whatever the file says."""
    from tokenizers import Tokenizer

    try:
        written = path.read_text(encoding="utf-8")
        is_tokenizer = "model" in json.loads(written)
    except OSError as error:
        raise ModelError(f"{path}: can't be read ({error.strerror})") from error
    except (ValueError, TypeError) as error:
        raise ModelError(f"{path}: not a tokenizer.json ({error})") from error
    if not is_tokenizer:
        raise ModelError(f"{path}: not a tokenizer.json (it has no model)")
    tokenizer = Tokenizer.from_str(written)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _pad_id(tokenizer: Tokenizer) -> int:
    for name in ("<pad>", "[PAD]"):
        if (found := tokenizer.token_to_id(name)) is not None:
            return int(found)
    return 0


@dataclass(frozen=True, slots=True)
class WordWeight:
    """`weight`: how much the label's probability falls when this word is left out (-1 to 1).

    The names are those of the fast tier's `NgramWeight`, so that both are shown alike.
    """

    label: str
    ngram: str
    weight: float


MAX_WORDS_EXPLAINED: Final = 80


def occlusion(
    model: Transformer, text: str, labels: Sequence[str], prepare: Callable[[str], str] = clean
) -> list[WordWeight]:
    """Each written word's weight, label by label in the order of the text."""
    words = clean(text).split()[:MAX_WORDS_EXPLAINED]
    without = [" ".join(words[:i] + words[i + 1 :]) for i in range(len(words))]
    found = model.probabilities([prepare(each) for each in (" ".join(words), *without)])
    columns = [HEADS.index(label) for label in labels]
    drops = found[0, columns] - found[1:, columns]
    return [
        WordWeight(label, word, round(float(drops[i, j]), 4))
        for j, label in enumerate(labels)
        for i, word in enumerate(words)
    ]
