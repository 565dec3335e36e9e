"""Pengodean: one unsure text at a time, with the codebook beside it and nothing that could sway."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboards import cards, data, layout, signin, writing
from dashboards.layout import esc
from pantau.config import Config
from pantau.domain.taxonomy import (
    CODEBOOK_VERSION,
    FEEDBACK_BY_ID,
    FEEDBACK_IDS,
    SENTIMENT_TITLES,
    Sentiment,
    ordered,
)
from pantau.pipeline import people
from pantau.store.people import Code, Queued
from pantau.texts import dashboard as words
from pantau.texts import dashboard_office as said
from pantau.texts.report_definitions import FEEDBACK_DEFINITIONS, SENTIMENT_DEFINITIONS

LIMIT = 200
_CODER, _DONE = "k_coder", "k_done"


def main() -> None:
    settings = data.settings()
    writing.told()
    if not writing.is_allowed(settings):
        return
    coder = _coder(settings)
    if not coder:
        layout.empty(said.CODER, said.CODER_WHY)
        return
    waiting = _waiting(coder)
    if not waiting:
        layout.empty(said.QUEUE_EMPTY_TITLE, said.QUEUE_EMPTY)
        return
    layout.note(f"{said.waiting(len(waiting), LIMIT)}. {said.CODING_ALONE}")
    left, right = st.columns([3, 2])
    with left:
        _one(settings, coder, waiting[0])
    with right:
        _definitions()


def _coder(settings: Config) -> str:
    st.session_state.setdefault(_CODER, signin.visitor(settings.dashboard).email.split("@")[0][:20])
    name = st.text_input(
        said.CODER, key=_CODER, max_chars=20, placeholder=said.CODER_HINT, width=260,
        persist_state="session",
    )  # fmt: skip
    return (name or "").strip()


def _waiting(coder: str) -> list[Queued]:
    """What was published as waiting, without what this session has coded or passed over since."""
    done = st.session_state.get(_DONE, frozenset())
    queue = data.door().queue(coder, LIMIT)
    return [q for q in queue if (coder, q.mention_key, q.text_hash) not in done]


def _one(settings: Config, coder: str, text: Queued) -> None:
    st.html(
        f'<div class="p-card"><div class="p-card-text" dir="auto">{esc(cards.shortened(text.text))}'
        "</div></div>"
    )
    with st.form(f"k_form_{text.mention_key}", enter_to_submit=False, border=False):
        tone = st.radio(
            words.SENTIMENT, list(Sentiment), index=None, horizontal=True,
            format_func=SENTIMENT_TITLES.__getitem__, key=f"k_tone_{text.mention_key}",
        )  # fmt: skip
        types = st.pills(
            said.CODE_FEEDBACK, FEEDBACK_IDS, selection_mode="multi",
            format_func=lambda f: FEEDBACK_BY_ID[f].title, key=f"k_types_{text.mention_key}",
        )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            is_sent = st.form_submit_button(said.SAVE_CODE, type="primary")
            is_skipped = st.form_submit_button(said.SKIP_CODE)
    if is_skipped:
        _next(coder, text)
    if is_sent:
        _save(settings, coder, text, tone, list(types))


def _save(
    settings: Config, coder: str, text: Queued, tone: Sentiment | None, types: list[str]
) -> None:
    alone = [FEEDBACK_BY_ID[f].title for f in types if FEEDBACK_BY_ID[f].stands_alone]
    fault = said.code_fault(tone, types, alone)
    if fault or tone is None:
        layout.banner(fault, "warn")
        return
    code = Code(text.mention_key, text.text_hash, tone.value, ordered(types))
    is_stored = writing.attempt(partial(people.save_code, settings, code, coder=coder))
    if is_stored is not None:
        writing.tell(said.CODE_SAVED if is_stored else said.CODE_STALE)
        _next(coder, text)


def _next(coder: str, text: Queued) -> None:
    done = st.session_state.get(_DONE, frozenset())
    st.session_state[_DONE] = done | {(coder, text.mention_key, text.text_hash)}
    st.rerun()


def _definitions() -> None:
    with st.expander(f"{said.DEFINITIONS} {CODEBOOK_VERSION}", expanded=True):
        rows = [(SENTIMENT_TITLES[s], SENTIMENT_DEFINITIONS[s]) for s in Sentiment]
        rows += [(FEEDBACK_BY_ID[f].title, FEEDBACK_DEFINITIONS[f]) for f in FEEDBACK_IDS]
        layout.table(said.DEFINITION_HEADERS, rows)


main()
