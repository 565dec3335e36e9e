"""Sentences about figures and their changes. The wording follows the test, never the eye."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.domain.measures import (
    MIN_TEXTS_FOR_INDEX,
    Change,
    Index,
    Interval,
    Mean,
    Share,
    Withheld,
)
from pantau.texts import common
from pantau.texts import dashboard as words

NO_VALUE = common.DASH
TESTED_HOW = (
    "Setiap perubahan diuji: uji eksak Fisher untuk bagian, uji Welch untuk rata-rata dan indeks, uji "
    "eksak Poisson untuk jumlah, dua sisi pada taraf 5%. Jenis dan topik diuji bersama-sama sehingga "
    "dikoreksi Benjamini–Hochberg. “Tidak berbeda nyata” berarti selisihnya dapat terjadi karena kebetulan."
)
NOTHING_CHANGED = "Tidak ada jenis umpan balik atau topik yang bagiannya berubah di luar kebetulan."
NOT_COMPARABLE = "Belum dapat dibandingkan: teks pada periode sebelumnya terlalu sedikit."
_VERBS = {
    Change.RISEN: "naik",
    Change.FALLEN: "turun",
    Change.WITHIN_NOISE: "tidak berbeda nyata",
}


def verb(change: Change) -> str:
    """`naik`, `turun`, `tidak berbeda nyata`."""
    return _VERBS.get(change, "belum dapat dibandingkan")


def index_value(index: Index) -> str:
    return NO_VALUE if index.value is None else common.number(index.value, 1)


def index_basis(index: Index) -> str:
    if index.withheld is Withheld.NO_TEXTS:
        return "Belum ada teks berlabel pada pilihan ini."
    if index.withheld:
        return words.below_minimum(index.n, MIN_TEXTS_FOR_INDEX)
    return f"dari 100 · n {common.number(index.n)} · {_range(index.interval, 1)}"


def mean_value(mean: Mean) -> str:
    return NO_VALUE if mean.value is None else common.number(mean.value, 2)


def mean_basis(mean: Mean) -> str:
    if mean.value is None:
        return "Tidak ada ulasan berbintang pada pilihan ini."
    between = f" · {_range(mean.interval, 2)}" if mean.interval else ""
    return f"dari 5 · n {common.number(mean.n)}{between}"


def share_value(share: Share) -> str:
    return NO_VALUE if share.value is None else common.percent(share.value)


def share_basis(share: Share, of: str) -> str:
    """`83 dari 197 teks · rentang 95% 35–49%`."""
    if share.interval is None:
        return f"Tidak ada {of} pada pilihan ini."
    between = common.percent_range(share.interval.low, share.interval.high)
    counted = f"{common.number(share.n_hit)} dari {common.number(share.n)} {of}"
    return f"{counted} · {words.INTERVAL_95} {between}"


def share_shown(share: Share) -> str:
    """For tooltips and tables: `42% (35–49%)`."""
    if share.value is None or share.interval is None:
        return common.NOTHING
    between = common.percent_range(share.interval.low, share.interval.high)
    return f"{common.percent(share.value)} ({between})"


def figure_shown(value: float | None, interval: Interval | None, decimals: int) -> str:
    """For tooltips and tables: `62,4 (55,1–69,7)`."""
    if value is None:
        return common.NOTHING
    shown = common.number(value, decimals)
    if interval is None:
        return shown
    return f"{shown} ({common.number_range(interval.low, interval.high, decimals)})"


def _range(interval: Interval | None, decimals: int) -> str:
    if interval is None:
        return "tanpa rentang"
    return f"{words.INTERVAL_95} {common.number_range(interval.low, interval.high, decimals)}"


def changed(
    change: Change, then: str, n_then: int, period: str, is_better: bool | None = None
) -> str:
    """The line under a tile: `Naik, membaik: dari 54,3 (Triwulan II 2026, n 210)`."""
    if change is Change.UNTESTED:
        return f"Belum dapat dibandingkan dengan {period} (n {common.number(n_then)})"
    verb = _VERBS[change].capitalize()
    if is_better is not None:
        verb += ", membaik:" if is_better else ", memburuk:"
    return f"{verb} dari {then} ({period}, n {common.number(n_then)})"


def count_changed(change: Change, then: int, period: str) -> str:
    if change is Change.UNTESTED:
        return f"Belum ada liputan pada {period}"
    return f"{_VERBS[change].capitalize()} dari {common.number(then)} ({period})"


def share_sentence(what: str, change: Change, now: Share, then: Share) -> str:
    """`Masalah aplikasi naik: 48% (95 dari 197), sebelumnya 35% (74 dari 210).`"""
    shown_now, shown_then = (common.share(s.n_hit, s.n) for s in (now, then))
    return f"{what} {_VERBS[change]}: {shown_now}, sebelumnya {shown_then}."


def index_sentence(change: Change, now: Index, then: Index) -> str:
    values = f"{index_value(now)} (n {common.number(now.n)}), sebelumnya "
    return f"{common.INDEX_NAME} {_VERBS[change]}: {values}{index_value(then)} (n {common.number(then.n)})."


def mean_sentence(change: Change, now: Mean, then: Mean) -> str:
    values = f"{mean_value(now)} (n {common.number(now.n)}), sebelumnya "
    return (
        f"Rata-rata bintang ulasan {_VERBS[change]}: {values}{mean_value(then)} "
        f"(n {common.number(then.n)})."
    )


def count_sentence(change: Change, now: int, then: int) -> str:
    return (
        f"Jumlah teks warga {_VERBS[change]}: {common.number(now)}, "
        f"sebelumnya {common.number(then)}."
    )


def left_out(n_periods: int) -> str:
    """Under the index chart."""
    if not n_periods:
        return ""
    return (
        f"{common.number(n_periods)} periode tanpa titik karena teksnya kurang dari "
        f"{common.number(MIN_TEXTS_FOR_INDEX)}."
    )


def not_broken_down(titles: list[str]) -> str:
    """Cells under five aren't broken down further."""
    return f"Kurang dari 5 teks, tidak dirinci: {common.enumeration(titles)}." if titles else ""


