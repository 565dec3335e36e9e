"""What the page on answers says."""

from __future__ import annotations

from pantau.texts import common

NO_REVIEWS_TITLE = "Tidak ada ulasan pada pilihan ini"
NO_REVIEWS = (
    "Tanggapan hanya dihitung untuk ulasan di toko aplikasi. Pilih periode atau sumber lain."
)
ANSWERED = "Ulasan yang ditanggapi"
MEDIAN = "Waktu tanggap tengah"
SLOWEST = "Sepersepuluh terlama"
WAITING = "Belum ditanggapi"
REVIEWS = "ulasan"
OVER_TIME = "Bagian yang ditanggapi dari waktu ke waktu"
CLOCKS = "Menunggu melewati batas waktu"
CLOCKS_NOTE = (
    "Batas waktu mengikuti tata kerja SP4N-LAPOR!; ulasan di toko aplikasi tidak terikat aturan itu, "
    "sehingga hitungan ini hanya ukuran pembanding."
)
CLOCK_HEADERS = ("Batas", "Berlaku untuk", "Menunggu lebih lama")
CLOCK_TITLES = {
    3: "jawaban pertama",
    5: "permintaan informasi",
    14: "tanpa pemeriksaan lapangan",
    60: "dengan pemeriksaan lapangan",
}
EFFECT = "Sesudah ditanggapi"
EFFECT_NOTE = (
    "Dihitung dari ulasan yang bintangnya terlihat sebelum dan sesudah ditanggapi. Penulis juga dapat "
    "mengubah bintangnya karena sebab lain, misalnya aplikasi sudah diperbaiki."
)
NO_EFFECT = "Belum ada ulasan yang terlihat sebelum dan sesudah ditanggapi."
READ_WAITING = "Baca yang belum ditanggapi"
NEVER = "Belum pernah ada tanggapan pada pilihan ini."


def timed(n_timed: int) -> str:
    return f"n {common.number(n_timed)} tanggapan yang waktunya diketahui"


def hours_or_nothing(value: float | None) -> str:
    return common.DASH if value is None else common.hours(value)


def clock_row(days: int, n_waiting: int, n_unanswered: int) -> tuple[str, str, str]:
    return (
        f"{days} hari",
        CLOCK_TITLES[days],
        common.share(n_waiting, n_unanswered) if n_unanswered else "tidak ada",
    )


def effect(n: int, n_raised: int, n_lowered: int, is_significant: bool) -> str:
    """What happened to the stars of `n` reviews; the sign test says whether chance explains it."""
    kept = n - n_raised - n_lowered
    judged = (
        "di luar kebetulan" if is_significant else "selisih naik dan turunnya tidak berbeda nyata"
    )
    return (
        f"Dari {common.number(n)} ulasan, {common.number(n_raised)} menaikkan bintang, "
        f"{common.number(n_lowered)} menurunkan, dan {common.number(kept)} tetap; {judged}."
    )


def means(before: float, after: float) -> str:
    return (
        f"Rata-rata bintangnya {common.number(before, 2)} sebelum dan {common.number(after, 2)} "
        "sesudah ditanggapi."
    )
