"""Every sentence the dashboard shows, apart from those built from figures (see `dashboard_change`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pantau.domain.readiness import READY, Part
from pantau.texts import common

Row = Mapping[str, Any]

APP_TITLE = "Pantau JePin"
SAMPLE_BANNER = (
    "DATA CONTOH · Semua teks dan angka di sini rekaan untuk mencoba Pantau, bukan suara warga."
)
NAV_CITIZENS = "Apa kata warga"
NAV_DATA = "Di balik angka"

OVERVIEW = "Ringkasan"
OVERVIEW_LEAD = "Apakah warga puas, dan apakah berubah dibanding sebelumnya?"
VOICES = "Suara Warga"
VOICES_LEAD = "Apa kata warga sendiri? Teks sudah disamarkan; penulisnya tidak disimpan."
ISSUES = "Masalah & Layanan"
ISSUES_LEAD = "Apa yang paling sering dikeluhkan, dan milik siapa?"
COPRODUCTION = "Koproduksi"
COPRODUCTION_LEAD = "Apakah warga hanya menilai, atau ikut membuat?"
REPLIES = "Tanggapan"
REPLIES_LEAD = "Seberapa banyak dan seberapa cepat ulasan dijawab?"
RELEASES = "Rilis"
RELEASES_LEAD = "Apa yang berubah setelah versi baru terbit?"
PEERS = "Pembanding"
PEERS_LEAD = "Bagaimana dibanding aplikasi kota lain, menurut bagian dan bukan jumlah?"
HEALTH = "Kesehatan Data"
HEALTH_LEAD = "Apakah semua sumber terbaca, dan seberapa jauh angka dapat dipercaya?"

# Filters
PERIOD = "Periode"
PERIOD_KIND = "Jenis periode"
PERIOD_KINDS = {"bulan": "Bulan", "triwulan": "Triwulan", "tahun": "Tahun", "bebas": "Bebas"}
PERIOD_FROM = "Dari tanggal"
PERIOD_TO = "Sampai tanggal"
PERIOD_RUNNING = "masih berjalan"
SOURCE = "Sumber"
APP = "Aplikasi"
ALL_SOURCES = "Semua sumber"
ALL_APPS = "Semua aplikasi kota"
ALL = "Semua"
SENTIMENT = "Sentimen"
STARS = "Bintang"
FEEDBACK = "Jenis umpan balik"
TOPIC = "Topik"
VERSION = "Versi aplikasi"
MODE = "Moda partisipasi"
ANSWERED = "Tanggapan dinas"
ANSWERED_OPTIONS = {"": "Semua", "ya": "Sudah ditanggapi", "tidak": "Belum ditanggapi"}
SEARCH = "Cari kata"
SEARCH_HINT = "misalnya: otp, parit, lampu"
SORT = "Urutan"
SORT_OPTIONS = {
    "terbaru": "Terbaru dahulu",
    "terlama": "Terlama dahulu",
    "bintang_rendah": "Bintang terendah dahulu",
    "bintang_tinggi": "Bintang tertinggi dahulu",
    "disukai": "Paling banyak disukai",
}
MORE_FILTERS = "Saring teks"
RESET = "Hapus saringan"
CONFLICT = "Bintang dan isi bertentangan"
CONFLICT_HELP = "Bintang 4–5 dengan isi negatif, atau bintang 1–2 dengan isi positif."
_PARTS = {Part.WHAT: "apa", Part.WHERE: "di mana", Part.WHEN: "kapan"}
READINESS = "Kelengkapan aduan"
READINESS_HELP = (
    "Aduan siap diteruskan lewat LAPOR bila menyebut apa (topik), di mana, dan kapan. Masalah aplikasi "
    "terjadi di aplikasi itu sendiri. Dikenali dari kata dalam teks; petugas tetap memeriksanya."
)


def readiness(lacks: Sequence[Part]) -> str:
    return f"Kurang: {', '.join(_PARTS[part] for part in lacks)}" if lacks else "Siap diteruskan"


READINESS_OPTIONS = {
    "": "Semua",
    READY: readiness(()),
    **{part.value: readiness((part,)) for part in Part},
}

# Charts
INDEX_TITLE = f"{common.INDEX_NAME} ({common.INDEX_SHORT})"
INDEX_AXIS = "indeks, 0–100"
STARS_TITLE = "Rata-rata bintang"
STARS_AXIS = "bintang, 1–5"
STAR_SERIES = ("Ulasan yang berisi teks", "Semua penilaian di toko aplikasi")
SENTIMENT_TITLE = "Sentimen dari waktu ke waktu"
FEEDBACK_TITLE = "Jenis umpan balik"
DOUBTFUL = " †"
DOUBTFUL_NOTE = (
    "† Model sering keliru pada label ini (kappa di bawah 0,6); baca teksnya sebelum menyimpulkan."
)
SHARE_AXIS = "bagian dari teks"
SHARE = "Bagian"
COUNT = "Jumlah"
GAP_TITLE = "Tidak terliput"
MARK_TITLE = "Rilis atau catatan"
TABLE_TOGGLE = "Lihat sebagai tabel"
CLICK_BAR = "Pilih sebuah batang untuk membaca teksnya."
LEGEND_RELEASES = "Garis putus-putus tegak: rilis aplikasi, dan kejadian dari halaman Catatan."
LEGEND_GAPS = (
    "Bidang berarsir warna: hari tanpa pengambilan yang berhasil, sehingga sedikitnya ulasan di situ "
    "tidak berarti apa-apa."
)

TOPIC_SHARE_AXIS = "bagian dari teks yang menyebut topik"
TOPIC_NEGATIVE_AXIS = "bernada negatif"
IMPORTANCE_TITLE = "Seberapa sering dan seberapa negatif"
SERIES = "Garis"
WITH_INTERVAL = "Nilai (rentang 95%)"
NO_STARS_YET = "Belum ada periode dengan sedikitnya 5 ulasan berbintang."
STARS_NOTE = (
    "Penilaian di toko mencakup semua orang yang pernah memberi bintang, juga tanpa teks dan dari "
    "tahun-tahun lalu; karena itu bergerak jauh lebih lambat daripada ulasan."
)
FEEDBACK_NOTE = (
    "Satu teks dapat memuat lebih dari satu jenis, sehingga jumlahnya dapat melebihi 100%."
)
NOT_ENOUGH_TYPES = "Belum cukup teks untuk dirinci menurut jenis"
NOT_ENOUGH_TYPES_WHY = "Jenis yang muncul dalam kurang dari 5 teks tidak dirinci."

# Tiles
TILE_INDEX = f"{common.INDEX_NAME} ({common.INDEX_SHORT})"
TILE_STARS = "Rata-rata bintang ulasan"
TILE_NEGATIVE = "Bernada negatif"
TILE_TEXTS = "Teks warga"
TILE_REPLIED = "Sudah ditanggapi"
INTERVAL_95 = "rentang 95%"
WHAT_CHANGED = "Apa yang berubah"
INDEX_HELP_TITLE = "Cara menghitung indeks dan rentangnya"

# Empty states
EMPTY_PERIOD_TITLE = "Belum ada teks pada pilihan ini"
EMPTY_PERIOD = "Pilih periode lain, atau longgarkan saringan sumber dan aplikasi."
EMPTY_DATABASE_TITLE = "Belum ada data"
EMPTY_DATABASE = (
    "Pengambilan sudah berjalan tetapi belum menemukan ulasan. Lihat halaman Kesehatan Data untuk "
    "mengetahui apakah sumbernya terbaca."
)
NO_SNAPSHOT_TITLE = "Belum ada data yang diterbitkan"
NO_SNAPSHOT = (
    "Jalankan `pantau nightly` sekali di komputer pengelola, lalu muat ulang halaman ini. "
    "Setelah itu data terbarui setiap malam dengan sendirinya."
)
NO_CONFIG_TITLE = "Pantau belum diatur"
NO_CONFIG = "Berkas pengaturan tidak dapat dipakai. Pengelola dapat menjalankan `pantau doctor`."
NEWER_TITLE = "Data ini lebih baru daripada Pantau"
NEWER = "Berkas data dibuat oleh Pantau yang lebih baru. Perbarui Pantau di komputer ini."
OLDER_TITLE = "Data ini dibuat oleh Pantau versi lama"
OLDER = (
    "Pantau di komputer ini sudah diperbarui. Pengelola dapat menjalankan `pantau publish` sekali, lalu "
    "muat ulang halaman ini."
)
UNREADABLE_TITLE = "Data tidak dapat dibuka"
UNREADABLE = (
    "Berkas data rusak atau hilang, dan tidak ada cadangan yang dapat dibaca. Pengelola dapat "
    "menjalankan `pantau publish`, lalu muat ulang halaman ini."
)
NOT_ENOUGH_SERIES = "Belum cukup teks untuk digambar menurut waktu."
NO_LABELS = "Teks pada pilihan ini belum diberi label; jalankan `pantau label`."

EMPTY_VOICES = "Longgarkan saringan, ubah kata yang dicari, atau pilih periode lain."

# Snapshot line
NEWER_DATA = "Ada data yang lebih baru daripada yang sedang dibuka."
LOAD_NEWEST = "Muat data terbaru"
PINNED_GONE = (
    "Data yang disebut dalam tautan sudah tidak disimpan lagi; yang tampil adalah data terbaru."
)
FELL_BACK = "Data terbaru tidak dapat dibuka; yang tampil adalah data sebelumnya."

# Voices
DOWNLOAD_CSV = "Unduh CSV"
DOWNLOAD_XLSX = "Unduh XLSX"
XLSX_SHEET = "Suara warga"
DOWNLOAD_LIMIT = 20_000
DOWNLOAD_HELP = f"Paling banyak {common.number(DOWNLOAD_LIMIT)} baris; tersamar, tanpa penulis dan tanpa tautan."
PREVIOUS_PAGE = "Sebelumnya"
NEXT_PAGE = "Berikutnya"
PAGE = "Halaman"
OFFICE_REPLY = "Tanggapan"
UNSURE = "label kurang yakin"
UNSURE_HELP = "Skor model di bawah batas yakin; baca teksnya sebelum dipakai."
NOT_LABELLED = "belum dilabeli"
EDITED = "pernah diubah"
EMPTY_TEXT = "(hanya bintang, tanpa kata)"
CUT_TEXT = "… (teks dipotong; selengkapnya ada di unduhan)"
CSV_HEADERS = (
    "Bulan",
    "Sumber",
    "Bintang",
    "Versi",
    "Sentimen",
    "Jenis umpan balik",
    "Topik",
    "Kelengkapan aduan",
    "Ditanggapi",
    "Judul",
    "Teks",
    "Tanggapan",
)
YES = "ya"
NO = "tidak"

# Health
LAST_RUNS = "Pengambilan terakhir"
LAST_RUNS_LEAD = "Satu kartu untuk setiap sumber yang dibaca."
CALENDAR = "Kalender pengambilan"
CALENDAR_LEAD = (
    "Setiap kotak satu hari; warna dan tanda menunjukkan hasil pengambilan terakhir hari itu."
)
COVERAGE = "Liputan"
REJECTS = "Yang tidak terbaca"
REJECTS_LEAD = "Butir yang tidak dapat dibaca dicatat dan dihitung; sisanya tetap masuk."
NO_REJECTS = "Tidak ada butir yang gagal dibaca."
COUNTERS = "Angka dari toko aplikasi"
MODEL = "Model pemberi label"
NO_MODEL = "Belum ada teks yang dilabeli."
NO_CARD = "Kartu nilai model tidak ditemukan di komputer ini."
NO_RUNS = "Belum pernah ada pengambilan."
NO_RUNS_HERE = "Tidak ada pengambilan pada periode ini"
NO_COUNTERS = "Toko aplikasi tidak memberi angka pada periode ini"
OTHER_PERIOD = "Pilih periode lain di atas."
COVERAGE_LEAD = (
    "Satu pengambilan yang berhasil membaca mundur beberapa hari, sehingga malam yang terlewat "
    "biasanya tertutup oleh malam berikutnya."
)
MODEL_LEAD = "Sentimen, jenis, dan topik setiap teks diberikan oleh model, bukan oleh orang."
SIGNS = {
    "new": "●",
    "quiet": "·",
    "partial": "½",
    "suspect_empty": "?",
    "blocked": "×",
    "layout_changed": "≠",
    "unreachable": "–",
    "": "…",
}

WHAT_IS_NOT = (
    "Pengulas memilih dirinya sendiri, sering menulis setelah pembaruan, dapat menulis lebih dari sekali, "
    "dan belum tentu warga kota. Angka di sini menunjukkan arah, bukan suara seluruh warga."
)


def share_of(of: str) -> str:
    return f"bagian dari {of}"


def alt_over_time(title: str, points: Sequence[Row]) -> str:
    """Alt text of a line over time: what it shows, from when to when, first and last value."""
    if not points:
        return f"{title}: belum ada data."
    first, last = points[0], points[-1]
    return (
        f"{title} menurut waktu, {len(points)} titik. {first['period']}: {first['shown']} "
        f"(n {common.number(first['n'])}). {last['period']}: {last['shown']} (n {common.number(last['n'])})."
    )


def alt_sentiment(rows: Sequence[Row]) -> str:
    periods = list(dict.fromkeys(r["period"] for r in rows))
    if not periods:
        return "Sentimen menurut waktu: belum ada data."
    last = [f"{r['sentiment_title']} {r['shown']}" for r in rows if r["period"] == periods[-1]]
    return f"Sentimen menurut waktu, {len(periods)} periode. {periods[-1]}: {', '.join(last)}."


def alt_bars(title: str, rows: Sequence[Row]) -> str:
    listed = "; ".join(f"{r['title']} {r['shown']}" for r in rows[:5])
    return f"{title}: {listed}." if listed else f"{title}: belum ada data."


def data_as_of(moment_words: str, snapshot: str) -> str:
    return f"Data per {moment_words} · snapshot {snapshot}"


def compared_with(previous: str) -> str:
    return f"dibanding {previous}"


def below_minimum(n: int, minimum: int) -> str:
    return (
        f"Tidak dihitung: baru {common.number(n)} teks, sedangkan indeks baru bermakna mulai "
        f"{common.number(minimum)} teks dalam satu periode."
    )


def texts_basis(n_texts: int, n_stars_only: int, n_unsure: int) -> str:
    parts = [f"{common.number(n_texts)} berisi kata"]
    if n_stars_only:
        parts.append(f"{common.number(n_stars_only)} hanya bintang")
    if n_unsure:
        parts.append(f"{common.number(n_unsure)} berlabel kurang yakin")
    return " · ".join(parts)


def found(n: int) -> str:
    return f"{common.number(n)} teks cocok" if n else "Tidak ada teks yang cocok"


def page_of(page: int, pages: int) -> str:
    return f"Halaman {common.number(page)} dari {common.number(pages)}"
