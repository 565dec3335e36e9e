"""Does an open dashboard delay the night? `python -m benchmarks.beside --known 50000 --new 500`.

Runs nights of so many new invented reviews with nobody looking, then with a reader in another process who
opens the overview and the issues over all of them, one changed filter after another. Prints the median
and the longest night of each kind; nothing is asserted. With `--pause 0` the reader never rests and
takes his share of the processor; a lock would show as nights of minutes, or as errors.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.known_night import NOW, review
from benchmarks.replay import APP_ID, configure
from pantau.cli.launch import app_path, give_way
from pantau.config import Config, load
from pantau.connectors import registry
from pantau.demo.play_server import PlayServer, PlayStore
from pantau.demo.play_store import AppFacts
from pantau.pipeline.nightly import Job

NIGHTS = 7  # one of them reads everything again, as once a week
PAGES = ("views/overview.py", "views/issues.py")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--known", type=int, default=50_000)
    parser.add_argument("--new", type=int, default=500)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two clicks")
    parser.add_argument("--read", action="store_true", help="be the reader; PANTAU_CONFIG is set")
    wanted = parser.parse_args()
    if wanted.read:
        read(wanted.pause)
        return
    spacing = timedelta(days=365) / wanted.known
    store = PlayStore(now=NOW)
    store.add_app(AppFacts(APP_ID), [review(n, NOW - spacing * n) for n in range(wanted.known)])
    with tempfile.TemporaryDirectory() as folder, PlayServer(store) as server:
        path = configure(Path(folder), server.base_url)
        config = load(path)
        night(config, store)
        alone = [next_night(config, store, wanted.new) for _ in range(NIGHTS)]
        with reader(path, wanted.pause):
            beside = [next_night(config, store, wanted.new) for _ in range(NIGHTS)]
    for title, seconds in (("nobody looking", alone), ("a reader beside it", beside)):
        print(
            f"{title}: {NIGHTS} nights of {wanted.new} new on {wanted.known:,} known, "
            f"median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s"
        )


def next_night(config: Config, store: PlayStore, n_new: int) -> float:
    """Seconds of a night on which so many reviews are new."""
    number = 1_000_000 + store.counters(APP_ID).n_reviews
    store.now += timedelta(days=1)
    fresh = [review(number + n, store.now - timedelta(minutes=n + 1)) for n in range(n_new)]
    store.put(APP_ID, *fresh)
    return night(config, store)


def night(config: Config, store: PlayStore) -> float:
    started = time.perf_counter()
    report = Job(config, clock=store.moment).nightly(
        registry.build(config.sources, now=store.moment)
    )
    if not report.snapshot:
        raise RuntimeError(f"the night published nothing: {report}")
    return time.perf_counter() - started


@contextmanager
def reader(config: Path, pause: float) -> Iterator[None]:
    """Somebody at the dashboard, in a process of their own, from their first page on."""
    command = [sys.executable, "-m", "benchmarks.beside", "--read", "--pause", str(pause)]
    environment = os.environ | {"PANTAU_CONFIG": str(config)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            if process.stdout is None or process.stdout.readline() != "reading\n":
                raise RuntimeError("the reader saw no page")
            yield
            if process.poll() is not None:
                raise RuntimeError("the reader's dashboard failed")
        finally:
            process.kill()


def read(pause: float) -> None:
    """Page after page, each with another month, until killed; "reading" once the first is shown."""
    from streamlit.testing.v1 import AppTest

    give_way()  # as `pantau dashboard` does
    app = AppTest.from_file(str(app_path()), default_timeout=300).run()
    while True:
        for month in range(1, 9):
            for page in PAGES:
                app.session_state["f_kind"] = "bulan"
                app.session_state["f_code_bulan"] = f"2026-{month:02}"
                app.switch_page(page).run()
                if app.exception:
                    raise RuntimeError(str(app.exception))
                print("reading", flush=True)
                time.sleep(pause)


if __name__ == "__main__":
    main()
