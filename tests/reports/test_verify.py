"""`report verify` finds what no longer follows from the data, and nothing else."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from pantau.config import Config
from pantau.errors import ReportError
from pantau.reports import quarterly
from pantau.reports.verify import Difference, differences, verify
from pantau.store.db import checkpoint, open_warehouse
from pantau.store.snapshot import current_name, publish
from tests.reports import warehouse
from tests.reports.conftest import NOW, QUARTER


@pytest.fixture
def own_copy(sample_config: Config, report_dir: Path, tmp_path: Path) -> tuple[Config, Path]:
    """The sample's data folder and report, to be tampered with."""
    shutil.copytree(sample_config.storage.data_dir, tmp_path / "data")
    shutil.copytree(report_dir, tmp_path / "laporan")
    return warehouse.config_for(tmp_path / "data"), tmp_path / "laporan"


def test_a_report_as_it_was_written_holds(sample_config: Config, report_dir: Path) -> None:
    assert verify(sample_config, report_dir) == []


def test_one_changed_mention_is_found(own_copy: tuple[Config, Path]) -> None:
    config, folder = own_copy
    snapshot = config.published_dir / current_name(config.published_dir)
    con = duckdb.connect(str(snapshot))
    con.execute(
        "UPDATE mention SET rating = 5 WHERE mention_key = (SELECT min(mention_key) FROM mention "
        "WHERE rating = 1 AND scope = 'own' AND local_date BETWEEN '2026-07-01' AND '2026-09-30')"
    )
    con.close()
    found = {d.path: (d.recorded, d.found) for d in verify(config, folder)}
    ones, fives = found["stars.histogram[0]"], found["stars.histogram[4]"]
    assert isinstance(ones[0], int)
    assert ones[1] == ones[0] - 1
    assert fives[1] == int(str(fives[0])) + 1


def test_a_changed_number_in_the_facts_is_found(own_copy: tuple[Config, Path]) -> None:
    config, folder = own_copy
    facts = json.loads((folder / "facts.json").read_text("utf-8"))
    facts["sentiment"][0]["share"]["n_hits"] += 1
    (folder / "facts.json").write_text(json.dumps(facts), "utf-8")
    assert [d.path for d in verify(config, folder)] == ["sentiment[0].share.n_hits"]


def test_a_changed_file_is_found_but_an_edited_docx_is_not_held_against_it(
    own_copy: tuple[Config, Path],
) -> None:
    config, folder = own_copy
    for name in ("laporan-2026-Q3.pdf", "laporan-2026-Q3.docx"):
        with (folder / name).open("ab") as file:
            file.write(b"%")
    assert [d.path for d in verify(config, folder)] == ["laporan-2026-Q3.pdf"]


def test_a_report_holds_also_when_its_snapshot_is_gone_and_more_has_come(
    own_copy: tuple[Config, Path],
) -> None:
    config, folder = own_copy
    later = warehouse.PUBLISHED_AT + timedelta(days=5)
    con = open_warehouse(config.warehouse_path)
    late = warehouse.Seed(
        "baru diketahui", warehouse.PUBLISHED_AT - timedelta(days=20), known_from=later
    )
    warehouse.lay_down(con, warehouse.World([late]), pages=False)
    checkpoint(con)
    con.close()
    publish(config.warehouse_path, config.published_dir, now=later, keep=1)
    assert verify(config, folder) == []
    again = quarterly.write(config, QUARTER, folder.parent / "baru", now=NOW)
    facts = json.loads(again[-1].read_text("utf-8"))
    assert {r["figure"] for r in facts["restated"]} >= {"mentions", "texts"}


def test_a_survey_is_recomputed_from_its_sums(sample_config: Config, tmp_path: Path) -> None:
    survey = tmp_path / "survei.csv"
    header = "persyaratan,prosedur,waktu,biaya,produk,kompetensi,perilaku,pengaduan,sarana"
    survey.write_text("\n".join([header, *["4,3,3,4,3,4,4,3,3"] * 6]), "utf-8")
    folder = tmp_path / "out"
    quarterly.write(sample_config, QUARTER, folder, now=NOW, skm=survey)
    assert verify(sample_config, folder) == []
    facts = json.loads((folder / "facts.json").read_text("utf-8"))
    facts["skm"]["ikm"] = 99.0
    (folder / "facts.json").write_text(json.dumps(facts), "utf-8")
    assert verify(sample_config, folder) == [Difference("skm.ikm", 99.0, 86.11)]


def test_a_folder_without_a_report_is_told(sample_config: Config, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="can't be read"):
        verify(sample_config, tmp_path)
    (tmp_path / "facts.json").write_text("{", "utf-8")
    with pytest.raises(ReportError, match="not a report's facts"):
        verify(sample_config, tmp_path)
    (tmp_path / "facts.json").write_text('{"schema": 99}', "utf-8")
    with pytest.raises(ReportError, match="schema"):
        verify(sample_config, tmp_path)


def test_rows_that_came_or_went_are_told() -> None:
    assert list(differences("", {"a": [1, 2]}, {"a": [1]})) == [Difference("a[1]", 2, None)]
    assert list(differences("", {"a": 1}, {"a": 1, "b": "x"})) == [Difference("b", None, "x")]
