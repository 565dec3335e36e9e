"""Everything that has been seen to go wrong with Google Play, to be played on purpose.

Each fault takes the healthy answer and spoils it; `PlayServer.inject` says for which requests. Tests
and the drill run the whole list, so a fault added here is drilled from then on.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from typing import Any, Final

from pantau.demo import play_pages as pages
from pantau.demo.loopback import Answer

HTML: Final = "text/html; charset=utf-8"
# Longer than any client should wait within a run.
LONG_WAIT: Final = 3600
_CONSENT: Final = b'<!doctype html><title>Sebelum Anda melanjutkan</title><form action="https://consent.google.com/save">'
_GATEWAY: Final = [
    5, None, [["type.googleapis.com/com.google.play.gateway.proto.PlayGatewayError", [1]]],
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """`spoil(healthy answer, page number)` gives what goes out instead.

    `title` is Indonesian and is shown to people. `is_for_details` aims it at the app's page.
    """

    name: str
    title: str
    spoil: Callable[[Answer, int], Answer]
    is_for_details: bool = False


def _instead(answer: Answer) -> Callable[[Answer, int], Answer]:
    return lambda healthy, page: answer


def _reframed(change: Callable[[list[Any]], Any]) -> Callable[[Answer, int], Answer]:
    """Spoil the payload and frame it again."""

    def spoil(healthy: Answer, page: int) -> Answer:
        return replace(healthy, body=pages.framed(change(pages.unframed(healthy.body))))

    return spoil


def _too_many(healthy: Answer, page: int) -> Answer:
    """429 with a date in place of seconds."""
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=LONG_WAIT), usegmt=True)
    return Answer(429, b"", {"Retry-After": when})


def _with_token(token: str) -> Callable[[list[Any]], Any]:
    return lambda payload: [payload[0] if payload else [], [None, token], []]


def _each_review(change: Callable[[list[Any]], None], *, only_first: bool = False) -> Any:
    def spoil(payload: list[Any]) -> Any:
        reviews = payload[0] if payload else []
        for review in reviews[:1] if only_first else reviews:
            change(review)
        return payload

    return _reframed(spoil)


def _break(review: list[Any]) -> None:
    review[2], review[5] = 9, None


def _nameless(review: list[Any]) -> None:
    review[0] = None


def _undated(review: list[Any]) -> None:
    review[5] = None


def _wordless(review: list[Any]) -> None:
    review[4] = None


def _cut(healthy: Answer, page: int) -> Answer:
    return replace(healthy, cut_at=len(healthy.body) // 2)


def _truncated(healthy: Answer, page: int) -> Answer:
    return replace(healthy, body=healthy.body[: len(healthy.body) * 2 // 3])


def _mistyped(healthy: Answer, page: int) -> Answer:
    """The right body under a wrong name: must be read all the same."""
    return replace(healthy, content_type="text/plain; charset=iso-8859-1")


@cache
def _bomb() -> Answer:
    """A hundred kilobytes that unpack to thirty megabytes; packed fast, for a client waits meanwhile."""
    return Answer(200, gzip.compress(b" " * 30_000_000, 1), {"Content-Encoding": "gzip"})


_HUGE = Answer(200, b" " * 1_000_000, repeat=300)
_HTML_PAGE = Answer(200, b"<!doctype html><title>Google Play</title>", content_type=HTML)
_DETAILS_404 = Answer(404, b"<html>not found</html>", content_type=HTML)
_AWAY = {"Location": "http://elsewhere.invalid/login"}
_TO_CONSENT = {"Location": "https://consent.google.com/m?continue=https://play.google.com/"}

FAULTS: Final[tuple[Fault, ...]] = (
    Fault("too_many", "429 tanpa Retry-After", _instead(Answer(429))),
    Fault(
        "too_many_seconds",
        "429 dengan Retry-After dalam detik",
        _instead(Answer(429, b"", {"Retry-After": str(LONG_WAIT)})),
    ),
    Fault("too_many_date", "429 dengan Retry-After berupa tanggal", _too_many),
    Fault("unavailable", "503, layanan tidak tersedia", _instead(Answer(503, b"busy"))),
    Fault("forbidden", "403, akses ditolak", _instead(Answer(403, b"forbidden"))),
    Fault(
        "consent_page",
        "Halaman persetujuan dengan status 200",
        _instead(Answer(200, _CONSENT, content_type=HTML)),
    ),
    Fault(
        "consent_redirect",
        "Dialihkan ke halaman persetujuan",
        _instead(Answer(302, b"", _TO_CONSENT)),
    ),
    Fault("other_host", "Dialihkan ke host lain", _instead(Answer(302, b"", _AWAY))),
    Fault(
        "gateway_error",
        "PlayGatewayError di dalam status 200",
        _instead(Answer(200, pages.framed(None, _GATEWAY))),
    ),
    Fault(
        "in_band_error",
        "Kesalahan di dalam status 200",
        _instead(Answer(200, pages.framed(None, [13]))),
    ),
    Fault("null_payload", "Isi null", _instead(Answer(200, pages.framed(None)))),
    Fault("truncated_json", "JSON terpotong", _truncated),
    Fault("empty_body", "Jawaban kosong tanpa isi", _instead(Answer(200))),
    Fault("html", "HTML sebagai ganti JSON", _instead(_HTML_PAGE)),
    Fault("wrong_content_type", "Tipe isi yang salah", _mistyped),
    Fault("repeated_token", "Penanda halaman yang berulang", _reframed(_with_token("SAMA"))),
    Fault(
        "token_to_start",
        "Penanda yang kembali ke halaman pertama",
        lambda healthy, page: _reframed(_with_token(f"AWAL{page}"))(healthy, page),
    ),
    Fault(
        "empty_with_token",
        "Halaman kosong dengan penanda",
        lambda healthy, page: _reframed(lambda payload: [[], [None, f"LAGI{page}"], []])(
            healthy, page
        ),
    ),
    Fault("hung", "Server diam (batas waktu)", _instead(Answer(hangs=True))),
    Fault("cut_off", "Sambungan putus di tengah jawaban", _cut),
    Fault("oversized", "Jawaban 300 MB", _instead(_HUGE)),
    Fault("gzip_bomb", "Bom gzip", lambda healthy, page: _bomb()),
    Fault("one_broken", "Satu ulasan rusak", _each_review(_break, only_first=True)),
    Fault("all_broken", "Semua ulasan rusak", _each_review(_break)),
    Fault("no_ids", "Semua ulasan tanpa id", _each_review(_nameless)),
    Fault("no_times", "Semua ulasan tanpa waktu", _each_review(_undated)),
    Fault("no_words", "Semua ulasan tanpa kata", _each_review(_wordless)),
    Fault(
        "suddenly_empty", "Kosong padahal sebelumnya ada", _instead(Answer(200, pages.framed([])))
    ),
    Fault(
        "unknown_app",
        "Aplikasi tidak dikenal",
        _instead(_DETAILS_404),
        is_for_details=True,
    ),
    Fault(
        "broken_details",
        "Halaman aplikasi rusak",
        _instead(_HTML_PAGE),
        is_for_details=True,
    ),
)

BY_NAME: Final = {fault.name: fault for fault in FAULTS}
