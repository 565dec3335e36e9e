"""Google Play by the owner's route: the Play Developer API, which gives the last seven days.

Its reviews are the same as those the public sees, under the same ids; so they count as `google_play`
mentions, and only the runs are this source's own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote

from pantau.clock import utc_now
from pantau.config import App
from pantau.config import PlayApi as Settings
from pantau.connectors.base import RawPage, Scrubbers, Target, budget_of, token_of
from pantau.connectors.google_account import ServiceAccount
from pantau.connectors.http import HttpClient, Response
from pantau.connectors.text import words
from pantau.domain.mention import Mention, ParsedPage, Rejected, Scope
from pantau.errors import AccessDeniedError, SchemaDriftError, TransientError

SCOPE: Final = "https://www.googleapis.com/auth/androidpublisher"
MENTION_SOURCE: Final = "google_play"
_LANE: Final = "reviews"
_EARLIEST, _LATEST = 1_199_145_600, 4_102_444_800  # 2008 and 2100
_THROTTLED: Final = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"})
_USER_FIELDS: Final = (
    "lastModified", "starRating", "reviewerLanguage", "appVersionName", "thumbsUpCount",
)  # fmt: skip


class PlayApi:
    """Implements `Connector`."""

    source = "play_api"
    is_newest_first = False  # nowhere promised
    side_lanes: frozenset[str] = frozenset()

    def __init__(
        self,
        settings: Settings,
        apps: Iterable[App],
        http: HttpClient,
        account: Callable[[], ServiceAccount],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._apps = tuple(apps)
        self._http = http
        self._make_account = account
        self._account: ServiceAccount | None = None
        self._now = now

    @property
    def n_requests(self) -> int:
        return self._http.n_requests + (self._account.n_requests if self._account else 0)

    def close(self) -> None:
        self._http.close()
        if self._account is not None:
            self._account.close()

    def targets(self) -> Sequence[Target]:
        s = self._settings
        budget = budget_of(s)
        return tuple(
            Target(self.source, app.id, app_id=app.id, scope=Scope(app.role), budget=budget)
            for app in self._apps
        )

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        return (_LANE,)

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        if self._account is None:
            self._account = self._make_account()
        params = {"maxResults": str(self._settings.page_size)}
        if token_of(cursor):
            params["token"] = token_of(cursor)
        answer = self._http.request(
            "GET",
            f"/androidpublisher/v3/applications/{quote(target.app_id)}/reviews",
            params=params,
            headers={"Authorization": f"Bearer {self._account.token()}"},
            accept=(401, 403),
            check=_check,
        )
        if answer.status == 401:
            self._account.forget()
            raise AccessDeniedError("Play Developer API: the token is refused (401)")
        return RawPage(target, cursor, self._now(), answer.url, answer.body)

    def parse(self, page: RawPage) -> ParsedPage:
        said = _page(page.body)
        mentions: dict[str, Mention] = {}
        rejected: list[Rejected] = []
        for item in said.get("reviews", []):
            try:
                mention = _mention(item, page.target.app_id)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                rejected.append(Rejected(_reason(error), _excerpt(item)))
                continue
            mentions[mention.external_id] = mention
        if len(rejected) > len(mentions):
            raise SchemaDriftError(f"Play Developer API: {len(rejected)} reviews can't be read")
        token = (said.get("tokenPagination") or {}).get("nextPageToken")
        onward = (f"{_LANE}/{token}",) if token else ()
        return ParsedPage(tuple(mentions.values()), tuple(rejected), onward)

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        """Only what is read; devices and names of people are dropped."""
        said = _page(page.body)
        clean = {"reviews": [_scrubbed(item, scrubbers) for item in said.get("reviews", [])]}
        if said.get("tokenPagination"):
            clean["tokenPagination"] = said["tokenPagination"]
        return replace(page, body=json.dumps(clean).encode())


def _check(answer: Response) -> None:
    """Throttling comes as 403 with a reason, and so does a missing right: told apart here."""
    if answer.status == 403:
        reason = _error_reason(answer.body)
        if reason in _THROTTLED:
            raise TransientError(f"Play Developer API: throttled ({reason})", is_blocked=True)
        raise AccessDeniedError(
            f"Play Developer API: no permission ({reason}): invite the service account in Play Console and "
            "let it view app information"
        )
    if answer.status == 200:
        _page(answer.body)


def _error_reason(body: bytes) -> str:
    try:
        error = json.loads(body)["error"]
        reason = error["errors"][0]["reason"] if error.get("errors") else error.get("status", "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return "403"
    return str(reason)[:60]


def _page(body: bytes) -> dict[str, Any]:
    """The answer; a quiet week is `{}`. Raises `TransientError` for half of one."""
    text = body.decode("utf-8", "replace").strip()
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        if (text.startswith("{") and not text.endswith("}")) or not text:
            raise TransientError("Play Developer API: the answer is cut short") from error
        raise SchemaDriftError("Play Developer API: the answer is not JSON") from error
    if not isinstance(said, dict) or not isinstance(said.get("reviews", []), list):
        raise SchemaDriftError("Play Developer API: the answer holds no list of reviews")
    return said


def _mention(item: Any, app_id: str) -> Mention:
    user, reply = _comments(item)
    title, text = _title_and_text(words(user.get("text")))
    return Mention(
        source=MENTION_SOURCE,
        external_id=str(item["reviewId"] or ""),
        text=text,
        title=title,
        posted_at=_moment(user["lastModified"]),
        app_id=app_id,
        author=words(item.get("authorName")),
        rating=_stars(user["starRating"]),
        app_version=words(user.get("appVersionName")),
        reply_text=words(reply.get("text")),
        reply_at=_moment(reply["lastModified"]) if reply.get("text") else None,
        n_likes=_count(user.get("thumbsUpCount")),
        language=words(user.get("reviewerLanguage")),
    )


def _comments(item: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The user's comment and the developer's, the latter often missing."""
    user: dict[str, Any] = {}
    reply: dict[str, Any] = {}
    for comment in item["comments"]:
        user = comment.get("userComment") or user
        reply = comment.get("developerComment") or reply
    return user, reply


