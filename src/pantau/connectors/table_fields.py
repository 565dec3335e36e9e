"""What the columns of a table mean and how its cells are read: names, dates, stars. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Final

from pantau.domain.period import WIB

REQUIRED: Final = ("text", "date")
ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (
        "text", "teks", "isi", "ulasan", "komentar", "comment", "content", "message", "pesan",
        "review", "review text", "isi ulasan", "isi komentar", "isi laporan", "laporan", "caption",
        "masukan", "saran", "umpan balik",
    ),
    "date": (
        "date", "tanggal", "waktu", "tgl", "datetime", "time", "timestamp", "created at",
        "created time", "posted at", "published at", "tanggal laporan", "tanggal waktu",
    ),
    "id": ("id", "review id", "comment id", "post id", "external id", "no laporan", "tracking id"),
    "author": (
        "author", "penulis", "nama", "user", "username", "user name", "nama pengguna", "pengguna",
        "akun", "pelapor",
    ),
    "rating": ("rating", "bintang", "star rating", "stars", "nilai", "score"),
    "url": ("url", "tautan", "link", "permalink"),
    "channel": ("channel", "kanal", "platform", "sumber", "source", "media"),
    "title": ("title", "judul"),
}  # fmt: skip
_FIELD_OF: Final = {alias: field for field, names in ALIASES.items() for alias in names}
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb februari february peb pebruari", "mar maret march",
            "apr april", "mei may", "jun juni june", "jul juli july",
            "agu agustus agt ags aug august", "sep september sept", "okt oktober oct october",
            "nov november nop nopember", "des desember dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ ,T]+(.+))?")
_NAMED = re.compile(r"(?:[A-Za-z']+, *)?(\d{1,2})[ -]([A-Za-z]+)[ -](\d{4})(?:[ ,]+(.+))?")
_DOTTED = re.compile(r"^\d{1,2}\.\d{2}(?:\.\d{2})?(?!\d)")
_STARS = re.compile(r"([1-5])(?:[.,]0+)?(?: *(?:bintang|stars?|/ *5))?", re.IGNORECASE)
_ZONE_NAMES: Final = {"WIB": "+07:00", "WITA": "+08:00", "WIT": "+09:00", "UTC": "+00:00"}

DAY_FIRST: Final = "dmy"
MONTH_FIRST: Final = "mdy"


def columns(header: Sequence[str]) -> dict[str, int]:
    """Which column holds which field; the first of two that claim the same."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        field = _FIELD_OF.get(_normal(name))
        if field is not None:
            found.setdefault(field, place)
    return found


def is_header(cells: Sequence[str]) -> bool:
    return all(field in columns(cells) for field in REQUIRED)


def _normal(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()


def day_order(cells: Iterable[str]) -> str:
    """Whether 3/4 is 3 April (as here) or March 4th: decided for a whole file, never row by row."""
    pairs = [(int(f[1]), int(f[2])) for f in map(_NUMBERS.match, cells) if f]
    is_american = any(second > 12 for _, second in pairs) and all(first <= 12 for first, _ in pairs)
    return MONTH_FIRST if is_american else DAY_FIRST


def read_moment(cell: str, order: str = DAY_FIRST) -> datetime:
    """A date or time; without a zone it is Pontianak's. Raises `ValueError` where it is neither."""
    text = cell.strip()
    for name, offset in _ZONE_NAMES.items():
        text = text.removesuffix(name).strip() + offset if text.endswith(f" {name}") else text
    try:
        when = _numbered(text, order) or _named(text) or datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"the date {cell[:40]!r} can't be read") from error
    if not 1990 <= when.year <= 2100:
        raise ValueError(f"the year of {cell[:40]!r} is not plausible")
    return when if when.tzinfo else when.replace(tzinfo=WIB)


def _numbered(text: str, order: str) -> datetime | None:
    found = _NUMBERS.fullmatch(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    day, month = (first, second) if order == DAY_FIRST else (second, first)
    return _at(year if year >= 100 else 2000 + year, month, day, found[4])


def _named(text: str) -> datetime | None:
    found = _NAMED.fullmatch(text)
    month = _MONTHS.get(found[2].casefold()) if found else None
    return _at(int(found[3]), month, int(found[1]), found[4]) if found and month else None


def _at(year: int, month: int, day: int, clock: str | None) -> datetime:
    hour = time.fromisoformat(_padded(clock)) if clock else time(0)
    return datetime.combine(datetime(year, month, day, tzinfo=WIB).date(), hour)


def _padded(clock: str) -> str:
    """ "8.05" and "8:05" as "08:05"."""
    text = _DOTTED.sub(lambda found: found[0].replace(".", ":"), clock.strip())
    return "0" + text if re.match(r"\d:", text) else text


def read_stars(cell: str) -> int | None:
    """1 to 5, `None` for an empty cell. Raises `ValueError` for anything else."""
    text = cell.strip()
    if not text:
        return None
    if set(text) <= {"★", "☆"} and 1 <= text.count("★") <= 5:
        return text.count("★")
    found = _STARS.fullmatch(text)
    if not found:
        raise ValueError(f"the rating {cell[:20]!r} is not 1 to 5")
    return int(found[1])
