"""The accurate tier as a teacher: what it says of texts, and what its network makes of them.

Its network is cut open before the heads: the mean of a text's last states holds more than the 16
answers, and a small network that must come near to both learns more from each text (after
TinyBERT, Jiao et al. 2020, arXiv 1909.10351). Needs onnx (extra `train`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from pantau.classify import accurate, accurate_training, transformer
from pantau.classify.decide import Floats, Scores
from pantau.classify.normalise import Normaliser, clean
from pantau.classify.topics import TopicList
from pantau.classify.transformer import HEADS, MAX_TOKENS, Outputs, Transformer
from pantau.classify.transformer_training import Lesson

_STATE: Final = "pool.mean"  # as `transformer_export` names it


class OpenTransformer(Transformer):
    """The accurate tier's network, which keeps the state of every text that it read."""

    def __init__(self, folder: Path) -> None:
        import onnx

        model = onnx.load(folder / accurate_training.MODEL)
        held = {part.name: part for part in model.graph.initializer}
        self._weights, self._bias = (
            onnx.numpy_helper.to_array(held[name]) for name in ("head.w", "head.b")
        )
        state = onnx.helper.make_tensor_value_info(_STATE, onnx.TensorProto.FLOAT, None)
        model.graph.output[0].CopyFrom(state)
        with TemporaryDirectory() as scratch:
            path = Path(scratch) / "open.onnx"
            onnx.save(model, str(path))
            session = transformer.open_session(path)
        tokenizer = transformer.open_tokenizer(folder / accurate_training.TOKENIZER)
        super().__init__(session, tokenizer, Outputs.of(HEADS, path), MAX_TOKENS)
        self._known: dict[str, Floats] = {}

    def states(self, texts: Sequence[str]) -> Floats:
        """(n, hidden): what the network makes of each text, before its heads."""
        cleaned = [clean(text) for text in texts]
        self._read([text for text in dict.fromkeys(cleaned) if text not in self._known])
        return np.array([self._known[text] for text in cleaned], np.float32)

    def _read(self, texts: Sequence[str]) -> None:
        rows = self._rows(texts)
        for picked in transformer.by_length([len(row) for row in rows]):
            found = self._run([rows[i] for i in picked])
            self._known.update(zip((texts[i] for i in picked), found, strict=True))

    def _distinct(self, texts: Sequence[str]) -> Floats:
        return self._outputs.probabilities(self.states(texts) @ self._weights + self._bias)


class Teacher:
    """The accurate tier of a model folder, whose network reads each distinct text once."""

    def __init__(self, folder: Path, normalise: Normaliser, say: Callable[[str], None]) -> None:
        self._network = OpenTransformer(folder)
        self._tier = accurate.load(
            folder, normalise, TopicList("none", ()), lambda *_: self._network
        )
        self._normalise, self._say = normalise, say

    def scores(self, texts: Sequence[str]) -> Scores:
        self._say(f"the accurate tier reads {len(texts):,} texts that nobody coded")
        return self._tier.scores([self._normalise(text) for text in texts])

    def lesson(self, texts: Sequence[str]) -> Lesson:
        """Texts as the averaged tier labels them."""
        return taught(texts, self.scores(texts))

    def states(self, normal: Sequence[str]) -> Floats:
        """(n, hidden): what its network makes of normal texts or words, before its heads."""
        self._say(f"the accurate tier's network reads {len(normal):,} texts or words")
        return self._network.states(normal)


def taught(texts: Sequence[str], scores: Scores) -> Lesson:
    """What a tier's scores teach: a type's leaning from its threshold, as a probability."""
    return Lesson.taught(texts, scores.sentiment, np.clip(scores.margins + 0.5, 0.0, 1.0))