def _title_and_text(joined: str) -> tuple[str, str]:
    """The API gives the title and the body with a tab between, also where there is no title."""
    title, tab, text = joined.partition("\t")
    return (title.strip(), text.strip()) if tab else ("", joined.strip())


def _moment(stamp: Mapping[str, Any]) -> datetime:
    """From seconds, which come as text. Raises `ValueError` for a time before Android or after 2100."""
    text = str(stamp["seconds"])
    if not text.isascii() or not text.isdecimal() or not _EARLIEST <= int(text) <= _LATEST:
        raise ValueError("no plausible time")
    return datetime.fromtimestamp(int(text), UTC)


def _count(value: Any) -> int:
    return value if type(value) is int and value > 0 else 0


def _stars(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= 5:
        raise ValueError("the rating is not 1 to 5")
    return value


def _reason(error: Exception) -> str:
    """Ours are plain; of Python's own only the kind is shown, for they quote what they found."""
    if isinstance(error, KeyError):
        return f"missing {error}"
    return str(error) if type(error) is ValueError else f"unreadable: {type(error).__name__}"


def _excerpt(item: Any) -> str:
    return str(item.get("reviewId", ""))[:100] if isinstance(item, dict) else type(item).__name__


def _scrubbed(item: Any, scrubbers: Scrubbers) -> Any:
    try:
        user, reply = _comments(item)
        name = words(item.get("authorName"))
        clean_user: dict[str, Any] = {key: user[key] for key in _USER_FIELDS if key in user}
        clean_user["text"] = _redacted(user, scrubbers)
        comments: list[Any] = [{"userComment": clean_user}]
        if reply:
            stamp = {"lastModified": reply.get("lastModified"), "text": _redacted(reply, scrubbers)}
            comments.append({"developerComment": stamp})
    except (ValueError, TypeError, KeyError, AttributeError):
        return {"reviewId": _excerpt(item)}
    author = scrubbers.pseudonym(MENTION_SOURCE, name) if name else ""
    return {"reviewId": item.get("reviewId"), "authorName": author, "comments": comments}


def _redacted(comment: Mapping[str, Any], scrubbers: Scrubbers) -> str:
    """Title and body apart, so that the tab between them stays; escaped, as the parser unescapes."""
    parts = words(comment.get("text")).split("\t")
    return "\t".join(map(scrubbers.redact, parts)).replace("&", "&amp;")
