"""What every page shares: the address, the snapshot, and what goes wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboards.navigation import ENTRIES
from pantau.texts import dashboard as words
from tests.dashboards import sample_database as sample
from tests.dashboards.conftest import Opened, parameter, shown

ALL_PAGES = pytest.mark.parametrize("page", [f"views/{e.file}" for e in ENTRIES])


def publish_one(folder: Path, name: str, text: str) -> Path:
    row = sample.mention(1, date(2026, 9, 2), text, 4)
    return sample.publish(folder / "data" / "published", {"mention": [row]}, name)


@ALL_PAGES
def test_every_page_says_from_when_its_data_are(grown: Path, visit: Opened, page: str) -> None:
    assert "Data per 6 Oktober 2026 08.30 WIB · snapshot 20261006T013000Z-1" in shown(
        visit(grown, page)
    )


@ALL_PAGES
def test_every_page_stands_one_single_text(folder: Path, visit: Opened, page: str) -> None:
    publish_one(folder, "20261006T013000Z-1", "satu")
    shown(visit(folder, page))


@ALL_PAGES
def test_nonsense_in_the_address_is_ignored(grown: Path, visit: Opened, page: str) -> None:
    app = visit(
        grown, page, periode="kemarin", sumber="a,b", aplikasi="'; DROP TABLE mention; --",
        bintang="9", jenis="x", sentimen="<script>", urut="acak", halaman="-3", dijawab="mungkin",
        rilis="9.9.9", jendela="1000", laporan="2026-Q9",
        snapshot="../../etc/passwd", cari="\x00\u202e\ufffd" * 300, apa="saja",
    )  # fmt: skip
    assert "Data per 6 Oktober 2026" in shown(app)
    assert parameter(app, "periode") == "2026-Q3"
    assert set(app.query_params) <= {"periode", "snapshot", "cari", "rilis", "jendela", "laporan"}


def test_sample_data_are_marked_on_every_page(tmp_path: Path, visit: Opened) -> None:
    sample.write_config(tmp_path, is_sample=True)
    publish_one(tmp_path, "20261006T013000Z-1", "satu")
    for entry in ENTRIES:
        assert words.SAMPLE_BANNER in shown(visit(tmp_path, f"views/{entry.file}"))


def test_real_data_carry_no_mark(grown: Path, visit: Opened) -> None:
    assert words.SAMPLE_BANNER not in shown(visit(grown))


def test_without_a_snapshot_the_page_tells_how_to_begin(folder: Path, visit: Opened) -> None:
    page = shown(visit(folder))
    assert words.NO_SNAPSHOT_TITLE in page
    assert "<code>pantau nightly</code>" in page


def test_without_a_configuration_the_page_tells_so(tmp_path: Path, visit: Opened) -> None:
    assert words.NO_CONFIG_TITLE in shown(visit(tmp_path))


def test_a_link_names_its_snapshot_and_shows_that_one(folder: Path, visit: Opened) -> None:
    publish_one(folder, "20261005T013000Z-1", "lama")
    publish_one(folder, "20261006T013000Z-2", "baru")
    app = visit(folder, "views/voices.py", snapshot="20261005T013000Z-1")
    assert ">lama<" in shown(app)
    assert any(b.label == words.LOAD_NEWEST for b in app.button)
    next(b for b in app.button if b.label == words.LOAD_NEWEST).click().run()
    assert ">baru<" in shown(app)


def test_a_link_to_a_snapshot_that_is_gone_shows_the_newest_and_says_so(
    folder: Path, visit: Opened
) -> None:
    publish_one(folder, "20261006T013000Z-2", "baru")
    page = shown(visit(folder, snapshot="20250101T013000Z-1"))
    assert words.PINNED_GONE in page


def test_a_damaged_snapshot_gives_way_to_the_one_before(folder: Path, visit: Opened) -> None:
    publish_one(folder, "20261005T013000Z-1", "lama")
    damaged = publish_one(folder, "20261006T013000Z-2", "baru")
    damaged.write_bytes(b"\x00" * 9000)
    page = shown(visit(folder, "views/voices.py"))
    assert words.FELL_BACK in page
    assert ">lama<" in page


def test_when_no_snapshot_can_be_read_the_page_says_what_helps(folder: Path, visit: Opened) -> None:
    publish_one(folder, "20261006T013000Z-2", "baru").write_bytes(b"rusak")
    assert words.UNREADABLE_TITLE in shown(visit(folder))


def test_a_snapshot_newer_than_the_code_asks_for_an_update(folder: Path, visit: Opened) -> None:
    path = publish_one(folder, "20261006T013000Z-2", "baru")
    with duckdb.connect(str(path)) as con:
        con.execute("INSERT INTO schema_migration VALUES (9999, 'nanti', 'x', now()::TIMESTAMP)")
    assert words.NEWER_TITLE in shown(visit(folder))


def test_a_snapshot_older_than_the_code_asks_to_publish_again(folder: Path, visit: Opened) -> None:
    path = publish_one(folder, "20261006T013000Z-2", "baru")
    with duckdb.connect(str(path)) as con:
        con.execute("DELETE FROM schema_migration WHERE number > 1")
    assert words.OLDER_TITLE in shown(visit(folder))


def test_a_page_stays_with_its_snapshot_while_a_new_one_is_published(
    folder: Path, visit: Opened
) -> None:
    publish_one(folder, "20261005T013000Z-1", "lama")
    app = visit(folder, "views/voices.py")
    publish_one(folder, "20261006T013000Z-2", "baru")
    app.run()
    assert ">lama<" in shown(app)
    assert any(b.label == words.LOAD_NEWEST for b in app.button)


def test_a_page_goes_on_when_its_snapshot_is_taken_away(folder: Path, visit: Opened) -> None:
    old = publish_one(folder, "20261005T013000Z-1", "lama")
    app = visit(folder, "views/voices.py")
    publish_one(folder, "20261006T013000Z-2", "baru")
    old.unlink()
    app.run()
    page = shown(app)
    assert ">baru<" in page
    assert words.PINNED_GONE in page


def test_the_period_control_moves_through_kinds_without_losing_its_place(
    grown: Path, visit: Opened
) -> None:
    app = visit(grown, periode="2026-Q2")
    app.segmented_control(key="f_kind").set_value("bulan").run()
    shown(app)
    assert parameter(app, "periode") == "2026-06"
    app.segmented_control(key="f_kind").set_value("bebas").run()
    shown(app)
    assert ".." in parameter(app, "periode")
    app.segmented_control(key="f_kind").set_value("tahun").run()
    shown(app)
    assert parameter(app, "periode") in ("2025", "2026")
