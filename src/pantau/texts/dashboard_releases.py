"""What the page on releases says."""

from __future__ import annotations

from pantau.texts import common

NO_RELEASES_TITLE = "Belum ada rilis yang tercatat"
NO_RELEASES = (
    "Rilis dikenali dari versi di halaman toko aplikasi. Versi yang sudah ada ketika Pantau mulai "
    "membaca tidak dihitung sebagai rilis."
)
RELEASE = "Rilis"
WINDOW = "Jendela"
WINDOWS = {7: "7 hari", 14: "14 hari", 30: "30 hari", 60: "60 hari"}
AROUND = "Sebelum dan sesudah"
AROUND_HEADERS = ("Ukuran", "Sebelum", "Sesudah", "Perubahan", "p")
NEGATIVE = "Bernada negatif"
PROBLEMS = "Masalah aplikasi"
STARS = "Rata-rata bintang"
PER_DAY = "Teks per hari"
TESTED = (
    "Uji eksak Fisher untuk bagian, Welch untuk bintang, Poisson untuk jumlah, dua sisi. Teks semua versi "
    "dihitung, karena banyak ulasan tidak menyebut versinya. Rilis lain, kejadian, atau kampanye dalam "
    "jendela yang sama juga dapat menjadi sebab."
)
CUT = "Jendela dipotong: sesudah rilis ini baru ada {n} hari data."
NEW_PROBLEMS = "Masalah yang baru muncul sesudah rilis"
NEW_PROBLEMS_NOTE = (
    "Topik masalah aplikasi yang tidak disebut sekali pun dalam jendela sebelum rilis, tetapi "
    "sesudahnya sedikitnya 5 kali."
)
NO_NEW_PROBLEMS = "Tidak ada."
VERSIONS = "Menurut versi"
VERSIONS_NOTE = (
    "Ulasan yang tidak menyebut versi dihitung pada versi yang sedang beredar pada harinya; "
    "banyaknya tertulis di kolom Disimpulkan."
)
VERSION_HEADERS = (
    "Versi",
    "Pertama terlihat",
    "Ulasan",
    "Disimpulkan",
    "Rata-rata bintang",
    "Bernada negatif",
    "Masalah aplikasi",
)
NO_VERSIONS = "Tidak ada ulasan yang versinya diketahui pada periode ini."


def title(version: str, day: str) -> str:
    return f"{version} · {day}"


def p_value(p: float | None) -> str:
    """`0,03`; very small ones are told as a bound."""
    if p is None:
        return common.DASH
    return "< 0,001" if p < 0.001 else common.number(p, 3)


def cut(n_days: int) -> str:
    return CUT.format(n=n_days)


def spans(before: str, after: str) -> str:
    return f"Sebelum: {before}. Sesudah: {after}."
