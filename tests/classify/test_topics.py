from __future__ import annotations

from pathlib import Path

import pytest

from pantau.classify.normalise import Normaliser
from pantau.classify.topics import Topic, TopicList
from pantau.errors import ConfigError

SHIPPED = Path(__file__).parents[2] / "data" / "topics.toml"


@pytest.fixture(scope="module")
def shipped() -> TopicList:
    return TopicList.load(SHIPPED)


def _list(*keywords: str, exclude: tuple[str, ...] = ()) -> TopicList:
    return TopicList("1", [Topic("water", "Air", "city", "PDAM", keywords, exclude)])


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("cctv simpang mati", "cctv"),
        ("kode OTP ndak masok", "login_account"),
        ("aek PDAM keroh", "water"),
        ("lampu gang kamek padam", "street_lights"),
        ("jalan rusak depan pasar", "roads_drainage"),
        ("harga cabe tak update", "food_prices"),
        ("ngurus KTP lama", "civil_registry"),
        ("aplikasinya lemot", "app_performance"),
    ],
)
def test_the_shipped_list_finds_services_in_everyday_words(
    shipped: TopicList, normalise: Normaliser, text: str, topic: str
) -> None:
    assert topic in shipped.tag(normalise(text))


def test_keywords_match_whole_words_only() -> None:
    assert _list("air").tag("tanpa airnya") == ()
    assert _list("air*").tag("tanpa airnya") == ("water",)


def test_phrases_match_in_a_row() -> None:
    assert _list("air bersih").tag("minta air bersih") == ("water",)
    assert _list("air bersih").tag("air belum bersih") == ()


def test_an_excluded_phrase_cancels_only_the_match_inside_it() -> None:
    topics = _list("air", exclude=("air mata",))
    assert topics.tag("air mata") == ()
    assert topics.tag("air mata karena air mati") == ("water",)


def test_bukan_cancels_the_match_that_follows() -> None:
    assert _list("air").tag("ini bukan soal air") == ()
    assert _list("air").tag("tidak ada air") == ("water",)


def test_explain_says_which_keyword_hit_and_what_cancelled_it() -> None:
    first, second = _list("air", exclude=("air mata",)).explain("air mata air")
    assert (first.keyword, first.blocked_by) == ("air", "air mata")
    assert (second.found, second.blocked_by) == ("air", "")


def test_no_text_no_topic() -> None:
    assert _list("air").tag("") == ()
    assert _list("air").explain("") == []


_GOOD = 'id = "a"\ntitle = "A"\nservice = "app"\nowner = "X"\nkeywords = ["kata"]\n'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("topic = 3 =", "line 1"),
        (f"[[topic]]\n{_GOOD}", "version"),
        (f'version = "1"\n[[topic]]\n{_GOOD}color = "red"\n', "color"),
        (f'version = "1"\n[[topic]]\n{_GOOD}[[topic]]\n{_GOOD}', "twice"),
        ('version = "1"\n[[topic]]\nid = "a"\n', "missing"),
        ('version = "1"\n[[topic]]\n' + _GOOD.replace('"kata"', "7"), "keywords"),
        ('version = "1"\n[[topic]]\n' + _GOOD.replace('"app"', '"moon"'), "service"),
    ],
)
def test_a_faulty_list_is_refused_with_file_and_reason(
    tmp_path: Path, content: str, reason: str
) -> None:
    path = tmp_path / "topics.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"topics\.toml.*{reason}"):
        TopicList.load(path)


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        TopicList.load(tmp_path / "nowhere.toml")
