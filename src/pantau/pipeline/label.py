"""Label: give every text that has no label of the present model one, in batches, resumable."""

from __future__ import annotations

from pantau.classify.base import Classifier
from pantau.pipeline.work import Clock, Progress, silent, utc_now
from pantau.store import labels, people
from pantau.store.db import Connection, transaction

BATCH = 5_000


def label_all(
    con: Connection, classifier: Classifier, *, clock: Clock = utc_now, progress: Progress = silent
) -> int:
    """How many mentions were labelled. Each batch is committed, so a killed night loses at most one."""
    done = 0
    while True:
        due = labels.unlabelled(
            con, classifier.name, classifier.version, classifier.codebook_version, BATCH
        )
        if due.num_rows == 0:
            with transaction(con):
                people.apply_codes(con)  # also to texts that came back to a form once coded
            return done
        done += labels.save_predictions(
            con,
            due,
            classifier.predict(due.column("text").to_pylist()),
            model=classifier.name,
            model_version=classifier.version,
            codebook_version=classifier.codebook_version,
            now=clock(),
        )
        progress("label", done, None)
