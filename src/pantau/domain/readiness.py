"""Whether a complaint says what an office needs to forward it: what, where, when.

The LAPOR admins of the city hold back (*tertunda*) a report that lacks one of these, most often the
place. Both patterns are read by `re` and by DuckDB (RE2), so they use only what both understand.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from typing import Final

from pantau.domain.taxonomy import PROBLEM_TYPES


class Part(StrEnum):
    """What a complaint must tell; the values stand in the URL of the page of texts."""

    WHAT = "apa"
    WHERE = "di-mana"
    WHEN = "kapan"


# Chooses complaints that lack nothing.
READY: Final = "siap"
_SERVICE: Final = "service_complaint"

# Districts, kelurahan and main roads of Pontianak that are not ordinary words too; written joined or
# apart. "Tengah", "Saigon", "Mariana" and "Kota Baru" are, and count only after "Kelurahan".
_NAMES: Final = (
    "pontianak ?(?:barat|kota|selatan|tenggara|timur|utara)",
    "pal ?(?:lima|5)",
    "sungai ?(?:jawi|beliung|bangkong|raya dalam)",
    "darat sekip",
    "benua ?melayu",
    "parit ?(?:tokaya|mayor|haji husin)",
    "akcaya",
    "bansir",
    "bangka ?belitung",
    "banjar ?serasan",
    "tanjung ?(?:hulu|hilir|raya|pura)",
    "dalam ?bugis",
    "tambelan",
    "siantan",
    "batu ?layang",
    "gajah ?mada",
    "ahmad yani",
    "a\\.? ?yani",
    "imam bonjol",
    "kom\\.? ?yos sudarso",
    "sultan (?:abdurrahman|syahrir|hamid)",
    "danau sentarum",
    "(?:pasar )?(?:flamboyan|dahlia|teratai|kemuning|puring)",
)
_PLACE_WORDS: Final = (
    "jalan|gang|simpang|pasar|jembatan|taman|terminal|pelabuhan|komplek|kompleks|perumahan"
    "|kecamatan|kantor|puskesmas|rsud|parit|bundaran|depan|dekat"
)
WHERE: Final = (
    r"(?i:\b(?:jl|jln|gg|kel|kec|rt|rw)\b\.? ?)\w{2,}"
    rf"|(?i:\b(?:{_PLACE_WORDS})) [A-Z0-9]"
    rf"|(?i:\bkelurahan \w)|(?i:\b(?:{'|'.join(_NAMES)})\b)"
)

_MONTHS: Final = (
    "jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|jun[ie]?|jul[iy]?|agustus|agu?s?t"
    "|sep(?:t|tember)?|okt(?:ober)?|nov(?:ember)?|des(?:ember)?"
)
WHEN: Final = (
    rf"(?i:\b\d{{1,2}} ?(?:{_MONTHS})\b|\bbulan (?:{_MONTHS})\b"
    r"|\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b|\b(?:tgl|tanggal|jam|pukul|pkl)\.? ?\d"
    r"|\b\d+ ?(?:jam|hari|minggu|bulan|tahun)\b|\b(?:sudah|dah|udah|hampir) se(?:hari|minggu|bulan|tahun)\b"
    r"|\b(?:hari|pagi|siang|sore|malam|minggu|bulan) (?:ini|tadi|lalu|kemarin)\b"
    r"|\btadi (?:pagi|siang|sore|malam|malem)\b|\b(?:kemarin|kemaren|semalam|semalem|barusan)\b"
    r"|\b(?:senin|selasa|rabu|kamis|jum'?at|sabtu|hari minggu)\b)"
)
_WHERE, _WHEN = re.compile(WHERE, re.ASCII), re.compile(WHEN, re.ASCII)


def lacking(
    text: str, feedback: Collection[str], topics: Collection[str]
) -> tuple[Part, ...] | None:
    """What is missing before the text can be forwarded; `None` where it is no complaint.

    "What" is a topic of the list. A problem of the app happens in the app, which is place enough.
    """
    if PROBLEM_TYPES.isdisjoint(feedback):
        return None
    told = {
        Part.WHAT: bool(topics),
        Part.WHERE: _SERVICE not in feedback or bool(_WHERE.search(text)),
        Part.WHEN: bool(_WHEN.search(text)),
    }
    return tuple(part for part in Part if not told[part])
