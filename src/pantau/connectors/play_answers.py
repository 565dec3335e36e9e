"""Reading Google Play's answers: the frame around them, one review, an app's counters. Pure.

An answer that says nothing is told from one that says "nothing there": only a payload that holds an
empty list is empty. Null, an error within the answer, a consent page or half a body are errors.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pantau.connectors import play_forms as forms
from pantau.connectors.text import kept, words
from pantau.domain.mention import AppSnapshot, Mention
from pantau.errors import SchemaDriftError, TransientError

FRAME: Final = ")]}'"
CALL: Final = "oCPfdb"
_GATEWAY: Final = "PlayGatewayError"
_EARLIEST, _LATEST = 1_199_145_600, 4_102_444_800  # 2008, before Google Play; 2100
_REFUSALS: Final = (
    "consent.google.com",
    "google.com/sorry",
    "unusual traffic",
    "lalu lintas yang tidak biasa",
    "captcha",
)
# gRPC codes within an answer that mean "too much" or "not you" (8 exhausted, 7 and 16 not allowed).
_REFUSING_CODES: Final = frozenset({7, 8, 16})
_INVALID_ARGUMENT: Final = 3

_ID = forms.review_path("reviewId")
_NAME = forms.review_path("userName")
_PICTURE = forms.review_path("userImage")
_TEXT = forms.review_path("content")
_STARS = forms.review_path("score")
_LIKES = forms.review_path("thumbsUpCount")
_VERSION = forms.review_path("appVersion")
_AT = forms.review_path("at")
_REPLY = forms.review_path("replyContent")
_REPLIED = forms.review_path("repliedAt")


def envelope(body: bytes) -> list[Any]:
    """The line of the answer that holds the payload, `["wrb.fr", "oCPfdb", "<json>", …]`.

    Raises `TransientError` where Google refused or the body is cut short, `SchemaDriftError` where
    it is no answer of the form we know.
    """
    text = body.decode("utf-8", "replace").strip()
    if not text.startswith(FRAME):
        raise_for_page(text)
        raise SchemaDriftError("Google Play: the answer is not in the expected frame")
    lines = _outer(text.removeprefix(FRAME).strip())
    for line in lines:
        if isinstance(line, list) and line[:2] == ["wrb.fr", CALL]:
            _raise_for_error(line)
            return line
    raise SchemaDriftError(f"Google Play: the answer holds no {CALL} line")


def payload(body: bytes) -> list[Any]:
    """What `envelope` wraps; raises as it does."""
    text = forms.at(envelope(body), (2,))
    try:
        inner = json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise SchemaDriftError("Google Play: the payload is not JSON") from error
    if not isinstance(inner, list) or (inner and not isinstance(inner[0], list)):
        raise SchemaDriftError("Google Play: the payload holds no list of reviews")
    return inner


def next_token(inner: list[Any]) -> str:
    """The token of the next page, "" at the end: there the path leads to a list or to nothing."""
    token = forms.at(inner, (-2, -1))
    if token is None or isinstance(token, list):
        return ""
    if not isinstance(token, str):
        raise SchemaDriftError("Google Play: the token of the next page is not text")
    return token


def raise_for_page(text: str) -> None:
    """Raise where the text of a page is no page at all but nothing, or a refusal."""
    if not text.strip():
        raise TransientError("Google Play: the answer is empty")
    lowered = text.lower()
    if any(mark in lowered for mark in _REFUSALS):
        raise TransientError("Google Play: a consent or captcha page came instead", is_blocked=True)


def _outer(text: str) -> list[Any]:
    try:
        outer = json.loads(text)
    except (ValueError, RecursionError) as error:
        if not text.endswith("]"):
            raise TransientError("Google Play: the answer is cut short") from error
        raise SchemaDriftError("Google Play: the answer is not JSON") from error
    if not isinstance(outer, list):
        raise SchemaDriftError("Google Play: the answer is not a list")
    return outer


def _raise_for_error(line: list[Any]) -> None:
    if len(line) > 2 and line[2] is not None:
        return
    error = forms.at(line, (5,))
    code = forms.at(error, (0,))
    if _GATEWAY in json.dumps(error) or code in _REFUSING_CODES:
        raise TransientError(f"Google Play: refused within the answer ({code})", is_blocked=True)
    if code == _INVALID_ARGUMENT:
        raise SchemaDriftError("Google Play: our request is no longer understood (3)")
    said = "null in place of reviews" if error is None else f"an error within the answer ({code})"
    raise TransientError(f"Google Play: {said}")


def review(item: Any, app_id: str, language: str) -> Mention:
    """One review. Raises `ValueError` saying what is wrong with it, without any of its words."""
    at = forms.at
    reply = words(at(item, _REPLY))
    external_id = at(item, _ID)
    if not isinstance(external_id, str) or not external_id:
        raise ValueError("no id")
    return Mention(
        source="google_play",
        external_id=kept(external_id),
        text=words(at(item, _TEXT)),
        posted_at=_moment(at(item, _AT)),
        app_id=app_id,
        author=author(item),
        rating=_stars(at(item, _STARS)),
        app_version=words(at(item, _VERSION)),
        reply_text=reply,
        reply_at=_moment(at(item, _REPLIED)) if reply and at(item, _REPLIED) else None,
        n_likes=_count(at(item, _LIKES)) or 0,
        url=f"https://play.google.com/store/apps/details?id={app_id}&reviewId={external_id}",
        language=language,
    )


def author(item: Any) -> str:
    """Name and picture together tell one author from another; there is no id."""
    name, picture = forms.at(item, _NAME), forms.at(item, _PICTURE)
    if not isinstance(name, str):
        return ""
    return f"{name}\n{picture}" if isinstance(picture, str) and picture else name


def _stars(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= 5:
        raise ValueError("the rating is not 1 to 5")
    return value


def _moment(seconds: Any) -> datetime:
    if type(seconds) is not int or not _EARLIEST <= seconds <= _LATEST:
        raise ValueError("no plausible time")
    return datetime.fromtimestamp(seconds, UTC)


def snapshot(html: str, app_id: str, taken_at: datetime) -> AppSnapshot:
    """An app's counters from its page. Raises as `envelope` does where the page is none."""
    block = details_block(html)

    def field(name: str) -> Any:
        return forms.at(block, forms.detail_path(name))

    updated = field("updated")
    return AppSnapshot(
        source="google_play",
        app_id=app_id,
        taken_at=taken_at,
        score=_number(field("score")),
        n_ratings=_count(field("ratings")),
        n_reviews=_count(field("reviews")),
        histogram=_histogram(field("histogram")),
        installs=field("installs") or "",
        version=field("version") or "",
        updated_at=_moment(updated) if type(updated) is int else None,
    )


