"""Mastodon: timelines of tags on one host, read forward from where the last reading had come to.

`min_id` gives the posts right after an id, oldest page first; `since_id` would give the newest and leave
out what lies between.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlsplit

from pantau.clock import utc_now
from pantau.config import Mastodon as Settings
from pantau.connectors import mastodon_answers as answers
from pantau.connectors.base import RawPage, Scrubbers, Target, budget_of, token_of
from pantau.connectors.http import HttpClient, Response
from pantau.connectors.relevance import relevance
from pantau.connectors.social_pages import (
    about_us,
    saved_moment,
    scrubbed_page,
    sorted_out,
)
from pantau.domain.mention import Mention, ParsedPage

_LANE: Final = "tag"
_ERRORS: Final = (400, 401, 403, 404, 410, 422, 429)


class Mastodon:
    """Implements `Connector`; a tag is a target."""

    source = "mastodon"
    is_newest_first = False
    side_lanes: frozenset[str] = frozenset()

    def __init__(
        self,
        settings: Settings,
        http: HttpClient,
        now: Callable[[], datetime] = utc_now,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._settings = settings
        self._http = http
        self._now = now
        self._environ = environ
        self._tags = {f"#{tag.removeprefix('#')}": tag.removeprefix("#") for tag in settings.tags}
        self._is_about_us = relevance(settings.words, settings.context_words)
        self._own = _own_names(settings)

    @property
    def n_requests(self) -> int:
        return self._http.n_requests

    def close(self) -> None:
        self._http.close()

    def targets(self) -> Sequence[Target]:
        s = self._settings
        budget = budget_of(s)
        return tuple(Target(self.source, name, budget=budget) for name in self._tags)

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        """From the overlap window on, or from a known post before it: something must come."""
        now = self._now()
        read_at = saved_moment(state, "read_at")
        if read_at is None:
            first = answers.id_at(now - timedelta(days=self._settings.first_days))
        else:
            overlap = timedelta(days=self._settings.overlap_days)
            first = answers.id_at(min(read_at, now) - overlap)
        anchor = state.get("anchor", "")
        if anchor.isdecimal():
            first = min(first, int(anchor) - 1)
        return (f"{_LANE}/{first}",)

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        now = self._now()
        token = self._environ.get(self._settings.token_env, "").strip()
        answer = self._http.request(
            "GET",
            f"/api/v1/timelines/tag/{quote(self._tags[target.name], safe='')}",
            params={"limit": "40", "min_id": token_of(cursor)},
            headers={"Authorization": f"Bearer {token}"} if token else None,
            accept=_ERRORS,
            check=lambda answer: self._check(answer, bool(token), now),
        )
        found = answers.statuses(answer.body)
        meta = {
            "newer": answers.newer(found, answer.headers.get("link", "")),
            "anchor": answers.anchor(found),
        }
        return RawPage(target, cursor, now, answer.url, answer.body, meta)

    def _check(self, answer: Response, is_signed_in: bool, now: datetime) -> None:
        """Half an answer and a refusal are found while the request can still be tried again."""
        if answer.status == 200:
            answers.statuses(answer.body)
            return
        variable = self._settings.token_env
        raise answers.error_of(answer.status, answer.headers, variable, is_signed_in, now)

    def parse(self, page: RawPage) -> ParsedPage:
        found = answers.statuses(page.body)
        about = about_us(page, found, self._status, self._is_about_us)
        mentions, rejected = sorted_out(about, self._status, answers.trace, answers.WHO)
        state = {"read_at": page.fetched_at.isoformat()}
        if anchor := page.meta.get("anchor"):
            state["anchor"] = anchor
        newer = page.meta.get("newer")
        onward = (f"{_LANE}/{newer}",) if newer else ()
        n_skipped = len(found) - len(about)
        return ParsedPage(mentions, rejected, onward, state=state, n_skipped=n_skipped)

    def _status(self, item: Any) -> Mention:
        return answers.status(item, self._own)

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        """Only what is about us is kept at all."""
        found = answers.statuses(page.body)
        about = about_us(page, found, self._status, self._is_about_us)
        return scrubbed_page(page, [answers.scrubbed(i, self._own, scrubbers) for i in about])


def _own_names(settings: Settings) -> frozenset[str]:
    """Own accounts as the host calls them: those of its own without `@host`."""
    host = urlsplit(settings.base_url).hostname or ""
    names = (name.lower().removeprefix("@") for name in settings.own_accounts)
    return frozenset(name.removesuffix(f"@{host}") for name in names)
