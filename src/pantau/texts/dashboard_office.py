"""What the pages of the office say: report, notes, import, coding, and signing in."""

from __future__ import annotations

from datetime import date

from pantau.texts import common

NAV_OFFICE = "Pekerjaan kantor"

# Signing in
SIGN_IN = "Masuk"
SIGN_OUT = "Keluar"
SIGN_IN_TITLE = "Silakan masuk"
SIGN_IN_WHY = "Halaman ini hanya untuk petugas yang terdaftar. Masuklah dengan akun kantor Anda."
SIGN_IN_UNREADY = (
    "Masuk belum dapat dipakai: penyedia akun belum diatur. Pengelola dapat membacanya di "
    "panduan operator, bagian Sign-in."
)
UNKNOWN_TITLE = "Akun ini belum terdaftar"
UNKNOWN = (
    "Anda sudah masuk, tetapi alamat surel akun ini belum ada dalam daftar petugas, atau belum "
    "dipastikan oleh penyedia akun. Mintalah pengelola mendaftarkannya, atau masuk dengan akun lain."
)


def signed_in(email: str, role: str) -> str:
    return f"{email} · peran {role}"


# Laporan
REPORT = "Laporan"
REPORT_LEAD = "Apa yang ditandatangani setiap triwulan, dilihat dan diunduh."
QUARTER = "Triwulan"
ALLOW_INCOMPLETE = "Buat juga bila belum lengkap"
ALLOW_INCOMPLETE_HELP = (
    "Triwulan yang masih berjalan, berlubang, atau berisi kurang dari 30 teks. Laporan menyatakannya di "
    "sampul dan di samping setiap angka."
)
MAKE_REPORT = "Buat laporan"
MAKING_REPORT = "Laporan sedang disusun; biasanya beberapa detik…"
NO_QUARTER_TITLE = "Belum ada triwulan yang selesai"
NO_QUARTER = (
    "Laporan dibuat untuk triwulan yang sudah lewat. Centang “Buat juga bila belum lengkap” untuk "
    "melihat triwulan yang masih berjalan."
)
NOT_MADE_TITLE = "Belum dibuat"
NOT_MADE = (
    "Pilih triwulan, lalu tekan “Buat laporan”. Pratinjau dan berkas unduhan muncul di sini; tidak ada "
    "yang disimpan atau dikirim."
)
NO_REPORT_TITLE = "Laporan tidak dapat dibuat"
FILES_TITLE = "Unduh"
FILES_NOTE = (
    "PDF untuk dibaca, DOCX untuk disunting sebelum ditandatangani, XLSX dan CSV sebagai lampiran data, "
    "facts.json untuk memeriksa ulang angka (`pantau report verify`)."
)
FILE_LABELS = {
    ".pdf": "PDF",
    ".docx": "DOCX",
    ".xlsx": "XLSX",
    "-csv.zip": "CSV (ZIP)",
    ".json": "facts.json",
}
PAGES_TITLE = "Pratinjau"

_COMMAND_HINTS = {
    "Pakai --allow-incomplete untuk tetap membuatnya; laporan akan menyatakannya.": (
        f"Centang “{ALLOW_INCOMPLETE}” untuk tetap membuatnya; laporan akan menyatakannya."
    ),
    "Periksa `pantau status`, atau pilih triwulan lain.": (
        "Periksa halaman Kesehatan Data, atau pilih triwulan lain."
    ),
}
_REPORT_FAULTS = (
    ("the fonts of the report", "huruf untuk laporan belum terpasang di server ini"),
    ("logo ", "berkas logo kop surat tidak dapat dipakai: harus PNG atau JPEG di bawah 2 MB"),
    ("the PDF can't be set", "isi laporan tidak dapat disusun menjadi PDF"),
)


def quarter_choice(title: str, *, is_running: bool) -> str:
    return f"{title} (masih berjalan)" if is_running else title


def page_alt(number: int, n_pages: int, title: str) -> str:
    return f"Halaman {common.number(number)} dari {common.number(n_pages)}, laporan {title}"


def page_caption(number: int, n_pages: int) -> str:
    return f"Halaman {common.number(number)} dari {common.number(n_pages)}"


def report_fault(message: str) -> str:
    """Why there is no report, for those who sit before a screen and not before a command line."""
    for hint, instead in _COMMAND_HINTS.items():
        if hint in message:
            return message.replace(hint, instead)
    for sign, meaning in _REPORT_FAULTS:
        if message.startswith(sign):
            return f"Ada yang perlu dibenahi pengelola: {meaning}."
    return message


