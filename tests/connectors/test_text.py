"""Strangers' texts made fit to be kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.connectors.text import kept, plain, unescaped, words


@given(st.text(st.characters()))
def test_what_is_kept_can_be_stored(text: str) -> None:
    assert "\0" not in kept(text)
    kept(text).encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_whole_characters_are_kept_as_they_are(text: str) -> None:
    assert kept(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a &amp; b", "a & b"),
        ("&amp;lt;", "&lt;"),
        ("&#39;&#x1F44D;", "'\N{THUMBS UP SIGN}"),
        ("this&not that &copy", "this&not that &copy"),
        ("&tidakada;", "&tidakada;"),
        ("AT&T; ya", "AT&T; ya"),
    ],
)
def test_entities_are_unescaped_once_and_only_whole_ones(text: str, wanted: str) -> None:
    assert unescaped(text) == wanted


def test_markup_becomes_plain_text() -> None:
    markup = "<p>Satu <b>dua</b></p><script>x()</script><p>tiga<br/>empat &amp; lima</p><!-- y -->"
    assert plain(markup) == "Satu dua\ntiga\nempat & lima"


def test_signs_that_are_no_tags_stay() -> None:
    assert plain("3 < 5 dan 7 > 2") == "3 < 5 dan 7 > 2"


def test_null_is_an_empty_text_and_anything_else_is_none() -> None:
    assert words(None) == ""
    with pytest.raises(ValueError, match="not a string"):
        words(3)
