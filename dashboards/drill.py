"""From a mark in a chart to the texts behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboards import navigation, voice_filters


def open_texts(event: Any, field: str, more: Mapping[str, Sequence[str]] | None = None) -> None:
    """Opens the page of texts, narrowed to the mark that was clicked, if one was.

    `field` is the chart's selection and the filter at once; `more` are further filters to set.
    """
    picked = event.get("selection", {}).get(field, [])
    values = [point["id"] for point in picked if "id" in point]
    if values:
        narrow(**{field: values}, **(more or {}))


def narrow(**filters: Sequence[str]) -> None:
    """Opens the page of texts with exactly these filters, by their names in the URL."""
    voice_filters.drill(**filters)
    st.switch_page(navigation.path_of("suara-warga"))
