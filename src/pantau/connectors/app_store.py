"""Apple's App Store: its public feed of reviews, ten pages of fifty at most, newest first."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from pantau.clock import utc_now
from pantau.config import AppStore as Settings
from pantau.connectors.app_store_xml import entries_of
from pantau.connectors.base import RawPage, Scrubbers, Target, budget_of, token_of
from pantau.connectors.http import HttpClient, Response
from pantau.connectors.text import kept
from pantau.domain.mention import Mention, ParsedPage, Rejected, Scope
from pantau.errors import SchemaDriftError, TransientError

LAST_PAGE: Final = 10  # the eleventh answers 400
_LANE: Final = "reviews"
_KEPT: Final = ("id", "im:rating", "im:version", "im:voteSum", "updated")


class AppStore:
    """Implements `Connector`."""

    source = "app_store"
    is_newest_first = True
    side_lanes: frozenset[str] = frozenset()

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
            Target(self.source, app.id, app_id=app.id, scope=Scope(app.role), budget=budget)
            for app in s.apps
        )

    def start(self, target: Target, state: Mapping[str, str]) -> tuple[str, ...]:
        return (_LANE,)

    def fetch(self, target: Target, cursor: str, state: Mapping[str, str]) -> RawPage:
        """As JSON; where what comes is none, as XML, which Apple serves from another place."""
        try:
            answer = self._ask(target, cursor, "json")
        except SchemaDriftError:
            answer = self._ask(target, cursor, "xml")
        return RawPage(target, cursor, self._now(), answer.url, answer.body)

    def _ask(self, target: Target, cursor: str, form: str) -> Response:
        number = token_of(cursor) or "1"
        path = (
            f"/{self._settings.country}/rss/customerreviews/page={number}/id={target.app_id}"
            f"/sortby=mostrecent/{form}"
        )
        return self._http.request("GET", path, check=_check)

    def parse(self, page: RawPage) -> ParsedPage:
        entries = [entry for entry in _entries(page.body) if not _is_the_app(entry)]
        mentions: dict[str, Mention] = {}
        rejected: list[Rejected] = []
        for entry in entries:
            try:
                mention = _mention(entry, page.target.app_id)
            except ValueError as error:
                rejected.append(Rejected(str(error), _label(entry, "id")))
                continue
            mentions[mention.external_id] = mention
        if len(rejected) * 2 > len(entries):
            raise SchemaDriftError(
                f"App Store: {len(rejected)} of {len(entries)} reviews can't be read"
            )
        number = int(token_of(page.cursor) or 1)
        onward = (f"{_LANE}/{number + 1}",) if entries and number < LAST_PAGE else ()
        return ParsedPage(tuple(mentions.values()), tuple(rejected), onward)

    def scrub(self, page: RawPage, scrubbers: Scrubbers) -> RawPage:
        """Always JSON, only what is read."""
        entries = [e for e in _entries(page.body) if not _is_the_app(e)]
        clean = {"feed": {"entry": [_scrubbed(entry, scrubbers) for entry in entries]}}
        return replace(page, body=json.dumps(clean).encode())


def _check(answer: Response) -> None:
    if answer.status == 200:
        _entries(answer.body)


def _entries(body: bytes) -> list[dict[str, Any]]:
    """The feed's entries, from JSON or XML. One entry comes as an object, none as nothing at all."""
    text = body.decode("utf-8", "replace").strip()
    if not text:
        raise TransientError("App Store: the answer is empty")
    if text.startswith("<"):
        return entries_of(body)
    try:
        entry = json.loads(text)["feed"].get("entry", [])
    except (ValueError, RecursionError) as error:
        if not text.endswith("}"):
            raise TransientError("App Store: the answer is cut short") from error
        raise SchemaDriftError("App Store: the answer is not JSON") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise SchemaDriftError("App Store: the answer is no feed") from error
    entries = entry if isinstance(entry, list) else [entry]
    return [one if isinstance(one, dict) else {} for one in entries]


def _is_the_app(entry: Mapping[str, Any]) -> bool:
    """Older feeds begin with the app itself, which has a price and no rating."""
    return "im:rating" not in entry and ("im:name" in entry or "im:price" in entry)


def _label(entry: Mapping[str, Any], *path: str) -> str:
    """The text at `path`: every value is wrapped as `{"label": …}`; "" where there is none."""
    value: Any = entry
    for name in (*path, "label"):
        value = value.get(name) if isinstance(value, dict) else None
    return kept(value) if isinstance(value, str) else ""


def _mention(entry: Mapping[str, Any], app_id: str) -> Mention:
    """One review; raises `ValueError` saying what is wrong, without its words."""
    if not _label(entry, "id"):
        raise ValueError("no id")
    return Mention(
        source="app_store",
        external_id=_label(entry, "id"),
        text=_label(entry, "content").strip(),
        title=_label(entry, "title").strip(),
        posted_at=_moment(_label(entry, "updated")),
        app_id=app_id,
        author=_label(entry, "author", "uri") or _label(entry, "author", "name"),
        rating=_stars(_label(entry, "im:rating")),
        app_version=_label(entry, "im:version"),
        n_likes=_number(_label(entry, "im:voteSum")),
    )


def _moment(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("no readable time") from None
    if when.tzinfo is None:
        raise ValueError("a time without a zone")
    return when.astimezone(UTC)


def _stars(text: str) -> int:
    if text not in ("1", "2", "3", "4", "5"):
        raise ValueError("the rating is not 1 to 5")
    return int(text)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


def _scrubbed(entry: Mapping[str, Any], scrubbers: Scrubbers) -> dict[str, Any]:
    clean: dict[str, Any] = {name: {"label": _label(entry, name)} for name in _KEPT}
    for name in ("title", "content"):
        clean[name] = {"label": scrubbers.redact(_label(entry, name))}
    author = _label(entry, "author", "uri") or _label(entry, "author", "name")
    key = scrubbers.pseudonym("app_store", author) if author else ""
    return {**clean, "author": {"name": {"label": key}}}