INDEX_EXPLAINED = (
    (
        "Indeks dihitung dari sentimen teks, bukan dari bintang: 50 × (1 + (positif − negatif) ÷ n). "
        "Nilainya sama dengan rata-rata bila teks positif diberi 100, netral 50, dan negatif 0. Bentuk ini "
        "adalah statistik saldo yang lazim dalam survei konsumen resmi, antara lain Bank Indonesia."
    ),
    (
        f"Rentang 95% dihitung dengan t Student. Di bawah {MIN_TEXTS_FOR_INDEX} teks dalam satu periode "
        "indeks tidak ditampilkan karena rentangnya terlalu lebar untuk dipakai."
    ),
    (
        "Sentimen ditentukan oleh model dengan ketepatan yang dicantumkan pada halaman Kesehatan Data; "
        "teks yang labelnya kurang yakin tetap dihitung dan jumlahnya dicantumkan."
    ),
    common.INDEX_DISCLAIMER,
)


def sensitivity(now: Index, sure_only: Index) -> str:
    """The index with and without labels under the model's cut-off."""
    if now.value is None or sure_only.value is None:
        return ""
    return (
        f"Tanpa label yang kurang yakin, indeksnya {index_value(sure_only)} "
        f"(n {common.number(sure_only.n)}); dengan semua label {index_value(now)} (n {common.number(now.n)})."
    )


def copies(now: Index, once: Index, n_copies: int, n_bursts: int) -> str:
    """The index with each copied text counted once; silent where nothing was copied."""
    if n_copies == 0 or now.value is None or once.value is None:
        return ""
    bursts = f", {common.number(n_bursts)} rentetan dari sedikit penulis" if n_bursts else ""
    return (
        f"Ada {common.number(n_copies)} salinan teks yang hampir sama{bursts}. Bila tiap teks dihitung sekali, "
        f"indeksnya {index_value(once)} (n {common.number(once.n)})."
    )


def kept_apart(titles: Sequence[str]) -> str:
    """Which sources don't count, and why."""
    return (
        f"{', '.join(titles)} tidak dihitung dalam angka di halaman ini: syarat penggunaannya melarang ukuran "
        "gabungan sebelum kantor menyetujui ketentuan analitiknya. Teksnya tetap dapat dibaca di Suara Warga."
    )
