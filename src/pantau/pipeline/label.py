"""Label: give every text that has no label of a model in use one, in batches, resumable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from pantau.classify.base import Classifier
from pantau.clock import utc_now
from pantau.pipeline.work import Clock, Progress, silent
from pantau.store import labels, people
from pantau.store.db import Connection, transaction

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Models:
    """The classifier of the configuration, and a quick one for more than `bulk_from` new texts at once.

    Labels of either stand. Labels of another model or codebook are made anew by `main`, at most
    `n_stale` a night (`None`: all), so that a new model never holds up a night.
    """

    main: Classifier
    bulk: Classifier | None = None
    bulk_from: int = 2_000
    n_stale: int | None = 2_000

    @property
    def ids(self) -> list[labels.ModelId]:
        return [id_of(model) for model in (self.main, self.bulk) if model is not None]


def id_of(model: Classifier) -> labels.ModelId:
    return (model.name, model.version, model.codebook_version)


def label_all(
    con: Connection, models: Models, *, clock: Clock = utc_now, progress: Progress = silent
) -> int:
    """How many texts were labelled. Each batch is committed, so a killed night loses at most one.

    What people coded counts before what any model says.
    """
    done = 0
    for classifier, due in _batches(con, models):
        done += _save(con, classifier, due, clock)
        progress("label", done, None)
    with transaction(con):
        people.apply_codes(con)  # also to texts that came back to a form once coded
    return done


def _batches(con: Connection, models: Models) -> Iterator[tuple[Classifier, pa.Table]]:
    """New texts first, then those with a label of an earlier model; each batch after the one before is saved."""
    is_bulk = labels.unlabelled(con, models.bulk_from + 1).num_rows > models.bulk_from
    for_new = models.bulk if is_bulk and models.bulk is not None else models.main
    while (due := labels.unlabelled(con, BATCH)).num_rows:
        yield for_new, due
    left = models.n_stale
    while left is None or left > 0:
        due = labels.stale(con, models.ids, BATCH if left is None else min(left, BATCH))
        if due.num_rows == 0:
            return
        left = None if left is None else left - due.num_rows
        yield models.main, due


def _save(con: Connection, classifier: Classifier, due: pa.Table, clock: Clock) -> int:
    return labels.save_predictions(
        con,
        due,
        classifier.predict(due.column("text").to_pylist()),
        model=classifier.name,
        model_version=classifier.version,
        codebook_version=classifier.codebook_version,
        now=clock(),
    )
