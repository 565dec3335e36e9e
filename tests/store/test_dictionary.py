from __future__ import annotations

from pathlib import Path

import pytest

from pantau.store.db import Connection
from pantau.store.dictionary import data_dictionary
from pantau.store.sql import read_sql

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_the_committed_dictionary_is_current() -> None:
    if not PAGE.is_file():
        pytest.skip("docs/ is not part of this installation")
    assert PAGE.read_text("utf-8") == data_dictionary(), (
        "run `python -m pantau.store.dictionary docs/data-dictionary.md`"
    )


def test_every_table_and_column_is_explained(con: Connection) -> None:
    rows = con.execute(read_sql("dictionary")).fetchall()
    assert len(rows) > 100
    assert [(t, c) for t, _, about, c, _, _, meaning in rows if not about or not meaning] == []
