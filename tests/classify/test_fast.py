"""The shipped model on bad input, and the model files when they are damaged."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from pantau.classify import features, tiers
from pantau.classify.base import LABEL_SCHEMA, Classifier
from pantau.classify.fast import FastClassifier
from pantau.domain.taxonomy import FEEDBACK_IDS
from pantau.errors import ModelError

DATA = Path(__file__).parents[2] / "data"

BAD_TEXTS = [
    "",
    "   ",
    "\n\t",
    "👍👍👍",
    "😡",
    "a",
    "7",
    "123456789012345678",
    "a" * 10_000,
    "kata " * 2_000,
    "これはとても良いアプリです",
    "تطبيق جيد جدا",
    "Отличное приложение",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u200b\u200c\u200d\ufeff",
    "\x00\x01bagus",
    "\ud800",
    "=1+1",
    "'; DROP TABLE mention; --",
    ".....",
    "¶ ¶¶",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "lexicon", tmp_path / "lexicon")
    return Path(shutil.copytree(DATA / "model", tmp_path / "model"))


def _load(folder: Path) -> Classifier:
    return tiers.load("fast", folder, DATA / "topics.toml")


def test_no_text_makes_it_crash_and_every_label_is_whole(fast: Classifier) -> None:
    table = fast.predict(BAD_TEXTS)
    assert table.schema == LABEL_SCHEMA
    assert table.num_rows == len(BAD_TEXTS)
    assert all(0 <= s <= 1 for s in table.column("sentiment_score").to_pylist())
    assert all(0 <= s <= 1 for s in table.column("feedback_score").to_pylist())
    assert all(f and set(f) <= set(FEEDBACK_IDS) for f in table.column("feedback").to_pylist())


def test_a_null_text_is_labelled_like_an_empty_one(fast: Classifier) -> None:
    assert fast.predict([None]).equals(fast.predict([""]))  # type: ignore[list-item]


def test_a_text_without_a_word_is_irrelevant_with_no_score_and_unsure(fast: Classifier) -> None:
    (row,) = fast.predict(["  "]).to_pylist()
    assert row["feedback"] == ["irrelevant"]
    assert row["mode"] == "none"
    assert (row["sentiment_score"], row["is_unsure"]) == (0.0, True)


def test_no_texts_give_no_rows(fast: Classifier) -> None:
    assert fast.predict([]).equals(LABEL_SCHEMA.empty_table())


def test_a_text_gets_the_same_label_alone_and_in_any_company(fast: Classifier) -> None:
    texts = ["tak bisa login terus", "mantap", "jalan depan rumah kami rusak", "mantap", *BAD_TEXTS]
    together = fast.predict(texts).to_pylist()
    alone = [fast.predict([text]).to_pylist()[0] for text in texts]
    for one, other in zip(together, alone, strict=True):
        assert one["feedback"] == other["feedback"]
        assert one["sentiment_score"] == pytest.approx(other["sentiment_score"], abs=1e-4)


@pytest.mark.parametrize(
    ("text", "sentiment", "primary"),
    [
        ("error terus tidak bisa login", "negative", "app_problem"),
        ("mantap", "positive", "general_rating"),
        ("bagaimana cara mengganti nomor hp yang terdaftar?", "neutral", "question"),
    ],
)
def test_plain_cases_get_the_label_anyone_would_give(
    fast: Classifier, text: str, sentiment: str, primary: str
) -> None:
    (row,) = fast.predict([text]).to_pylist()
    assert (row["sentiment"], row["feedback"][0]) == (sentiment, primary)


def test_an_unchanged_copy_of_the_model_loads(folder: Path) -> None:
    assert _load(folder).version == _load(DATA / "model").version


@pytest.mark.parametrize("name", ["linear.npz", "convolution.npz", "manifest.json", "rules.toml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        _load(folder)


@pytest.mark.parametrize("name", ["linear.npz", "convolution.npz"])
@pytest.mark.parametrize("keep", [0, 100, 100_000])
def test_a_truncated_model_is_refused(folder: Path, name: str, keep: int) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ModelError, match=rf"{re.escape(name)}.*checksum"):
        _load(folder)


def test_a_model_with_one_changed_byte_is_refused(folder: Path) -> None:
    path = folder / "linear.npz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"linear\.npz.*checksum"):
        _load(folder)


def _rewrite(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    document = json.loads(path.read_text())
    document["tiers"]["fast"] |= changes
    path.write_text(json.dumps(document))


def test_a_model_of_another_codebook_is_refused(folder: Path) -> None:
    _rewrite(folder, codebook_version="0.9")
    with pytest.raises(ModelError, match=r"manifest\.json.*codebook 0\.9"):
        _load(folder)


@pytest.mark.parametrize("name", ["linear.npz", "convolution.npz"])
def test_a_file_that_is_no_model_is_refused_even_with_a_right_checksum(
    folder: Path, name: str
) -> None:
    from pantau.classify.manifest import sha256

    np.savez(folder / name, words=np.zeros((3, 3)))
    files = {n: sha256(folder / n) for n in ("linear.npz", "convolution.npz")}
    _rewrite(folder, files=files)
    with pytest.raises(ModelError, match=re.escape(name)):
        _load(folder)


def test_a_manifest_that_is_not_json_is_named(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")
    with pytest.raises(ModelError, match=r"manifest\.json"):
        _load(folder)


def test_an_unknown_tier_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ModelError, match="fast"):
        tiers.load("perfect", DATA / "model", DATA / "topics.toml")


def test_the_tier_s_files_are_under_15_megabytes_together(folder: Path) -> None:
    files = json.loads((folder / "manifest.json").read_text())["tiers"]["fast"]["files"]
    assert set(files) == {"linear.npz", "convolution.npz"}
    assert sum((folder / name).stat().st_size for name in files) < 15_000_000


def test_pairs_of_words_do_not_reach_over_the_end_of_a_text() -> None:
    alone, _ = features.text_ids("bagus")
    assert len(alone) == 3 + 2  # mark, word, mark and the two pairs between them


def test_the_network_is_asked_only_where_the_linear_model_is_not_sure(folder: Path) -> None:
    classifier = _load(folder)
    assert isinstance(classifier, FastClassifier)
    texts = ["error terus tidak bisa login", "jalan rusak tapi pelayanannya lumayan ya kak"]
    both = classifier.scores(texts)
    classifier._network = None
    linear = classifier.scores(texts)
    assert classifier._blend.is_sure(linear).tolist() == [True, False]
    assert both.feedback[0].tolist() == linear.feedback[0].tolist()
    assert both.feedback[1].tolist() != linear.feedback[1].tolist()
