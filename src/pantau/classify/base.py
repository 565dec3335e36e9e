"""What every classifier tier offers, and the shape of what it returns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pyarrow as pa

LABEL_SCHEMA = pa.schema(
    [
        ("sentiment", pa.string()),  # negative, neutral, positive
        ("sentiment_score", pa.float32()),  # probability of that sentiment, 0 to 1
        ("feedback", pa.list_(pa.string())),  # type ids, primary first, at least one
        ("feedback_score", pa.float32()),  # probability of the primary type, 0 to 1
        ("topics", pa.list_(pa.string())),  # topic ids of topics.toml, may be empty
        ("mode", pa.string()),  # domain.taxonomy.Mode, derived from feedback
        ("is_unsure", pa.bool_()),  # under the model's cut-off: counted apart
    ]
)


class Weight(Protocol):
    """A part of a text and what it adds to a label; the scale is the tier's own."""

    @property
    def label(self) -> str: ...
    @property
    def ngram(self) -> str: ...
    @property
    def weight(self) -> float: ...


class Classifier(Protocol):
    """A tier: `accurate`, `fast` or `own`."""

    name: str
    version: str
    codebook_version: str

    def predict(self, texts: Sequence[str]) -> pa.Table:
        """One row per text, in order, of `LABEL_SCHEMA`. Never raises for any text, the empty one included."""
        ...

    def explain(self, text: str) -> Sequence[Weight]:
        """What weighed most for the sentiment and for the primary type of one text."""
        ...
