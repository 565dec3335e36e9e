from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pantau.classify import data
from pantau.domain.taxonomy import FEEDBACK_IDS
from pantau.errors import InputError

LABELS = Path(__file__).parents[2] / "data" / "labels"


def _folder(tmp_path: Path) -> Path:
    """The smallest folder of data sets; every text is a sample of our own."""
    files = {
        "coded/coded.csv": "id,app,score,text,types,sentiment\n"
        't1,A,1,"error, terus",app_problem,negative\nu1,A,5,bagus,general_rating,positive\n',
        "synthetic/pontianak.tsv": "id\ttypes\tsentiment\tvariety\ttext\n"
        "s1\tquestion\tneutral\tpontianak_malay\tcam mane carenye?\n",
        "reviews/a.csv": "id,app,score,at,text\n1,A,1,2026-01-01,contoh ulasan\n2,A,1,2026-01-01,lain\n",
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def test_labels_without_text_find_their_review_by_hash(tmp_path: Path) -> None:
    folder, labels = _folder(tmp_path / "data"), tmp_path / "labels"
    labels.mkdir()
    line = f'{data.text_hash(" contoh ulasan ")},"question,app_problem",negative,A\n'
    unknown = "0" * 20 + ",question,neutral,A\n"
    (labels / "b1.csv").write_text(f"text_hash,types,sentiment,app\n{line}{unknown}")
    (found,) = data.labelled(folder, labels)
    assert (found.text, found.types) == ("contoh ulasan", ("app_problem", "question"))


def test_everything_tells_drawn_from_picked_and_keeps_one_coding_a_text(tmp_path: Path) -> None:
    folder, labels = _folder(tmp_path / "data"), tmp_path / "labels"
    labels.mkdir()
    (labels / data.OWN_TEXTS).write_text(
        "types\tsentiment\tvariety\ttext\nirrelevant\tneutral\tindonesian\tbagus\n"
    )
    found = data.everything(folder, labels)
    assert [e.origin for e in found] == ["drawn", "picked", "synthetic"]
    assert found[2].variety == "pontianak_malay"


def test_a_missing_data_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"coded\.csv.*--data"):
        data.coded(tmp_path)


def test_the_repositorys_labels_use_only_types_of_the_codebook() -> None:
    for path in LABELS.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert set(row["types"].split(",")) <= set(FEEDBACK_IDS), (path, row)
                assert row["sentiment"] in ("negative", "neutral", "positive"), (path, row)
                assert "text" not in row


def test_our_own_texts_are_coded_under_the_codebook() -> None:
    texts = data.own(LABELS)
    assert len(texts) >= 150
    assert len({e.text for e in texts}) == len(texts)
    assert sum(e.variety == "pontianak_malay" for e in texts) >= 80
