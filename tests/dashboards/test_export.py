"""The CSV a reader takes away."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from dashboards import export
from pantau.store.marts_screen import Voice


@pytest.mark.parametrize(
    "text", ["=1+1", "+62", "-3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "\u00a0=1"]
)
def test_a_cell_that_would_run_as_a_formula_is_defused(text: str) -> None:
    assert export.safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Mantap", "5 = lima", "a@b", "", "2026-03"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert export.safe(text) == text


def test_nothing_is_an_empty_cell() -> None:
    assert export.safe(None) == ""


def test_a_workbook_holds_hostile_text_as_text() -> None:
    text = Voice(
        mention_key="k", source="file", kind="review", local_date=date(2026, 9, 2),
        posted_at=datetime(2026, 9, 2, tzinfo=UTC), rating=None, app_version="",
        title="", text="=1+1\x07 http://contoh.invalid", reply_text="", reply_at=None, n_likes=0,
        revision=1, sentiment="negative", sentiment_score=0.9, feedback=("question",),
        topics=("x",), mode="co_assessment", is_unsure=False,
    )  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(export.to_xlsx([text], {"x": "Topik"})))
    cells = list(book.worksheets[0].iter_rows())[1]
    assert cells[10].value == "=1+1  http://contoh.invalid"
    assert cells[10].data_type == "s"
    assert cells[10].hyperlink is None
    assert cells[6].value == "Topik"
