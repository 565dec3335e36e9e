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
        "sentiment/smsa/train_preprocess.tsv": "contoh kiriman\tneutral\n",
        "sentiment/emot/train_preprocess.csv": "label,tweet\nhappy,contoh cuitan\n",
        "sentiment/hoasa/train_preprocess.csv": "review\ncontoh kamar\n",
        "sentiment/casa/train_preprocess.csv": "sentence\ncontoh mobil\n",
        "reviews/a.csv": "id,app,score,at,text\n1,A,1,2026-01-01,contoh ulasan\n2,A,1,2026-01-01,lain\n",
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def _label_file(tmp_path: Path, *lines: str) -> Path:
    labels = tmp_path / "labels"
    labels.mkdir()
    (labels / "coded_1.csv").write_text("\n".join(["text_hash,types,sentiment,app", *lines]))
    return labels


@pytest.mark.parametrize("text", ["contoh ulasan", "contoh kiriman", "contoh cuitan"])
def test_labels_without_text_find_their_text_by_hash(tmp_path: Path, text: str) -> None:
    line = f'{data.text_hash(f" {text} ")},"question,app_problem",negative,A'
    labels = _label_file(tmp_path, line, "0" * 20 + ",question,neutral,A")
    (found,) = data.labelled(_folder(tmp_path / "data"), labels)
    assert (found.text, found.types) == (text, ("app_problem", "question"))


def test_no_model_learns_from_what_it_is_judged_on(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "data")
    extra = "t2,IKD,1,tidak bisa,app_problem,negative\nu2,IKD,1,lemot,app_problem,negative\n"
    with (folder / "coded" / "coded.csv").open("a") as file:
        file.write(extra)
    labels = _label_file(tmp_path)
    learnt, judged = data.to_learn(folder, labels), data.to_judge(folder, labels)
    assert [e.text for e in learnt] == ["error, terus", "bagus"]
    assert [e.text for e in judged] == ["tidak bisa", "cam mane carenye?"]


def test_uncoded_reviews_are_those_that_nobody_coded_each_once(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "data")
    with (folder / "reviews" / "a.csv").open("a") as file:
        file.write("3,A,1,2026-01-01,Contoh  ulasan!\n4,M-Pajak,1,2026-01-01,contoh pajak\n")
        file.write("5,A,1,2026-01-01,contoh yang sudah\n")
    known = [data.Example("Contoh yang sudah.", "neutral", ("question",), "A", "label")]
    assert data.uncoded(folder, known) == [("contoh ulasan", "A")]


def test_everything_tells_drawn_from_picked_and_keeps_one_coding_a_text(tmp_path: Path) -> None:
    folder, labels = _folder(tmp_path / "data"), _label_file(tmp_path)
    (labels / "own_sample.tsv").write_text(
        "types\tsentiment\tvariety\ttext\nirrelevant\tneutral\tindonesian\tbagus\n"
        "irrelevant\tneutral\tindonesian\ttes\n"
    )
    found = data.everything(folder, labels)
    assert [e.origin for e in found] == ["drawn", "picked", "synthetic", "own"]
    assert (found[2].variety, found[3].app) == ("pontianak_malay", "own_sample")


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
    assert len({(e.app, e.text) for e in texts}) == len(texts)  # no writer repeats a text
    assert sum(e.variety == "pontianak_malay" for e in texts) >= 80
    assert all(set(e.types) <= set(FEEDBACK_IDS) and stands_alone(e.types) for e in texts)


def stands_alone(types: tuple[str, ...]) -> bool:
    return len(types) == 1 or not {"general_rating", "irrelevant"} & set(types)
