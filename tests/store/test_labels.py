from __future__ import annotations

from datetime import timedelta

import pyarrow as pa
import pytest

from pantau.store.db import Connection
from pantau.store.labels import save_predictions, stale, unlabelled
from pantau.store.mentions import upsert
from tests.store.mentions import NOW, sample


def put(con: Connection, *batch: object, days: int = 0) -> None:
    upsert(con, batch, scope="own", run_id="r", now=NOW + timedelta(days=days), since=None)  # type: ignore[arg-type]


def due(con: Connection, version: str = "1", limit: int = 100) -> pa.Table:
    """New texts, and those that another version has labelled."""
    found = pa.concat_tables(
        [unlabelled(con, limit), stale(con, [("fast", version, "1.1")], limit)]
    )
    return found.slice(0, limit)


def label(con: Connection, keys: pa.Table, version: str = "1", sentiment: str = "negative") -> None:
    n = keys.num_rows
    labels = pa.table(
        {
            "sentiment": [sentiment] * n,
            "sentiment_score": pa.array([0.9] * n, pa.float32()),
            "feedback": [["app_problem", "suggestion"]] * n,
            "feedback_score": pa.array([0.8] * n, pa.float32()),
            "topics": pa.array([[]] * n, pa.list_(pa.string())),
            "mode": ["co_assessment"] * n,
            "is_unsure": [False] * n,
        }
    )
    save_predictions(
        con, keys, labels, model="fast", model_version=version, codebook_version="1.1", now=NOW
    )


def test_only_texts_with_words_are_due(con: Connection) -> None:
    put(con, sample(1), sample(2, text=""))
    table = due(con)
    assert table.column_names == ["mention_key", "text_hash", "text"]
    assert table["mention_key"].to_pylist() == [sample(1).key]


def test_labels_stand_beside_the_text_and_in_the_history(con: Connection) -> None:
    put(con, sample(1), sample(2))
    label(con, due(con))
    assert due(con).num_rows == 0
    row = con.execute("SELECT feedback, topics, primary_feedback FROM mention").fetchone()
    assert row == ("app_problem,suggestion", "", "app_problem")
    row = con.execute("SELECT feedback, topics FROM label").fetchone()
    assert row == (["app_problem", "suggestion"], [])
    row = con.execute("SELECT count(*), any_value(feedback) FROM prediction").fetchone()
    assert row == (2, ["app_problem", "suggestion"])


def test_an_edited_text_is_due_again_and_the_old_prediction_stays(con: Connection) -> None:
    put(con, sample(1), sample(2))
    label(con, due(con))
    put(con, sample(1, text="Contoh kata baru"), days=1)
    assert due(con)["text"].to_pylist() == ["Contoh kata baru"]
    label(con, due(con), sentiment="positive")
    assert con.execute("SELECT count(*) FROM prediction").fetchone() == (3,)
    rows = con.execute("SELECT sentiment FROM mention ORDER BY external_id").fetchall()
    assert rows == [("positive",), ("negative",)]


def test_a_new_model_version_makes_all_texts_due(con: Connection) -> None:
    put(con, sample(1), sample(2))
    label(con, due(con))
    assert due(con, "2").num_rows == 2
    label(con, due(con, "2"), "2")
    assert due(con, "2").num_rows == 0
    assert con.execute("SELECT count(*) FROM prediction").fetchone() == (4,)


def test_the_same_labels_twice_change_nothing(con: Connection) -> None:
    put(con, sample(1))
    keys = due(con)
    label(con, keys)
    label(con, keys)
    assert con.execute("SELECT count(*) FROM prediction").fetchone() == (1,)


def test_a_text_put_back_to_its_old_words_is_labelled_without_doubling(con: Connection) -> None:
    put(con, sample(1))
    label(con, due(con))
    put(con, sample(1, text="Contoh lain"), days=1)
    put(con, sample(1), days=2)
    label(con, due(con))
    assert con.execute("SELECT count(*) FROM prediction").fetchone() == (1,)
    assert due(con).num_rows == 0


def test_a_label_for_words_that_changed_meanwhile_does_not_count(con: Connection) -> None:
    put(con, sample(1))
    keys = due(con)
    put(con, sample(1, text="Contoh lain"), days=1)
    label(con, keys)
    assert con.execute("SELECT sentiment FROM mention").fetchone() == (None,)


def test_the_limit_bounds_what_is_handed_out(con: Connection) -> None:
    put(con, *(sample(n) for n in range(10)))
    assert due(con, limit=4).num_rows == 4


def test_unequal_tables_are_a_bug(con: Connection) -> None:
    put(con, sample(1))
    keys = due(con)
    none = pa.table({"sentiment": pa.array([], pa.string())})
    versions = {"model": "m", "model_version": "1", "codebook_version": "1"}
    with pytest.raises(ValueError, match="1 keys but 0 labels"):
        save_predictions(con, keys, none, **versions, now=NOW)


def test_a_half_read_result_of_the_caller_does_no_harm(con: Connection) -> None:
    put(con, sample(1), sample(2))
    con.execute("SELECT mention_key FROM mention").fetchone()
    keys = due(con)
    con.execute("SELECT mention_key FROM mention").fetchone()
    label(con, keys)
    con.execute("SELECT mention_key FROM mention").fetchone()
    put(con, sample(3))
    assert due(con).num_rows == 1
