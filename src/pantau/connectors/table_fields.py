"""What the columns of a table are called, and how stars, counts and ids in its cells are read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

REQUIRED: Final = ("text", "date")
# Fields that a user may name a column for. `clock` is a time of day in a column of its own.
FIELDS: Final = (
    "text", "date", "clock", "id", "author", "url", "lang", "rating", "likes", "channel", "title",
    "reply", "reply_date",
)  # fmt: skip
ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (
        "text", "teks", "isi", "ulasan", "komentar", "comment", "content", "message", "pesan",
        "review", "review text", "isi ulasan", "isi komentar", "isi laporan", "laporan", "caption",
        "masukan", "saran", "umpan balik", "isi pesan", "isi masukan", "full text", "body",
    ),
    "date": (
        "date", "tanggal", "waktu", "tgl", "datetime", "time", "timestamp", "created at",
        "created time", "posted at", "published at", "tanggal laporan", "tanggal waktu",
    ),
    "clock": ("jam", "pukul", "time", "waktu"),
    "id": ("id", "review id", "comment id", "post id", "external id", "no laporan", "tracking id"),
    "author": (
        "author", "penulis", "nama", "user", "username", "user name", "nama pengguna", "pengguna",
        "akun", "author name", "author id",
    ),
    "rating": ("rating", "bintang", "star rating", "stars", "nilai", "score"),
    "likes": ("likes", "suka", "like count", "jumlah suka", "jumlah like", "n likes"),
    "url": ("url", "tautan", "link", "permalink"),
    "lang": ("language", "bahasa", "lang"),
    "channel": ("channel", "kanal", "platform", "sumber", "source", "media"),
    "title": ("title", "judul"),
    "reply": ("reply", "balasan", "tanggapan", "jawaban", "reply text", "developer reply text"),
    "reply_date": ("tanggal balasan", "tanggal tanggapan", "reply at", "tanggal jawaban"),
}  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STARS = re.compile(r"([1-5])(?:[.,]0+)?(?: *(?:bintang|stars?|/ *5))?", re.IGNORECASE)
_COUNT = re.compile(r"(\d+(?:[.,]\d+)*) *(rb|ribu|jt|juta|k|m)?\+?", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_TIMES: Final = {"rb": 1e3, "ribu": 1e3, "k": 1e3, "jt": 1e6, "juta": 1e6, "m": 1e6}
# Excel keeps 15 digits of a number: longer ids come back rounded, as 1.23E+18 or with zeros at the end.
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{2}")
_LONG_ID = re.compile(r"\d{17,}")
_ZEROS = re.compile(r"\d{15}0+")
# One id of a hundred ends with two zeros by itself; a column of them doesn't.
_MOST_BY_CHANCE: Final = 0.5


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """A column's name as it is compared: "Tanggal_Laporan" and "tanggalLaporan" are one, "WhatsApp" is
    one word."""
    words = _CAMEL.sub(" ", name) if name[:1].islower() else name
    return re.sub(r"[\W_]+", " ", words.casefold()).strip()


def places(header: Sequence[str]) -> dict[str, int]:
    """Where each named column stands; the first of two that share a name."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        if normal(name):
            found.setdefault(normal(name), place)
    return found


def read_stars(cell: str) -> int | None:
    """1 to 5, `None` for an empty cell. Raises `ValueError` for anything else."""
    text = cell.strip()
    if not text:
        return None
    if set(text) <= {"★", "☆"} and 1 <= text.count("★") <= 5:
        return text.count("★")
    found = _STARS.fullmatch(text)
    if not found:
        raise ValueError(f"the rating {_shown(text)} is not 1 to 5")
    return int(found[1])


def read_count(cell: str) -> int:
    """ "1,2 rb", "1.234", "3 jt", "1.2K"; 0 for what is no count, for a row isn't lost over its likes."""
    found = _COUNT.fullmatch(cell.strip())
    if not found:
        return 0
    number, unit = found[1], (found[2] or "").lower()
    if _GROUPED.fullmatch(number) and not unit:
        return int(re.sub("[.,]", "", number))
    whole, _, part = number.replace(",", ".").partition(".")
    return round(float(f"{whole}.{part.replace('.', '') or 0}") * _TIMES.get(unit, 1))


def is_rounded_id(cell: str, *, has_zeros: bool = False) -> bool:
    """Whether a spreadsheet made a rounded number of an id, so that it identifies nothing any more.

    `has_zeros`: the column is one of ids rounded to zeros, see `ends_in_zeros`.
    """
    return bool(_EXPONENT.fullmatch(cell) or (has_zeros and _ZEROS.fullmatch(cell)))


def ends_in_zeros(cells: Iterable[str]) -> bool:
    """Whether the long ids of a column end in zeros from the 16th digit on, as rounded ones do."""
    long_ids = [cell for cell in cells if _LONG_ID.fullmatch(cell)]
    n_zeros = sum(1 for cell in long_ids if _ZEROS.fullmatch(cell))
    return n_zeros > 1 and n_zeros > _MOST_BY_CHANCE * len(long_ids)


def _shown(cell: str) -> str:
    """Short figures as they are; of other contents, which may name a person, only the shape."""
    return repr(cell if len(cell) <= 3 else re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "9", cell[:20])))
