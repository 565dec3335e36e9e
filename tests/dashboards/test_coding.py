"""Pengodean: one text at a time, saved under the lock, without a snapshot for each."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pantau.config import load
from pantau.errors import InputError
from pantau.pipeline import people
from pantau.store.db import open_warehouse
from pantau.store.lock import writer_lock
from pantau.store.people import Code
from pantau.texts import dashboard_office as said
from tests.dashboards import sample_database as sample
from tests.dashboards.conftest import Opened, shown
from tests.dashboards.sample_texts import SAMPLES

PAGE = "views/coding.py"
TEXTS = ("contoh pertama <b>ragu</b>", "contoh kedua ragu")


@pytest.fixture
def office(folder: Path) -> Path:
    """A warehouse and its snapshot with two unsure texts, the first the least sure."""
    mentions, predictions = [], []
    for number, text in enumerate(TEXTS):
        row = sample.mention(number, date(2026, 9, 2), text, 1)
        score = 0.3 + number / 10
        more = {"is_unsure": True, "sentiment_score": score}
        mentions.append(sample.labelled(row, SAMPLES[0], **more))
        predictions.append(_prediction(row, score))
    tables = {"mention": mentions, "prediction": predictions}
    sample.publish(folder / "data" / "published", tables)
    sample.write_database(folder / "data" / "warehouse.duckdb", tables)
    return folder


def _prediction(row: dict[str, Any], score: float) -> dict[str, Any]:
    return {
        "mention_key": row["mention_key"], "text_hash": row["text_hash"], "model": "fast",
        "model_version": "1", "codebook_version": "1.1", "predicted_at": row["last_seen_at"],
        "sentiment": "negative", "sentiment_score": score, "feedback": ["app_problem"],
        "primary_feedback": "app_problem",
        "feedback_score": score, "topics": [], "mode": "co_assessment", "is_unsure": True,
    }  # fmt: skip


def begin(app: AppTest, coder: str = "A") -> AppTest:
    app.text_input(key="k_coder").set_value(coder).run()
    return app


def press(app: AppTest, label: str) -> str:
    next(b for b in app.button if b.label == label).click().run()
    return shown(app)


def code(app: AppTest, tone: str, *types: str) -> AppTest:
    app.radio[0].set_value(tone)
    app.button_group[0].set_value(list(types))
    return app


def stored(folder: Path) -> list[tuple[str, str, str]]:
    con = open_warehouse(folder / "data" / "warehouse.duckdb")
    try:
        return con.execute(
            "SELECT coder, sentiment, array_to_string(feedback, ',') FROM annotation"
        ).fetchall()
    finally:
        con.close()


def test_nobody_codes_without_a_name(office: Path, visit: Opened) -> None:
    page = shown(visit(office, PAGE))
    assert said.CODER_WHY in page
    assert "contoh pertama" not in page


def test_the_least_sure_text_comes_first_as_text_and_without_the_models_label(
    office: Path, visit: Opened
) -> None:
    page = shown(begin(visit(office, PAGE)))
    assert "contoh pertama &lt;b&gt;ragu" in page
    assert "contoh kedua" not in page
    assert '<span class="p-tag"' not in page


def test_a_saved_code_is_in_the_warehouse_and_the_next_text_comes(
    office: Path, visit: Opened
) -> None:
    app = begin(visit(office, PAGE))
    page = press(code(app, "negative", "question", "app_problem"), said.SAVE_CODE)
    assert said.CODE_SAVED in page
    assert "contoh kedua" in page
    assert stored(office) == [("A", "negative", "app_problem,question")]
    assert len(list((office / "data" / "published").glob("*.duckdb"))) == 1
    page = press(code(app, "neutral", "question"), said.SAVE_CODE)
    assert said.QUEUE_EMPTY in page


def test_a_text_passed_over_stays_uncoded(office: Path, visit: Opened) -> None:
    page = press(begin(visit(office, PAGE)), said.SKIP_CODE)
    assert "contoh kedua" in page
    assert stored(office) == []


@pytest.mark.parametrize(
    ("tone", "types", "told"),
    [
        (None, ["question"], "Pilih sentimennya"),
        ("neutral", [], "setidaknya satu jenis"),
        ("neutral", ["general_rating", "question"], "Penilaian umum"),
    ],
)
def test_half_a_code_is_not_saved(
    office: Path, visit: Opened, tone: str | None, types: list[str], told: str
) -> None:
    app = begin(visit(office, PAGE))
    if tone:
        app.radio[0].set_value(tone)
    app.button_group[0].set_value(types)
    assert told in press(app, said.SAVE_CODE)
    assert stored(office) == []


def test_while_a_night_runs_the_code_waits(office: Path, visit: Opened) -> None:
    app = code(begin(visit(office, PAGE)), "negative", "app_problem")
    with writer_lock(load(office / "pantau.toml").lock_path):
        assert said.LOCKED in press(app, said.SAVE_CODE)
    assert stored(office) == []


def test_a_text_edited_meanwhile_is_not_coded(office: Path) -> None:
    key = sample.mention(0, date(2026, 9, 2), TEXTS[0], 1)["mention_key"]
    config = load(office / "pantau.toml")
    assert not people.save_code(config, Code(key, "lain", "neutral", ("question",)), coder="A")


@pytest.mark.parametrize(
    ("wrong", "coder"),
    [
        (Code("k", "h", "senang", ("question",)), "A"),
        (Code("k", "h", "neutral", ()), "A"),
        (Code("k", "h", "neutral", ("lain",)), "A"),
        (Code("k", "h", "neutral", ("question",)), "  "),
    ],
)
def test_a_code_outside_the_codebook_is_refused(office: Path, wrong: Code, coder: str) -> None:
    with pytest.raises(InputError):
        people.save_code(load(office / "pantau.toml"), wrong, coder=coder)
