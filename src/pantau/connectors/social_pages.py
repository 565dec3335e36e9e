"""What the social sources share: reading a JSON answer, its times and counts, and sorting good items from bad.

Which fields an item has is not known here; each source reads its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from pantau.connectors.base import RawPage, Scrubbers
from pantau.connectors.text import kept
from pantau.domain.mention import Mention, Rejected
from pantau.errors import SchemaDriftError, TransientError

Json: TypeAlias = dict[str, Any]

# So many items and not one with words: the field that held them has moved.
MANY: Final = 10
_SCRUBBED: Final = "scrubbed"


def read_json(body: bytes, who: str) -> Any:
    """The answer of `who`. Raises `TransientError` for one that is empty, cut short or a web page
    in place of data, `SchemaDriftError` for one that is whole and no JSON."""
    text = body.decode("utf-8", "replace").strip()
    if not text:
        raise TransientError(f"{who}: the answer is empty")
    if text.startswith("<"):
        raise TransientError(f"{who}: a web page came in place of data", is_blocked=True)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if _is_cut_short(text, error):
            raise TransientError(f"{who}: the answer is cut short") from error
        raise SchemaDriftError(f"{who}: the answer is not JSON") from error
    except RecursionError as error:
        raise SchemaDriftError(f"{who}: the answer is nested too deeply") from error


def _is_cut_short(text: str, error: json.JSONDecodeError) -> bool:
    is_at_end = error.pos >= len(text) or error.msg.startswith("Unterminated string")
    return is_at_end or not text.endswith(("}", "]"))


def read_object(body: bytes, who: str) -> Json:
    """As `read_json`, for an answer that must be an object."""
    answer = read_json(body, who)
    if not isinstance(answer, dict):
        raise SchemaDriftError(f"{who}: the answer is not an object")
    return answer


def to_json(value: Any) -> bytes:
    """Compact, and escaped where it isn't ASCII: half a character comes back as it was."""
    return json.dumps(value, separators=(",", ":")).encode()


def at(value: Any, *path: str) -> Any:
    """The field at `path` of nested objects, `None` where there is none."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def picked(item: Any, *names: str) -> Json:
    """Those fields of an object alone that are named; nothing of what is no object."""
    return {name: item[name] for name in names if name in item} if isinstance(item, dict) else {}


def string(value: Any) -> str:
    """A text as it stands, "" for null. Raises `ValueError` for what is no text."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("a text is not a string")
    return kept(value)


def word(value: Any) -> str:
    """An id, a name or a mark as it stands; "" for what is no text."""
    return kept(value) if isinstance(value, str) else ""


def page_mark(value: Any, who: str) -> str:
    """The mark of a next page, "" where there is none. Raises `SchemaDriftError` for anything else
    that isn't text: the list would seem to end here."""
    if value is None:
        return ""
    if not isinstance(value, str) or kept(value) != value:
        raise SchemaDriftError(f"{who}: the mark of the next page can't be read")
    return value


def identity(value: Any) -> str:
    """An id. Raises `ValueError` where it is missing or no text."""
    if not isinstance(value, str) or not value:
        raise ValueError("no id")
    return kept(value)


def count(value: Any) -> int:
    """A counter, also one written as text; 0 where there is none."""
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        return int(value[:9])
    return value if type(value) is int and value >= 0 else 0


def moment(value: Any) -> datetime:
    """An ISO time with its zone. Raises `ValueError` for anything else, a time without zone included."""
    if not isinstance(value, str):
        raise ValueError("no time")
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("the time can't be read") from None
    if when.tzinfo is None:
        raise ValueError("the time has no zone")
    if not 2000 <= when.year <= 2100:
        raise ValueError("no plausible time")
    return when.astimezone(UTC)


def saved_moment(state: Mapping[str, str], key: str) -> datetime | None:
    """A time out of the checkpoint; `None` where there is none or it can't be read."""
    try:
        return moment(state.get(key))
    except ValueError:
        return None


def sorted_out(
    items: Iterable[Any],
    read: Callable[[Any], Mention],
    excerpt: Callable[[Any], Mapping[str, Any]],
    who: str,
) -> tuple[tuple[Mention, ...], tuple[Rejected, ...]]:
    """What can be read, each id once, and what can't.

    Raises `SchemaDriftError` where more than half can't, or where none of many has any words.
    """
    mentions: dict[str, Mention] = {}
    rejected: list[Rejected] = []
    n_items = 0
    for item in items:
        n_items += 1
        try:
            mention = read(item)
        except ValueError as error:
            shown = json.dumps(excerpt(item), default=str)[:200]
            rejected.append(Rejected(str(error), shown))
            continue
        mentions[mention.external_id] = mention
    if len(rejected) * 2 > n_items:
        raise SchemaDriftError(
            f"{who}: {len(rejected)} of {n_items} items can't be read: {rejected[0].reason}"
        )
    if n_items >= MANY and not any(m.text or m.title for m in mentions.values()):
        raise SchemaDriftError(f"{who}: none of {n_items} items has any words")
    return tuple(mentions.values()), tuple(rejected)


def newest(mentions: Sequence[Mention]) -> datetime | None:
    """When the last of them was written or edited."""
    times = [m.edited_at or m.posted_at for m in mentions]
    return max(times) if times else None


def scrubbed_page(page: RawPage, body: Any) -> RawPage:
    """`page` with a clean body, marked so that `parse` takes what is on it for chosen already."""
    return replace(page, body=to_json(body), meta={**page.meta, _SCRUBBED: "yes"})


def is_scrubbed(page: RawPage) -> bool:
    return page.meta.get(_SCRUBBED) == "yes"


def pseudonym(source: str, author: str, scrubbers: Scrubbers) -> str | None:
    """An author's key; `None` where there is no author."""
    return scrubbers.pseudonym(source, author) if author else None


def is_readable(item: Any, read: Callable[[Any], Mention]) -> bool:
    try:
        read(item)
    except ValueError:
        return False
    return True


def about_us(
    page: RawPage,
    items: Sequence[Any],
    read: Callable[[Any], Mention],
    is_about_us: Callable[[str], bool],
) -> list[Any]:
    """Those items that are about us. One that can't be read is kept, so that it is counted as
    rejected; on a page from the archive all are, as they were chosen when their words were whole."""
    if is_scrubbed(page):
        return list(items)
    return [item for item in items if _is_kept(item, read, is_about_us)]


def _is_kept(item: Any, read: Callable[[Any], Mention], is_about_us: Callable[[str], bool]) -> bool:
    try:
        mention = read(item)
    except ValueError:
        return True
    return is_about_us(f"{mention.title}\n{mention.text}")
