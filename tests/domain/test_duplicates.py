from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.domain.duplicates import WITHIN, DatedText, Grouping, group_alike, likeness, pairs_of

START = datetime(2026, 4, 1, tzinfo=UTC)
CALL = "warga contoh meminta lampu jalan di depan pasar segera diperbaiki sebelum lebaran tiba"


def grouped(*texts: str, apart: timedelta = timedelta(hours=1)) -> list[str]:
    """The group of each text, in their order; keys are the numbers."""
    found = group_alike(
        DatedText(str(number), text, START + number * apart) for number, text in enumerate(texts)
    )
    return [found.groups[str(number)] for number in range(len(texts))]


def test_a_copied_text_is_found_in_any_dress() -> None:
    dressed = f"!!! {CALL.upper()} 🙏🙏 "
    signed = f"{CALL}\n\nterima kasih"
    other = "kapan jadwal angkut sampah di gang kami yang sudah dua minggu tidak datang juga"
    assert grouped(CALL, other, dressed, signed) == ["0", "1", "0", "0"]


def test_short_texts_are_left_alone() -> None:
    assert grouped("sangat membantu sekali", "sangat membantu sekali") == ["0", "1"]


def test_texts_of_one_subject_are_not_copies() -> None:
    other = "lampu jalan di depan sekolah mati sejak kemarin mohon petugas datang memperbaiki"
    assert grouped(CALL, other) == ["0", "1"]


def test_the_same_words_long_after_are_not_a_copy() -> None:
    assert grouped(CALL, CALL, apart=WITHIN + timedelta(days=1)) == ["0", "1"]


def test_copies_that_follow_one_another_stay_one_group() -> None:
    assert grouped(CALL, CALL, CALL, apart=timedelta(days=60)) == ["0", "0", "0"]


def test_a_group_known_before_keeps_its_name() -> None:
    texts = [
        DatedText("baru", CALL, START),
        DatedText("lama", CALL, START + timedelta(days=1), group="lama"),
    ]
    assert group_alike(texts) == Grouping({"baru": "lama", "lama": "lama"}, {})


def test_groups_that_turn_out_to_be_one_are_merged() -> None:
    texts = [
        DatedText("a", CALL, START, group="a"),
        DatedText("b", CALL, START + timedelta(days=1), group="b"),
    ]
    found = group_alike(texts)
    assert (found.groups, found.merged) == ({"a": "a", "b": "a"}, {"b": "a"})


def test_members_known_to_be_together_stay_so_without_the_text_that_joined_them() -> None:
    texts = [
        DatedText("a", CALL, START, group="x"),
        DatedText("b", "kata lain sama sekali yang tidak ada di atas itu semua", START, group="x"),
    ]
    assert set(group_alike(texts).groups.values()) == {"x"}


@given(st.text(max_size=200))
def test_every_text_is_like_itself_or_too_short(text: str) -> None:
    pairs = pairs_of(text)
    assert list(pairs) == sorted(set(pairs))
    assert likeness(frozenset(pairs), pairs) == (1.0 if pairs else 0.0)


@pytest.mark.parametrize("n_texts", [2, 100])
def test_a_sentence_that_all_share_makes_no_group_and_hides_no_copy(n_texts: int) -> None:
    common = "mohon segera ditindaklanjuti bapak ibu yang terhormat"
    texts = [f"{common} {' '.join(f'kata{n}x{i}' for i in range(12))}" for n in range(n_texts)]
    found = grouped(*texts, texts[0], apart=timedelta(minutes=1))
    assert len(set(found)) == n_texts
    assert found[-1] == "0"
