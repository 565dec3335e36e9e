"""Files of known origin, recognised by their columns, and the generic one that takes the rest.

A preset is data: which columns mark it, which hold what. What a preset doesn't name is never read: that is
how telephone numbers, addresses and reporters' names stay outside. Presets follow what exports are
known to hold; where an office's differ, `--map` names the columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pantau.connectors.table_fields import ALIASES, REQUIRED, places
from pantau.domain.mention import Kind
from pantau.errors import InputError


@dataclass(frozen=True, slots=True)
class Preset:
    """`marks`: one name of each group must be there. `fields`: the columns that may hold a field, by
    preference; in each row the first that isn't empty counts.

    `hides_author`: the identity of those who wrote is dropped and can't be mapped back in.
    `kinds`: a word in the columns of `type` decides the kind, else `kind` does, else whether there are stars.
    """

    name: str
    marks: tuple[tuple[str, ...], ...]
    fields: Mapping[str, tuple[str, ...]]
    kind: Kind | None = None
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    channel: str = ""
    permalink: str = ""
    hides_author: bool = False
    joins_texts: bool = False
    takes_first: bool = False

    def is_marked(self, header: Sequence[str]) -> bool:
        names = places(header)
        return all(any(name in names for name in group) for group in self.marks)

    def fields_in(
        self, header: Sequence[str], mapped: Mapping[str, str]
    ) -> dict[str, tuple[str, ...]]:
        """The columns of a heading by the field they hold; `mapped` are the user's own words on it."""
        names = places(header)
        most = 1 if self.takes_first else None
        found = {
            w: tuple(n for n in choice if n in names)[:most] for w, choice in self.fields.items()
        }
        found |= {what: (name,) for what, name in mapped.items()}
        if "clock" not in mapped:
            dates = found.get("date", ())
            clocks = [n for n in self.fields.get("clock", ()) if n in names and n not in dates]
            found["clock"] = tuple(clocks[:1])
        return {what: columns for what, columns in found.items() if columns}

    def fits(self, header: Sequence[str], mapped: Mapping[str, str]) -> bool:
        names, found = places(header), self.fields_in(header, mapped)
        return all(what in found for what in REQUIRED) and all(n in names for n in mapped.values())


_DATES: Final = (
    "tanggal", "tanggal masuk", "tanggal dibuat", "tgl", "waktu", "date", "created at", "timestamp",
)  # fmt: skip
_REPLIES: Final = ("tanggapan", "jawaban", "balasan", "tindak lanjut", "tindak lanjut terakhir")
_REPLY_DATES: Final = (
    "tanggal tanggapan",
    "tanggal jawaban",
    "tanggal balasan",
    "tanggal tindak lanjut",
)
_KINDS: Final = {
    "comment": Kind.COMMENT, "news": Kind.ARTICLE, "print": Kind.ARTICLE, "broadcast": Kind.ARTICLE,
}  # fmt: skip

