"""What is due for a label, and the labels in: every one appended, the one that counts beside its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

import pyarrow as pa

from pantau.store.arrow import arrow_view, ask_arrow
from pantau.store.db import Connection, transaction, utc_naive
from pantau.store.sql import read_sql

KEY_COLUMNS = ("mention_key", "text_hash")
LABEL_COLUMNS = (
    "sentiment",
    "sentiment_score",
    "feedback",
    "feedback_score",
    "topics",
    "mode",
    "is_unsure",
)


ModelId: TypeAlias = tuple[str, str, str]  # name, version, version of the codebook


@dataclass(frozen=True, slots=True)
class Drift:
    """How the labels of a quarter moved from one model to the next; `n` texts were labelled by both."""

    before: str
    after: str
    quarter_from: date
    n: int
    n_sentiment_moved: int
    n_type_moved: int
    n_negative_before: int
    n_negative_after: int
    n_positive_before: int
    n_positive_after: int


def unlabelled(con: Connection, limit: int) -> pa.Table:
    """Texts without any label, new or edited: `mention_key`, `text_hash`, `text`; not those without words."""
    return ask_arrow(con, read_sql("label_due"), {"limit": limit})


def stale(con: Connection, accepted: Sequence[ModelId], limit: int) -> pa.Table:
    """Texts whose label comes from none of the `accepted` models, newest first; not what people coded."""
    named = ["/".join(model) for model in accepted]
    return ask_arrow(con, read_sql("label_stale"), {"accepted": named, "limit": limit})


def drift(con: Connection) -> list[Drift]:
    """What the newest labels say differently from those of the model before, by quarter."""
    return [Drift(*row) for row in con.execute(read_sql("label_drift")).fetchall()]


def save_predictions(
    con: Connection,
    keys: pa.Table,
    labels: pa.Table,
    *,
    model: str,
    model_version: str,
    codebook_version: str,
    now: datetime,
) -> int:
    """Stores row i of `labels` for row i of `keys` in one transaction; how many were stored.

    `keys` has `mention_key` and `text_hash`, `labels` the columns of a classifier's answer with
    feedback as a list, primary first. Saving the same labels twice changes nothing.
    """
    values = [model, model_version, codebook_version, utc_naive(now)]
    with arrow_view(con, "labelled", _side_by_side(keys, labels)), transaction(con):
        con.execute(read_sql("prediction_add"), values)
        con.execute(read_sql("label_set"), values)
    return int(keys.num_rows)


def _side_by_side(keys: pa.Table, labels: pa.Table) -> pa.Table:
    if keys.num_rows != labels.num_rows:
        raise ValueError(f"{keys.num_rows} keys but {labels.num_rows} labels")
    columns = {name: keys[name] for name in KEY_COLUMNS}
    return pa.table(columns | {name: labels[name] for name in LABEL_COLUMNS})
