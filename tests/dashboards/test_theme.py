"""Colours keep their meaning in grey, for colour-blind readers, and on both backgrounds."""

from __future__ import annotations

import itertools

import pytest

from dashboards.theme import DARK, LIGHT, LOCALE, Palette
from pantau.domain.taxonomy import FEEDBACK_IDS, Sentiment
from pantau.domain.verdict import Verdict

BOTH = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of `#rrggbb`."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@BOTH
def test_text_has_the_contrast_of_aa(palette: Palette) -> None:
    for colour in (palette.text, palette.soft_text, palette.accent, palette.mark):
        assert contrast(colour, palette.background) >= 4.5, colour


@BOTH
def test_every_feedback_type_has_its_own_colour_that_stands_out(palette: Palette) -> None:
    assert set(palette.feedback) == set(FEEDBACK_IDS)
    assert len(set(palette.feedback.values())) == len(FEEDBACK_IDS)
    assert all(contrast(c, palette.background) >= 3 for c in palette.feedback.values())


@BOTH
def test_sentiments_differ_in_lightness_so_that_a_grey_print_keeps_them_apart(
    palette: Palette,
) -> None:
    shades = [luminance(palette.sentiment[s]) for s in Sentiment]
    grey = sorted(s ** (1 / 2.2) for s in shades)
    assert min(b - a for a, b in itertools.pairwise(grey)) >= 0.1


@BOTH
def test_every_verdict_has_a_colour(palette: Palette) -> None:
    assert set(palette.verdict) == {*map(str, Verdict), ""}


def test_charts_speak_indonesian() -> None:
    assert LOCALE["number"]["decimal"] == ","
    assert LOCALE["time"]["months"][7] == "Agustus"
    assert LOCALE["time"]["days"][0] == "Minggu"
