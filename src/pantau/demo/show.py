"""The demo: the real pipeline, night after night, against a loopback server that serves our sample."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pantau.config import DEFAULT_CONFIG_NAME, Config, load
from pantau.connectors import registry
from pantau.demo.feed import Feed
from pantau.demo.play_server import PlayServer, PlayStore
from pantau.domain.period import WIB, Quarter
from pantau.errors import ConfigError
from pantau.pipeline.nightly import Job, load_models
from pantau.pipeline.setup import write_setup
from pantau.pipeline.status import read_status
from pantau.pipeline.work import Progress, silent
from pantau.reports import quarterly
from pantau.resources import sample_dir

# The sample's own time: its reviews run from April 2025 to September 2026.
FIRST_NIGHT = date(2025, 4, 7)
LAST_NIGHT = date(2026, 10, 2)
# Every seventh night at first, then every night: enough for all that the screens show, in seconds.
NIGHTLY_FROM = date(2026, 7, 1)
LAST_QUARTER = Quarter(2026, 3)
_MARK = "is_sample = true"


@dataclass(frozen=True, slots=True)
class DemoResult:
    config_path: Path
    reports: list[Path]
    n_nights: int
    n_mentions: int


def nights() -> Iterator[date]:
    day = FIRST_NIGHT
    while day <= LAST_NIGHT:
        yield day
        day += timedelta(days=1 if day >= NIGHTLY_FROM else 7)


def run(folder: Path, *, progress: Progress = silent) -> DemoResult:
    """Collect, label and publish every night of the sample, then write the last quarter's report."""
    store = PlayStore.load(sample_dir())
    feed = Feed.load(sample_dir() / "feed.xml")
    with PlayServer(store, feed=feed) as server:
        config_path = _configure(folder, server.base_url, store)
        config = load(config_path)
        n_nights = _run_nights(config, store, progress)
    reports = quarterly.write(config, LAST_QUARTER, folder / "laporan", now=_at_night(LAST_NIGHT))
    return DemoResult(config_path, reports, n_nights, read_status(config).n_mentions)


def serve(port: int) -> None:
    """Serve the sample as a Google Play server until it is stopped."""
    store = PlayStore.load(sample_dir())
    store.now = _at_night(LAST_NIGHT)
    with PlayServer(store, port=port, feed=Feed.load(sample_dir() / "feed.xml")) as server:
        print(server.base_url, flush=True)  # noqa: T201 - the address is this command's result
        _wait_for_ever()


def _wait_for_ever(sleep: Callable[[float], None] = time.sleep) -> None:
    while True:
        sleep(3600)


def _run_nights(config: Config, store: PlayStore, progress: Progress) -> int:
    every_night = list(nights())
    models = load_models(config)
    connectors = registry.build(config.sources, now=store.moment)
    for number, day in enumerate(every_night, start=1):
        store.now = _at_night(day)
        job = Job(config, store.moment, sleep=lambda seconds: None, models=models)
        job.nightly(connectors)
        progress("nights", number, len(every_night))
    return len(every_night)


def _at_night(day: date) -> datetime:
    """Half past one in Pontianak, when the schedule runs."""
    return datetime(day.year, day.month, day.day, 1, 30, tzinfo=WIB).astimezone(UTC)


def _configure(folder: Path, base_url: str, store: PlayStore) -> Path:
    """A configuration of the demo's own, marked as sample; an earlier demo in the folder is cleared."""
    _clear_earlier(folder)
    config_path, *_ = write_setup(folder, force=True)
    text = config_path.read_text(encoding="utf-8")
    peers = "".join(
        f'\n[[sources.google_play.apps]]\nid = "{facts.app_id}"\nname = "{facts.title}"\nrole = "peer"\n'
        for facts in map(store.facts, store.app_ids[1:])
        if facts is not None
    )
    text = text.replace("version = 1\n", f"version = 1\n{_MARK}\n", 1)
    text = text.replace("[sources.rss]\nenabled = false", "[sources.rss]\nenabled = true", 1)
    for real in ("https://play.google.com", "https://kalbar.antaranews.com"):
        text = text.replace(f'base_url = "{real}"', f'base_url = "{base_url}"', 1)
    text = text.replace('role = "own"\n', 'role = "own"\n' + peers, 1)
    text = text.replace('name = "ANTARA Kalbar"', 'name = "Koran Contoh"', 1)
    config_path.write_text(text, encoding="utf-8")
    return config_path


def _clear_earlier(folder: Path) -> None:
    """The sample's nights can't follow upon themselves: its clock starts anew."""
    config_path = folder / DEFAULT_CONFIG_NAME
    if config_path.exists() and _MARK not in config_path.read_text(encoding="utf-8"):
        raise ConfigError(f"{folder} holds a configuration that is no demo's; name another --dir")
    if config_path.exists():
        shutil.rmtree(folder / "data", ignore_errors=True)
