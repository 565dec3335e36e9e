"""Laporan: which quarters are offered, what stands before a report is made, and what comes of it."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pantau.domain.period import Quarter
from pantau.texts import dashboard as words
from pantau.texts import dashboard_office as said
from tests.dashboards import sample_database as sample
from tests.dashboards.conftest import Opened, parameter, shown

PAGE = "views/report.py"


def make(app: AppTest) -> AppTest:
    next(b for b in app.button if b.label == said.MAKE_REPORT).click().run()
    return app


def options(app: AppTest) -> list[str]:
    return list(app.selectbox(key="l_quarter").options)


def test_nothing_is_made_before_somebody_asks(grown: Path, visit: Opened) -> None:
    app = visit(grown, PAGE)
    assert said.NOT_MADE in shown(app)
    assert not app.image
    assert not app.get("download_button")


def test_only_quarters_that_have_ended_are_offered(grown: Path, visit: Opened) -> None:
    app = visit(grown, PAGE)
    assert options(app)[0] == "Triwulan III 2026"
    app.checkbox(key="l_allow").check().run()
    assert options(app)[0] == "Triwulan IV 2026 (masih berjalan)"


def test_a_link_opens_its_quarter_and_nonsense_opens_the_newest(grown: Path, visit: Opened) -> None:
    app = visit(grown, PAGE, laporan="2026-Q1")
    assert app.selectbox(key="l_quarter").value == "2026-Q1"
    assert parameter(app, "laporan") == "2026-Q1"
    assert visit(grown, PAGE, laporan="2026-Q9").selectbox(key="l_quarter").value == "2026-Q3"


def test_an_incomplete_quarter_is_refused_in_words_of_the_screen(
    grown: Path, visit: Opened
) -> None:
    page = shown(make(visit(grown, PAGE, laporan="2025-Q4")))
    assert said.NO_REPORT_TITLE in page
    assert "hari tidak terjangkau pengambilan" in page
    assert said.ALLOW_INCOMPLETE in page
    assert "--allow-incomplete" not in page


def test_an_allowed_report_shows_its_pages_its_files_and_its_warning(
    grown: Path, visit: Opened
) -> None:
    app = visit(grown, PAGE, laporan="2025-Q4")
    app.checkbox(key="l_allow").check().run()
    page = shown(make(app))
    assert "TRIWULAN BELUM LENGKAP" in page
    assert len(app.image) > 4
    labels = {b.proto.label for b in app.get("download_button")}
    assert labels == set(said.FILE_LABELS.values())


def test_another_choice_is_not_made_by_itself(grown: Path, visit: Opened) -> None:
    app = visit(grown, PAGE, laporan="2026-Q2")
    app.checkbox(key="l_allow").check().run()
    make(app)
    app.selectbox(key="l_quarter").select("2026-Q1").run()
    assert said.NOT_MADE in shown(app)


def test_the_report_is_made_from_the_snapshot_on_the_screen(folder: Path, visit: Opened) -> None:
    published = folder / "data" / "published"
    old = sample.grown(random.Random(7), 40)
    sample.publish(published, old, "20261005T013000Z-1")
    sample.publish(published, {}, "20261006T013000Z-2")
    app = visit(folder, PAGE, snapshot="20261005T013000Z-1", laporan="2026-Q2")
    app.checkbox(key="l_allow").check().run()
    page = shown(make(app))
    assert said.NO_REPORT_TITLE not in page
    assert app.image


def test_an_empty_database_has_no_report(folder: Path, visit: Opened) -> None:
    sample.publish(folder / "data" / "published", {})
    assert words.EMPTY_DATABASE in shown(visit(folder, PAGE))


def test_data_of_a_running_quarter_alone_offer_no_ended_one(folder: Path, visit: Opened) -> None:
    rows = [sample.mention(1, date(2026, 10, 2), "satu", 4)]
    sample.publish(folder / "data" / "published", {"mention": rows})
    app = visit(folder, PAGE)
    assert said.NO_QUARTER in shown(app)
    app.checkbox(key="l_allow").check().run()
    assert options(app) == ["Triwulan IV 2026 (masih berjalan)"]


@pytest.mark.parametrize(
    ("message", "meaning"),
    [
        ("logo /srv/x.png: 40.0 MB; make it smaller than 2 MB", "logo"),
        ("the fonts of the report are missing; install the package x", "huruf"),
    ],
)
def test_faults_of_the_server_are_told_in_indonesian(message: str, meaning: str) -> None:
    told = said.report_fault(message)
    assert meaning in told
    assert "/srv" not in told


def test_a_logo_that_is_no_picture_is_told_plainly(
    grown: Path, tmp_path: Path, visit: Opened
) -> None:
    config = sample.write_config(tmp_path)
    (tmp_path / "logo.png").write_text("bukan gambar")
    with config.open("a", encoding="utf-8") as file:
        file.write('[office]\nlogo = "logo.png"\n')
    (tmp_path / "data").symlink_to(grown / "data")
    app = visit(tmp_path, PAGE, laporan="2026-Q2")
    app.checkbox(key="l_allow").check().run()
    assert "logo kop surat" in shown(make(app))


def test_the_files_carry_the_figures_of_the_quarter(grown: Path) -> None:
    from datetime import UTC, datetime

    from pantau import config
    from pantau.reports.quarterly import render

    made = render(
        config.load(grown / "pantau.toml"), Quarter(2026, 2),
        now=datetime(2026, 10, 6, tzinfo=UTC), allow_incomplete=True,
    )  # fmt: skip
    assert json.loads(made.files["facts.json"])["quarter"] == "2026-Q2"
