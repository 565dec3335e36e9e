"""Catatan: writing a note, taking it back, and what stands in the way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards import event_marks
from pantau.config import load
from pantau.domain.period import Span
from pantau.pipeline import people
from pantau.store.lock import writer_lock
from pantau.store.people import Event
from pantau.texts import dashboard_office as said
from tests.dashboards import sample_database as sample
from tests.dashboards.conftest import Opened, shown

PAGE = "views/notes.py"
OUTAGE = "Server OTP contoh mati"


@pytest.fixture
def office(folder: Path) -> Path:
    """A folder with a warehouse that can be written, and its snapshot."""
    tables = {"mention": [sample.mention(1, date(2026, 9, 2), "satu", 4)]}
    sample.publish(folder / "data" / "published", tables)
    sample.write_database(folder / "data" / "warehouse.duckdb", tables)
    return folder


def fill(app: AppTest, title: str, detail: str = "", number: int = 0) -> AppTest:
    app.date_input(key=f"c_first_{number}").set_value(date(2026, 9, 1))
    app.date_input(key=f"c_last_{number}").set_value(date(2026, 9, 3))
    app.text_input(key=f"c_title_{number}").set_value(title)
    app.text_area(key=f"c_detail_{number}").set_value(detail)
    app.text_input(key=f"c_name_{number}").set_value("Petugas Contoh")
    return app


def send(app: AppTest) -> str:
    next(b for b in app.button if b.label == said.SAVE_NOTE).click().run()
    return shown(app)


def titles(folder: Path) -> list[str]:
    from pantau.store.people import events
    from pantau.store.snapshot import open_snapshot

    with open_snapshot(folder / "data" / "published") as snapshot:
        return [e.title for e in events(snapshot.con, date(2000, 1, 1), date(2100, 1, 1))]


def test_without_notes_the_page_says_what_they_are_for(office: Path, visit: Opened) -> None:
    assert said.NO_NOTES in shown(visit(office, PAGE))


def test_a_note_is_written_published_and_shown_at_once(office: Path, visit: Opened) -> None:
    app = visit(office, PAGE)
    page = send(fill(app, OUTAGE, "dua jam"))
    assert said.NOTE_SAVED in page
    assert f"<strong>{OUTAGE}</strong> · 1–3 September 2026<br>dua jam" in page
    assert "oleh Petugas Contoh" in page
    assert titles(office) == [OUTAGE]
    assert "snapshot 20261006T013000Z-1" not in page
    assert app.text_input(key="c_title_1").value == ""


def test_a_note_taken_back_is_gone_from_the_list(office: Path, visit: Opened) -> None:
    config = load(office / "pantau.toml")
    event = people.add_event(
        config, first_on=date(2026, 9, 1), last_on=date(2026, 9, 1), title=OUTAGE,
        clock=lambda: datetime(2026, 10, 7, tzinfo=UTC),
    )  # fmt: skip
    app = visit(office, PAGE)
    assert OUTAGE in shown(app)
    app.button(key=f"c_sure_{event}").click().run()
    page = shown(app)
    assert said.NOTE_TAKEN_BACK in page
    assert OUTAGE not in page
    assert titles(office) == []


def test_while_a_night_runs_the_note_waits_and_stays_filled_in(office: Path, visit: Opened) -> None:
    app = fill(visit(office, PAGE), OUTAGE)
    with writer_lock(load(office / "pantau.toml").lock_path):
        page = send(app)
    assert said.LOCKED in page
    assert app.text_input(key="c_title_0").value == OUTAGE
    assert titles(office) == []
    assert said.NOTE_SAVED in send(app)


def test_a_note_needs_a_title_and_days_in_order(office: Path, visit: Opened) -> None:
    app = visit(office, PAGE)
    assert "perlu judul" in send(fill(app, "   "))
    fill(app, OUTAGE).date_input(key="c_last_0").set_value(date(2026, 8, 1))
    assert "sebelum hari pertama" in send(app)
    assert titles(office) == []


def test_hostile_notes_stay_text(office: Path, visit: Opened) -> None:
    page = send(fill(visit(office, PAGE), "<script>alert(1)</script>", "<img src=x> **tebal**"))
    assert "<script>alert" not in page
    assert "<img src" not in page
    assert "&lt;script&gt;" in page


def test_where_there_is_no_warehouse_none_is_made(folder: Path, visit: Opened) -> None:
    sample.publish(folder / "data" / "published", {})
    assert said.NO_WAREHOUSE_TITLE in shown(visit(folder, PAGE))
    assert not (folder / "data" / "warehouse.duckdb").exists()


def test_a_dashboard_that_only_shows_has_no_such_page(office: Path, visit: Opened) -> None:
    with (office / "pantau.toml").open("a", encoding="utf-8") as file:
        file.write("[dashboard]\nmay_write = false\n")
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        visit(office, PAGE)


def test_a_note_becomes_a_mark_within_its_chart() -> None:
    event = Event(
        "x", date(2026, 6, 20), date(2026, 7, 2), "Server OTP contoh mati lama", "", "",
        datetime(2026, 7, 3, tzinfo=UTC),
    )  # fmt: skip
    (mark,) = event_marks.rows([event], Span(date(2026, 7, 1), date(2026, 9, 30)))
    assert mark["at"].startswith("2026-07-01")
    assert mark["label"] == "Server OTP contoh…"
    assert mark["detail"] == "Server OTP contoh mati lama, 20 Juni – 2 Juli 2026"
