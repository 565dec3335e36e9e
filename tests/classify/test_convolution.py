"""The fast tier's small network: its arithmetic against a plain one, its file, its lessons."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from pantau.classify import arrays, convolution, features
from pantau.classify.convolution import CHAR_BUCKETS, MOST_TOKENS, Convolution
from pantau.classify.convolution_training import Exchange, clauses, word_counts
from pantau.classify.transformer_training import Lesson
from pantau.errors import ModelError

WIDTH, CHANNELS, LAYERS = 4, 6, 2
VOCABULARY = ["bagus", "rusak", "tidak", "¶", "¶2"]
SAID = ["bagus", "tidak bisa login 12 kali", "", "jalan rusak parah", "😡 ! ?", "kata " * 300]
TEXTS = [features.tokens_of(text) for text in SAID]


def tables(seed: int = 3) -> arrays.Arrays:
    rng = np.random.default_rng(seed)

    def rows(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.5, shape).astype(np.float32)

    made = {
        "words": rows(len(VOCABULARY) + 1, WIDTH),
        "chars": rows(CHAR_BUCKETS + 1, WIDTH),
        "first": rows(3, WIDTH, CHANNELS),
        "first_bias": rows(CHANNELS),
        "near": rows(LAYERS, 3, CHANNELS),
        "mix": rows(LAYERS, CHANNELS, CHANNELS),
        "whole": rows(LAYERS, 2 * CHANNELS, CHANNELS) * np.float32(0.1),
        "mix_bias": rows(LAYERS, CHANNELS),
        "head": rows(2 * CHANNELS, 16),
        "head_bias": rows(16),
    }
    made["words"][0] = made["chars"][0] = 0
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "convolution.npz"
    convolution.save(path, VOCABULARY, tables())
    return path


def plainly(path: Path, text: list[str]) -> np.ndarray:
    """The same network word by word and neighbour by neighbour, from the file's own numbers."""
    found = arrays.load(path, ["words", "word_scale", "chars", "char_scale", *tables()])
    words = found["words"] * found["word_scale"]
    chars = found["chars"] * found["char_scale"]
    states = []
    for token in text[:MOST_TOKENS]:
        ids = {int(i) % CHAR_BUCKETS for i in features.char_ids([token])[0]}
        row = VOCABULARY.index(token) + 1 if token in VOCABULARY else 0
        states.append(words[row] + (np.mean([chars[i + 1] for i in ids], axis=0) if ids else 0.0))

    def at(rows: list[np.ndarray], i: int) -> np.ndarray:
        return rows[i] if 0 <= i < len(rows) else np.zeros_like(rows[0])

    places = range(len(states))
    first, bias = found["first"], found["first_bias"]
    states = [
        np.maximum(sum(at(states, i + k - 1) @ first[k] for k in range(3)) + bias, 0)
        for i in places
    ]
    for near, mix, of_whole, bias in zip(
        found["near"], found["mix"], found["whole"], found["mix_bias"], strict=True
    ):
        summed = [sum(at(states, i + k - 1) * near[k] for k in range(3)) for i in places]
        said = pooled(states) @ of_whole + bias
        states = [s + np.maximum(y @ mix + said, 0) for s, y in zip(states, summed, strict=True)]
    values = pooled(states) @ found["head"] + found["head_bias"]
    moods = np.exp(values[:3])
    return np.concatenate([moods / moods.sum(), 1 / (1 + np.exp(-values[3:]))])


def pooled(states: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.max(states, axis=0), np.sum(states, axis=0) / np.sqrt(len(states))])


def test_it_computes_what_the_same_network_does_word_by_word(file: Path) -> None:
    found = convolution.load(file)(TEXTS)
    for row, text in zip(found, TEXTS, strict=True):
        np.testing.assert_allclose(row, plainly(file, text), rtol=2e-3, atol=1e-5)


def test_a_text_is_read_the_same_alone_and_in_any_company(file: Path) -> None:
    together = convolution.load(file)(TEXTS * 100)
    alone = np.concatenate([convolution.load(file)([text]) for text in TEXTS])
    np.testing.assert_allclose(together[: len(TEXTS)], alone, rtol=1e-3, atol=1e-5)
    np.testing.assert_allclose(together[-len(TEXTS) :], alone, rtol=1e-3, atol=1e-5)


def test_a_full_store_of_words_starts_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = convolution.load(file)(TEXTS)
    monkeypatch.setattr(convolution, "_TOKEN_LIMIT", 5)
    monkeypatch.setattr(convolution, "_TEXTS_AT_ONCE", 2)
    network = convolution.load(file)
    for part in (TEXTS[:3], TEXTS[3:], TEXTS):
        found = network(part)
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-5)


def test_no_texts_give_no_rows(file: Path) -> None:
    assert convolution.load(file)([]).shape == (0, 16)


