from __future__ import annotations

from pantau.classify.normalise import Normaliser
from pantau.classify.unknown import UnknownWord, unknown_words


def test_words_nobody_knows_come_most_frequent_first(normalise: Normaliser) -> None:
    texts = ["bezirkel itu rusak", "Bezirkel lagi, gomprang", "gomprang bezirkel", None, ""]
    found = unknown_words(texts, normalise.lexicon)
    assert found == [UnknownWord("bezirkel", 3), UnknownWord("gomprang", 2)]


def test_slang_malay_and_known_stems_are_not_listed(normalise: Normaliser) -> None:
    texts = ["gk bise masok aplikasinya kitak", "lawar bangettt jalannye"] * 3
    assert unknown_words(texts, normalise.lexicon) == []


def test_a_word_repeated_in_one_text_counts_once(normalise: Normaliser) -> None:
    assert unknown_words(["bezirkel bezirkel bezirkel"], normalise.lexicon) == []


def test_the_list_is_cut_at_the_limit(normalise: Normaliser) -> None:
    texts = ["bezirkel gomprang"] * 2
    assert len(unknown_words(texts, normalise.lexicon, limit=1)) == 1
