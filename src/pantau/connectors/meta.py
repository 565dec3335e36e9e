"""Instagram and Facebook, own accounts only: posts of the office and what people write under them.

The address of a next page that the Graph API offers carries the access token. It is blotted out before
a page leaves `fetch`; our own addresses are made from the `after` mark.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar, Final

from pantau.clock import utc_now
from pantau.config import Facebook as FacebookSettings
from pantau.config import Instagram as InstagramSettings
from pantau.connectors import meta_answers as answers
from pantau.connectors import meta_errors as errors
from pantau.connectors.base import RawPage, Scrubbers, Target, budget_of, lane_of, token_of
from pantau.connectors.http import HttpClient, Response
from pantau.connectors.meta_scrub import PageScrub
from pantau.connectors.social_pages import (
    Json,
    at,
    count,
    read_object,
    scrubbed_page,
    sorted_out,
    to_json,
    word,
)
from pantau.domain.mention import Mention, ParsedPage
from pantau.errors import AccessDeniedError

# Cursors are `posts/AFTER`, `comments/POST~AFTER` and `replies/COMMENT~AFTER`.
_POSTS: Final = "posts"
_COMMENTS: Final = "comments"
_REPLIES: Final = "replies"
_ERRORS: Final = (400, 401, 403, 404, 429)
_KNOWN: Final = "n."  # state: how many comments a post had when they were read last
_SECONDS_A_PERCENT: Final = 1.5


class Graph:
    """Implements `Connector`; an account is a target. Use `Instagram` or `Facebook`.

    A post far down the list may get a comment today, so that a walk doesn't stop at what it knows:
    it looks at all posts of `posts_days` and reads comments where they are new or their number moved.
    """

    source: str
    dialect: ClassVar[answers.Dialect]
    is_newest_first = False
    side_lanes: frozenset[str] = frozenset()
    inner_lanes = frozenset({_COMMENTS, _REPLIES})

    def __init__(
        self,
        settings: InstagramSettings | FacebookSettings,
        http: HttpClient,
        now: Callable[[], datetime] = utc_now,
        environ: Mapping[str, str] = os.environ,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._http = http
        self._now = now
        self._environ = environ
        self._sleep = sleep
        self._percent_used = 0
        self._accounts = {
            a.name or a.id: answers.Account(a.id, a.username) for a in settings.accounts
        }

    @property
    def n_requests(self) -> int:
        return self._http.n_requests

    def close(self) -> None:
        self._http.close()

    def targets(self) -> Sequence[Target]:
        s = self._settings
        budget = budget_of(s)
        return tuple(Target(self.source, name, budget=budget) for name in self._accounts)

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        return (_POSTS,)

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        token = self._token()
        self._go_slowly()
        answer = self._ask(target, cursor, token)
        self._percent_used = errors.usage_percent(answer.headers)
        found = answers.without_addresses(read_object(answer.body, self.dialect.who))
        body = to_json(found).replace(token.encode(), b"")
        meta = {"known": json.dumps(_known(found, state))} if lane_of(cursor) == _POSTS else {}
        return RawPage(target, cursor, self._now(), answer.url, body, meta)

    def _token(self) -> str:
        variable = self._settings.token_env
        token = self._environ.get(variable, "").strip()
        if not token:
            raise AccessDeniedError(
                f"{self.dialect.who}: no access token: put one into the variable {variable}"
            )
        return token

    def _go_slowly(self) -> None:
        """Where most of the allowance is used, a pause that grows with it: up to half a minute."""
        over = min(self._percent_used, 100) - errors.SLOW_ABOVE
        if over > 0:
            self._sleep(over * _SECONDS_A_PERCENT)

    def _ask(self, target: Target, cursor: str, token: str) -> Response:
        is_header = self._settings.token_in == "header"  # noqa: S105 - no password
        path, params = self._request(target, cursor)
        return self._http.request(
            "GET",
            f"/{self._settings.version}/{path}",
            params=params if is_header else {**params, "access_token": token},
            headers={"Authorization": f"Bearer {token}"} if is_header else None,
            accept=_ERRORS,
            check=partial(self._check, lane_of(cursor)),
        )

    def _request(self, target: Target, cursor: str) -> tuple[str, dict[str, str]]:
        dialect, lane = self.dialect, lane_of(cursor)
        parent, _, mark = token_of(cursor).rpartition("~")
        paging = {"after": mark} if mark else {}
        if lane == _POSTS:
            path = f"{self._account(target).id}/{dialect.posts_edge}"
            return path, {"fields": dialect.post_fields, "limit": "50"} | paging
        shared = {"fields": dialect.comment_fields, "limit": "50"} | paging
        return f"{parent}/{lane}", dict(dialect.comment_params) | shared

    def _account(self, target: Target) -> answers.Account:
        """Of a target that is no longer in the settings, the id is what it was called by."""
        return self._accounts.get(target.name) or answers.Account(target.name)

    def _check(self, lane: str, answer: Response) -> None:
        """Raise what an answer stands for, save for a post that was deleted since it was listed."""
        said = read_object(answer.body, self.dialect.who)
        if answer.status == 200 and "error" not in said:
            return
        if lane != _POSTS and errors.is_missing_object(said):
            return
        raise errors.error_of(
            said,
            answer.status,
            answer.headers,
            self.dialect.who,
            self._settings.token_env,
            self.dialect.needs,
        )

    def parse(self, page: RawPage) -> ParsedPage:
        answer = read_object(page.body, self.dialect.who)
        if lane_of(page.cursor) == _POSTS:
            return self._parse_posts(page, answer)
        if errors.is_missing_object(answer):
            note = f"{self.dialect.who}: {page.target.name}: deleted meanwhile; skipped ({page.cursor})"
            return ParsedPage(n_skipped=1, notes=(note,))
        return self._parse_comments(page, answer)

    def _parse_posts(self, page: RawPage, answer: Json) -> ParsedPage:
        posts = answers.posts_of(answer, self.dialect.who)
        account = self._account(page.target)
        mentions, rejected = sorted_out(
            posts,
            lambda item: answers.post(item, account, self.dialect),
            answers.trace,
            self.dialect.who,
        )
        chosen = self._to_be_read(posts, mentions, page)
        onward = [f"{_COMMENTS}/{post_id}~" for post_id in chosen]
        mark = answers.after(answer, self.dialect.who)
        if mark and self._is_recent_enough(mentions, page):
            onward.append(f"{_POSTS}/{mark}")
        spoken = tuple(m for m in mentions if m.text)
        return ParsedPage(
            spoken,
            rejected,
            tuple(onward),
            state={
                _KNOWN + word(at(p, "id")): str(n) for p in posts if (n := answers.n_comments(p))
            },
            n_skipped=len(mentions) - len(spoken),  # pictures without a word
        )

    def _to_be_read(
        self, posts: Sequence[Any], mentions: Sequence[Mention], page: RawPage
    ) -> list[str]:
        """Ids of posts whose comments are new to us, may have been edited, or have changed in number."""
        times = {m.external_id: m.posted_at for m in mentions}
        known: Json = json.loads(page.meta.get("known", "{}"))
        oldest = page.fetched_at - timedelta(days=self._settings.posts_days)
        young = page.fetched_at - timedelta(days=self._settings.overlap_days)
        chosen = []
        for post in posts:
            post_id, n = word(at(post, "id")), answers.n_comments(post)
            posted_at = times.get(post_id)
            if not n or posted_at is None or posted_at < oldest:
                continue
            if posted_at >= young or n != count(known.get(post_id)):
                chosen.append(post_id)
        return chosen

    def _is_recent_enough(self, mentions: Sequence[Mention], page: RawPage) -> bool:
        """Whether the list is worth following: not once all of a page is older than `posts_days`."""
        oldest = page.fetched_at - timedelta(days=self._settings.posts_days)
        return not mentions or max(m.posted_at for m in mentions) >= oldest

    def _parse_comments(self, page: RawPage, answer: Json) -> ParsedPage:
        comments = list(answers.with_replies(answers.data_of(answer, self.dialect.who)))
        account = self._account(page.target)
        mentions, rejected = sorted_out(
            comments,
            lambda item: answers.comment(item, account, self.dialect),
            answers.trace,
            self.dialect.who,
        )
        onward = [
            f"{_REPLIES}/{word(at(item, 'id'))}~{mark}"
            for item in comments
            if (mark := answers.after(at(item, "replies"), self.dialect.who))
        ]
        if mark := answers.after(answer, self.dialect.who):
            parent = token_of(page.cursor).rpartition("~")[0]
            onward.append(f"{lane_of(page.cursor)}/{parent}~{mark}")
        spoken = tuple(m for m in mentions if m.text)
        n_wordless = len(mentions) - len(spoken)  # stickers, pictures
        return ParsedPage(spoken, rejected, tuple(onward), n_skipped=n_wordless)

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        clean = PageScrub(self._account(page.target), self.dialect, scrubbers)
        answer = read_object(page.body, self.dialect.who)
        return scrubbed_page(page, clean.page(answer, is_posts=lane_of(page.cursor) == _POSTS))


class Instagram(Graph):
    source = "instagram"
    dialect = answers.INSTAGRAM


class Facebook(Graph):
    source = "facebook"
    dialect = answers.FACEBOOK


def _known(found: Json, state: Mapping[str, str]) -> dict[str, str]:
    """Of the posts on a page, the numbers of comments that were read last."""
    posts = found.get("data")
    ids = [word(at(post, "id")) for post in posts] if isinstance(posts, list) else []
    return {ident: state[_KNOWN + ident] for ident in ids if _KNOWN + ident in state}