def test_a_word_that_is_not_in_the_vocabulary_is_known_by_its_characters(file: Path) -> None:
    one, other = convolution.load(file)([["rusakk"], ["xyzzy"]])
    assert not np.allclose(one, other)


@pytest.mark.parametrize("name", ["mix", "whole", "head", "first", "mix_bias"])
def test_a_file_whose_parts_do_not_fit_is_refused(file: Path, tmp_path: Path, name: str) -> None:
    bad = tables()
    bad[name] = bad[name][..., :-1]
    path = tmp_path / "other.npz"
    convolution.save(path, VOCABULARY, bad)
    with pytest.raises(ModelError, match=r"other\.npz"):
        convolution.load(path)


def test_training_computes_what_use_does(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="torch is installed by `make train` only")
    from pantau.classify import convolution_training as training

    schedule = training.Schedule(token_dropout=0, word_dropout=0, dropout=0, head_dropout=0)
    net = {name: torch.from_numpy(table) for name, table in tables().items()}
    texts = training._Texts(TEXTS, VOCABULARY)
    rows = list(range(len(TEXTS)))
    _, values = training._outputs(net, texts, rows, schedule, np.random.default_rng(1))
    np.testing.assert_allclose(
        convolution._probabilities(values.numpy()),
        Convolution(packed())(TEXTS),
        rtol=0.05,
        atol=0.02,
    )


def packed() -> arrays.Arrays:
    words, word_scale = convolution._packed(tables()["words"])
    chars, char_scale = convolution._packed(tables()["chars"])
    names = np.frombuffer("\n".join(VOCABULARY).encode(), np.uint8)
    return tables() | {
        "vocabulary": names, "words": words, "word_scale": word_scale,
        "chars": chars, "char_scale": char_scale,
    }  # fmt: skip


def test_training_learns_a_plain_lesson(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="torch is installed by `make train` only")
    from pantau.classify import convolution_training as training

    texts = ["bagus sekali", "rusak sekali"] * 60
    moods = np.array([[0, 0, 1], [1, 0, 0]] * 60, np.float32)
    lesson = Lesson.taught(texts, moods, np.zeros((120, 13), np.float32))
    words = ["bagus", "rusak", "sekali", "¶"]
    vectors = dict(zip(words, np.eye(4, 4, dtype=np.float32), strict=True))
    path = tmp_path / "learnt.npz"
    schedule = training.Schedule(width=3, channels=8, layers=1, epochs=30, batch=10, rate=0.02)
    states = np.repeat(np.eye(2, 5, dtype=np.float32), 60, axis=0)
    training.train(lesson, states, vectors, schedule, path, lambda _: None)
    found = convolution.load(path)([features.tokens_of(text) for text in texts[:2]])
    assert found[:, :3].argmax(axis=1).tolist() == [2, 0]


def test_the_network_is_drawn_towards_the_states_of_its_teacher() -> None:
    torch = pytest.importorskip("torch", reason="torch is installed by `make train` only")
    from pantau.classify import convolution_training as training

    states = np.array([[1, 0, 5], [-1, 0, 5]], np.float32)
    distance = training._Distance(states, training.Schedule(channels=2))
    for part in distance.map:
        part.data.zero_()
    pooled = torch.zeros((2, 4))
    far = distance(pooled, [0, 1]).item()
    distance.map[0].data[0, 0] = 1.0
    near = distance(torch.tensor([[1.0, 0, 0, 0], [-1, 0, 0, 0]]), [0, 1]).item()
    assert far == pytest.approx(1.0)
    assert near < far / 2


def test_clauses_are_parts_and_never_whole_texts() -> None:
    found = clauses(["Aplikasi bagus, tapi loginnya susah sekali. Ya", "loginnya susah sekali"])
    assert found == ["Aplikasi bagus"]


def test_words_are_exchanged_for_the_nearest_and_common_ones_stay() -> None:
    rng = np.random.default_rng(5)
    vectors = {f"kata{i}x": rng.normal(0, 1, 8).astype(np.float32) for i in "abcdefghijklmnop"}
    counts = Counter(dict.fromkeys(vectors, 10))
    counts["katapx"] = 1_000_000
    exchange = Exchange(vectors, counts, 1)
    found = exchange(" ".join(["kataax", "katapx", "lain"] * 200)).split()
    assert set(found) <= set(vectors) | {"lain"}
    assert 600 > len(found) > 550  # a few are left out
    assert {word for word in found if word.startswith("kata")} > {"kataax", "katapx"}
    assert 150 < found.count("katapx") <= 200


def test_a_word_is_counted_once_a_text_with_its_digits_alike() -> None:
    assert word_counts(["a 12 a", "a 34"]) == Counter({"a": 2, "00": 2, "¶2": 2, "¶": 2})
