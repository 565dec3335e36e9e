"""The screens' type; colours and locale are shared with the reports and stand in `pantau.texts.palette`."""

from __future__ import annotations

from pantau.texts.palette import DARK, LIGHT, LOCALE, Palette, palette

__all__ = ["DARK", "FONT", "LIGHT", "LOCALE", "Palette", "palette"]

FONT = '"Source Sans", "Source Sans Pro", sans-serif'
