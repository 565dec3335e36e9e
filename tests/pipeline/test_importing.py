"""Importing files: looking first, importing, importing again, and the list of bad rows."""

from __future__ import annotations

import csv
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pantau.config import load
from pantau.errors import InputError
from pantau.pipeline.importing import ImportOptions, import_files, mapping_of, preview
from pantau.pipeline.nightly import Job
from pantau.pipeline.setup import write_setup
from pantau.store.db import open_warehouse
from tests.fakes import NOON, PHONE

HEAD = "Isi;Tanggal;Nama;Bintang\n"
GOOD = f"hubungi {PHONE} ya;13/04/2026 10.15;Contoh A;5\nbagus;14/04/2026;Contoh B;\n"
BAD = "rusak;31/02/2026;Contoh C;\n;15/04/2026;Contoh D;\n"


@dataclass
class Desk:
    """An office's folder with a file on it."""

    job: Job
    path: Path

    def write(self, content: str, name: str = "masukan.csv") -> Path:
        self.path = self.path.with_name(name)
        self.path.write_text(content, encoding="utf-8")
        return self.path

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        con = open_warehouse(self.job.config.warehouse_path)
        try:
            return con.execute(sql).fetchall()
        finally:
            con.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    config, *_ = write_setup(tmp_path)
    return Desk(Job(load(config), clock=lambda: NOON), tmp_path / "masukan.csv")


def test_a_look_tells_what_would_come_in_and_stores_nothing(desk: Desk) -> None:
    (seen,) = preview([desk.write(HEAD + GOOD + BAD)])
    assert (seen.target, seen.preset) == ("masukan.csv", "generic")
    assert (seen.n_read, seen.n_kept, seen.n_skipped) == (4, 2, 2)
    assert seen.skipped == {"the date … can't be read": 1, "neither text nor rating": 1}
    assert (str(seen.first_on), str(seen.last_on)) == ("2026-04-13", "2026-04-14")
    assert not desk.job.config.warehouse_path.exists()


def test_a_look_shows_five_examples_redacted_and_without_authors(desk: Desk) -> None:
    more = "".join(f"baris {n};14/04/2026;Contoh;\n" for n in range(9))
    (seen,) = preview([desk.write(HEAD + GOOD + more)])
    assert len(seen.examples) == 5
    assert seen.examples[0].text == "hubungi [telepon] ya"
    assert "Contoh" not in repr(seen.examples)


def test_a_look_counts_rows_that_repeat_others(desk: Desk) -> None:
    (seen,) = preview([desk.write(HEAD + GOOD + GOOD)])
    assert (seen.n_kept, seen.n_repeated) == (4, 2)


def test_a_look_at_a_damaged_file_tells_what_came_before_the_damage(desk: Desk) -> None:
    inner = desk.write(HEAD + "".join(f"baris {n * 7919};14/04/2026;A;\n" for n in range(30_000)))
    packed = inner.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inner, "a.csv")
    raw = bytearray(packed.read_bytes())
    raw[len(raw) * 3 // 4 : len(raw) * 3 // 4 + 64] = bytes(64)
    packed.write_bytes(raw)
    (seen,) = preview([packed])
    assert "damaged" in seen.fault
    assert seen.n_kept > 0


def test_good_rows_go_in_and_bad_ones_are_listed_without_anyones_words(desk: Desk) -> None:
    report = import_files(desk.job, [desk.write(HEAD + GOOD + BAD)])
    assert [(run.n_new, run.n_rejected) for run in report.runs] == [(2, 2)]
    listed = report.rejects["masukan.csv"]
    assert listed.parent == desk.job.config.storage.data_dir / "rejects"
    assert listed.stat().st_mode & 0o777 == 0o600
    with listed.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["file", "line", "reason"],
            ["masukan.csv", "4", "the date '31/02/2026' can't be read"],
            ["masukan.csv", "5", "neither text nor rating"],
        ]


