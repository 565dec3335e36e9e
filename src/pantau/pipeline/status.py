"""What happened last, read from the published snapshot: asking never disturbs the writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pantau.config import Config
from pantau.store import labels, marts, runs
from pantau.store.snapshot import open_snapshot


@dataclass(frozen=True, slots=True)
class Status:
    """The last run of each target, and what the snapshot in use holds."""

    snapshot: str
    n_mentions: int
    n_labelled: int
    runs: Sequence[runs.RunRow]


def read_status(config: Config) -> Status:
    """Raises `NoSnapshotError` before the first night."""
    with open_snapshot(config.published_dir) as snapshot:
        counts = marts.holdings(snapshot.con)
        return Status(
            snapshot=snapshot.name,
            n_mentions=counts.n_mentions,
            n_labelled=counts.n_labelled,
            runs=runs.last_runs(snapshot.con),
        )


def read_drift(config: Config) -> list[labels.Drift]:
    """How the labels of each quarter moved when the model changed."""
    with open_snapshot(config.published_dir) as snapshot:
        return labels.drift(snapshot.con)
