"""The accurate tier as a teacher, on the model that ships."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pantau.classify import accurate, lexicon
from pantau.classify.normalise import Normaliser
from pantau.classify.topics import TopicList

pytest.importorskip("onnx", reason="onnx is installed by `make train` only")

DATA = Path(__file__).parents[2] / "data"
TEXTS = [
    "Loginnya gagal terus",
    "bagus sekali",
    "Loginnya gagal terus",
    "min, cara daftarnya gimana?",
]


def test_a_teacher_says_what_the_tier_says_and_reads_each_text_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from pantau.classify.teacher import OpenTransformer, Teacher

    normalise = Normaliser(lexicon.load(DATA / "lexicon"))
    heard: list[str] = []
    teacher = Teacher(DATA / "model", normalise, heard.append)
    normal = [normalise(text) for text in TEXTS]
    expected = accurate.load(DATA / "model", normalise, TopicList("none", ())).scores(normal)
    np.testing.assert_allclose(teacher.scores(TEXTS).margins, expected.margins, atol=1e-3)
    monkeypatch.setattr(OpenTransformer, "_run", lambda *_: pytest.fail("read twice"))
    states = teacher.states(normal)
    assert states.shape == (4, 384)
    np.testing.assert_array_equal(states[0], states[2])
    assert not np.allclose(states[0], states[1])
    lesson = teacher.lesson(TEXTS)
    np.testing.assert_allclose(lesson.sentiment, expected.sentiment, atol=1e-3)
    assert "4 texts" in heard[0]