def test_the_list_of_bad_rows_holds_no_formula(desk: Desk) -> None:
    report = import_files(desk.job, [desk.write(HEAD + GOOD + BAD, "=cmd.csv")])
    assert "\n'=cmd.csv,4," in report.rejects["=cmd.csv"].read_text("utf-8").replace("\r", "")


def test_what_is_stored_is_redacted_and_names_nobody(desk: Desk) -> None:
    import_files(desk.job, [desk.write(HEAD + GOOD)])
    stored = repr(desk.rows("SELECT * FROM mention"))
    assert PHONE not in stored
    assert "Contoh" not in stored
    pages = list(desk.job.config.raw_dir.rglob("*.page.gz"))
    assert len(pages) == 1


def test_the_same_file_twice_changes_nothing_and_is_not_read_again(desk: Desk) -> None:
    path = desk.write(HEAD + GOOD)
    import_files(desk.job, [path])
    before = desk.rows("SELECT * FROM mention ORDER BY 1")
    again = import_files(desk.job, [path])
    assert again.unchanged == ["masukan.csv"]
    assert desk.rows("SELECT * FROM mention ORDER BY 1") == before


def test_the_same_rows_under_another_name_change_nothing(desk: Desk) -> None:
    import_files(desk.job, [desk.write(HEAD + GOOD)])
    again = import_files(desk.job, [desk.write(HEAD + GOOD, "salinan.csv")])
    assert [(run.n_new, run.n_unchanged) for run in again.runs] == [(0, 2)]


def test_a_longer_version_of_a_file_adds_what_is_new(desk: Desk) -> None:
    import_files(desk.job, [desk.write(HEAD + GOOD)])
    report = import_files(desk.job, [desk.write(HEAD + GOOD + "baru;16/04/2026;Contoh;\n")])
    assert [(run.n_new, run.n_unchanged) for run in report.runs] == [(1, 2)]


def test_several_files_each_have_their_run(desk: Desk) -> None:
    paths = [desk.write(HEAD + GOOD, "a.csv"), desk.write(HEAD + BAD, "b.csv")]
    report = import_files(desk.job, paths)
    assert [(run.target, run.n_new) for run in report.runs] == [("a.csv", 2), ("b.csv", 0)]
    assert report.unreadable == ["b.csv"]


def test_one_file_that_is_no_table_stops_all_before_anything_is_stored(desk: Desk) -> None:
    paths = [desk.write(HEAD + GOOD, "a.csv"), desk.write("x\n", "b.csv")]
    with pytest.raises(InputError, match=r"b\.csv: no column for text and date"):
        import_files(desk.job, paths)
    assert not desk.job.config.warehouse_path.exists()


def test_a_review_by_file_and_by_the_store_is_one(desk: Desk) -> None:
    head = "Package Name,Star Rating,Review Text,Review Submit Date and Time,Review Link\n"
    link = "https://play.google.com/console/x?reviewId=gp%3AContohA"
    row = f"id.contoh,5,bagus,2026-04-01T03:00:00Z,{link}\n"
    import_files(desk.job, [desk.write(head + row, "reviews_id.contoh_202604.csv")])
    assert desk.rows("SELECT source, app_id, external_id, channel FROM mention") == [
        ("google_play", "id.contoh", "gp:ContohA", "")
    ]


def test_what_the_office_wrote_is_marked_as_official(desk: Desk) -> None:
    import_files(desk.job, [desk.write(HEAD + GOOD)], ImportOptions(official=("contoh b",)))
    assert desk.rows("SELECT text, is_official FROM mention ORDER BY posted_at") == [
        ("hubungi [telepon] ya", False),
        ("bagus", True),
    ]


@pytest.mark.parametrize("word", ["text", "=Isi", "text=", ""])
def test_a_mapping_must_name_a_field_and_a_column(word: str) -> None:
    with pytest.raises(InputError, match="write it as FIELD=COLUMN"):
        mapping_of([word])


def test_a_columns_name_may_hold_an_equals_sign() -> None:
    assert mapping_of(["Text = a=b "]) == {"text": "a=b"}
