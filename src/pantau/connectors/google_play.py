"""Google Play: public reviews newest first, one lane a language, and the app's own counters last."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from pantau.clock import utc_now
from pantau.config import GooglePlay as Settings
from pantau.connectors import play_answers as answers
from pantau.connectors import play_forms as forms
from pantau.connectors import play_scrub
from pantau.connectors.base import RawPage, Scrubbers, Target, budget_of, lane_of, token_of
from pantau.connectors.http import HttpClient, OtherHostError, Response
from pantau.domain.mention import Mention, ParsedPage, Rejected, Scope
from pantau.errors import SchemaDriftError, TransientError

DETAILS: Final = "details"
_REVIEWS: Final = "reviews."
# So many reviews and not one with words: the path to the text has moved.
_MANY: Final = 10


class GooglePlay:
    """Implements `Connector`."""

    source = "google_play"
    is_newest_first = True
    side_lanes = frozenset({DETAILS})

    def __init__(
        self, settings: Settings, http: HttpClient, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._settings = settings
        self._http = http
        self._now = now

    @property
    def n_requests(self) -> int:
        return self._http.n_requests

    def close(self) -> None:
        self._http.close()

    def targets(self) -> Sequence[Target]:
        s = self._settings
        budget = budget_of(s)
        return tuple(
            Target(
                self.source,
                app.id,
                app_id=app.id,
                scope=Scope(app.role),
                budget=budget,
                lists_everything=True,
                control=s.control_app,
            )
            for app in s.apps
        )

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        """The counters come last, so that a broken app page costs no review."""
        return (*(_REVIEWS + language for language in self._settings.languages), DETAILS)

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        try:
            answer = self._ask(target, cursor)
        except OtherHostError as error:
            # To consent.google.com mostly: a refusal that passes, not a move.
            raise TransientError(str(error), is_blocked=True) from error
        return RawPage(
            target=target,
            cursor=cursor,
            fetched_at=self._now(),
            url=answer.url,
            body=answer.body,
            meta={"content_type": answer.headers.get("content-type", "")},
        )

    def _ask(self, target: Target, cursor: str) -> Response:
        country = self._settings.country
        if lane_of(cursor) == DETAILS:
            path = forms.details_path(target.app_id, self._settings.languages[0], country)
            return self._http.request("GET", path)
        answer = self._http.request(
            "POST",
            forms.reviews_path(_language(cursor), country),
            content=forms.reviews_body(target.app_id, self._settings.page_size, token_of(cursor)),
            headers={"content-type": "application/x-www-form-urlencoded"},
            accept=(404, 410),
            check=_check,
        )
        if answer.status in (404, 410):  # the endpoint serves all apps: it moved, not the app
            raise SchemaDriftError(f"Google Play: no reviews are served here ({answer.status})")
        return answer

    def parse(self, page: RawPage) -> ParsedPage:
        if lane_of(page.cursor) == DETAILS:
            html = page.body.decode("utf-8", "replace")
            taken = answers.snapshot(html, page.target.app_id, page.fetched_at)
            return ParsedPage(snapshot=taken)
        return _parse_reviews(page)

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        if lane_of(page.cursor) == DETAILS:
            return replace(page, body=play_scrub.details(page.body))
        return replace(page, body=play_scrub.reviews(page.body, scrubbers))


def _check(answer: Response) -> None:
    """Refusals within a 200 are found while the request can still be tried again."""
    if answer.status == 200:
        answers.envelope(answer.body)


def _language(cursor: str) -> str:
    return lane_of(cursor).removeprefix(_REVIEWS)


def _parse_reviews(page: RawPage) -> ParsedPage:
    inner = answers.payload(page.body)
    items = inner[0] if inner else []
    mentions, rejected = _split(items, page.target.app_id, _language(page.cursor))
    if len(rejected) * 2 > len(items):
        raise SchemaDriftError(
            f"Google Play: {len(rejected)} of {len(items)} reviews can't be read: {rejected[0].reason}"
        )
    if len(items) >= _MANY and not any(mention.text for mention in mentions):
        raise SchemaDriftError(f"Google Play: none of {len(items)} reviews has any words")
    token = answers.next_token(inner)
    onward = (f"{lane_of(page.cursor)}/{token}",) if token else ()
    return ParsedPage(mentions=mentions, rejected=rejected, next_cursors=onward)


def _split(
    items: Sequence[Any], app_id: str, language: str
) -> tuple[tuple[Mention, ...], tuple[Rejected, ...]]:
    """What can be read, each id once (the newest state of it), and what can't."""
    mentions: dict[str, Mention] = {}
    rejected: list[Rejected] = []
    for item in items:
        try:
            mention = answers.review(item, app_id, language)
        except ValueError as error:
            rejected.append(Rejected(str(error), _excerpt(item)))
            continue
        other = mentions.get(mention.external_id)
        if other is None or other.posted_at < mention.posted_at:
            mentions[mention.external_id] = mention
    return tuple(mentions.values()), tuple(rejected)


def _excerpt(item: Any) -> str:
    """Id, stars and time of a broken review: enough to find it, and nobody's name or words."""
    shown = {name: forms.at(item, answers.PATHS[name]) for name in ("id", "stars", "at")}
    return json.dumps(shown, default=str)[:200]
