"""The empty states that every page of figures shares."""

from __future__ import annotations

from dashboards import layout
from dashboards.data import Door
from dashboards.filters import View
from pantau.texts import dashboard as words


def has_texts(door: Door, view: View) -> bool:
    """Whether there is anything to show; says what to do where there isn't."""
    if not door.n_mentions():
        layout.empty(words.EMPTY_DATABASE_TITLE, words.EMPTY_DATABASE)
        return False
    if not door.standing(view, view.period.span).n:
        layout.empty(words.EMPTY_PERIOD_TITLE, words.EMPTY_PERIOD)
        return False
    return True
