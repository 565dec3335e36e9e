"""What the page of imports says, and what the readers of files say, told in Indonesian."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pantau.domain.period import Span
from pantau.texts import common

IMPORT = "Impor"
IMPORT_LEAD = "Ekspor dari tempat lain: diperiksa dahulu, baru dimasukkan."
UPLOAD = "Berkas CSV, XLSX, JSON Lines, atau ZIP berisi itu (paling besar 25 MB)"
CHOOSE = "Pilih berkas"
UPLOAD_HELP = (
    "Berkas dibaca di mesin ini saja, lalu dihapus. Teks disamarkan sebelum disimpan; rumus di dalam sel "
    "tidak pernah dijalankan."
)
WHAT_TO_UPLOAD = (
    "Dikenali sendiri: ekspor Play Console, Meltwater, ExportComments, SP4N-LAPOR!, Umpan Balik JePin, "
    "pesan WhatsApp, dan tabel apa pun yang memiliki kolom isi dan tanggal. Identitas pelapor LAPOR dan "
    "WhatsApp serta laporan rahasia tidak ikut masuk."
)
LOOKING = "Berkas sedang diperiksa…"
TAKING_IN = "Sedang dimasukkan, diberi label, dan diterbitkan. Jangan tutup halaman ini…"
OPTIONS = "Asal berkas dan kolom"
PRESET = "Asal berkas"
PRESETS = {
    "": "Kenali sendiri",
    "play_console": "Play Console",
    "meltwater": "Meltwater",
    "meltwater_old": "Meltwater (format lama)",
    "exportcomments": "ExportComments",
    "whatsapp": "Pesan WhatsApp",
    "lapor": "SP4N-LAPOR!",
    "umpan_balik": "Umpan Balik JePin",
    "generic": "Tabel biasa",
}
CHANNEL = "Kanal, bila tidak ada kolomnya (misalnya: kotak saran)"
MAPPING = "Kolom mana yang berisi apa? Kosongkan yang sudah dikenali dengan benar."
BY_ITSELF = "(kenali sendiri)"
FIELDS = {
    "text": "Isi",
    "date": "Tanggal",
    "clock": "Jam",
    "rating": "Bintang",
    "channel": "Kanal",
    "id": "Nomor atau ID",
    "title": "Judul",
    "author": "Penulis (disamarkan)",
    "url": "Tautan",
    "likes": "Jumlah suka",
    "reply": "Tanggapan",
    "reply_date": "Tanggal tanggapan",
    "lang": "Bahasa",
}
PREVIEW = "Yang akan masuk"
PREVIEW_NOTE = "Baru diperiksa; belum ada yang disimpan."
PREVIEW_HEADERS = ("Tabel", "Asal", "Terbaca", "Akan masuk", "Berulang", "Tidak masuk", "Rentang")
SKIPPED_HEADERS = ("Alasan tidak masuk", "Baris")
EXAMPLE_HEADERS = ("Tanggal", "Kanal", "Bintang", "Teks, sudah disamarkan")
NOTHING_TITLE = "Tidak ada yang dapat dimasukkan"
NOTHING = "Tidak satu baris pun terbaca sebagai teks bertanggal. Periksa pilihan kolom di bawah."
NOT_READABLE_TITLE = "Berkas ini belum dapat dimasukkan"
CONFIRM = "Masukkan, beri label, dan terbitkan"
TAKEN_IN = "Berkas sudah masuk dan terbit."
RESULT = "Hasil impor terakhir"
RESULT_HEADERS = ("Tabel", "Baru", "Berubah", "Sudah ada", "Ditolak")

_COLUMNS = {"text": "isi", "date": "tanggal"}
_FAULTS = (
    ("no column as in", "Kolom yang dipilih tidak ada di tabelnya."),
    ("no heading as", "Judul kolomnya tidak cocok dengan asal berkas yang dipilih."),
    ("no table in it", "Tidak ada tabel di dalamnya: perlu satu baris judul dan baris di bawahnya."),
    ("protected by a password", "Berkas dikunci kata sandi. Buka, hapus kata sandinya, simpan lagi."),
    ("old Excel format", "Format Excel lama (.xls). Buka, lalu simpan sebagai .xlsx atau CSV."),
    ("a web page or XML", "Isinya halaman web, bukan tabel. Buka, lalu simpan sebagai .xlsx atau CSV."),
    ("a PDF is no table", "PDF bukan tabel. Mintalah datanya dalam bentuk XLSX atau CSV."),
    ("one JSON list", "Satu daftar JSON. Tulislah satu objek per baris (JSON Lines)."),
    ("another kind than XLSX", "Tabel jenis lain. Buka, lalu simpan sebagai .xlsx atau CSV."),
    ("a ZIP within a ZIP", "ZIP di dalam ZIP tidak dibaca. Keluarkan dahulu isinya."),
    ("ZIP file is empty", "Berkas ZIP-nya kosong."),
    ("a ZIP bomb", "ZIP ini mengembang tidak wajar, jadi tidak dibaca."),
    ("the limit is", "Isinya terlalu besar atau terlalu banyak. Bagilah berkasnya."),
    ("document type", "Berkas XLSX ini tidak dibuat oleh program perkantoran, jadi tidak dibaca."),
    ("keeps the identity", "Asal berkas ini tidak boleh memuat identitas pelapor; kosongkan kolom itu."),
    ("--map has no meaning", "Kolom Play Console sudah tetap; kosongkan pilihan kolom."),
    ("damaged and can't be read", "Berkas rusak dan tidak dapat dibaca. Mintalah salinan yang baru."),
    ("damaged", "Berkas rusak. Yang terbaca sebelum bagian yang rusak tetap dapat dimasukkan."),
)  # fmt: skip
_REASONS = (
    (r"neither text nor rating", "tanpa isi dan tanpa bintang"),
    (r"the date (.*) can't be read", r"tanggal \1 tidak terbaca"),
    (r"the year of (.*) is not plausible", r"tahun pada \1 tidak masuk akal"),
    (r"the rating (.*) is not 1 to 5", r"bintang \1 bukan 1 sampai 5"),
    (r"no (time of day|readable time)", "jam tidak terbaca"),
    (r"a secret report, left out", "laporan rahasia, sengaja tidak dimasukkan"),
    (r"a quote is never closed", "tanda kutip tidak pernah ditutup"),
    (r"(\d+) columns where (\d+) are expected", r"berisi \1 kolom, seharusnya \2"),
    (r"a NUL byte", "berisi karakter rusak"),
    (r"not a JSON object", "bukan objek JSON"),
)
_NOTES = (
    (
        "no date tells day from month",
        "Tidak ada tanggal yang membedakan hari dari bulan; dibaca sebagai hari/bulan.",
    ),
    (
        "some dates are text",
        "Sebagian tanggal diubah program lain; hari dan bulan mungkin tertukar. Periksa beberapa.",
    ),
    (
        "ids were rounded",
        "Nomor panjang dibulatkan Excel (1,23E+18) dan hilang; ekspor ulang tanpa membukanya di Excel.",
    ),
    ("a secret report", "Ada laporan rahasia; sengaja tidak dimasukkan."),
)  # fmt: skip


def fault(message: str) -> str:
    """Why a file can't be read, without paths and flags."""
    found = re.search(r"no column for (.+?);", message)
    if found:
        missing = " dan ".join(_COLUMNS.get(w, w) for w in found[1].split(" and "))
        return f"Kolom {missing} tidak dikenali. Pilih kolomnya di “{OPTIONS}”."
    told = next((meaning for sign, meaning in _FAULTS if sign in message), "")
    return told or f"Berkas ini tidak dapat dibaca. Keterangan teknis: {message[:200]}"


