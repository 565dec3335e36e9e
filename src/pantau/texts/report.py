"""Words of the reports that are short or said in many places: figures, changes, refusals, titles.

Whole sentences of the chapters stand in `report_chapters`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from pantau.domain.period import Quarter, Span
from pantau.domain.taxonomy import FEEDBACK_BY_ID, SENTIMENT_TITLES, Sentiment
from pantau.texts import common

if TYPE_CHECKING:
    from pantau.reports.facts import Completeness
    from pantau.reports.figures import ChangeFact, Compared, IndexFact, MeanFact, ShareFact

MIN_TEXTS = 30
NBSP = "\N{NO-BREAK SPACE}"
TITLE = "Laporan Kepuasan Warga"
SUBTITLE = "Umpan balik publik tentang {app}"
SUBJECT = "Umpan balik publik warga tentang {app} pada {period}"
INCOMPLETE_SHORT = "triwulan belum lengkap"
SAMPLE_SHORT = "DATA CONTOH"
LOGO_ALT = "Logo pemerintah daerah"
OUTLINE_TITLE = "Daftar Isi"
AGAINST_PREVIOUS = "Dibanding triwulan lalu (poin persen)"
AGAINST_YEAR_AGO = "Dibanding tahun lalu (poin persen)"
DIFFERENCE = "Perbedaan (poin persen)"
NOT_COMPARABLE = "belum dapat dibandingkan"
BLANK_DATE = ".................................... 20...."
BLANK_NAME = "............................................"

INCOMPLETE_REASONS = {
    "running": "triwulan masih berjalan",
    "no_runs": "tidak ada catatan pengambilan ulasan pada triwulan ini",
    "gaps": "ada hari yang tidak terjangkau pengambilan",
    "few": "kurang dari 30 teks",
}
SAMPLE_MARK = (
    "DATA CONTOH. Laporan ini dibuat dari ulasan contoh, bukan ulasan warga yang sebenarnya."
)

READINGS = {
    "semu": (
        "Partisipasi melampaui umpan balik hampir tidak ada: batas atas rentang keyakinannya di bawah "
        "5%. Dalam istilah kajian tentang koproduksi pada JePin, koproduksinya masih semu."
    ),
    "signs": (
        "Ada tanda partisipasi yang melampaui umpan balik: batas bawah rentang keyakinannya 5% atau "
        "lebih."
    ),
    "unclear": (
        "Belum dapat dikatakan apakah koproduksi masih semu: rentang keyakinan melintasi batas 5%."
    ),
    "too_few": "Teks terlalu sedikit (kurang dari 30) untuk membaca bentuk partisipasi warga.",
}
INDEX_REASONS = {
    "few": "tidak dihitung: kurang dari 30 teks",
    "none": "tidak dihitung: tidak ada teks",
}
PLAN_REASONS = {
    "rose": "naik nyata dari triwulan lalu",
    "every_month": "muncul setiap bulan",
    "large": "termasuk yang terbanyak",
}
SKM_ELEMENTS = {
    "persyaratan": "Persyaratan",
    "prosedur": "Sistem, mekanisme, dan prosedur",
    "waktu": "Waktu penyelesaian",
    "biaya": "Biaya/tarif",
    "produk": "Produk spesifikasi jenis pelayanan",
    "kompetensi": "Kompetensi pelaksana",
    "perilaku": "Perilaku pelaksana",
    "pengaduan": "Penanganan pengaduan, saran, dan masukan",
    "sarana": "Sarana dan prasarana",
}
SKM_BANDS = {"A": "Sangat baik", "B": "Baik", "C": "Kurang baik", "D": "Tidak baik"}
PEMDI_CATEGORIES = {
    "benefit": "Manfaat yang disebut warga",
    "cost": "Biaya: waktu, tenaga, dan kendala",
    "risk": "Risiko: data pribadi, akun, keamanan",
}
LABEL_TITLES = {"macro": "rata-rata semua label", "micro": "semua label bersama"}
TABLE = "Tabel"
FIGURE = "Gambar"
PAGE = "Halaman"
OF = "dari"
KEY_FIGURE_HEAD = ("Angka", "Nilai", "Rentang, n, dan perubahan")
NOTES_SHEET = "catatan"
ANNEX_NOTE = (
    "Lampiran data. Bagian ditulis dari 0 sampai 1. Arti setiap kolom ada pada lembar kamus. Kutipan "
    "sudah disamarkan dan hanya menyebut bulan."
)
AXES = {"sentiment": "Sentimen", "feedback": "Jenis umpan balik"}
FIGURE_TITLES = {
    "mentions": "Jumlah penyebutan",
    "texts": "Jumlah teks",
    "stars": "Rata-rata bintang",
    "index": "IIU",
    "negative": "Sentimen negatif",
    "positive": "Sentimen positif",
}


def future(quarter: Quarter) -> str:
    return f"{common.quarter(quarter)} belum dimulai; pilih triwulan yang sudah lewat."


def no_data(quarter: Quarter) -> str:
    return (
        f"Tidak ada satu pun ulasan pada {common.quarter(quarter)}; laporan tidak dibuat. "
        "Periksa `pantau status`, atau pilih triwulan lain."
    )


def incomplete(quarter: Quarter, found: Completeness) -> str:
    return (
        f"{common.quarter(quarter)} belum lengkap: {incomplete_reasons(found)}. "
        "Pakai --allow-incomplete untuk tetap membuatnya; laporan akan menyatakannya."
    )


def incomplete_reasons(found: Completeness) -> str:
    shown = [INCOMPLETE_REASONS[reason] for reason in found.reasons]
    if "gaps" in found.reasons:
        days = f"{common.number(found.n_gap_days)} hari tidak terjangkau pengambilan"
        shown[found.reasons.index("gaps")] = days
    return common.enumeration(shown)


def incomplete_mark(found: Completeness) -> str:
    return f"TRIWULAN BELUM LENGKAP: {incomplete_reasons(found)}. Baca setiap angka dengan catatan ini."


def share(fact: ShareFact) -> str:
    """`42% (35–49%)`."""
    if fact.share is None or fact.low is None or fact.high is None:
        return common.NOTHING
    return f"{common.percent(fact.share)} ({common.percent_range(fact.low, fact.high)})"


def hits(fact: ShareFact) -> str:
    """`21 dari 50`."""
    return f"{common.number(fact.n_hits)} dari {common.number(fact.n)}"


def share_with_n(fact: ShareFact) -> str:
    """`42% (35–49%; n = 50)`."""
    if fact.share is None or fact.low is None or fact.high is None:
        return common.NOTHING
    interval = common.percent_range(fact.low, fact.high)
    return f"{common.percent(fact.share)} ({interval}; n = {common.number(fact.n)})"


def mean(fact: MeanFact, decimals: int = 2) -> str:
    """`3,41 (3,20–3,62)`."""
    if fact.mean is None:
        return common.NOTHING
    shown = common.number(fact.mean, decimals)
    if fact.low is None or fact.high is None:
        return shown
    return f"{shown} ({common.number_range(fact.low, fact.high, decimals)})"


def index(fact: IndexFact) -> str:
    """`61,3 (57,0–65,6)` or why there is none."""
    if fact.value is None:
        return INDEX_REASONS[fact.reason]
    shown = common.number(fact.value, 1)
    if fact.low is None or fact.high is None:
        return shown
    return f"{shown} ({common.number_range(fact.low, fact.high)})"


def change_of_share(fact: ChangeFact) -> str:
    return _change(fact, "" if fact.difference is None else common.points(fact.difference))


def change_in_points(fact: ChangeFact) -> str:
    """The same for a narrow column whose head names the unit."""
    return _change(fact, "" if fact.difference is None else common.signed(100 * fact.difference))


def change_of_mean(fact: ChangeFact) -> str:
    return _change(fact, "" if fact.difference is None else common.signed(fact.difference, 2))


def change_of_index(fact: ChangeFact) -> str:
    return _change(fact, "" if fact.difference is None else common.signed(fact.difference, 1))


def change_of_count(fact: ChangeFact) -> str:
    """The difference is a ratio minus one: of counts per day."""
    if fact.difference is None:
        return _change(fact, "")
    return _change(fact, f"{common.signed(100 * fact.difference)}%")


def _change(fact: ChangeFact, difference: str) -> str:
    """`naik (+12 poin persen; p = 0,003)`."""
    if fact.difference is None:
        return NOT_COMPARABLE
    said = common.direction(fact.difference, fact.is_significant)
    return f"{said} ({difference}{probability(fact)})"


def verdict_of_change(fact: ChangeFact) -> str:
    """The bare word, for the data annex."""
    if fact.difference is None:
        return NOT_COMPARABLE
    return common.direction(fact.difference, fact.is_significant)


def probability(fact: ChangeFact) -> str:
    value = fact.p if fact.q is None else fact.q
    if value is None:
        return ""
    return (
        f"; p{NBSP}<{NBSP}0,001" if value < 0.001 else f"; p{NBSP}={NBSP}{common.number(value, 3)}"
    )


def year_ago_quarter(compared: Compared) -> str:
    return common.quarter(Quarter.parse(compared.year_ago.against))


def stars(rating: int | None) -> str:
    return "tanpa bintang" if rating is None else f"{rating} bintang"


def month_of(iso: str) -> str:
    """`September 2026` from `2026-09`."""
    year, month = iso.split("-")
    return f"{common.MONTHS[int(month) - 1]} {year}"


def day_of(iso: str) -> str:
    """`5 Februari 2026` from `2026-02-05`."""
    return common.day(date.fromisoformat(iso))


def span_of(first: str, last: str) -> str:
    return common.span(Span(date.fromisoformat(first), date.fromisoformat(last)))


def moment_of(iso: str) -> str:
    return common.timestamp(datetime.fromisoformat(iso))


def short_quarter(quarter: Quarter) -> str:
    """`Tw III 2026`, for narrow columns."""
    return common.quarter(quarter).replace("Triwulan", "Tw")


def small_cell(fact: ShareFact) -> str:
    """A share whose base is under five is not broken down."""
    return "n < 5" if fact.n < 5 else share(fact)


def none_of(n: int) -> str:
    return f"0 dari {common.number(n)}"


def figure(kind: str, value: float | None, n: int) -> str:
    """A restated figure in its own unit, with its base where it is a share or a mean."""
    if value is None:
        return common.NOTHING
    if kind in ("mentions", "texts"):
        return common.number(value)
    base = f" (n = {common.number(n)})"
    if kind in ("negative", "positive"):
        return common.percent(value, 1) + base
    return common.number(value, 2 if kind == "stars" else 1) + base


def label_title(axis: str, label: str) -> str:
    """The reader's name of a label; what is none (an average) is shown as it is."""
    if axis == "feedback" and label in FEEDBACK_BY_ID:
        return FEEDBACK_BY_ID[label].title
    if axis == "sentiment" and label in set(Sentiment):
        return SENTIMENT_TITLES[Sentiment(label)]
    return LABEL_TITLES.get(label, label)


def feedback_title(type_id: str, *, is_doubtful: bool) -> str:
    """A type the model is not to be trusted with carries a dagger."""
    title = FEEDBACK_BY_ID[type_id].title
    return f"{title} \N{DAGGER}" if is_doubtful else title


def kappa(value: float | None) -> str:
    return common.NOTHING if value is None else common.number(value, 2)


def model_name(name: str, version: str) -> str:
    """People who coded a text are told as people, never by name."""
    return "pengode manusia" if name == "human" else f"{name} {version}"


def weight(name: str) -> str:
    """`0,111` from `0.111`."""
    return name.replace(".", ",")
