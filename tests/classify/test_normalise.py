"""All sample texts are our own inventions."""

from __future__ import annotations

import pytest

from pantau.classify.normalise import MAX_CHARS, Normaliser, clean, is_wordless


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("gk bisa login min", "tidak bisa login admin"),
        ("ndak bise masok", "tidak bisa masuk"),
        ("tadak ade aek", "tidak ada air"),
        ("tak bepaedah apk ni", "tidak berguna aplikasi ini"),
        ("lawar benar bah", "bagus sekali bah"),
        ("mantaaaapp bangettt", "mantap banget"),
        ("kata2nya bagos", "kata-katanya bagus"),
        ("maaaaf", "maaf"),
    ],
)
def test_slang_and_pontianak_malay_become_standard_words(
    normalise: Normaliser, text: str, normal: str
) -> None:
    assert normalise(text) == normal


def test_kk_stays_the_family_card_and_is_not_read_as_kakak(normalise: Normaliser) -> None:
    assert normalise("urus KK lama") == "urus kk lama"


def test_timber_and_salt_water_keep_their_indonesian_sense(normalise: Normaliser) -> None:
    assert normalise("kayu balak menumpuk") == "kayu balak menumpuk"
    assert normalise("aek masin di keran") == "air masin di keran"
    assert normalise("balak benar kerjanya").startswith("hebat")


def test_malay_sound_changes_are_undone_only_towards_known_words(normalise: Normaliser) -> None:
    assert normalise("jembatannye rosak") == "jembatannya rusak"
    assert normalise("xqzvye") == "xqzvye"


def test_entities_and_invisible_characters_are_undone(normalise: Normaliser) -> None:
    assert clean("bagus &amp; cepat") == "bagus & cepat"
    assert normalise("ba\u200bgus\ufeff se\u00adkali") == "bagus sekali"


def test_links_mails_handles_and_long_numbers_are_masked() -> None:
    text = "cek https://contoh.go.id/a atau tulis ke a.b@contoh.com, @akun, 0812345678901"
    assert clean(text) == "cek [tautan] atau tulis ke [email], @user, [nomor]"


def test_a_full_stop_without_a_blank_is_not_a_link() -> None:
    assert clean("kecewa.ga bisa") == "kecewa.ga bisa"


def test_dates_and_sums_of_money_are_not_masked() -> None:
    text = "sejak 2026-03-09 bayar 10.000.000"
    assert clean(text) == text


@pytest.mark.parametrize("text", [None, "", "   ", "\u200b\u200b", ".,.,"])
def test_a_text_without_a_word_becomes_empty(normalise: Normaliser, text: str | None) -> None:
    assert normalise(text) == ""


def test_skin_tones_do_not_split_one_emoji_into_many(normalise: Normaliser) -> None:
    assert normalise("👍🏽") == normalise("👍") == "👍"


def test_long_texts_are_cut(normalise: Normaliser) -> None:
    assert len(clean("a" * 10_000)) == MAX_CHARS


def test_a_word_said_a_thousand_times_counts_three_times(normalise: Normaliser) -> None:
    assert normalise("bagus " * 300) == "bagus bagus bagus"
    assert normalise("bagus sekali " * 100) == "bagus sekali bagus sekali bagus sekali"
    assert normalise("😀" * 5_000) == normalise("😀😀😀")
    ordinary = "bagus sekali kawan " * 11  # 33 tokens: over thrice each
    assert len(normalise(ordinary).split()) == 9
    assert len(normalise("bagus " * 30).split()) == 30  # nobody is drowned by so few


def test_tags_are_not_read_but_a_smaller_sign_is(normalise: Normaliser) -> None:
    assert normalise("&lt;b&gt;bagus&lt;/b&gt;<br/>sekali") == "bagus sekali"
    assert normalise("harga < 5000 dan > 3000") == "harga < 5000 dan > 3000"


def test_the_same_text_gives_the_same_result_after_the_cache_is_warm(normalise: Normaliser) -> None:
    text = "knp apk nya lemot bgt sih"
    assert normalise(text) == normalise(text) == Normaliser(normalise.lexicon)(text)


def test_ids_numbers_and_single_letters_hold_no_word_but_an_emoji_does(
    normalise: Normaliser,
) -> None:
    code = "7fa8a99d-3835-4c07-a7ac-e0d80b1c3709"
    assert normalise(code) == "[kode]"
    wordless = (code, "12345", "0812345678901", "?!", "https://contoh.go.id", "")
    assert all(is_wordless(normalise(letters)) for letters in ("a", "x", "Y", "x" * 10_000))
    assert all(is_wordless(normalise(text)) for text in wordless)
    assert not any(is_wordless(normalise(text)) for text in ("👍", "ok 5", "よい", "y ok"))
