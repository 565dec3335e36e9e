"""What the pages of the office say: report, notes, import, coding, and signing in."""

from __future__ import annotations

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
