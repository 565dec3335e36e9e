"""The sample on disk: one review a line in `reviews.jsonl`, the app's facts in `app.json` beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from pantau.demo.play_store import (
    AppFacts,
    Edit,
    PlayStore,
    RatingsOnly,
    Release,
    Reply,
    StoredReview,
)
from pantau.domain.period import WIB
from pantau.errors import InputError


def load_store(reviews_path: Path, app_path: Path) -> PlayStore:
    """The store a sample describes, peers included. Raises `InputError` naming file and line."""
    said = _json(app_path, app_path.read_text(encoding="utf-8"), 1)
    store = PlayStore()
    store.add_app(_facts(said), read_reviews(reviews_path))
    for peer in said.get("peers") or ():
        store.add_app(_facts(peer), read_reviews(app_path.parent / peer["file"]))
    return store


def read_reviews(path: Path) -> Iterator[StoredReview]:
    """Reviews of one JSON Lines file; lines that are empty or carry no `id` (a heading) are passed over."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            said = _json(path, line, number) if line.strip() else {}
            if "id" in said:
                yield _review(path, number, said)


def _json(path: Path, text: str, line: int) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except ValueError as error:
        raise InputError(f"{path}, line {line}: not JSON: {error}") from error
    if not isinstance(said, dict):
        raise InputError(f"{path}, line {line}: not a JSON object")
    return said


def _review(path: Path, line: int, said: Mapping[str, Any]) -> StoredReview:
    try:
        return StoredReview(
            id=said["id"],
            user=said["user"],
            stars=said["stars"],
            text=said["text"],
            at=moment(said["at"]),
            version=said.get("version"),
            language=said.get("language") or "",
            visible_from=_optional(said.get("visible_from")),
            edits=tuple(_edit(edit) for edit in said.get("edits") or ()),
            reply=_reply(said.get("reply")),
            deleted_at=_optional(said.get("deleted_at")),
            likes=said.get("likes") or 0,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path}, line {line}: {type(error).__name__}: {error}") from error


def _edit(said: Mapping[str, Any]) -> Edit:
    return Edit(moment(said["at"]), said["text"], said["stars"], _reply(said.get("reply")))


def _reply(said: Mapping[str, Any] | None) -> Reply | None:
    return Reply(said["text"], moment(said["at"])) if said else None


def _facts(said: Mapping[str, Any]) -> AppFacts:
    return AppFacts(
        app_id=said["app_id"],
        title=said.get("title") or said["app_id"],
        developer=said.get("developer") or "",
        description=said.get("description") or "",
        installs=str(said.get("installs") or ""),
        releases=tuple(Release(r["version"], moment(r["at"])) for r in said.get("releases") or ()),
        ratings_only=tuple(_ratings(row) for row in said.get("ratings_only") or ()),
    )


def _ratings(row: Mapping[str, Any]) -> RatingsOnly:
    """A day's ratings without words are counted from noon of that day."""
    noon = datetime.combine(date.fromisoformat(row["date"]), time(12), WIB)
    one, two, three, four, five = row["stars"]
    return RatingsOnly(noon, (one, two, three, four, five))


def moment(text: str) -> datetime:
    """An ISO time; one without a zone is Pontianak time."""
    when = datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=WIB)


def _optional(text: str | None) -> datetime | None:
    return moment(text) if text else None