def details_block(html: str) -> Any:
    """The `ds:5` block; an app page without a title in it is no app page."""
    block = forms.script_blocks(html).get("ds:5")
    if block is None:
        raise_for_page(html)
        raise SchemaDriftError("Google Play: the app's page holds no ds:5 block")
    try:
        parsed = json.loads(block)
    except (ValueError, RecursionError) as error:
        raise SchemaDriftError("Google Play: the app's page holds no readable data") from error
    if not isinstance(forms.at(parsed, forms.detail_path("title")), str):
        raise SchemaDriftError("Google Play: the app's page holds no title")
    return parsed


def _histogram(bars: Any) -> tuple[int, int, int, int, int] | None:
    counts = [_count(forms.at(bars, (stars, 1))) for stars in range(1, 6)]
    one, two, three, four, five = (count or 0 for count in counts)
    return None if None in counts else (one, two, three, four, five)


def _count(value: Any) -> int | None:
    return value if type(value) is int and value >= 0 else None


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


PATHS: Final[Mapping[str, forms.Path]] = {
    "id": _ID, "name": _NAME, "text": _TEXT, "stars": _STARS, "likes": _LIKES,
    "version": _VERSION, "at": _AT, "reply": _REPLY, "replied": _REPLIED,
}  # fmt: skip
