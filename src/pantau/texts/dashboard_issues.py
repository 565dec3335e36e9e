"""What the page on problems and services says."""

from __future__ import annotations

from pantau.domain.measures import Share
from pantau.texts import common

NO_TOPICS_TITLE = "Belum cukup teks yang menyebut topik"
NO_TOPICS = (
    "Topik yang disebut dalam kurang dari 5 teks tidak dirinci. Pilih periode yang lebih panjang."
)
IMPORTANCE_NOTE = (
    "Kanan atas: sering disebut dan kebanyakan negatif, jadi paling layak didahulukan. Pilih sebuah "
    "titik untuk membaca teksnya."
)
TOPICS = "Topik"
TOPICS_NOTE = (
    "Bagian dari semua teks berlabel yang menyebut topik itu; satu teks dapat menyebut beberapa topik. "
    "Perubahan diuji Fisher terhadap periode sebelumnya, dikoreksi Benjamini–Hochberg."
)
TOPIC_HEADERS = (
    "Topik",
    "Penanggung jawab",
    "Bagian",
    "Jumlah",
    "Bernada negatif",
    "Perubahan bagian",
)
OVER_TIME = "Topik dari waktu ke waktu"
OVER_TIME_NOTE = "Jumlah teks per periode; makin gelap makin banyak dalam barisnya."
OWNERS = "Menurut penanggung jawab"
OWNERS_NOTE = (
    "Menurut abjad, bukan peringkat: banyaknya teks bergantung pada apa yang dilihat warga di aplikasi, "
    "bukan pada baik buruknya kerja."
)
OWNER_HEADERS = ("Penanggung jawab", "Teks", "Bernada negatif", "Topik")
NO_OWNER = "belum ditetapkan"
TERMS = "Kata yang baru atau meningkat"
TERM_HEADERS = ("Kata", "Sekarang", "Sebelumnya")
NO_TERMS = "Tidak ada kata yang naik di luar kebetulan."
READ_TERM = "Baca teks dengan kata"
SMALL = "Kurang dari 5 teks, tidak dirinci"


def terms_note(most_read: int) -> str:
    return (
        "Kata yang bagiannya naik di luar kebetulan dibanding periode sebelumnya (uji Fisher, dikoreksi "
        "Benjamini–Hochberg untuk semua kata yang diuji). Pada periode dengan lebih dari "
        f"{common.number(most_read)} teks, kata dihitung pada sebagian teks yang diambil merata; jumlahnya "
        "tertulis di tabel."
    )


def share_with_counts(share: Share) -> str:
    return common.share(share.n_hit, share.n)
