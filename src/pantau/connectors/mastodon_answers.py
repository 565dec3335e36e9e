"""Reading Mastodon's answers: a page of a tag's timeline, where newer ones are, refusals. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from pantau.connectors.base import Scrubbers
from pantau.connectors.http import retry_after_seconds
from pantau.connectors.social_pages import (
    Json,
    at,
    count,
    identity,
    is_readable,
    moment,
    picked,
    pseudonym,
    read_json,
    string,
    word,
)
from pantau.connectors.text import plain
from pantau.domain.mention import Kind, Mention
from pantau.errors import (
    AccessDeniedError,
    ConnectorError,
    SchemaDriftError,
    TargetGoneError,
    TransientError,
)

WHO: Final = "Mastodon"
# A link is cut into spans to be shown short, a tag's sign stands before a span: no space belongs there.
_INLINE = re.compile(r"</?(?:a|span|b|strong|i|em|u|s|del|code)\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r'<([^<>]*)>\s*;\s*rel="prev"')
_MIN_ID = re.compile(r"[?&]min_id=([^&]+)")
_N_ANCHORED: Final = 5


def statuses(body: bytes) -> list[Any]:
    """The posts of a page. Raises `SchemaDriftError` where it holds no list."""
    found = read_json(body, WHO)
    if not isinstance(found, list):
        raise SchemaDriftError(f"{WHO}: the answer is no list of posts")
    return found


def status(item: Any, own_accounts: Collection[str]) -> Mention:
    """One post. Raises `ValueError` saying what is wrong with it, without its words.

    Its address is left out: it holds the author's name.
    """
    external_id = identity(at(item, "id"))
    posted_at = moment(at(item, "created_at"))
    edited = at(item, "edited_at")
    author = word(at(item, "account", "acct"))
    return Mention(
        source="mastodon",
        external_id=external_id,
        text=text_of(item),
        posted_at=posted_at,
        kind=Kind.COMMENT if at(item, "in_reply_to_id") else Kind.POST,
        author=author,
        title=string(at(item, "spoiler_text")),
        edited_at=moment(edited) if edited else None,
        n_likes=count(at(item, "favourites_count")),
        language=string(at(item, "language")),
        is_official=is_own(author, own_accounts),
    )


def text_of(item: Any) -> str:
    """A post's words without markup. A page from the archive holds them plain already."""
    markup = at(item, "content")
    if markup is None:
        return string(at(item, "text"))
    return plain(_INLINE.sub("", string(markup)))


def is_own(author: str, own_accounts: Collection[str]) -> bool:
    return author.lower() in own_accounts


def trace(item: Any) -> Json:
    return picked(item, "id", "created_at")


def newer(found: Sequence[Any], link: str) -> str:
    """The id after which the next page begins: from the Link header, else the page's newest; "" at
    the end, which is an empty page."""
    if not found:
        return ""
    for address in _LINK.findall(link):
        if mark := _MIN_ID.search(address):
            return str(mark[1])
    return str(max(_numbers(found), default=""))


def anchor(found: Sequence[Any]) -> str:
    """An id from which on a healthy timeline always shows something: not quite the newest, which
    its author may delete."""
    numbers = sorted(_numbers(found), reverse=True)[:_N_ANCHORED]
    return str(numbers[-1]) if numbers else ""


def id_at(when: datetime) -> int:
    """The smallest id that Mastodon gives at a moment: milliseconds, then 16 bits of its own."""
    return max(0, int(when.timestamp() * 1000)) << 16


def _numbers(found: Sequence[Any]) -> list[int]:
    ids = [at(item, "id") for item in found]
    return [int(i) for i in ids if isinstance(i, str) and i.isascii() and i.isdecimal()]


def error_of(
    status_code: int, headers: Mapping[str, str], variable: str, is_signed_in: bool, now: datetime
) -> ConnectorError:
    if status_code == 429:
        return TransientError(
            f"{WHO}: too many requests (429)", retry_after=_wait(headers, now), is_blocked=True
        )
    if status_code in (401, 403):
        what = (
            "the token is refused"
            if is_signed_in
            else "this host shows its timelines only with one"
        )
        return AccessDeniedError(
            f"{WHO}: {what} ({status_code}): put a valid token into {variable}"
        )
    if status_code in (404, 410):
        return TargetGoneError(f"{WHO}: no such timeline ({status_code}); check address and tag")
    return SchemaDriftError(f"{WHO}: our request isn't understood ({status_code})")


def _wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds until the limit is lifted; Mastodon names the moment, others a number of seconds."""
    try:
        reset = moment(headers.get("x-ratelimit-reset"))
    except ValueError:
        return retry_after_seconds(headers.get("retry-after"), now)
    return max(0.0, (reset - now.astimezone(UTC)).total_seconds())


def scrubbed(item: Any, own_accounts: Collection[str], scrubbers: Scrubbers) -> Json:
    """A post without its author: what the parser reads and nothing else; one that can't be read
    becomes an empty object, and is rejected again."""
    if not is_readable(item, lambda one: status(one, own_accounts)):
        return {}
    author = word(at(item, "account", "acct"))
    is_ours = is_own(author, own_accounts)
    return {
        **picked(item, "id", "created_at", "edited_at", "in_reply_to_id", "language"),
        **picked(item, "favourites_count"),
        "text": scrubbers.redact(text_of(item)),
        "spoiler_text": scrubbers.redact(string(at(item, "spoiler_text"))),
        "account": {"acct": author if is_ours else pseudonym("mastodon", author, scrubbers)},
    }
