"""Kesehatan Data."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from pantau.texts import common
from pantau.texts import dashboard as words
from tests.dashboards import sample_database as sample
from tests.dashboards.conftest import Opened, shown
from tests.dashboards.test_overview import asked

PAGE = "views/health.py"


def test_the_last_run_of_each_target_is_told_in_plain_words(grown: Path, visit: Opened) -> None:
    page = shown(visit(grown, PAGE))
    verdict, n_new = asked(
        grown,
        "SELECT verdict, n_new FROM run WHERE source = 'google_play' ORDER BY started_at DESC LIMIT 1",
    )
    assert common.verdict_sentence(str(verdict)) in page
    assert f"{n_new} baru" in page
    assert page.count('class="p-run"') == 2


def test_days_that_no_reading_reached_are_named(grown: Path, visit: Opened) -> None:
    page = shown(visit(grown, PAGE, periode="2025-Q4"))
    assert words.COVERAGE in page
    assert "Desember 2025" in page.split(words.COVERAGE)[1]


def test_an_empty_read_is_never_called_quiet(folder: Path, visit: Opened) -> None:
    runs = [sample.run(1, date(2026, 10, 4), "suspect_empty", n_fetched=0)]
    sample.publish(folder / "data" / "published", {"run": runs})
    page = shown(visit(folder, PAGE))
    assert "Kosong, mencurigakan" in page
    assert "bukan berarti nol ulasan" in page


def test_a_run_that_never_ended_is_shown_as_unfinished(folder: Path, visit: Opened) -> None:
    run = sample.run(1, date(2026, 10, 4), "new", stop_reason="") | {
        "verdict": "",
        "ended_at": None,
    }
    sample.publish(folder / "data" / "published", {"run": [run]})
    assert common.RUNNING_TITLE in shown(visit(folder, PAGE))


def test_rejected_items_are_counted_by_reason(folder: Path, visit: Opened) -> None:
    rows = [
        {
            "run_id": f"r{i}",
            "source": "google_play",
            "target": sample.APP,
            "reason": "bintang <9> di luar 1–5",
            "item": "",
            "rejected_at": sample.naive(date(2026, 9, 3)) + timedelta(hours=i),
        }
        for i in range(3)
    ]
    sample.publish(folder / "data" / "published", {"rejected": rows})
    page = shown(visit(folder, PAGE, periode="2026-Q3"))
    assert "bintang &lt;9&gt; di luar 1–5" in page
    assert '<td data-th="Jumlah">3</td>' in page


def test_the_model_that_gave_the_labels_is_named(grown: Path, visit: Opened) -> None:
    page = shown(visit(grown, PAGE))
    (n,) = asked(grown, "SELECT count(*) FROM mention WHERE sentiment IS NOT NULL")
    assert f'<td data-th="Teks">{common.number(float(str(n)))}</td>' in page


def test_a_snapshot_without_runs_says_how_to_begin(folder: Path, visit: Opened) -> None:
    sample.publish(folder / "data" / "published", {})
    page = shown(visit(folder, PAGE))
    assert words.NO_RUNS in page
    assert "<code>pantau nightly</code>" in page
