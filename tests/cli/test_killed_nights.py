"""Nights killed at any moment while someone reads: nothing lost, nothing twice, no reader disturbed."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pantau.errors import NoSnapshotError
from pantau.store.db import open_warehouse
from pantau.store.snapshot import open_snapshot
from tests.cli.conftest import APP, Office, reviews

N_REVIEWS, N_KILLS = 400, 6


@contextmanager
def someone_reading(published: Path, counts: list[int], faults: list[str]) -> Iterator[None]:
    """Opens the snapshot in force over and over and counts what it holds."""
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                with open_snapshot(published) as snapshot:
                    if snapshot.fallback_reason:
                        faults.append(snapshot.fallback_reason)
                    rows = snapshot.con.execute("SELECT count(*) FROM mention").fetchall()
                    counts.append(int(rows[0][0]))
            except NoSnapshotError:
                continue

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield
    finally:
        stop.set()
        reader.join()


def test_killed_nights_lose_nothing_double_nothing_and_disturb_no_reader(office: Office) -> None:
    office.store.put(APP, *reviews(N_REVIEWS))
    office.extra["PANTAU_SOURCES__GOOGLE_PLAY__PAGE_SIZE"] = "20"
    counts: list[int] = []
    faults: list[str] = []
    assert office.run("publish").returncode == 0
    with someone_reading(office.folder / "data" / "published", counts, faults):
        for number in range(N_KILLS):
            night = office.start("nightly")
            time.sleep(0.8 + 0.35 * number)
            night.send_signal(signal.SIGKILL)
            night.communicate()
        healed = office.told("nightly")
    assert healed["exit_code"] == 0
    assert faults == []
    assert counts == sorted(counts)
    con = open_warehouse(office.folder / "data" / "warehouse.duckdb")
    [(n, n_distinct, n_unlabelled)] = con.execute(
        "SELECT count(*), count(DISTINCT external_id), count(*) FILTER (sentiment IS NULL) FROM mention"
    ).fetchall()
    con.close()
    assert (n, n_distinct, n_unlabelled) == (N_REVIEWS, N_REVIEWS, 0)