def reason(message: str) -> str:
    for pattern, told in _REASONS:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, told, message)
    return message


def note(message: str) -> str:
    return next((told for sign, told in _NOTES if sign in message), message)


def too_large(megabytes: int) -> str:
    return (
        f"Berkas lebih besar dari {common.number(megabytes)} MB. Bagilah, atau mintalah pengelola memakai "
        "perintah impor di server."
    )


def days(first: date | None, last: date | None) -> str:
    return common.DASH if first is None or last is None else common.span(Span(first, last))


def stars(rating: int | None) -> str:
    return common.DASH if rating is None else common.number(rating)


def skipped_in(table: str) -> str:
    return f"Tidak masuk dari {table}"


def examples_of(table: str) -> str:
    return f"Contoh dari {table}"


def rejects_of(table: str) -> str:
    return f"Unduh baris yang ditolak: {table}"


def what_happened(n_labelled: int, is_labelled: bool, unchanged: Sequence[str]) -> list[str]:
    told = [f"{common.number(n_labelled)} teks diberi label oleh model."]
    if not is_labelled:
        told = ["Belum diberi label: model belum dapat dipakai. Pengelola perlu memeriksanya."]
    told += [
        f"{table} sudah pernah dimasukkan, sama persis; tidak ada yang berubah."
        for table in unchanged
    ]
    return told
