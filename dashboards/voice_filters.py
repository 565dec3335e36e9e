"""Filters of the page of texts. Kept for the session, so that a reader who looks elsewhere comes
back to the same list; written to the URL; set from outside by `drill`, which other pages call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboards import address, filters
from pantau.domain.taxonomy import (
    FEEDBACK_BY_ID,
    FEEDBACK_IDS,
    MODE_TITLES,
    SENTIMENT_TITLES,
    Mode,
    Sentiment,
)
from pantau.texts import dashboard as words

# Name in the URL of each multiple choice.
STARS, SENTIMENT, FEEDBACK, TOPIC, VERSION, MODE = (
    "bintang",
    "sentimen",
    "jenis",
    "topik",
    "versi",
    "moda",
)
ANSWERED, CONFLICT, SEARCH, SORT, PAGE = "dijawab", "bertentangan", "cari", "urut", "halaman"
READINESS = "kelengkapan"
_MANY = (STARS, SENTIMENT, FEEDBACK, TOPIC, VERSION, MODE)
_SEEDED = "v_seeded"


@dataclass(frozen=True, slots=True)
class VoiceView:
    """What the reader asks of the texts; empty means all."""

    stars: tuple[str, ...] = ()
    sentiment: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    answered: str = ""
    is_conflict: bool = False
    readiness: str = ""
    search: str = ""
    sort: str = "terbaru"
    page: int = 1

    @property
    def parameters(self) -> dict[str, str]:
        many = (self.stars, self.sentiment, self.feedback, self.topics, self.versions, self.modes)
        return {
            **{name: ",".join(values) for name, values in zip(_MANY, many, strict=True)},
            ANSWERED: self.answered,
            CONFLICT: "ya" if self.is_conflict else "",
            READINESS: self.readiness,
            SEARCH: self.search,
            SORT: "" if self.sort == "terbaru" else self.sort,
            PAGE: "" if self.page == 1 else str(self.page),
        }


@dataclass(frozen=True, slots=True)
class VoiceChoices:
    topics: Mapping[str, str]
    versions: Sequence[str]

    def options(self, name: str) -> Sequence[str]:
        return {
            STARS: ("1", "2", "3", "4", "5"),
            SENTIMENT: tuple(Sentiment),
            FEEDBACK: FEEDBACK_IDS,
            TOPIC: tuple(self.topics),
            VERSION: tuple(self.versions),
            MODE: tuple(Mode),
        }[name]


def drill(**chosen: Sequence[str]) -> None:
    """Sets the filters to exactly these, by their names in the URL; to be followed by a page switch."""
    _clear()
    for name, values in chosen.items():
        st.session_state[_key(name)] = list(values) if name in _MANY else values[0]
    st.session_state[_SEEDED] = True


def controls(choices: VoiceChoices) -> VoiceView:
    _seed(choices)
    with st.container(horizontal=True, gap="small", key="saringan"):
        search = st.text_input(
            words.SEARCH, key=_key(SEARCH), placeholder=words.SEARCH_HINT, max_chars=100, width=260,
            persist_state="session", on_change=_first_page,
        )  # fmt: skip
        sort = _select(words.SORT, SORT, words.SORT_OPTIONS, 230)
    is_open = any(st.session_state.get(_key(n)) for n in (*_MANY, ANSWERED, CONFLICT, READINESS))
    with st.expander(words.MORE_FILTERS, expanded=is_open):
        view = _more(choices, search or "", sort)
    filters.keep_in_url(view.parameters)
    return view


def _more(choices: VoiceChoices, search: str, sort: str) -> VoiceView:
    with st.container(horizontal=True, gap="small"):
        stars = _several(words.STARS, STARS, choices, lambda s: f"{s} ★")
        tones = _several(
            words.SENTIMENT, SENTIMENT, choices, lambda s: SENTIMENT_TITLES[Sentiment(s)]
        )
        kinds = _several(words.FEEDBACK, FEEDBACK, choices, lambda f: FEEDBACK_BY_ID[f].title)
        topics = _several(words.TOPIC, TOPIC, choices, lambda t: choices.topics.get(t, t))
        versions = _several(words.VERSION, VERSION, choices, str)
        modes = _several(words.MODE, MODE, choices, lambda m: MODE_TITLES[Mode(m)])
        answered = _select(words.ANSWERED, ANSWERED, words.ANSWERED_OPTIONS, 220)
        readiness = _select(
            words.READINESS, READINESS, words.READINESS_OPTIONS, 220, words.READINESS_HELP
        )
        is_conflict = st.checkbox(
            words.CONFLICT, key=_key(CONFLICT), help=words.CONFLICT_HELP, persist_state="session",
            on_change=_first_page,
        )  # fmt: skip
        st.button(words.RESET, on_click=_clear)
    return VoiceView(
        stars, tones, kinds, topics, versions, modes, answered, is_conflict, readiness,
        search.strip(), sort,
        page=st.session_state[_key(PAGE)],
    )  # fmt: skip


def go_to(page: int) -> None:
    st.session_state[_key(PAGE)] = page


def _key(name: str) -> str:
    return f"v_{name}"


def _seed(choices: VoiceChoices) -> None:
    """From the URL once a session; later runs only drop values the snapshot no longer offers."""
    state = st.session_state
    if not state.get(_SEEDED):
        for name in _MANY:
            state[_key(name)] = address.many(name, choices.options(name))
        state[_key(ANSWERED)] = address.one(ANSWERED, words.ANSWERED_OPTIONS, "")
        state[_key(READINESS)] = address.one(READINESS, words.READINESS_OPTIONS, "")
        state[_key(CONFLICT)] = address.text(CONFLICT) == "ya"
        state[_key(SEARCH)] = address.text(SEARCH)[:100]
        state[_key(SORT)] = address.one(SORT, words.SORT_OPTIONS, "terbaru")
        state[_key(PAGE)] = address.whole_number(PAGE, 1, 1, 1_000_000)
        state[_SEEDED] = True
    for name in _MANY:
        options = choices.options(name)
        state[_key(name)] = [v for v in state.get(_key(name), []) if v in options]
    state.setdefault(_key(PAGE), 1)


def _clear() -> None:
    for name in _MANY:
        st.session_state[_key(name)] = []
    st.session_state[_key(ANSWERED)] = ""
    st.session_state[_key(READINESS)] = ""
    st.session_state[_key(CONFLICT)] = False
    st.session_state[_key(SEARCH)] = ""
    _first_page()


def _first_page() -> None:
    st.session_state[_key(PAGE)] = 1


def _several(
    label: str, name: str, choices: VoiceChoices, title: Callable[[Any], str]
) -> tuple[str, ...]:
    options = choices.options(name)
    if not options:
        return ()
    chosen = st.multiselect(
        label, options, key=_key(name), format_func=title, placeholder=words.ALL, width=220,
        persist_state="session", on_change=_first_page,
    )  # fmt: skip
    return tuple(chosen)


def _select(
    label: str, name: str, options: Mapping[str, str], width: int, hint: str | None = None
) -> str:
    return st.selectbox(
        label, list(options), key=_key(name), format_func=options.__getitem__, width=width,
        help=hint, persist_state="session", on_change=_first_page, filter_mode=None,
    )  # fmt: skip
