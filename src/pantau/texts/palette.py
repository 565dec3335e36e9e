"""Colours with a fixed meaning, and the Indonesian locale of every chart, on screen and on paper.

Chosen so that neighbours differ in lightness too: a page printed in grey, or seen by a colour-blind
reader, keeps its order (negative darkest, neutral lightest). Each colour has 3:1 against its
background, the neutral fill excepted, which is outlined. Checked in tests/dashboards/test_theme.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pantau.domain.taxonomy import FEEDBACK_IDS, Sentiment
from pantau.texts import common


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme's colours; `feedback` and `sentiment` map ids to colours."""

    background: str
    text: str
    soft_text: str
    rule: str
    accent: str
    second: str
    gap: str
    mark: str
    sentiment: Mapping[str, str]
    feedback: Mapping[str, str]
    verdict: Mapping[str, str]


# Feedback types: problems in warm hues, wishes in blues, thanks and help in greens, the rest grey.
_FEEDBACK_LIGHT = dict(
    zip(
        FEEDBACK_IDS,
        (
            "#7A3E9D",
            "#8C2D04",
            "#D1495B",
            "#B8560F",
            "#1F6FB2",
            "#123C69",
            "#6A7B8C",
            "#2E7D4F",
            "#8A6D00",
            "#0F7C86",
            "#5B8C00",
            "#8B8B8B",
            "#A08C82",
        ),
        strict=True,
    )
)
_FEEDBACK_DARK = dict(
    zip(
        FEEDBACK_IDS,
        (
            "#C59BE0",
            "#F2A277",
            "#F47C8B",
            "#F0B063",
            "#7DB8EA",
            "#A9C7F0",
            "#A9B6C3",
            "#7CCB9A",
            "#E0C75A",
            "#6FCFD6",
            "#B3DB6B",
            "#B5B5B5",
            "#C7B8AF",
        ),
        strict=True,
    )
)

LIGHT = Palette(
    background="#FFFFFF",
    text="#1B2530",
    soft_text="#51606D",
    rule="#CDD6DD",
    accent="#0B5D70",
    second="#B8560F",
    gap="#E9E2D4",
    mark="#7A4E9D",
    sentiment={
        Sentiment.NEGATIVE: "#9C3310",
        Sentiment.NEUTRAL: "#B9C2CB",
        Sentiment.POSITIVE: "#2F86C8",
    },
    feedback=_FEEDBACK_LIGHT,
    verdict={
        "new": "#1D6F8F",
        "quiet": "#A9CBD8",
        "partial": "#E3A72F",
        "suspect_empty": "#D9772B",
        "blocked": "#9C3310",
        "layout_changed": "#6B1F4B",
        "unreachable": "#3D3D3D",
        "": "#8B97A3",
    },
)
DARK = Palette(
    background="#11171D",
    text="#E8EDF1",
    soft_text="#A9B6C1",
    rule="#3A4752",
    accent="#6CC3D5",
    second="#F0B063",
    gap="#3A3626",
    mark="#C59BE0",
    sentiment={
        Sentiment.NEGATIVE: "#D9683F",
        Sentiment.NEUTRAL: "#D5DCE2",
        Sentiment.POSITIVE: "#6FB3EA",
    },
    feedback=_FEEDBACK_DARK,
    verdict={
        "new": "#57B5D1",
        "quiet": "#2F5C6B",
        "partial": "#F2C45E",
        "suspect_empty": "#F2964B",
        "blocked": "#E0623B",
        "layout_changed": "#D27FB0",
        "unreachable": "#C9CDD1",
        "": "#77838E",
    },
)


def palette(theme_type: str | None) -> Palette:
    """By what the browser reports; before it has reported, the light one."""
    return DARK if theme_type == "dark" else LIGHT


LOCALE: dict[str, Any] = {
    "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]},
    "time": {
        "dateTime": "%A, %e %B %Y %H.%M",
        "date": "%d/%m/%Y",
        "time": "%H.%M",
        "periods": ["AM", "PM"],
        "days": ["Minggu", *common.DAYS[:6]],
        "shortDays": ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"],
        "months": list(common.MONTHS),
        "shortMonths": list(common.MONTHS_SHORT),
    },
}
