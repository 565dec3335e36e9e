"""The night: collect, label, publish, under one lock. Cron, systemd, the scheduler and the demo call this."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from pantau.classify.base import Classifier, Weight
from pantau.clock import utc_now
from pantau.config import Config, SourceSection
from pantau.connectors.base import Connector
from pantau.domain.period import local_date
from pantau.domain.verdict import Outcome, Verdict, outcome_of
from pantau.errors import ModelError
from pantau.pipeline.archive import Archive
from pantau.pipeline.collect import collect_source
from pantau.pipeline.duplicates import group_duplicates
from pantau.pipeline.label import Models, label_all
from pantau.pipeline.work import Clock, Collecting, Mode, Progress, Reading, silent
from pantau.pipeline.writing import locked, published, writing
from pantau.privacy.gate import PrivacyGate
from pantau.privacy.pseudonym import load_secret
from pantau.resources import model_dir, topics_path
from pantau.store.db import Connection, transaction
from pantau.store.expiry import erase_unrefreshed
from pantau.store.runs import RunRow

# YouTube's terms: refresh or delete what was stored within 30 days (Developer Policies, III.E.4).
YOUTUBE_KEPT = timedelta(days=30)


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
    """A configuration with what a run needs beside it: clock, progress, how to wait.

    `models` are already loaded, for many nights in one process; else each run loads its own.
    """

    config: Config
    clock: Clock = utc_now
    progress: Progress = silent
    sleep: Callable[[float], None] = time.sleep
    models: Models | None = None

    def collect(
        self,
        connectors: Sequence[Connector],
        *,
        mode: Mode = "nightly",
        until: date | None = None,
    ) -> NightReport:
        """Read the sources. A backfill goes back to the day `until`, or to the end where there is none."""
        with locked(self.config), writing(self.config) as con:
            return NightReport(runs=self._collect(con, connectors, mode, until))

    def label(self, tier: str | None = None) -> NightReport:
        """Label what is due; with a `tier`, everything that tier has not labelled, however much it is."""
        models = (
            self._models()
            if tier is None
            else Models(load_classifier(self.config, tier), n_stale=None)
        )
        with locked(self.config), writing(self.config) as con:
            return NightReport(n_labelled=self._label(con, models))

    def publish(self) -> NightReport:
        with locked(self.config):
            with writing(self.config):
                pass  # migrates, and writes down what the configuration says of the figures
            return NightReport(snapshot=published(self.config, self.clock()))

    def nightly(self, connectors: Sequence[Connector]) -> NightReport:
        """All three steps. A night without a usable model still collects and publishes what is there,
        then raises its `ModelError`; so does one whose sources all failed, but for the error."""
        report, fault = self._all_steps(connectors, "nightly")
        if fault is not None:
            raise fault
        return report

    def hand_in(self, connectors: Sequence[Connector]) -> tuple[NightReport, bool]:
        """All three steps for files that somebody waits for, under one lock; whether they could be labelled.

        Without a usable model the texts come in all the same and a later night labels them.
        """
        report, fault = self._all_steps(connectors, "import")
        return report, fault is None

    def _all_steps(
        self, connectors: Sequence[Connector], mode: Mode
    ) -> tuple[NightReport, ModelError | None]:
        watch = _Watch()
        with locked(self.config):
            with writing(self.config) as con:
                with watch("collect"):
                    rows = self._collect(con, connectors, mode, None)
                with watch("label"):
                    n_labelled, fault = self._try_to_label(con)
                with watch("duplicates"):
                    group_duplicates(con)
            with watch("publish"):
                name = published(self.config, self.clock())
        return NightReport(rows, n_labelled, name, watch.seconds), fault

    def _try_to_label(self, con: Connection) -> tuple[int, ModelError | None]:
        try:
            return self._label(con, self._models()), None
        except ModelError as error:
            return 0, error

    def _collect(
        self, con: Connection, connectors: Sequence[Connector], mode: Mode, until: date | None
    ) -> list[RunRow]:
        storage, privacy = self.config.storage, self.config.privacy
        work = Collecting(
            con=con,
            gate=PrivacyGate(load_secret(privacy.secret_file), privacy.allowed_numbers),
            archive=Archive(self.config.raw_dir),
            clock=self.clock,
            progress=self.progress,
            sleep=self.sleep,
        )
        rows: list[RunRow] = []
        for connector in connectors:
            rows += collect_source(work, connector, self._reading(connector.source, mode, until))
        work.archive.purge(local_date(self.clock()), storage.keep_raw_days)
        with transaction(con):
            erase_unrefreshed(con, "youtube", self.clock() - YOUTUBE_KEPT)
        return rows

    def _reading(self, source: str, mode: Mode, until: date | None) -> Reading:
        section: SourceSection | None = getattr(self.config.sources, source, None)
        if section is None:
            return Reading(mode, overlap_days=0, complete_days=0, until=until)
        return Reading(mode, section.overlap_days, section.complete_days, until)

    def _label(self, con: Connection, models: Models) -> int:
        return label_all(con, models, clock=self.clock, progress=self.progress)

    def _models(self) -> Models:
        return self.models or load_models(self.config)


def load_models(config: Config) -> Models:
    """The configured tier, and beside a slow one the quick tier for a flood of new texts.

    Their files are checked now, but a model is loaded only when a text asks for it.
    """
    main = LateClassifier(config, config.model.tier)
    per_night = config.model.per_night
    bulk = None if config.model.tier == "fast" else LateClassifier(config, "fast")
    return Models(main, bulk, bulk_from=per_night, n_stale=per_night)


class LateClassifier:
    """A tier that says who it is at once and is loaded at its first text. Implements `Classifier`."""

    def __init__(self, config: Config, tier: str) -> None:
        from pantau.classify.tiers import identify

        self._config, self._tier = config, tier
        folder = _model_dir(config, tier)
        self.name, self.version, self.codebook_version = identify(tier, folder)

    @cached_property
    def _loaded(self) -> Classifier:
        return load_classifier(self._config, self._tier)

    def predict(self, texts: Sequence[str]) -> pa.Table:
        return self._loaded.predict(texts)

    def explain(self, text: str) -> Sequence[Weight]:
        return self._loaded.explain(text)


def _model_dir(config: Config, tier: str) -> Path:
    """An operator's own network stands in a folder of its own; the tiers that ship stand together."""
    configured = config.model.model_dir
    return configured if configured and tier in (config.model.tier, "own") else model_dir()


def load_classifier(config: Config, tier: str | None = None) -> Classifier:
    """The tier of the configuration, or the one named. Raises `ModelError` naming the file at fault."""
    from pantau.classify.tiers import load  # numpy and scipy: only where texts are labelled

    return load(
        tier or config.model.tier,
        _model_dir(config, tier or config.model.tier),
        config.model.topics or topics_path(),
    )


class _Watch:
    """Seconds spent in each named stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        self.seconds[stage] = round(time.monotonic() - started, 3)
