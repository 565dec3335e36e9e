"""Numbers, dates and verdicts as Indonesian readers expect them, for screens, reports and the terminal.

A decimal comma, a dot between thousands, "5 Februari 2026", "Triwulan I 2026". Times are shown in
WIB, whatever zone they come in. Rounding is half away from zero, as on paper, not Python's half to even.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

from pantau.domain.period import WIB, Quarter, Span
from pantau.domain.verdict import StopReason, Verdict

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
MONTHS_SHORT = tuple(
    "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()  # noqa: SIM905 - one line reads best
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_ROMAN = ("I", "II", "III", "IV")
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
NOTHING = "belum ada"

INDEX_NAME = "Indeks Indikatif Ulasan"
INDEX_SHORT = "IIU"
INDEX_DISCLAIMER = (
    "Indeks indikatif dari ulasan publik; bukan Survei Kepuasan Masyarakat menurut "
    "Permen PANRB 14/2017 dan tidak menggantikannya."
)

VERDICT_TITLES = {
    Verdict.NEW: "Ada yang baru",
    Verdict.QUIET: "Tidak ada yang baru",
    Verdict.SUSPECT_EMPTY: "Kosong, mencurigakan",
    Verdict.PARTIAL: "Sebagian saja",
    Verdict.BLOCKED: "Ditolak sumber",
    Verdict.LAYOUT_CHANGED: "Bentuk halaman berubah",
    Verdict.UNREACHABLE: "Tidak terhubung",
}
VERDICT_SENTENCES = {
    Verdict.NEW: "Sumber terbaca sampai selesai dan ada ulasan baru atau ulasan yang diubah.",
    Verdict.QUIET: "Sumber terbaca sampai selesai; memang tidak ada yang baru.",
    Verdict.SUSPECT_EMPTY: (
        "Sumber menjawab, tetapi isinya kosong padahal seharusnya ada. Ini bukan berarti nol ulasan: "
        "angka pada hari itu belum dapat dipercaya."
    ),
    Verdict.PARTIAL: (
        "Pembacaan berhenti sebelum selesai. Yang sudah terbaca tersimpan; sisanya dibaca pada "
        "pengambilan berikutnya."
    ),
    Verdict.BLOCKED: "Sumber menolak permintaan kita (terlalu sering, atau akses tidak berlaku lagi).",
    Verdict.LAYOUT_CHANGED: (
        "Halaman terbuka tetapi susunannya berubah sehingga tidak terbaca. Pengelola perlu "
        "memperbarui Pantau."
    ),
    Verdict.UNREACHABLE: "Sumber tidak dapat dihubungi. Periksa jaringan; pengambilan berikutnya mencoba lagi.",
}
RUNNING_TITLE = "Belum selesai"
RUNNING_SENTENCE = "Pengambilan sedang berjalan atau terhenti di tengah jalan; belum ada hasilnya."
STOP_TITLES = {
    StopReason.REACHED_KNOWN: "sampai pada ulasan yang sudah dikenal",
    StopReason.EXHAUSTED: "semua halaman terbaca",
    StopReason.NOT_MODIFIED: "sumber tidak berubah sejak terakhir dibaca",
    StopReason.PAGE_LIMIT: "batas jumlah halaman tercapai",
    StopReason.TIME_LIMIT: "batas waktu tercapai",
    StopReason.REQUEST_LIMIT: "batas jumlah permintaan malam itu tercapai",
    StopReason.REPEATED_TOKEN: "sumber mengulang halaman yang sama",
    StopReason.EMPTY_WITH_TOKEN: "sumber memberi halaman kosong tetapi mengaku masih ada lanjutan",
    StopReason.ERROR: "terhenti karena galat",
}
SOURCE_TITLES = {
    "google_play": "Google Play",
    "play_api": "Google Play (akun pemilik)",
    "rss": "Berita (RSS)",
    "file": "Impor berkas",
    "app_store": "App Store",
    "youtube": "YouTube",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "threads": "Threads",
    "lapor": "SP4N-LAPOR!",
}
KIND_TITLES = {
    "review": "ulasan",
    "post": "kiriman",
    "comment": "komentar",
    "article": "berita",
    "report": "laporan",
}


def number(value: float, decimals: int = 0) -> str:
    """`1.234,5`; a value that rounds to zero carries no minus sign."""
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    return sign + f"{abs(rounded):,f}".translate(str.maketrans(",.", ".,"))


def signed(value: float, decimals: int = 0) -> str:
    """`+1,5` or `−1,5`; what rounds to zero is `0`."""
    text = number(value, decimals)
    return text if text.startswith(MINUS) or not text.strip("0,.") else f"+{text}"


def percent(share: float, decimals: int = 0) -> str:
    """`42,3%` from 0.423."""
    return f"{number(100 * share, decimals)}%"


def percent_range(low: float, high: float, decimals: int = 0) -> str:
    """`35–49%` from 0.35 and 0.49."""
    return f"{number(100 * low, decimals)}{DASH}{number(100 * high, decimals)}%"


def number_range(low: float, high: float, decimals: int = 1) -> str:
    return f"{number(low, decimals)}{DASH}{number(high, decimals)}"


def points(difference: float, decimals: int = 0) -> str:
    """A difference of two shares: `+4 poin persen` from 0.04."""
    return f"{signed(100 * difference, decimals)} poin persen"


def share(n_hits: int, n: int) -> str:
    """`42% (21 dari 50)`; without a base there is no share."""
    return f"{percent(n_hits / n)} ({number(n_hits)} dari {number(n)})" if n else NOTHING


def day(value: date) -> str:
    """`5 Februari 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """`5 Feb 2026`."""
    return f"{value.day} {MONTHS_SHORT[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """`Februari 2026`."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def short_month(value: date) -> str:
    """`Feb 2026`."""
    return f"{MONTHS_SHORT[value.month - 1]} {value.year}"


def quarter(value: Quarter) -> str:
    """`Triwulan I 2026`."""
    return f"Triwulan {_ROMAN[value.number - 1]} {value.year}"


def in_wib(moment: datetime) -> datetime:
    """The moment in WIB; a naive one is taken for UTC, which is what the store holds."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(WIB)


def clock(moment: datetime) -> str:
    """`01.30 WIB`."""
    return f"{in_wib(moment):%H.%M} WIB"


def timestamp(moment: datetime) -> str:
    """`5 Februari 2026 01.30 WIB`."""
    return f"{day(in_wib(moment).date())} {clock(moment)}"


def span(value: Span) -> str:
    """`1–31 Maret 2026`, `1 Januari – 31 Maret 2026`, or a quarter's, a month's or a year's name."""
    return _whole_period(value) or _written_span(value)


def _whole_period(value: Span) -> str | None:
    first, last = value.first, value.last
    if value == Span.of_quarter(Quarter.of(first)):
        return quarter(Quarter.of(first))
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"Tahun {first.year}"
    is_month = first.day == 1 and (date.fromordinal(last.toordinal() + 1).day == 1)
    same_month = (first.year, first.month) == (last.year, last.month)
    return month(first) if is_month and same_month else None


def _written_span(value: Span) -> str:
    first, last = value.first, value.last
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {DASH} {day(last)}"
    return f"{day(first)} {DASH} {day(last)}"


def hours(value: float) -> str:
    """A wait in words a reader can weigh: `45 menit`, `5 jam`, `3,2 hari`."""
    if value < 1:
        return f"{number(value * 60)} menit"
    return f"{number(value)} jam" if value < 48 else f"{number(value / 24, 1)} hari"


def direction(difference: float, is_significant: bool) -> str:
    """The one wording for a change: `naik`, `turun` or `tidak berbeda nyata`."""
    if not is_significant or difference == 0:
        return "tidak berbeda nyata"
    return "naik" if difference > 0 else "turun"


def verdict_title(verdict: str) -> str:
    """Of a run as the store holds it; empty means that it has not ended."""
    return VERDICT_TITLES[Verdict(verdict)] if verdict else RUNNING_TITLE


def verdict_sentence(verdict: str) -> str:
    return VERDICT_SENTENCES[Verdict(verdict)] if verdict else RUNNING_SENTENCE


def source_title(source: str) -> str:
    """The reader's name of a connector; one we have no name for is shown by its id."""
    return SOURCE_TITLES.get(source, source)


def enumeration(parts: list[str]) -> str:
    """`a`, `a dan b`, `a, b, dan c`."""
    if len(parts) < 3:
        return " dan ".join(parts)
    return ", ".join(parts[:-1]) + f", dan {parts[-1]}"
