"""The command as people and cron use it: a process of its own, its exit code, stdout and stderr."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pantau.cli import app
from pantau.demo.faults import BY_NAME
from pantau.store.lock import writer_lock
from tests.cli.conftest import APP, Office


def test_a_night_from_init_to_status(office: Office) -> None:
    first = office.told("nightly")
    assert (first["exit_code"], first["runs"][0]["verdict"]) == (0, "new")
    assert (first["runs"][0]["n_new"], first["n_labelled"]) == (60, 60)
    second = office.told("nightly")
    assert second["runs"][0]["verdict"] == "quiet"
    status = office.told("status")
    assert status["snapshot"] == second["snapshot"]
    assert (status["n_mentions"], status["n_labelled"]) == (60, 60)
    current = (office.folder / "data/published/CURRENT").read_text(encoding="utf-8")
    assert current.strip() == status["snapshot"]


def test_results_go_to_stdout_and_messages_to_stderr(office: Office) -> None:
    done = office.run("nightly")
    assert "google_play" in done.stdout
    assert "published:" in done.stderr
    assert "published:" not in done.stdout
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("fault", "code", "verdict"),
    [
        ("too_many", 4, "blocked"),
        ("hung", 4, "unreachable"),
        ("suddenly_empty", 5, "suspect_empty"),
        ("repeated_token", 3, "partial"),
        ("html", 4, "layout_changed"),
    ],
)
def test_the_exit_code_says_how_the_night_went(
    office: Office, fault: str, code: int, verdict: str
) -> None:
    office.extra["PANTAU_SOURCES__GOOGLE_PLAY__PAGE_SIZE"] = "25"
    assert office.run("collect").returncode == 0
    office.server.inject(BY_NAME[fault])
    done = office.run("collect", "--json")
    assert done.returncode == code
    assert json.loads(done.stdout)["runs"][0]["verdict"] == verdict


def test_a_second_run_at_the_same_time_exits_75_and_touches_nothing(office: Office) -> None:
    (office.folder / "data").mkdir()
    with writer_lock(office.folder / "data" / "pantau.lock"):
        done = office.run("nightly")
    assert done.returncode == 75
    assert not (office.folder / "data" / "warehouse.duckdb").exists()


def test_without_a_configuration_it_exits_2_and_says_what_to_do(
    tmp_path: Path, office: Office
) -> None:
    done = office.run("nightly", "--config", str(tmp_path / "none.toml"))
    assert done.returncode == 2
    assert "pantau init" in done.stderr
    assert done.stdout == ""


def test_an_unknown_source_is_refused_with_those_there_are(office: Office) -> None:
    done = office.run("collect", "--source", "gogle_play")
    assert done.returncode == 2
    assert "google_play" in done.stderr


def test_before_the_first_night_status_says_so(office: Office) -> None:
    done = office.run("status")
    assert done.returncode == 1
    assert "pantau nightly" in done.stderr


def test_an_unknown_app_is_unreachable_not_quiet(office: Office) -> None:
    office.extra["PANTAU_SOURCES__GOOGLE_PLAY__APPS"] = '[{"id": "contoh.tidak.ada"}]'
    done = office.run("collect", "--json")
    assert done.returncode == 4
    assert json.loads(done.stdout)["runs"][0]["verdict"] == "unreachable"


def test_a_night_with_a_broken_model_still_collects_and_publishes(office: Office) -> None:
    office.extra["PANTAU_MODEL__MODEL_DIR"] = str(office.folder / "nirgends")
    done = office.run("nightly")
    assert done.returncode == 1
    assert "nirgends" in done.stderr
    del office.extra["PANTAU_MODEL__MODEL_DIR"]
    assert office.told("status")["n_mentions"] == 60


def test_doctor_names_each_fault_and_what_to_do(office: Office) -> None:
    (office.folder / "pantau.secret").chmod(0o644)
    office.store.drop_app(APP)
    checks = {c["name"]: c for c in office.told("doctor")}
    assert checks["secret"]["result"] == "fail"
    assert "chmod 600" in checks["secret"]["advice"]
    assert checks["model"]["result"] == "ok"
    assert checks["snapshot"]["advice"] == "run `pantau nightly`"
    assert checks[f"source google_play: {APP}"]["result"] == "warn"


def test_a_csv_is_imported_and_its_broken_row_named(office: Office) -> None:
    rows = [
        "text,date,rating",
        "CCTV bagus,2026-09-01,5",
        "rusak,bukan tanggal,3",
        "OTP gagal,2026-09-02,1",
    ]
    path = office.folder / "ulasan.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    first = office.told("collect", "--source", "file", "--path", "ulasan.csv")
    assert (first["runs"][0]["n_new"], first["runs"][0]["n_rejected"]) == (2, 1)
    again = office.told("collect", "--source", "file", "--path", "ulasan.csv")
    assert (again["exit_code"], again["runs"][0]["n_new"], again["runs"][0]["verdict"]) == (
        0,
        0,
        "quiet",
    )


def test_predict_keeps_the_columns_and_adds_its_own(office: Office) -> None:
    source = office.folder / "in.csv"
    source.write_text('id,text\n7,"aplikasi error terus, OTP tidak masuk"\n8,\n', encoding="utf-8")
    assert office.run("predict", "--input", "in.csv", "--output", "out.csv").returncode == 0
    with (office.folder / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [
        "id",
        "text",
        "sentiment",
        "sentiment_score",
        "feedback",
        "topics",
        "mode",
    ]
    assert (rows[0]["id"], rows[0]["sentiment"], rows[0]["mode"]) == (
        "7",
        "negative",
        "co_assessment",
    )
    assert rows[0]["feedback"].split(",")[0] == "app_problem"
    assert rows[1]["text"] == ""


def test_predict_takes_a_dash_for_no_file_name(office: Office) -> None:
    (office.folder / "in.csv").write_text("text\nbagus\n", encoding="utf-8")
    done = office.run("predict", "--input", "in.csv", "--output", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--output -: name a file" in done.stderr
    assert not (office.folder / "-").exists()


def test_redact_works_line_by_line_on_standard_input(office: Office) -> None:
    done = office.run("redact", given="hubungi 0812-3456-7890\nJalan Gajah Mada banjir\n")
    first, second = done.stdout.splitlines()
    assert "7890" not in first
    assert second == "Jalan Gajah Mada banjir"


VERBS = (
    "init", "collect", "label", "publish", "nightly", "status", "dashboard", "predict",
    "redact", "demo", "doctor", "report quarterly", "report monthly", "report weekly",
    "report verify", "skm", "topics check", "words unknown", "codes queue", "codes import", "drift",
)  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    done = CliRunner().invoke(app, [*verb.split(), "--help"])
    assert done.exit_code == 0
    assert "Example: pantau" in " ".join(done.stdout.split())
