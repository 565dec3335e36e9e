"""What the page on the health of the data says about runs, coverage and counters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pantau.domain.taxonomy import FEEDBACK_BY_ID, SENTIMENT_TITLES, Sentiment
from pantau.domain.verdict import StopReason
from pantau.texts import common

COVERAGE_HEADERS = ("Sumber", "Yang dibaca", "Hari terliput", "Hari tanpa hasil", "Terlambat masuk")
REJECT_HEADERS = ("Sumber", "Yang dibaca", "Alasan", "Jumlah", "Terakhir")
COUNTER_HEADERS = (
    "Aplikasi",
    "Tanggal",
    "Bintang di toko",
    "Semua penilaian",
    "Ulasan berteks",
    "Unduhan",
    "Versi",
)
MODEL_HEADERS = ("Model", "Versi", "Kodebuk", "Teks", "Kurang yakin")
CARD = "Ketepatan model"
CARD_NOTE = (
    "Diuji pada ulasan aplikasi yang tidak pernah dilihat model ketika dilatih. F1 menggabungkan ketelitian "
    "dan kelengkapan; kappa adalah kesepakatan dengan pemberi kode di luar kebetulan. Keduanya paling "
    "tinggi 1."
)
CARD_OPEN = "Lihat ketepatan setiap label"
CARD_HEADERS = ("Label", "F1", "Kappa", "Teks uji")
WORDS = "Kata yang belum dikenal"
WORDS_NOTE = (
    "Kata yang tidak ada di kamus mana pun, menurut banyaknya teks. Menambahkannya ke kamus Melayu "
    "Pontianak membuat model lebih paham."
)
WORDS_COUNT = "Hitung pada 5.000 teks terbaru periode ini"
NO_WORDS = "Tidak ada kata yang belum dikenal dalam dua teks atau lebih."
WORD_HEADERS = ("Kata", "Teks")
LATE_NOTE = (
    "Terlambat masuk: ulasan yang baru diberikan sumber setelah pengambilan sebelumnya; angka hari-hari "
    "terakhir karena itu masih dapat bertambah."
)
UNREACHED = "tidak ada pengambilan"
COUNTERS_NOTE = "Dihitung oleh toko aplikasi sendiri, termasuk penilaian tanpa teks."


def run_facts(run: Any) -> str:
    """`12 baru, 1 diubah, 30 tetap, 0 tak terbaca` of a run row."""
    parts = [
        f"{common.number(run.n_new)} baru",
        f"{common.number(run.n_revised)} diubah",
        f"{common.number(run.n_unchanged)} tetap",
    ]
    if run.n_rejected:
        parts.append(f"{common.number(run.n_rejected)} tak terbaca")
    return ", ".join(parts)


def run_when(run: Any) -> str:
    """When it began and how long it took."""
    began = common.timestamp(run.started_at)
    if run.ended_at is None:
        return began
    return f"{began}, {_duration(run.ended_at - run.started_at)}"


def _duration(length: timedelta) -> str:
    seconds = length.total_seconds()
    return (
        f"{common.number(seconds)} detik"
        if seconds < 120
        else f"{common.number(seconds / 60)} menit"
    )


def calendar_alt(title: str, n_run: int, n_bad: int, n_days: int) -> str:
    return (
        f"{title}: dari {common.number(n_days)} hari, {common.number(n_run)} hari ada pengambilan, "
        f"{common.number(n_bad)} di antaranya tidak berhasil."
    )


def calendar_cell(day: date, run: Any) -> str:
    """`5 Februari 2026: Ada yang baru, 4 baru, 1 tak terbaca`."""
    parts = [common.verdict_title(run.verdict), f"{common.number(run.n_new)} baru"]
    if run.n_rejected:
        parts.append(f"{common.number(run.n_rejected)} tak terbaca")
    return f"{common.day(day)}: {', '.join(parts)}"


def gaps(found: list[str]) -> str:
    """Days without a result, the newest three by name."""
    if not found:
        return "tidak ada"
    more = len(found) - 3
    listed = "; ".join(found[-3:])
    return f"{listed} dan {common.number(more)} lainnya" if more > 0 else listed


def run_reason(run: Any) -> str:
    """Why the reading stopped; the ledger's own message is for the operator and stays in English."""
    return f"Berhenti karena {common.STOP_TITLES[StopReason(run.stop_reason)]}."


def or_nothing(value: float | None, decimals: int) -> str:
    return common.DASH if value is None else common.number(value, decimals)


def covered(n_covered: int, n_days: int) -> str:
    return f"{common.share(n_covered, n_days)}" if n_days else common.NOTHING


def label_title(axis: str, label: str) -> str:
    """`Sentimen: Negatif`, `Masalah aplikasi`."""
    if axis == "sentiment":
        return f"Sentimen: {SENTIMENT_TITLES[Sentiment(label)]}"
    return FEEDBACK_BY_ID[label].title


def score(value: float | None) -> str:
    return common.DASH if value is None else common.number(value, 2)


def doubtful(titles: list[str]) -> str:
    if not titles:
        return ""
    return f"Kappa di bawah 0,6, jadi kurang andal: {common.enumeration(titles)}."


def evidence(run: Any) -> list[str]:
    """What the verdict rests on, in sentences; nothing for a run that hasn't ended."""
    found = json.loads(run.evidence)
    moved, lanes = found.get("ratings_moved"), found.get("by_lane") or {}
    said = [
        _YES_NO["known_seen"].get(found.get("known_seen"), ""),
        _YES_NO["control_seen"].get(found.get("control_seen"), ""),
        "" if moved is None else _counter(moved),
        _deleted(found.get("n_deleted") or 0),
        _by_language(lanes) if len(lanes) > 1 else "",
    ]
    return [sentence for sentence in said if sentence]


_YES_NO = {
    "known_seen": {
        True: "Ulasan yang sudah dikenal terlihat lagi, seperti seharusnya.",
        False: "Tidak satu pun ulasan yang sudah dikenal terlihat lagi.",
    },
    "control_seen": {
        True: "Aplikasi pembanding yang ramai menunjukkan ulasan baru.",
        False: "Aplikasi pembanding yang ramai pun tidak menunjukkan ulasan baru.",
    },
}


def _counter(moved: int) -> str:
    if moved == 0:
        return "Penghitung penilaian di toko tidak berubah."
    verb = "bertambah" if moved > 0 else "berkurang"
    return f"Penghitung penilaian di toko {verb} {common.number(abs(moved))}."


def _deleted(n: int) -> str:
    return (
        f"{common.number(n)} ulasan dinyatakan terhapus: dua pembacaan lengkap tidak menemukannya."
        if n
        else ""
    )


def _by_language(lanes: Mapping[str, Mapping[str, int]]) -> str:
    parts = [
        f"{lane.rpartition('.')[2]} {common.number(n['n_read'])}"
        for lane, n in sorted(lanes.items())
    ]
    return f"Terbaca menurut bahasa: {', '.join(parts)}."


def growth(n_new: int, n_with_text: int, n_recounts: int) -> str:
    """How many ratings came in, with and without words, by the store's own counters."""
    recounts = (
        f" Pada {common.number(n_recounts)} hari toko menghitung ulang; hari itu tidak ikut dijumlahkan."
        if n_recounts
        else ""
    )
    return (
        f"Menurut penghitung toko, pada periode ini masuk {common.number(n_new)} penilaian JePin; "
        f"{common.number(n_with_text)} ulasan berisi teks tercatat di Pantau.{recounts}"
    )
