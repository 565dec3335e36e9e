"""A row of a table as a mention, by the fields its columns hold. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pantau.connectors import table_dates as dates
from pantau.connectors.presets import PRESETS, Preset
from pantau.connectors.table_fields import is_rounded_id, read_count, read_stars
from pantau.domain.mention import Kind, Mention

# Shorter ones are row numbers and repeat from file to file: they identify nothing.
_SHORTEST_ID: Final = 6
_PUBLIC: Final = frozenset(
    (
        "", "tidak", "tdk", "t", "bukan", "no", "n", "false", "0", "-", "publik", "public", "umum",
        "biasa", "terbuka", "normal", "anonim", "anonymous",
    )
)  # fmt: skip


class LeftOutError(ValueError):
    """The row was read well and must not be kept."""


def mention(cell: Mapping[str, str], head: Mapping[str, Any]) -> Mention:
    """One row. `head` names the preset, the columns by field, and how dates are read.

    Raises `ValueError` saying what is wrong with the row, `LeftOutError` where it may not be kept.
    """
    preset, row = PRESETS[head["preset"]], _Row(cell, head["fields"])
    text, stars = _said(preset, row)
    when = _moment(row, head)
    channel = row.first("channel") or head["channel"]
    given = row.first("id").strip("\"'")  # quoted, so that a spreadsheet leaves them alone
    external_id = _external_id(row, given, channel, when, text, has_zeros=head["has_zeros"])
    return Mention(
        source="file",
        external_id=external_id,
        text=text,
        posted_at=when,
        kind=_kind(preset, row, stars),
        channel=channel,
        author=row.first("author"),
        title=row.first("title"),
        rating=stars,
        reply_text=row.first("reply"),
        reply_at=_reply_moment(row, head),
        n_likes=read_count(row.first("likes")),
        url=_web_address(preset.permalink.format(id=given) if given else "", row.first("url")),
        language=row.first("lang")[:20],
        is_official=bool(head["official"]) and row.is_one_of("author", head["official"]),
    )


def _said(preset: Preset, row: _Row) -> tuple[str, int | None]:
    """Text and stars, at least one of them."""
    if row.first("secret").casefold() not in _PUBLIC:
        raise LeftOutError("a secret report, left out")
    stars = read_stars(row.first("rating"))
    text = row.joined("text") if preset.joins_texts else row.first("text")
    if not text and stars is None:
        raise ValueError("neither text nor rating")
    return text, stars


class _Row:
    """Cells by field."""

    __slots__ = ("_cell", "_fields")

    def __init__(self, cell: Mapping[str, str], fields: Mapping[str, list[str]]) -> None:
        self._cell, self._fields = cell, fields

    def first(self, what: str) -> str:
        """The first cell of a field that isn't empty; "" where there is none."""
        for name in self._fields.get(what, ()):
            if value := self._cell[name]:
                return value
        return ""

    def joined(self, what: str) -> str:
        return "\n".join(filter(None, (self._cell[n] for n in self._fields.get(what, ()))))

    def is_one_of(self, what: str, wanted: list[str]) -> bool:
        return any(self._cell[n].casefold() in wanted for n in self._fields.get(what, ()))


def _moment(row: _Row, head: Mapping[str, Any]) -> datetime:
    text = dates.with_clock(row.first("date"), row.first("clock"))
    return dates.read_moment(text, head["order"], is_1904=head["is_1904"]).astimezone(UTC)


def _reply_moment(row: _Row, head: Mapping[str, Any]) -> datetime | None:
    """A reply whose date can't be read is kept without one."""
    text = row.first("reply_date")
    if not text:
        return None
    try:
        return dates.read_moment(text, head["order"], is_1904=head["is_1904"]).astimezone(UTC)
    except ValueError:
        return None


def _kind(preset: Preset, row: _Row, stars: int | None) -> Kind:
    said = row.joined("type").casefold()
    by_word = (kind for word, kind in preset.kinds.items() if said and word in said)
    kind = next(by_word, preset.kind)
    return kind or (Kind.COMMENT if stars is None else Kind.REVIEW)


def _external_id(
    row: _Row, given: str, channel: str, when: datetime, text: str, *, has_zeros: bool
) -> str:
    """The id that was given, else a hash of channel, author or address, date and text."""
    is_lost = is_rounded_id(given, has_zeros=has_zeros)
    if len(given) >= _SHORTEST_ID and not is_lost:
        return f"{channel}:{given}" if channel else given
    number = "" if is_lost else given
    who = row.first("author") or row.first("url")
    parts = "\x1f".join((channel, number, who, when.isoformat(), " ".join(text.split())))
    return "sha:" + hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _web_address(*choices: str) -> str:
    return next((c for c in choices if c.startswith(("https://", "http://"))), "")
