"""YouTube: comments on the city's channels and on chosen videos, and videos found by search, with theirs.

An hour's new comments on a whole channel cost one unit of the day's 10,000; a search costs one of a
day's 100. Replies that a thread doesn't carry are read by a cursor of their own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from pantau.clock import utc_now
from pantau.config import YouTube as Settings
from pantau.connectors import youtube_answers as answers
from pantau.connectors import youtube_scrub
from pantau.connectors.base import RawPage, Scrubbers, Target, budget_of, lane_of, token_of
from pantau.connectors.http import HttpClient, Response
from pantau.connectors.relevance import relevance
from pantau.connectors.social_pages import about_us, at, read_object, sorted_out, word
from pantau.connectors.youtube_quota import Meter, state_of
from pantau.domain.mention import Mention, ParsedPage
from pantau.errors import AccessDeniedError, TransientError

# Cursors are `threads/TOKEN`, `search`, `video/VIDEO~TOKEN` and `replies/THREAD~VIDEO~TOKEN`.
_THREADS: Final = "threads"
_SEARCH: Final = "search"
_VIDEO: Final = "video"
_REPLIES: Final = "replies"
_ERRORS: Final = (400, 401, 403, 404, 410, 429)


class YouTube:
    """Implements `Connector`. A channel, a video and a search are each a target."""

    source = "youtube"
    is_newest_first = True
    side_lanes: frozenset[str] = frozenset()
    inner_lanes = frozenset({_VIDEO, _REPLIES})

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
        self._meter = Meter(settings.units_per_day, settings.searches_per_day)
        self._own = frozenset(c.id for c in settings.channels if c.official)
        self._channels = {c.name or c.id: c.id for c in settings.channels}
        self._videos = {f"watch?v={video_id}": video_id for video_id in settings.videos}
        self._searches = {f'"{query}"': query for query in settings.queries}
        self._is_about_us = relevance(settings.words, settings.context_words)

    @property
    def n_requests(self) -> int:
        return self._http.n_requests

    def close(self) -> None:
        self._http.close()

    def targets(self) -> Sequence[Target]:
        s = self._settings
        budget = budget_of(s)
        listed = (*self._channels, *self._videos)
        return (
            *(Target(self.source, n, budget=budget, lists_everything=True) for n in listed),
            *(Target(self.source, name, budget=budget) for name in self._searches),
        )

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        return (_SEARCH,) if target.name in self._searches else (_THREADS,)

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        now = self._now()
        self._meter.resume(target.name, state, now)
        try:
            answer = self._ask(target, cursor, now)
        except TransientError as error:
            if lane_of(cursor) != _SEARCH:
                raise
            # Nobody has to wait for the searches' allowance but the searches.
            raise TransientError(str(error), is_blocked=error.is_blocked) from error
        return RawPage(target, cursor, now, answer.url, answer.body, self._meter.as_state())

    def _ask(self, target: Target, cursor: str, now: datetime) -> Response:
        allowance = "searches" if lane_of(cursor) == _SEARCH else "units"
        self._meter.require(allowance, now)
        before = self._http.n_requests
        path, params = self._request(target, cursor, now)
        try:
            return self._http.request(
                "GET",
                f"/youtube/v3/{path}",
                params=params,
                headers={"X-Goog-Api-Key": self._key()},
                accept=_ERRORS,
                check=partial(self._check, now, allowance),
            )
        finally:
            self._meter.spend(allowance, self._http.n_requests - before, now)

    def _key(self) -> str:
        variable = self._settings.key_env
        key = self._environ.get(variable, "").strip()
        if not key:
            raise AccessDeniedError(f"YouTube: no API key: put one into the variable {variable}")
        return key

    def _check(self, now: datetime, allowance: str, answer: Response) -> None:
        """Half an answer and a refusal are found while the request can still be tried again."""
        if answer.status == 200:
            read_object(answer.body, answers.WHO)
            return
        variable = self._settings.key_env
        answers.raise_for_error(answer.body, answer.status, allowance, variable, now)

    def _request(self, target: Target, cursor: str, now: datetime) -> tuple[str, dict[str, str]]:
        lane, parts = lane_of(cursor), token_of(cursor).split("~")
        paging = {"pageToken": parts[-1]} if parts[-1] else {}
        if lane == _SEARCH:
            return "search", self._search_params(target, now)
        shared = {"textFormat": "plainText", "maxResults": "100"} | paging
        if lane == _REPLIES:
            return "comments", {"part": "snippet", "parentId": parts[0]} | shared
        shared |= {"part": "snippet,replies", "order": "time"}
        video_id = parts[0] if lane == _VIDEO else self._videos.get(target.name)
        if video_id:
            return "commentThreads", {"videoId": video_id} | shared
        channel_id = self._channels[target.name]
        return "commentThreads", {"allThreadsRelatedToChannelId": channel_id} | shared

    def _search_params(self, target: Target, now: datetime) -> dict[str, str]:
        """Videos of the overlap window, so that each of their comments lies within it as well."""
        after = now - timedelta(days=self._settings.overlap_days)
        return {
            "part": "snippet",
            "q": self._searches[target.name],
            "type": "video",
            "order": "date",
            "publishedAfter": f"{after:%Y-%m-%dT%H:%M:%SZ}",
            "regionCode": self._settings.region,
            "relevanceLanguage": self._settings.language,
            "maxResults": "50",
        }

    def parse(self, page: RawPage) -> ParsedPage:
        why = answers.skip_reason(read_object(page.body, answers.WHO))
        if why:
            note = f"YouTube: {page.target.name}: {why}; skipped ({page.cursor})"
            return ParsedPage(state=state_of(page.meta), n_skipped=1, notes=(note,))
        if lane_of(page.cursor) == _SEARCH:
            return self._parse_search(page)
        return self._parse_comments(page)

    def _parse_comments(self, page: RawPage) -> ParsedPage:
        is_replies = lane_of(page.cursor) == _REPLIES
        answer = answers.page(page.body, answers.COMMENTS if is_replies else answers.THREADS)
        items = answer["items"]
        if is_replies:
            video_id = token_of(page.cursor).split("~")[1]
            found = [answers.Comment(item, video_id) for item in items]
        else:
            found = list(answers.comments_of(items))
        mentions, rejected = sorted_out(
            found,
            lambda one: answers.comment(one, self._own),
            lambda one: youtube_scrub.trace(one.item),
            answers.WHO,
        )
        threads = [] if is_replies else [item for item in items if answers.is_incomplete(item)]
        onward = [f"{_REPLIES}/{word(at(t, 'id'))}~{answers.video_of(t)}~" for t in threads]
        if token := answers.next_token(answer):
            onward.append(_next_page(page.cursor, token))
        return ParsedPage(mentions, rejected, tuple(onward), state=state_of(page.meta))

    def _parse_search(self, page: RawPage) -> ParsedPage:
        answer = answers.page(page.body, answers.SEARCH)
        items = answer["items"]
        about = about_us(page, items, self._video, self._is_about_us)
        mentions, rejected = sorted_out(about, self._video, youtube_scrub.trace, answers.WHO)
        # Comments on our own channel's videos are read with the channel.
        onward = tuple(f"{_VIDEO}/{m.external_id}~" for m in mentions if not m.is_official)
        notes: tuple[str, ...] = ()
        if answers.next_token(answer) and about and len(about) == len(items):
            notes = (
                f"YouTube: {page.target.name}: more than {len(items)} videos; narrow the search",
            )
        n_skipped = len(items) - len(about)
        return ParsedPage(
            mentions, rejected, onward, state=state_of(page.meta), n_skipped=n_skipped, notes=notes
        )

    def _video(self, item: Any) -> Mention:
        return answers.video(item, self._own)

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        answer = read_object(page.body, answers.WHO)
        if lane_of(page.cursor) == _SEARCH:
            items = answers.page(page.body, answers.SEARCH)["items"]
            kept = about_us(page, items, self._video, self._is_about_us)
            answer = {**answer, "items": kept}
        return youtube_scrub.clean(page, answer, self._own, scrubbers)


def _next_page(cursor: str, token: str) -> str:
    """The same list, one page on: the token is what stands last in a cursor."""
    place, tilde, _ = token_of(cursor).rpartition("~")
    return f"{lane_of(cursor)}/{place}{tilde}{token}"
