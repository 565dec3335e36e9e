"""Bluesky: posts that a search finds, newest first, asked for through the account's own server."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from pantau.clock import utc_now
from pantau.config import Bluesky as Settings
from pantau.connectors import bluesky_answers as answers
from pantau.connectors.base import RawPage, Scrubbers, Target, budget_of
from pantau.connectors.bluesky_session import WHO, Session
from pantau.connectors.http import HttpClient
from pantau.connectors.relevance import relevance
from pantau.connectors.social_pages import (
    about_us,
    saved_moment,
    scrubbed_page,
    sorted_out,
)
from pantau.domain.mention import Mention, ParsedPage
from pantau.errors import AccessDeniedError

_LANE: Final = "search"
_CALL: Final = "app.bsky.feed.searchPosts"
PAGES_A_WINDOW: Final = 50  # of 100 posts: half of what Bluesky lets one search see


class Bluesky:
    """Implements `Connector`; a search is a target."""

    source = "bluesky"
    is_newest_first = False  # it asks for a stretch of time and reads all of it
    side_lanes: frozenset[str] = frozenset()

    def __init__(
        self,
        settings: Settings,
        http: HttpClient,
        now: Callable[[], datetime] = utc_now,
        environ: Mapping[str, str] = os.environ,
        pages_a_window: int = PAGES_A_WINDOW,
    ) -> None:
        self._settings = settings
        self._http = http
        self._now = now
        self._environ = environ
        self._pages_a_window = pages_a_window
        variable = settings.password_env
        self._session = Session(http, settings.handle, self._password, variable, now)
        self._searches = {f'"{query}"': query for query in settings.queries}
        self._is_about_us = relevance(settings.words, settings.context_words)
        self._own = frozenset(name.lower().removeprefix("@") for name in settings.own_accounts)

    @property
    def n_requests(self) -> int:
        return self._http.n_requests

    def close(self) -> None:
        self._http.close()

    def _password(self) -> str:
        s = self._settings
        password = self._environ.get(s.password_env, "").strip()
        if not password or not s.handle:
            raise AccessDeniedError(
                f"{WHO}: a handle in the settings and an app password in the variable "
                f"{s.password_env} are needed"
            )
        return password

    def targets(self) -> Sequence[Target]:
        s = self._settings
        budget = budget_of(s)
        return tuple(Target(self.source, name, budget=budget) for name in self._searches)

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        """From the overlap window on, or from a known post before it: something must be found."""
        read_at = saved_moment(state, "read_at")
        if read_at is None:
            return (_LANE,)
        since = min(read_at, self._now()) - timedelta(days=self._settings.overlap_days)
        anchor = saved_moment(state, "anchor")
        if anchor is not None:
            since = min(since, anchor)
        said = since.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return (answers.Place(since=said).cursor(_LANE),)

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        now = self._now()
        query = {"q": self._searches[target.name], "sort": "latest", "limit": "100"}
        answer = self._session.get(_CALL, query | answers.Place.of(cursor).params)
        posts, _ = answers.found_posts(answer.body)
        known = answers.times(posts)
        meta = {"oldest": known[-1].isoformat() if known else "", "anchor": answers.anchor(posts)}
        return RawPage(target, cursor, now, answer.url, answer.body, meta)

    def parse(self, page: RawPage) -> ParsedPage:
        posts, mark = answers.found_posts(page.body)
        about = about_us(page, posts, self._post, self._is_about_us)
        mentions, rejected = sorted_out(about, self._post, answers.trace, WHO)
        oldest = page.meta.get("oldest", "")
        onward = answers.next_cursor(page.cursor, mark, oldest, self._pages_a_window)
        return ParsedPage(
            mentions,
            rejected,
            (onward,) if onward else (),
            state=_state(page),
            n_skipped=len(posts) - len(about),
        )

    def _post(self, item: Any) -> Mention:
        return answers.post(item, self._own)

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        """Only what is about us is kept at all."""
        posts, mark = answers.found_posts(page.body)
        about = about_us(page, posts, self._post, self._is_about_us)
        clean = [answers.scrubbed(item, self._own, scrubbers) for item in about]
        return scrubbed_page(page, {"posts": clean} | ({"cursor": mark} if mark else {}))


def _state(page: RawPage) -> dict[str, str]:
    """When it was read, and from the first page, which holds the newest, what the next must find."""
    state = {"read_at": page.fetched_at.isoformat()}
    place = answers.Place.of(page.cursor)
    is_first = not (place.until or place.n_pages)
    if is_first and (anchor := page.meta.get("anchor")):
        state["anchor"] = anchor
    return state
