"""The one door to data: every question a page asks, answered once per snapshot and remembered.

Answers are cached by the snapshot's name, which is never used twice, so nothing here goes stale. A
`Door` needs no session: it also answers on the thread that prepares a download.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from dashboards import snapshots
from dashboards.filters import Choices, View
from dashboards.snapshots import Reading
from dashboards.voice_filters import VoiceChoices, VoiceView
from pantau import config, resources
from pantau.classify import lexicon
from pantau.classify.topics import Topic, TopicList
from pantau.classify.unknown import unknown_words
from pantau.config import Config
from pantau.domain.period import Span, local_date
from pantau.errors import ConfigError
from pantau.reports.facts import ScoreFact
from pantau.reports.score_card import score_card, unreliable
from pantau.store import marts, marts_report, marts_screen, people, runs
from pantau.store.db import store_errors
from pantau.store.marts import Replies, VersionUse
from pantau.store.marts_report import ReadRow
from pantau.store.marts_screen import (
    Codes,
    Counters,
    Extent,
    ModelUse,
    Reject,
    Release,
    ReplyEffect,
    RunDay,
    Selection,
    Standing,
    Terms,
    Voice,
)
from pantau.store.people import Event, Queued
from pantau.store.runs import RunRow

_DOOR = "door"
NEWEST_TEXTS = 5000
MOST_READ = 25_000
_QUESTIONS: dict[str, Callable[..., Any]] = {
    "extent": marts_screen.extent,
    "offered": marts_screen.offered,
    "standings": marts_screen.standings,
    "codes": marts_screen.codes,
    "count": marts_screen.count,
    "texts": marts_screen.texts,
    "releases": marts_screen.releases,
    "counters": marts_screen.counters,
    "run_days": marts_screen.run_days,
    "rejects": marts_screen.rejects,
    "models": marts_screen.models,
    "last_runs": runs.last_runs,
    "peers": marts_screen.peers,
    "terms": marts_screen.terms,
    "replies": marts.replies,
    "reply_effect": marts_screen.reply_effect,
    "versions": marts.versions,
    "copies": marts.copies,
    "kept_apart": marts.kept_apart,
    "rating_growth": marts.rating_growth,
    "reads": marts_report.reads,
    "events": people.events,
    "queue": lambda con, coder, limit: people.queue(con, coder=coder, limit=limit),
}


def settings() -> Config:
    """The configuration that PANTAU_CONFIG names, read again when the file changes."""
    path = config.find(None)
    return _settings(path, path.stat().st_mtime_ns)


@st.cache_resource(max_entries=2, show_spinner=False)
def _settings(path: Path, changed_at: int) -> Config:
    return config.load(path)


@dataclass(frozen=True, slots=True)
class Door:
    """The snapshot in use and what the configuration says about apps and topics."""

    reading: Reading
    app_names: Mapping[str, str]
    city_app: str
    topics_path: Path
    card: tuple[ScoreFact, ...]

    def choices(self) -> Choices:
        """What the common filters offer; the last day is that of publishing, not of the last text."""
        found = self._extent()
        last_day = local_date(self.reading.published_at)
        first_day = min(found.first or last_day, last_day)
        return Choices(first_day, last_day, found.sources, found.apps, dict(self.app_names))

    def n_mentions(self) -> int:
        return self._extent().n

    def _extent(self) -> Extent:
        found: Extent = self._ask("extent")
        return found

    def standing(self, view: View, span: Span) -> Standing:
        """What a span adds up to; all zero where nothing was said."""
        found: list[Standing] = self._ask("standings", selection(view, span))
        return found[0] if found else nothing_said(span)

    def standings(self, view: View, span: Span, grain: str) -> list[Standing]:
        found: list[Standing] = self._ask("standings", selection(view, span), grain)
        return found

    def copies(self, view: View, span: Span) -> marts.Copies:
        """The moods with each group of near-duplicates counted once."""
        found: marts.Copies = self._ask("copies", selection(view, span))
        return found

    def rating_growth(self, span: Span) -> list[marts.RatingGrowth]:
        """New ratings of the city's apps from night to night, with and without words."""
        found: list[marts.RatingGrowth] = self._ask("rating_growth", span.first, span.last)
        return found

    def n_reviews_with_text(self, span: Span) -> int:
        """Reviews with words of the city's apps on Google Play."""
        chosen = Selection(span.first, span.last, sources=("google_play",))
        found: list[Standing] = self._ask("standings", chosen, "all")
        return sum(row.n_texts for row in found)

    def kept_apart(self) -> tuple[str, ...]:
        """Sources that are shown but not counted in this snapshot."""
        found: tuple[str, ...] = self._ask("kept_apart")
        return found

    def codes(self, view: View, span: Span, grain: str = "all") -> list[Codes]:
        found: list[Codes] = self._ask("codes", selection(view, span), grain)
        return found

    def voice_choices(self, view: View) -> VoiceChoices:
        offered: dict[str, tuple[str, ...]] = self._ask(
            "offered", selection(view, view.period.span)
        )
        titles = self.topic_titles()
        return VoiceChoices({t: titles.get(t, t) for t in offered["topic"]}, offered["version"])

    def text_count(self, view: View, asked: VoiceView) -> int:
        found: int = self._ask("count", narrowed(view, asked))
        return found

    def texts(self, view: View, asked: VoiceView, limit: int, offset: int) -> list[Voice]:
        found: list[Voice] = self._ask("texts", narrowed(view, asked), asked.sort, limit, offset)
        return found

    def releases(self, span: Span) -> list[Release]:
        found: list[Release] = self._ask("releases", span.first, span.last)
        return found

    def events(self, span: Span) -> list[Event]:
        """Notes of the staff that touch these days, oldest first; marks for the charts over time."""
        found: list[Event] = self._ask("events", span.first, span.last)
        return found

    def queue(self, coder: str, limit: int) -> list[Queued]:
        """Texts the model is least sure of and this coder has not coded, as far as was published."""
        found: list[Queued] = self._ask("queue", coder, limit)
        return found

    def terms(self, view: View, span: Span, least: int, wanted: tuple[str, ...] = ()) -> Terms:
        """Where a period has more texts than `MOST_READ`, words are counted in a part drawn evenly."""
        one_in = -(-self.standing(view, span).n_texts // MOST_READ) or 1
        found: Terms = self._ask("terms", selection(view, span), least, wanted, one_in)
        return found

    def peers(self) -> tuple[str, ...]:
        found: tuple[str, ...] = self._ask("peers")
        return found

    def peer_standing(self, app_id: str, span: Span) -> Standing:
        """What is said of a peer app; no filter of the city's own sources applies to it."""
        chosen = Selection(span.first, span.last, scope="peer", apps=(app_id,))
        found: list[Standing] = self._ask("standings", chosen)
        return found[0] if found else nothing_said(span)

    def replies(self, view: View, span: Span) -> Replies:
        """Waiting is counted up to the moment of publishing."""
        found: Replies = self._ask("replies", selection(view, span), self.reading.published_at)
        return found

    def reply_effect(self, view: View, span: Span) -> ReplyEffect:
        found: ReplyEffect = self._ask("reply_effect", selection(view, span))
        return found

    def versions(self, view: View, span: Span) -> list[VersionUse]:
        found: list[VersionUse] = self._ask("versions", selection(view, span))
        return found

    def counters(self, span: Span, grain: str = "all") -> list[Counters]:
        found: list[Counters] = self._ask("counters", span.first, span.last, grain)
        return found

    def reads(self, first: date) -> list[ReadRow]:
        """Every run of an own target since `first`; later ones may have healed a hole."""
        found: list[ReadRow] = self._ask("reads", first, self.reading.published_at)
        return found

    def run_days(self, span: Span) -> list[RunDay]:
        found: list[RunDay] = self._ask("run_days", span.first, span.last)
        return found

    def last_runs(self) -> list[RunRow]:
        found: list[RunRow] = self._ask("last_runs")
        return found

    def rejects(self, span: Span) -> list[Reject]:
        found: list[Reject] = self._ask("rejects", span.first, span.last)
        return found

    def models(self) -> list[ModelUse]:
        found: list[ModelUse] = self._ask("models")
        return found

    def unreliable(self) -> frozenset[str]:
        """Labels that agree too little with the coders to be shown without a mark."""
        return unreliable(self.card)

    def unknown_words(self, view: View) -> list[tuple[str, int]]:
        """Words that no dictionary explains, with the number of texts, among the newest texts."""
        chosen = selection(view, view.period.span)
        return _strange(str(self.reading.published), self.reading.name, chosen)

    def topics(self) -> Mapping[str, Topic]:
        """The topic list by id; empty where the file can't be used, so that ids are shown instead."""
        path = self.topics_path
        return _topics(path, path.stat().st_mtime_ns) if path.is_file() else {}

    def topic_titles(self) -> Mapping[str, str]:
        return {key: topic.title for key, topic in self.topics().items()}

    def _ask(self, question: str, *given: Any) -> Any:
        return _answer(str(self.reading.published), self.reading.name, question, *given)


def open_door(reading: Reading, settings: Config) -> Door:
    """The door of this run; pages get it from `door()`."""
    apps = settings.sources.google_play.apps
    names = {app.id: app.name or app.id for app in apps}
    made = Door(
        reading,
        names,
        settings.office.app_name,
        settings.model.topics or resources.topics_path(),
        _card(settings),
    )
    st.session_state[_DOOR] = made
    return made


def door() -> Door:
    made: Door = st.session_state[_DOOR]
    return made


def nothing_said(span: Span) -> Standing:
    return Standing(span.first, 0, 0, (0, 0, 0, 0, 0), 0, 0, 0, (0, 0, 0), 0, 0)


def selection(view: View, span: Span) -> Selection:
    return Selection(span.first, span.last, sources=view.sources, apps=view.apps)


def narrowed(view: View, asked: VoiceView) -> Selection:
    """The texts that the page of texts asks for."""
    span = view.period.span
    return Selection(
        span.first,
        span.last,
        sources=view.sources,
        apps=view.apps,
        stars=asked.stars,
        sentiments=asked.sentiment,
        feedback=asked.feedback,
        topics=asked.topics,
        modes=asked.modes,
        versions=asked.versions,
        is_answered={"ya": True, "tidak": False}.get(asked.answered),
        is_conflict=asked.is_conflict,
        readiness=asked.readiness,
        words=tuple(asked.search.lower().split()),
        with_apart=True,
    )


@st.cache_data(max_entries=400, show_spinner=False)
def _answer(published: str, name: str, question: str, *given: Any) -> Any:
    """One question to one snapshot. Driver errors become `StoreError`, which the frame explains."""
    with store_errors(name):
        con = snapshots.handle(Path(published), name).cursor()
        try:
            return _QUESTIONS[question](con, *given)
        finally:
            con.close()


def _card(settings: Config) -> tuple[ScoreFact, ...]:
    folder = settings.model.model_dir or resources.model_dir()
    return _card_of(folder, settings.model.tier, settings)


@st.cache_resource(
    max_entries=2, ttl=600, show_spinner=False, hash_funcs={Config: lambda _: "of the folder"}
)
def _card_of(folder: Path, tier: str, settings: Config) -> tuple[ScoreFact, ...]:
    return score_card(settings)


@st.cache_data(max_entries=4, show_spinner=False)
def _strange(published: str, name: str, chosen: Selection) -> list[tuple[str, int]]:
    texts = [v.text for v in _answer(published, name, "texts", chosen, "terbaru", NEWEST_TEXTS, 0)]
    found = unknown_words(texts, lexicon.load(resources.share_dir() / "lexicon"), limit=40)
    return [(word.word, word.n_texts) for word in found]


@st.cache_resource(max_entries=2, show_spinner=False)
def _topics(path: Path, changed_at: int) -> dict[str, Topic]:
    try:
        return {topic.id: topic for topic in TopicList.load(path).topics}
    except ConfigError:
        return {}
