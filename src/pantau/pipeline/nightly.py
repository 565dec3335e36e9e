"""The night: collect, label, publish, under one lock. Cron, systemd, the scheduler and the demo call this."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from pantau.classify.base import Classifier
from pantau.config import Config
from pantau.connectors.base import Connector
from pantau.domain.period import local_date
from pantau.domain.verdict import Outcome, Verdict, outcome_of
from pantau.pipeline.archive import Archive
from pantau.pipeline.collect import Clock, Collecting, Progress, collect_source, silent, utc_now
from pantau.pipeline.label import label_all
from pantau.privacy.gate import PrivacyGate
from pantau.privacy.pseudonym import load_secret
from pantau.resources import model_dir, topics_path
from pantau.store.db import Connection, checkpoint, open_warehouse
from pantau.store.lock import writer_lock
from pantau.store.runs import RunRow
from pantau.store.snapshot import publish


@dataclass(frozen=True, slots=True)
class NightReport:
    """What a night did. `snapshot` is empty where nothing was published."""

    runs: Sequence[RunRow] = ()
    n_labelled: int = 0
    snapshot: str = ""
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        return outcome_of([Verdict(run.verdict) for run in self.runs])


@dataclass(frozen=True, slots=True)
class Job:
    """A configuration with what a run needs beside it: clock, progress, how to wait."""

    config: Config
    clock: Clock = utc_now
    progress: Progress = silent
    sleep: Callable[[float], None] = time.sleep

    def collect(self, connectors: Sequence[Connector], *, mode: str = "nightly") -> NightReport:
        with self._writing() as con:
            return NightReport(runs=self._collect(con, connectors, mode))

    def label(self) -> NightReport:
        classifier = self._classifier()
        with self._writing() as con:
            return NightReport(n_labelled=self._label(con, classifier))

    def publish(self) -> NightReport:
        with writer_lock(self.config.lock_path):
            con = open_warehouse(self.config.warehouse_path)  # migrates
            checkpoint(con)
            con.close()
            return NightReport(snapshot=self._publish())

    def nightly(self, connectors: Sequence[Connector]) -> NightReport:
        """Label and publish come also after a failed collection: what is there should be seen."""
        watch = _Watch()
        classifier = self._classifier()
        with writer_lock(self.config.lock_path):
            con = open_warehouse(self.config.warehouse_path)
            try:
                with watch("collect"):
                    rows = self._collect(con, connectors, "nightly")
                with watch("label"):
                    n_labelled = self._label(con, classifier)
                checkpoint(con)
            finally:
                con.close()
            with watch("publish"):
                name = self._publish()
        return NightReport(rows, n_labelled, name, watch.seconds)

    def _collect(self, con: Connection, connectors: Sequence[Connector], mode: str) -> list[RunRow]:
        config = self.config
        work = Collecting(
            con=con,
            gate=PrivacyGate(
                load_secret(config.privacy.secret_file), config.privacy.allowed_numbers
            ),
            archive=Archive(config.raw_dir),
            clock=self.clock,
            progress=self.progress,
            sleep=self.sleep,
        )
        rows: list[RunRow] = []
        for connector in connectors:
            overlap = _overlap_days(config, connector.source)
            rows += collect_source(work, connector, overlap_days=overlap, mode=mode)
        work.archive.purge(local_date(self.clock()), config.storage.keep_raw_days)
        return rows

    def _label(self, con: Connection, classifier: Classifier) -> int:
        return label_all(con, classifier, clock=self.clock, progress=self.progress)

    def _publish(self) -> str:
        config = self.config
        return publish(
            config.warehouse_path,
            config.published_dir,
            now=self.clock(),
            keep=config.storage.keep_snapshots,
        )

    def _classifier(self) -> Classifier:
        return load_classifier(self.config)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with writer_lock(self.config.lock_path):
            con = open_warehouse(self.config.warehouse_path)
            try:
                yield con
                checkpoint(con)
            finally:
                con.close()


def load_classifier(config: Config, tier: str | None = None) -> Classifier:
    """The tier of the configuration, or the one named. Raises `ModelError` naming the file at fault."""
    from pantau.classify.tiers import load  # numpy and scipy: only where texts are labelled

    return load(
        tier or config.model.tier,
        config.model.model_dir or model_dir(),
        config.model.topics or topics_path(),
    )


def _overlap_days(config: Config, source: str) -> int:
    section = getattr(config.sources, source, None)
    return int(section.overlap_days) if section is not None else 0


class _Watch:
    """Seconds spent in each named stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        self.seconds[stage] = round(time.monotonic() - started, 3)
