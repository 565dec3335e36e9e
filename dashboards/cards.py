"""Public texts as cards. What citizens wrote is hostile until shown otherwise: it is escaped, kept in
one place (bidi isolate) and never read as markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboards.layout import esc
from dashboards.theme import Palette
from pantau.domain.readiness import lacking
from pantau.domain.taxonomy import FEEDBACK_BY_ID, SENTIMENT_TITLES, Sentiment
from pantau.texts import common
from pantau.texts import dashboard as words

_LONGEST = 1500
STAR, NO_STAR = "★", "☆"


def show(texts: Sequence[Any], palette: Palette, topics: Mapping[str, str]) -> None:
    """One card a text; `topics` maps ids to titles. Rows are those of `data.texts`."""
    cards = "".join(_card(t, palette, topics) for t in texts)
    st.html(f'<div class="p-cards">{cards}</div>')


def stars(rating: int | None) -> str:
    return "" if rating is None else STAR * rating + NO_STAR * (5 - rating)


def _card(text: Any, palette: Palette, topics: Mapping[str, str]) -> str:
    edge = palette.sentiment.get(text.sentiment or "", palette.rule)
    return (
        f'<article class="p-card" style="border-left-color:{edge}">'
        f'<div class="p-card-head">{_head(text)}</div>{_body(text)}{_reply(text)}'
        f'<div class="p-tags">{_tags(text, palette, topics)}</div></article>'
    )


def _head(text: Any) -> str:
    parts = [common.day(text.local_date), common.source_title(text.source)]
    if text.app_version:
        parts.append(f"versi {text.app_version}")
    if text.n_likes:
        parts.append(f"{common.number(text.n_likes)} menyukai")
    if text.revision > 1:
        parts.append(words.EDITED)
    shown = [f"<span>{esc(p)}</span>" for p in parts]
    if text.rating is not None:
        said = f"{text.rating} dari 5 bintang"
        shown.insert(0, f'<span role="img" aria-label="{said}">{stars(text.rating)}</span>')
    return "".join(shown)


def _body(text: Any) -> str:
    title = f"<strong>{esc(text.title)}</strong><br>" if text.title else ""
    return f'<div class="p-card-text" dir="auto">{title}{esc(shortened(text.text))}</div>'


def shortened(text: str) -> str:
    if not text.strip():
        return words.EMPTY_TEXT
    return text if len(text) <= _LONGEST else text[:_LONGEST] + words.CUT_TEXT


def _reply(text: Any) -> str:
    if not text.reply_text:
        return ""
    waited = ""
    if text.reply_at is not None:
        hours = (text.reply_at - text.posted_at).total_seconds() / 3600
        waited = f" ({common.hours(hours)})" if hours >= 0 else ""
    return (
        f'<div class="p-card-reply" dir="auto"><strong>{words.OFFICE_REPLY}{waited}:</strong> '
        f"{esc(shortened(text.reply_text))}</div>"
    )


def _tags(text: Any, palette: Palette, topics: Mapping[str, str]) -> str:
    if not text.sentiment:
        return _tag(words.NOT_LABELLED)
    tone = Sentiment(text.sentiment)
    tags = [_tag(SENTIMENT_TITLES[tone], palette.sentiment[tone])]
    tags += [_tag(FEEDBACK_BY_ID[f].title, palette.feedback[f]) for f in text.feedback]
    tags += [_tag(topics.get(t, t)) for t in text.topics]
    if (lacks := lacking(text.text, text.feedback, text.topics)) is not None:
        tags.append(_tag(words.readiness(lacks), hint=words.READINESS_HELP))
    if text.is_unsure:
        tags.append(_tag(words.UNSURE, hint=words.UNSURE_HELP))
    return "".join(tags)


def _tag(title: str, colour: str = "", *, hint: str = "") -> str:
    dot = f'<span class="p-dot" style="background:{colour}"></span>' if colour else ""
    more = f' title="{esc(hint)}"' if hint else ""
    return f'<span class="p-tag"{more}>{dot}{esc(title)}</span>'
