"""What is due for a label, and the labels in: every one appended, the one that counts beside its text."""

from __future__ import annotations

from datetime import datetime

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


def unlabelled(
    con: Connection, model: str, model_version: str, codebook_version: str, limit: int
) -> pa.Table:
    """Texts that this model has not labelled: `mention_key`, `text_hash`, `text`; at most `limit`.

    New texts, edited texts, and all texts after a change of model or codebook; not those without
    words.
    """
    values = [model, model_version, codebook_version, limit]
    return ask_arrow(con, read_sql("label_due"), values)


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