MELTWATER: Final = Preset(
    name="meltwater",
    marks=(("hit sentence",), ("author handle", "author name"), ("document id",)),
    fields={
        "id": ("document id",),
        "text": ("hit sentence", "opening text", "title"),
        "title": ("title",),
        "date": ("date",),
        "clock": ("time",),
        "author": ("author handle", "author name"),
        "url": ("url",),
        "lang": ("language",),
        "likes": ("likes", "reactions"),
        "channel": ("source name", "source type", "source"),
        "type": ("content type", "information type", "source type"),
    },
    kind=Kind.POST,
    kinds=_KINDS,
)
MELTWATER_OLD: Final = Preset(
    name="meltwater_old",
    marks=(("hit sentence",), ("influencer",), ("date",)),
    fields={
        "id": ("tweet id",),
        "text": ("hit sentence", "opening text", "headline"),
        "title": ("headline",),
        "date": ("date",),
        "clock": ("time",),
        "author": ("twitter screen name", "twitter id", "influencer"),
        "url": ("url",),
        "lang": ("language",),
        "channel": ("source",),
        "type": ("source",),
    },
    kind=Kind.ARTICLE,
    kinds=dict.fromkeys(
        ("twitter", "facebook", "instagram", "tiktok", "youtube", "reddit", "forum"), Kind.POST
    ),
)
EXPORTCOMMENTS: Final = Preset(
    name="exportcomments",
    marks=(("name click to view profile",), ("comment",), ("date",)),
    fields={  # its Id is a row number
        "text": ("comment",),
        "date": ("date",),
        "author": ("profile id", "name click to view profile"),
        "likes": ("likes",),
        "url": ("view source",),
    },
    kind=Kind.COMMENT,
)
LAPOR: Final = Preset(
    name="lapor",
    marks=(
        ("tracking id", "trackingid", "no laporan", "nomor laporan", "id laporan", "kode laporan"),
        ("isi laporan", "isi aduan", "isi pengaduan", "isi laporan awal", "detail laporan", "laporan"),
    ),
    fields={
        "id": ("tracking id", "trackingid", "no laporan", "nomor laporan", "id laporan", "kode laporan"),
        "text": ("isi laporan", "isi aduan", "isi pengaduan", "isi laporan awal", "detail laporan", "laporan"),
        "title": ("judul laporan", "judul", "judul aduan", "kategori"),
        "date": ("tanggal laporan", "tanggal laporan masuk", "tgl laporan", "tanggal lapor", *_DATES),
        "clock": ("jam", "pukul", "jam laporan"),
        "reply": _REPLIES,
        "reply_date": _REPLY_DATES,
        "secret": (
            "rahasia", "is secret", "laporan rahasia", "sifat laporan", "sifat", "kerahasiaan",
            "tipe laporan", "privasi",
        ),
    },
    kind=Kind.REPORT,
    channel="LAPOR",
    permalink="https://www.lapor.go.id/pengaduan/{id}",
    hides_author=True,
)  # fmt: skip
UMPAN_BALIK: Final = Preset(
    name="umpan_balik",
    marks=(
        ("umpan balik", "isi umpan balik", "kritik", "kritik dan saran", "saran dan kritik"),
        ("tanggal", "tanggal umpan balik", "tanggal kirim", "tgl", "waktu", "created at"),
    ),
    fields={
        "id": ("id umpan balik", "id", "nomor"),
        "text": (
            "umpan balik", "isi umpan balik", "kritik dan saran", "saran dan kritik", "kritik", "saran",
        ),
        "title": ("judul", "kategori", "subjek"),
        "date": ("tanggal umpan balik", "tanggal kirim", *_DATES),
        "clock": ("jam", "pukul"),
        "author": ("id pengguna", "user id", "id user", "username", "nama pengguna", "nama"),
        "rating": ("rating", "bintang", "nilai"),
        "reply": _REPLIES,
        "reply_date": _REPLY_DATES,
    },
    kind=Kind.REPORT,
    channel="Umpan Balik",
    joins_texts=True,
)  # fmt: skip
WHATSAPP: Final = Preset(
    name="whatsapp",
    marks=(
        (
            "nomor whatsapp", "no whatsapp", "nomor wa", "no wa", "whatsapp", "whatsapp number",
            "pengirim whatsapp",
        ),
        ("pesan", "isi pesan", "isi", "message", "teks", "text", "laporan", "isi laporan"),
    ),
    fields={  # private speech: text, date and category, never a number or a name
        "text": ("pesan", "isi pesan", "isi laporan", "isi", "message", "teks", "text", "laporan"),
        "title": ("kategori", "category", "jenis"),
        "date": ("tanggal pesan", "tanggal laporan", *_DATES),
        "clock": ("jam", "pukul", "time"),
    },
    kind=Kind.REPORT,
    channel="WhatsApp",
    hides_author=True,
)  # fmt: skip
# One column a field: where an origin isn't known, a second one may hold something else.
GENERIC: Final = Preset(name="generic", marks=(), fields=ALIASES, takes_first=True)

# The more particular first; the generic one takes what has a text and a date.
PRESETS: Final[Mapping[str, Preset]] = {
    preset.name: preset
    for preset in (
        MELTWATER,
        MELTWATER_OLD,
        EXPORTCOMMENTS,
        WHATSAPP,
        LAPOR,
        UMPAN_BALIK,
        GENERIC,
    )
}
_IDENTITY: Final = frozenset(("author", "url", "id"))


def check_mapping(preset: Preset | None, mapped: Mapping[str, str]) -> None:
    """Raises `InputError` for a field that there isn't, or that the preset keeps out."""
    unknown = [what for what in mapped if what not in ALIASES]
    if unknown:
        raise InputError(f"--map {unknown[0]}=…: no such field; there are {', '.join(ALIASES)}")
    if preset is None or not preset.hides_author:
        return
    refused = [what for what in mapped if what in _IDENTITY - preset.fields.keys()]
    if refused:
        raise InputError(
            f"--map {refused[0]}=…: the preset {preset.name} keeps the identity of those who wrote out"
        )
