"""`pantau import` as people call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pantau.cli import app
from pantau.errors import InputError
from pantau.pipeline.setup import write_setup

TABLE = "Isi,Tanggal\nbagus,13/04/2026\nrusak,31/02/2026\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path, *_ = write_setup(tmp_path / "kantor")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "masukan.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def call(*words: object) -> Result:
    return CliRunner().invoke(app, ["import", *map(str, words)])


def test_a_dry_run_shows_what_would_come_in(config: Path, table: Path) -> None:
    result = call(table, "--dry-run", "-c", config)
    assert result.exit_code == 0
    for word in ("masukan.csv", "generic", "2026-04-13", "bagus", "can't be read"):
        assert word in result.stdout
    assert "nothing was stored" in result.stderr
    assert not (config.parent / "data").exists()


def test_an_import_tells_where_the_bad_rows_are_listed(config: Path, table: Path) -> None:
    result = call(table, "-c", config)
    assert result.exit_code == 0
    (listed,) = (config.parent / "data" / "rejects").iterdir()
    assert str(listed) in result.stderr


def test_the_same_file_again_is_said_to_be_known(config: Path, table: Path) -> None:
    call(table, "-c", config)
    assert "imported before, byte for byte" in call(table, "-c", config).stderr


def test_results_come_as_json(config: Path, table: Path) -> None:
    (seen,) = json.loads(call(table, "--dry-run", "--json", "-c", config).stdout)
    assert (seen["n_read"], seen["n_kept"], seen["n_skipped"]) == (2, 1, 1)
    said = json.loads(call(table, "--json", "-c", config).stdout)
    assert said["runs"][0]["n_new"] == 1
    assert list(said["rejects"]) == ["masukan.csv"]


def test_columns_are_mapped(config: Path, tmp_path: Path) -> None:
    path = tmp_path / "lain.csv"
    path.write_text("Apa;Kapan\nbagus;1 Mei 2026\n", encoding="utf-8")
    result = call(path, "--map", "text=Apa", "--map", "date=Kapan", "--dry-run", "-c", config)
    assert "2026-05-01" in result.stdout


def test_a_file_of_which_no_row_can_be_read_is_the_users_to_correct(
    config: Path, tmp_path: Path
) -> None:
    path = tmp_path / "salah.csv"
    path.write_text("Isi,Tanggal\na,entah\n", encoding="utf-8")
    result = call(path, "-c", config)
    assert result.exit_code == 2
    assert "not one row could be read" in result.stderr


def test_a_missing_column_is_told_with_those_there_are(config: Path, tmp_path: Path) -> None:
    path = tmp_path / "salah.csv"
    path.write_text("Apa,Tanggal\na,13/04/2026\n", encoding="utf-8")
    result = call(path, "-c", config)
    assert isinstance(result.exception, InputError)
    assert "--map text=COLUMN; columns found: Apa, Tanggal" in str(result.exception)
