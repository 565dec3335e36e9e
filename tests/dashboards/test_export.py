"""The CSV a reader takes away."""

from __future__ import annotations

import pytest

from dashboards import export


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
