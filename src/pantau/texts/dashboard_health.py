"""What the page on the health of the data says about runs, coverage and counters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pantau.texts import common

RUN_MODES = {"nightly": "malam", "backfill": "menyusul", "import": "impor"}
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
CARD_HEADERS = ("Yang diukur", "Nilai", "n")
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


def _duration(length: Any) -> str:
    seconds = length.total_seconds()
    return (
        f"{common.number(seconds)} detik"
        if seconds < 120
        else f"{common.number(seconds / 60)} menit"
    )


def age(last: date, today: date) -> str:
    days = (today - last).days
    if days <= 0:
        return "hari ini"
    return "kemarin" if days == 1 else f"{common.number(days)} hari yang lalu"


def covered(n_covered: int, n_days: int) -> str:
    return f"{common.share(n_covered, n_days)}" if n_days else common.NOTHING


def counters_on(taken_at: datetime) -> str:
    return common.day(common.in_wib(taken_at).date())


def histogram(stars: Mapping[int, int | None]) -> str:
    """`★5 480 · ★4 160 …`; empty where the store gives none."""
    if any(count is None for count in stars.values()):
        return ""
    return " · ".join(
        f"{s}★ {common.number(n or 0)}" for s, n in sorted(stars.items(), reverse=True)
    )
