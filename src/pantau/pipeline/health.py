"""doctor: is all well, and if not, what is to be done. Looks, changes nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pantau.clock import utc_now
from pantau.config import Config
from pantau.connectors import registry
from pantau.connectors.base import Connector
from pantau.errors import ConnectorError, LockedError, NoSnapshotError, PantauError
from pantau.pipeline.nightly import load_classifier
from pantau.pipeline.status import read_status
from pantau.pipeline.work import Clock
from pantau.privacy.pseudonym import load_secret
from pantau.store.lock import writer_lock

MIN_FREE_MEGABYTES = 500


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `result` is ok, warn or fail; `advice` is empty where all is well."""

    name: str
    result: str
    found: str
    advice: str = ""


def examine(config: Config, *, clock: Clock = utc_now) -> list[Check]:
    """Every check, in the order in which faults should be mended."""
    checks = [
        Check("configuration", "ok", f"version {config.version}"),
        _checked("secret", lambda: f"{len(load_secret(config.privacy.secret_file))} bytes"),
        _data_folder(config),
        _lock(config),
        _checked("model", lambda: _model(config)),
        _snapshot(config),
        _clock(config, clock),
    ]
    return [*checks, *_sources(registry.build(config.sources))]


def _checked(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, "ok", look())
    except PantauError as error:
        return Check(name, "fail", type(error).__name__, str(error))


def _model(config: Config) -> str:
    classifier = load_classifier(config)
    return f"{classifier.name} {classifier.version}, codebook {classifier.codebook_version}"


def _data_folder(config: Config) -> Check:
    folder = config.storage.data_dir
    nearest = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(nearest).free // 1_000_000
    found = f"{folder}, {free:,} MB free"
    if not os.access(nearest, os.W_OK):
        return Check(
            "data folder", "fail", found, f"{nearest} can't be written: give this user the right"
        )
    if free < MIN_FREE_MEGABYTES:
        return Check(
            "data folder", "warn", found, "little space left: free some before the next night"
        )
    return Check("data folder", "ok", found)


def _lock(config: Config) -> Check:
    if not config.lock_path.exists():
        return Check("lock", "ok", "free")
    try:
        with writer_lock(config.lock_path):
            return Check("lock", "ok", "free")
    except LockedError as error:
        return Check(
            "lock", "warn", str(error), "wait for it to end; a killed run leaves no lock behind"
        )


def _snapshot(config: Config) -> Check:
    try:
        found = read_status(config)
    except NoSnapshotError:
        return Check("snapshot", "warn", "none", "run `pantau nightly`")
    except PantauError as error:
        return Check("snapshot", "fail", type(error).__name__, str(error))
    return Check("snapshot", "ok", f"{found.snapshot}, {found.n_mentions:,} mentions")


def _clock(config: Config, clock: Clock) -> Check:
    now = clock()
    try:
        last = max((r.started_at for r in read_status(config).runs), default=None)
    except PantauError:
        last = None
    if last is not None and last > now + timedelta(minutes=5):
        advice = f"the last run started at {last:%Y-%m-%d %H:%M} UTC, in the future: set the clock"
        return Check("clock", "fail", f"{now:%Y-%m-%d %H:%M} UTC", advice)
    return Check("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def _sources(connectors: Sequence[Connector]) -> Iterator[Check]:
    for connector in connectors:
        for target in connector.targets():
            yield _reach(connector, target.name)


def _reach(connector: Connector, name: str) -> Check:
    target = next(t for t in connector.targets() if t.name == name)
    label = f"source {connector.source}: {name}"
    before = connector.n_requests
    try:
        page = connector.fetch(target, connector.start(target, {})[0], {})
        parsed = connector.parse(page)
    except ConnectorError as error:
        return Check(label, "fail", type(error).__name__, str(error))
    found = (
        f"{len(parsed.mentions)} items on the first page, {connector.n_requests - before} requests"
    )
    if not parsed.mentions:
        return Check(label, "warn", found, "an empty first page: check the id in pantau.toml")
    return Check(label, "ok", found)
