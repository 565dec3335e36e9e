"""What the page on comparable apps says."""

from __future__ import annotations

from pantau.domain.measures import Change

NO_PEERS_TITLE = "Belum ada aplikasi pembanding"
NO_PEERS = (
    'Tambahkan aplikasi kota lain di `pantau.toml` pada bagian google_play dengan `role = "peer"`, lalu '
    "jalankan `pantau nightly`."
)
NOT_A_RANKING = (
    "Aplikasi kota disebut lebih dahulu, yang lain menurut abjad; ini bukan peringkat. Banyaknya ulasan "
    "tidak dibandingkan, karena bergantung pada besarnya kota dan lamanya aplikasi ada."
)
NEGATIVE = "Bagian bernada negatif"
STARS = "Rata-rata bintang ulasan"
TABLE = "Semua angka"
HEADERS = (
    "Aplikasi",
    "Bernada negatif",
    "n teks",
    "Dibanding aplikasi kota",
    "Bintang ulasan",
    "n ulasan",
    "Bintang di toko",
    "Ditanggapi",
)
TOO_FEW = "Aplikasi dengan kurang dari 5 teks pada periode ini tidak digambar."
_COMPARED = {
    Change.RISEN: "lebih tinggi",
    Change.FALLEN: "lebih rendah",
    Change.WITHIN_NOISE: "tidak berbeda nyata",
    Change.UNTESTED: "belum dapat dibandingkan",
}
TESTED = "Dibanding aplikasi kota dengan uji eksak Fisher, dikoreksi Benjamini–Hochberg untuk semua aplikasi."


def compared(change: Change) -> str:
    return _COMPARED[change]