# Writing, whatever is written
NOT_ALLOWED_TITLE = "Hanya untuk dibaca"
NOT_ALLOWED = (
    "Dasbor ini, atau peran Anda, hanya dapat membaca. Mintalah pengelola bila Anda perlu menulis."
)
NO_WAREHOUSE_TITLE = "Tidak dapat menulis di mesin ini"
NO_WAREHOUSE = (
    "Gudang data tidak ada di sini; yang terbaca hanya salinan terbitannya. Menulis dapat dilakukan "
    "di mesin yang menjalankan `pantau nightly`."
)
LOCKED = "Sedang ada pengambilan data, jadi belum ada yang disimpan. Coba lagi sebentar; isian Anda masih ada."
NOT_WRITTEN = (
    "Belum tersimpan: gudang data tidak dapat ditulis. Pengelola dapat memeriksanya dengan "
    "`pantau doctor`."
)

# Catatan
NOTES = "Catatan"
NOTES_LEAD = "Apa yang terjadi di luar angka: gangguan, unjuk rasa, kampanye, libur panjang."
NEW_NOTE = "Catatan baru"
FIRST_DAY = "Hari pertama"
LAST_DAY = "Hari terakhir"
NOTE_TITLE = "Judul"
NOTE_TITLE_HINT = "misalnya: server OTP mati"
NOTE_DETAIL = "Keterangan"
WRITTEN_BY = "Ditulis oleh"
SAVE_NOTE = "Simpan catatan"
NOTE_SAVED = "Catatan tersimpan dan sudah terbit."
NOTE_TAKEN_BACK = "Catatan ditarik."
NOTES_TITLE = "Semua catatan"
NOTES_NOTE = (
    "Terbaru di atas. Catatan juga muncul di laporan triwulan; jangan menulis data pribadi warga."
)
NO_NOTES_TITLE = "Belum ada catatan"
NO_NOTES = (
    "Catat kejadian yang dapat menjelaskan naik turunnya ulasan; setahun lagi tidak ada yang ingat."
)
TAKE_BACK = "Tarik"
TAKE_BACK_WHY = (
    "Catatan hilang dari daftar dan laporan berikutnya. Riwayatnya tetap ada di gudang data."
)
TAKE_BACK_SURE = "Ya, tarik catatan ini"


def note_fault(title: str, first_on: date, last_on: date) -> str:
    """What must be mended before a note can be saved; empty where nothing must."""
    if not title.strip():
        return "Catatan perlu judul."
    if last_on < first_on:
        return "Hari terakhir tidak boleh sebelum hari pertama."
    return ""


def written(name: str, moment: str) -> str:
    return f"ditulis {moment} oleh {name}" if name else f"ditulis {moment}"


# Pengodean
CODING = "Pengodean"
CODING_LEAD = "Teks yang model paling tidak yakin, dikodekan oleh orang."
CODER = "Nama pendek pengode"
CODER_HINT = "misalnya: A"
CODER_WHY = (
    "Setiap pengode memakai nama pendek yang tetap, supaya kesepakatan antarorang dapat dihitung. Isi "
    "dahulu nama Anda."
)
QUEUE_EMPTY_TITLE = "Antrean kosong"
QUEUE_EMPTY = "Tidak ada lagi teks ragu yang menunggu kode Anda pada data yang terbit."
CODING_ALONE = (
    "Bacalah teksnya saja: bintang, label model, dan kode orang lain sengaja tidak ditampilkan. Kode "
    "Anda berlaku di atas label model mulai pengambilan malam berikutnya."
)
CODE_FEEDBACK = "Jenis umpan balik (boleh lebih dari satu)"
SAVE_CODE = "Simpan dan lanjut"
SKIP_CODE = "Lewati"
CODE_SAVED = "Kode tersimpan."
CODE_STALE = "Teksnya sudah berubah sejak terbit, jadi kode tidak disimpan; teks barunya akan mengantre lagi."
DEFINITIONS = "Definisi menurut kodebuk"
DEFINITION_HEADERS = ("Label", "Dipakai bila")


def waiting(n: int, limit: int) -> str:
    more = "atau lebih " if n >= limit else ""
    return f"{common.number(n)} {more}teks menunggu"


def code_fault(sentiment: str | None, types: list[str], alone: list[str]) -> str:
    """What must be mended before a code can be saved. `alone`: titles of chosen types that stand alone."""
    if not sentiment:
        return "Pilih sentimennya."
    if not types:
        return "Pilih setidaknya satu jenis umpan balik."
    if alone and len(types) > 1:
        return f"“{alone[0]}” hanya dipakai bila tidak ada jenis lain yang cocok."
    return ""
