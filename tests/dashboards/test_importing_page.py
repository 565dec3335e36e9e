"""Impor: looking first, columns by hand, taking in, and files that mean harm."""

from __future__ import annotations

import io
import tempfile
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.uploads import MAX_MEGABYTES, on_disk, safe_name
from pantau.cli.launch import app_path
from pantau.config import load
from pantau.store.lock import writer_lock
from pantau.store.snapshot import open_snapshot
from pantau.texts import dashboard_import as said
from pantau.texts import dashboard_office as office_said
from tests.dashboards import sample_database as sample
from tests.dashboards.conftest import Opened, shown

PAGE = "views/importing.py"
GOOD = "Isi;Tanggal\nlampu jalan contoh mati;13/04/2026\nbagus sekali;14/04/2026\n"
BAD = "rusak;31/02/2026\n"


@pytest.fixture
def office(folder: Path) -> Path:
    """A folder with a warehouse, its snapshot and a secret; the quick model labels."""
    with (folder / "pantau.toml").open("a", encoding="utf-8") as file:
        file.write('[model]\ntier = "fast"\n')
    secret = folder / "pantau.secret"
    secret.write_text("rahasia-contoh-" * 4, encoding="utf-8")
    secret.chmod(0o600)
    tables = {"mention": [sample.mention(1, date(2026, 9, 2), "satu", 4)]}
    sample.publish(folder / "data" / "published", tables)
    sample.write_database(folder / "data" / "warehouse.duckdb", tables)
    return folder


def hand_in(app: AppTest, content: str | bytes, name: str = "masukan.csv") -> str:
    raw = content.encode() if isinstance(content, str) else content
    app.file_uploader[0].set_value((name, raw, "text/csv"))
    app.run()
    return shown(app)


def confirm(app: AppTest) -> str:
    next(b for b in app.button if b.label == said.CONFIRM).click().run()
    return shown(app)


def stored(folder: Path) -> list[tuple[str, str]]:
    with open_snapshot(folder / "data" / "published") as snapshot:
        return snapshot.con.execute(
            "SELECT text, coalesce(sentiment, '') FROM mention WHERE source = 'file' ORDER BY text"
        ).fetchall()


def test_a_look_tells_what_would_come_in_and_stores_nothing(office: Path, visit: Opened) -> None:
    page = hand_in(visit(office, PAGE), GOOD + BAD)
    assert '<td data-th="Terbaca">3</td><td data-th="Akan masuk">2</td>' in page
    assert "tanggal … tidak terbaca" in page
    assert "13–14 April 2026" in page
    assert "lampu jalan contoh mati" in page
    assert stored(office) == []


def test_what_is_confirmed_is_stored_labelled_and_published(office: Path, visit: Opened) -> None:
    app = visit(office, PAGE)
    hand_in(app, GOOD + BAD)
    page = confirm(app)
    assert said.TAKEN_IN in page
    texts = stored(office)
    assert [t for t, _ in texts] == ["bagus sekali", "lampu jalan contoh mati"]
    assert all(sentiment for _, sentiment in texts)
    assert "snapshot 20261006T013000Z-1" not in page
    (download,) = app.get("download_button")
    assert download.proto.label == said.rejects_of("masukan.csv")


def test_the_same_file_again_changes_nothing_and_says_so(office: Path, visit: Opened) -> None:
    app = visit(office, PAGE)
    for _ in range(2):
        hand_in(app, GOOD)
        page = confirm(app)
    assert "sudah pernah dimasukkan" in page
    assert len(stored(office)) == 2


def test_columns_nobody_knows_are_named_by_hand(office: Path, visit: Opened) -> None:
    app = visit(office, PAGE)
    page = hand_in(app, GOOD.replace("Isi;Tanggal", "Kolom A;Kolom B"))
    assert said.fault("x: no column for text and date; name it") in page
    boxes = {b.label: b for b in app.selectbox}
    assert boxes["Isi"].options == [said.BY_ITSELF, "Kolom A", "Kolom B"]
    boxes["Isi"].select("Kolom A")
    boxes["Tanggal"].select("Kolom B")
    app.run()
    assert '<td data-th="Akan masuk">2</td>' in shown(app)


def test_while_a_night_runs_nothing_is_stored_and_the_file_stays(
    office: Path, visit: Opened
) -> None:
    app = visit(office, PAGE)
    hand_in(app, GOOD)
    with writer_lock(load(office / "pantau.toml").lock_path):
        assert office_said.LOCKED in confirm(app)
    assert stored(office) == []
    assert said.TAKEN_IN in confirm(app)


def test_hostile_names_and_contents_stay_text(office: Path, visit: Opened) -> None:
    rows = "Isi;Tanggal;Kanal\n<script>alert(1)</script> =HYPERLINK(1);13/04/2026;<img src=x>\n"
    page = hand_in(visit(office, PAGE), rows, "../../<b>jahat</b>\u202e.csv")
    assert "<script>alert" not in page
    assert "<img src" not in page
    assert "<b>jahat" not in page
    assert "&lt;script&gt;" in page


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 5_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "lama.xlsx", "Format Excel lama"),
        (b"%PDF-1.7 contoh", "surat.csv", "PDF bukan tabel"),
        (b"<html><table></table></html>", "halaman.xlsx", "halaman web"),
        (b"PK\x03\x04 rusak", "rusak.zip", "Berkas rusak"),
        (_bomb(), "besar.zip", "mengembang tidak wajar"),
        (b"", "kosong.csv", "Tidak ada tabel"),
    ],
)
def test_what_is_no_table_is_refused_in_plain_words(
    office: Path, visit: Opened, content: bytes, name: str, told: str
) -> None:
    app = visit(office, PAGE)
    page = hand_in(app, content, name)
    assert told in page
    assert tempfile.gettempdir() not in page.split(".p-banner")[0]
    assert not [b for b in app.button if b.label == said.CONFIRM]


def test_a_missing_secret_is_told_without_its_path(office: Path, visit: Opened) -> None:
    (office / "pantau.secret").unlink()
    app = visit(office, PAGE)
    hand_in(app, GOOD)
    page = confirm(app)
    assert office_said.NOT_WRITTEN in page
    assert "pantau.secret" not in page


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\masukan.csv", "masukan.csv"),
        ("\x00\u202e.csv", "csv"),
        ("", "berkas"),
        ("..", "berkas"),
        ("x" * 500 + ".xlsx", "x" * 88 + ".xlsx"),
    ],
)
def test_a_name_keeps_only_what_a_disk_and_a_reader_can_take(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_an_upload_lies_on_disk_for_its_owner_only_and_is_gone_afterwards() -> None:
    with on_disk("../masukan.csv", b"isi") as path:
        assert path.read_bytes() == b"isi"
        assert path.parent.stat().st_mode & 0o077 == 0
    assert not path.parent.exists()


def test_the_server_takes_what_the_page_promises() -> None:
    settings = tomllib.loads((app_path().parent / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["maxUploadSize"] == MAX_MEGABYTES
    assert f"{MAX_MEGABYTES} MB" in said.UPLOAD
