from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pantau.classify.base import Classifier
from pantau.classify.predictor import ADDED, predict_csv
from pantau.errors import InputError


def _predict(
    tmp_path: Path, content: bytes, classifier: Classifier
) -> tuple[list[dict[str, str]], list[str]]:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(content)
    done = predict_csv(source, target, classifier)
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    assert done.n_rows == len(rows)
    return rows, done.rejected


def test_all_columns_stay_and_ours_are_added(tmp_path: Path, fast: Classifier) -> None:
    rows, rejected = _predict(tmp_path, b"id,text,note\n1,mantap,=A1\n2,error terus,x\n", fast)
    assert rejected == []
    assert list(rows[0]) == ["id", "text", "note", *ADDED]
    assert (rows[0]["sentiment"], rows[1]["sentiment"]) == ("positive", "negative")
    assert rows[0]["note"] == "=A1"


def test_several_types_are_joined_by_commas_primary_first(tmp_path: Path, fast: Classifier) -> None:
    text = "kenapa tidak bisa login ya? mohon bantuannya min, kode otp tidak masuk"
    rows, _ = _predict(tmp_path, f'text\n"{text}"\n'.encode(), fast)
    assert rows[0]["feedback"].split(",")[0] == "app_problem"


def test_a_broken_row_is_named_and_the_rest_goes_on(tmp_path: Path, fast: Classifier) -> None:
    content = b"id,text\n1,mantap\n2,a,b,c\n3,\xff\xfe\n4,bagus\n"
    rows, rejected = _predict(tmp_path, content, fast)
    assert [row["id"] for row in rows] == ["1", "4"]
    assert "line 3: 4 columns" in rejected[0]
    assert "line 4: not UTF-8" in rejected[1]


def test_quotes_line_breaks_and_a_byte_order_mark_are_read(
    tmp_path: Path, fast: Classifier
) -> None:
    rows, rejected = _predict(
        tmp_path, b'\xef\xbb\xbftext,id\r\n"dua\nbaris ""kutip""",7\r\n', fast
    )
    assert (rows[0]["id"], rejected) == ("7", [])


def test_semicolons_are_accepted_and_kept(tmp_path: Path, fast: Classifier) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("id;text\n1;mantap\n")
    predict_csv(source, target, fast)
    assert target.read_text().startswith("id;text;sentiment;")


def test_a_column_with_our_name_is_kept_under_another(tmp_path: Path, fast: Classifier) -> None:
    rows, _ = _predict(tmp_path, b"text,sentiment\nmantap,puas\n", fast)
    assert (rows[0]["sentiment_input"], rows[0]["sentiment"]) == ("puas", "positive")


@pytest.mark.parametrize("content", [b"", b"id,body\n1,a\n", b"\xff\xff"])
def test_a_file_without_the_column_text_is_refused(
    tmp_path: Path, fast: Classifier, content: bytes
) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes(content)
    with pytest.raises(InputError, match=r"in\.csv.*text"):
        predict_csv(source, tmp_path / "out.csv", fast)
    assert not (tmp_path / "out.csv").exists()


def test_a_missing_file_is_named(tmp_path: Path, fast: Classifier) -> None:
    with pytest.raises(InputError, match=r"nowhere\.csv"):
        predict_csv(tmp_path / "nowhere.csv", tmp_path / "out.csv", fast)


def test_a_header_alone_gives_a_header_alone(tmp_path: Path, fast: Classifier) -> None:
    rows, rejected = _predict(tmp_path, b"text\n", fast)
    assert rows == rejected == []
