"""One colour per mode, borrowed from the feedback types that make it."""

from __future__ import annotations

from dashboards.theme import Palette
from pantau.domain.taxonomy import Mode


def of(palette: Palette) -> dict[str, str]:
    return {
        Mode.CO_ASSESSMENT: palette.accent,
        Mode.CO_DELIVERY: palette.feedback["co_performing"],
        Mode.CO_DESIGN: palette.feedback["co_design"],
        Mode.CO_COMMISSIONING: palette.feedback["co_commissioning"],
        Mode.NONE: palette.feedback["irrelevant"],
    }
