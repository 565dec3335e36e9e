"""Label: give every text that has no label of the present model one, in batches, resumable."""

from __future__ import annotations

from pantau.classify.base import Classifier
from pantau.pipeline.collect import Clock, Progress, silent, utc_now
from pantau.store import labels
from pantau.store.db import Connection, transaction

BATCH = 5_000


def label_all(
    con: Connection, classifier: Classifier, *, clock: Clock = utc_now, progress: Progress = silent
) -> int:
    """How many mentions were labelled. Each batch is committed, so a killed night loses at most one."""
    model = labels.ModelId(classifier.name, classifier.version, classifier.codebook_version)
    done, total = 0, labels.n_unlabelled(con, model)
    while True:
        due = labels.unlabelled(con, model, limit=BATCH)
        if due.num_rows == 0:
            return done
        made = classifier.predict(due.column("text").to_pylist())
        with transaction(con):
            labels.save_predictions(con, due, made, model, now=clock())
        done += due.num_rows
        progress("label", done, total)
