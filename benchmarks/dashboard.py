"""How long a reader waits: every page over a million mentions, new and remembered, and many at once.

    python benchmarks/dashboard.py [--mentions 1000000] [--readers 10]

Builds an invented snapshot (kept in --dir for the next time), then runs each page by AppTest: first
after the start, after a change of period that nobody asked for yet, and once more. Prints seconds;
nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
NAME = "20261006T013000Z-1.duckdb"
START = "2026-Q3"
PERIODS = ("2026-Q2", "2025-Q4", "2026-Q1", "2025-Q3", "2026-03", "2025-11")

_GROW = """
INSERT INTO mention BY NAME
SELECT
    m.* REPLACE (
        md5(m.mention_key || i) AS mention_key, m.external_id || '-' || i AS external_id,
        (m.local_date - CAST((i * 37) % 300 AS INTEGER))::DATE AS local_date,
        m.posted_at - to_days(CAST((i * 37) % 300 AS INTEGER)) AS posted_at
    )
FROM mention m, range(1, ?) AS copies(i)
"""


def build(folder: Path, n_mentions: int) -> None:
    """2,000 invented mentions, copied with shifted days until there are enough."""
    import random

    from tests.dashboards import sample_database as sample

    published = folder / "data" / "published"
    sample.write_config(folder, is_sample=True)
    if (published / NAME).is_file():
        return
    path = sample.publish(published, sample.grown(random.Random(7)), NAME.removesuffix(".duckdb"))
    with duckdb.connect(str(path)) as con:
        con.execute(_GROW, [max(n_mentions // 2000, 1)])
        con.execute("CHECKPOINT")


def visit(page: str, period: str) -> float:
    """Seconds that a page's script takes after a reader there has changed the period to this one."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "dashboards" / "app.py"), default_timeout=300)
    app.query_params["periode"] = START
    app.run()
    app.switch_page(page).run()
    kind = {4: "tahun", 7: "bulan" if "Q" not in period else "triwulan"}[len(period)]
    app.session_state["f_kind"], app.session_state[f"f_code_{kind}"] = kind, period
    started = time.perf_counter()
    app.run()
    seconds = time.perf_counter() - started
    if app.exception:
        raise RuntimeError(f"{page} did not show {period}: {app.exception}")
    return seconds


def measure(readers: int) -> None:
    from dashboards.navigation import ENTRIES

    pages = [f"views/{entry.file}" for entry in ENTRIES]
    started = time.perf_counter()
    visit(pages[0], PERIODS[-1])
    print(f"first page after the start, imports included: {time.perf_counter() - started:.2f} s")
    import streamlit as st

    for page in pages:
        st.cache_data.clear()  # what an earlier page asked must not help this one
        new = [visit(page, period) for period in PERIODS[:-1]]
        again = [visit(page, period) for period in PERIODS[:-1]]
        print(
            f"{page:24} new filter: median {1000 * statistics.median(new):5.0f} ms, "
            f"worst {1000 * max(new):5.0f} ms; remembered: {1000 * statistics.median(again):4.0f} ms"
        )
    together(readers)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at its highest: {peak:.0f} MiB")


def together(readers: int) -> None:
    """So many readers at once, each with a period of its own: the questions of the overview, through
    the door. (AppTest itself can't run twice in one process.)"""
    from dashboards import data, snapshots
    from dashboards.filters import View
    from dashboards.periods import parse
    from pantau import resources

    reading = snapshots.Reading(Path(os.environ["PANTAU_CONFIG"]).parent / "data/published", NAME)
    door = data.Door(reading, {}, "JePin", resources.topics_path(), ())
    errors: list[BaseException] = []

    def read(number: int) -> None:
        period = parse(f"2026-0{number % 9 + 1}", reading.published_at.date())
        try:
            for span in (period.span, period.previous):
                view = View(NAME, period)
                door.standing(view, span), door.codes(view, span), door.replies(view, span)
                door.standings(view, span, "week"), door.terms(view, span, 5)
        except BaseException as error:  # noqa: BLE001 - counted and printed
            errors.append(error)

    threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    print(
        f"{readers} readers at once, 10 questions each: {seconds:.1f} s, errors: {len(errors)} {errors[:1]}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--dir", type=Path, default=None)
    given = parser.parse_args()
    folder = given.dir or Path(tempfile.mkdtemp(prefix="pantau-benchmark-"))
    build(folder, given.mentions)
    os.environ["PANTAU_CONFIG"] = str(folder / "pantau.toml")
    print(f"{given.mentions:,} mentions in {folder}")
    measure(given.readers)


if __name__ == "__main__":
    main()
