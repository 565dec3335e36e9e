"""Makes `reviews.jsonl`, `peer_1.jsonl`, `peer_2.jsonl` and `app.json` from the texts beside it.

`python data/sample/build.py` writes the same bytes each time: days, hours, versions and answers
come from a seeded generator. All texts, answers, dates and numbers are invented.
"""

from __future__ import annotations

import calendar
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
WIB = timezone(timedelta(hours=7))
FIRST, LAST = date(2025, 4, 1), date(2026, 9, 30)
RELEASES = (
    ("2.0.0", "2025-02-10"),
    ("2.1.0", "2025-05-12"),
    ("2.1.1", "2025-06-20"),
    ("2.2.0", "2025-08-18"),
    ("2.3.0", "2025-11-03"),  # breaks the login by OTP
    ("2.3.1", "2025-11-21"),  # said to mend it, does not
    ("2.3.2", "2026-01-12"),  # mends it
    ("2.4.0", "2026-04-06"),
    ("2.5.0", "2026-07-06"),
    ("2.5.1", "2026-08-24"),
)
# What the office writes, by the first word found in a complaint; the last is for praise and all else.
ANSWERS = {
    r"otp|login|masok|bisa masuk|akun|verifikasi|sandi": (
        "Mohon maaf atas kendala masuk akun. Tim kami sedang memperbaikinya. Mohon perbarui aplikasi "
        "dan kirim tangkapan layar lewat menu Bantuan."
    ),
    r"cctv|kamera": (
        "Terima kasih laporannya. Gangguan jaringan kamera sedang ditangani bersama penyedia. "
        "Perkembangannya kami umumkan di halaman depan."
    ),
    r"\bhar(ga|ge)|telur": (
        "Terima kasih masukannya. Data harga kami teruskan ke petugas pasar untuk diperiksa ulang."
    ),
    r"\b(jalan|lampu|parit|got|sampah|banjir|aek|air|jembatan|gang|lubang|parkir|pungli|oknum|loket|petugas)": (
        "Terima kasih, aduan Bapak/Ibu sudah kami teruskan ke OPD terkait. Mohon lengkapi dengan lokasi "
        "dan foto agar dapat segera terdisposisi."
    ),
    r"\?|tanya|gimana|cara": (
        "Terima kasih pertanyaannya. Keterangan lengkap ada di menu Layanan, atau hubungi pusat "
        "panggilan pada jam kerja."
    ),
}
THANKS = "Terima kasih atas penilaiannya. Masukan warga kami pakai untuk memperbaiki aplikasi."
# Share of reviews answered and the longest usual delay in days, from that month on.
OFFICE = (("2025-04", 0.22, 14), ("2025-11", 0.30, 20), ("2026-01", 0.34, 9), ("2026-07", 0.5, 3))
# Ratings without words a week, and how they fall on one to five stars, from that month on.
RATINGS = (
    ("2025-04", 22, (18, 7, 11, 20, 44)),
    ("2025-11", 38, (58, 12, 8, 6, 16)),
    ("2026-01", 26, (30, 9, 10, 15, 36)),
    ("2026-02", 22, (19, 7, 11, 20, 43)),
    ("2026-05", 34, (44, 13, 11, 10, 22)),
    ("2026-06", 23, (18, 7, 10, 21, 44)),
    ("2026-07", 27, (9, 4, 9, 22, 56)),
)


@dataclass
class Line:
    """One review of the text file with its edits: `(day or None, flags, stars, text)`."""

    month: str
    day: int | None
    flags: set[str]
    stars: int
    text: str
    edits: list[tuple[str | None, set[str], int, str]] = field(default_factory=list)


def dice_of(seed: str) -> random.Random:
    """The same seed throws the same dice: the sample must not change by itself."""
    return random.Random(seed)  # noqa: S311  nothing secret hangs on it


def lines(path: Path) -> Iterator[Line]:
    month, held = "", None
    for raw in path.read_text("utf-8").splitlines():
        if raw.startswith("["):
            month = raw.strip("[]")
        elif raw.startswith(">") and held:
            head, text = raw[1:].split("|", 1)
            day = re.search(r"@(\S+)", head)
            held.edits.append((day and day[1], _flags(head), int(head.split()[-1]), text.strip()))
        elif raw and raw[0].isdigit():
            if held:
                yield held
            held = _line(month, raw)
    if held:
        yield held


def _line(month: str, raw: str) -> Line:
    stars, text = raw.split("|", 1)
    day = re.match(r"@(\d+)\s", text)
    words = re.sub(r"^@\d+\s|\s*![a-z]+", "", text).strip()
    return Line(month, int(day[1]) if day else None, _flags(text), int(stars), words)


def _flags(text: str) -> set[str]:
    return set(re.findall(r"!([a-z]+)", text))


def since(table: tuple[tuple[Any, ...], ...], month: str) -> tuple[Any, ...]:
    return [row for row in table if row[0] <= month][-1]


def stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def moment_in(month: str, day: int | None, dice: random.Random) -> datetime:
    """Some time of day from six to eleven at night, more often in the evening."""
    year, number = map(int, month.split("-"))
    day = day or dice.randint(1, calendar.monthrange(year, number)[1])
    hour = dice.choices(range(6, 23), weights=[2, 3, 3, 3, 2, 3, 4, 3, 2, 3, 4, 5, 6, 8, 8, 6, 3])[
        0
    ]
    return datetime(year, number, day, hour, dice.randrange(60), dice.randrange(60), tzinfo=WIB)


def version_at(moment: datetime, dice: random.Random) -> str | None:
    """The newest release, for some the one before; Google knows none for every tenth review."""
    known = [version for version, day in RELEASES if day < moment.date().isoformat()]
    if dice.random() < 0.1:
        return None
    return known[-1] if dice.random() < 0.85 or len(known) == 1 else known[-2]


def answer(text: str, stars: int, asked: datetime, dice: random.Random) -> dict[str, str]:
    found = (words for key, words in ANSWERS.items() if re.search(key, text.lower()))
    said = THANKS if stars >= 4 else next(found, THANKS)
    hours = dice.triangular(3, since(OFFICE, stamp(asked)[:7])[2] * 24, 30)
    return {"at": stamp(asked + timedelta(hours=hours)), "text": said}


def reply_or_none(line: Line, at: datetime, dice: random.Random) -> dict[str, str] | None:
    share = since(OFFICE, line.month)[1] * (1.2 if line.stars <= 3 else 0.8)
    is_due = dice.random() < share or "reply" in line.flags
    return (
        answer(line.text, line.stars, at, dice) if is_due and "noreply" not in line.flags else None
    )


def edits_of(line: Line, at: datetime, dice: random.Random) -> list[dict[str, Any]]:
    made = []
    for day, flags, stars, text in line.edits:
        if day:
            at = moment_in(day[:7], int(day[8:]), dice)
        else:
            at += timedelta(days=dice.randint(6, 24), minutes=dice.randrange(600))
        edit: dict[str, Any] = {"at": stamp(at), "text": text, "stars": stars}
        if "reply" in flags:
            edit["reply"] = answer(text, stars, at, dice)
        made.append(edit)
    return made


def review(line: Line, at: datetime, dice: random.Random) -> dict[str, Any]:
    row: dict[str, Any] = {
        "stars": line.stars,
        "text": line.text or None,
        "at": stamp(at),
        "version": version_at(at, dice),
        "language": "id",
    }
    if "late" in line.flags:
        at += timedelta(hours=dice.randint(24, 47), minutes=30)
        row["visible_from"] = stamp(at)
    row["edits"] = edits_of(line, at, dice)
    row["reply"] = reply_or_none(line, at, dice)
    if "del" in line.flags:
        row["deleted_at"] = stamp(at + timedelta(days=dice.randint(20, 50)))
    return row


def numbered(rows: list[dict[str, Any]], prefix: str, user: str) -> list[dict[str, Any]]:
    rows = sorted(rows, key=lambda row: str(row["at"]))
    return [
        {"id": f"{prefix}-{n:04d}", "user": f"{user} {n:03d}", **row}
        for n, row in enumerate(rows, 1)
    ]


def ratings_only(dice: random.Random) -> list[dict[str, Any]]:
    weeks = []
    day = FIRST + timedelta(days=6)
    while day <= LAST:
        _, n_usual, weights = since(RATINGS, day.isoformat()[:7])
        stars = dice.choices(range(5), weights=weights, k=n_usual + dice.randint(-5, 5))
        weeks.append({"date": day.isoformat(), "stars": [stars.count(n) for n in range(5)]})
        day += timedelta(days=7)
    return weeks


def app() -> dict[str, Any]:
    return {
        "app_id": "id.idekite.pontianak_smartcity",
        "title": "JePin (DATA CONTOH)",
        "developer": "Contoh Pengembang",
        "description": "Halaman contoh untuk peragaan Pantau. Semua ulasan, angka dan rilis dikarang.",
        "installs": "10.000+",
        "releases": [{"version": v, "at": f"{day}T09:00:00+07:00"} for v, day in RELEASES],
        "ratings_only": ratings_only(dice_of("ratings")),
        "peers": [
            {"app_id": "id.go.jakarta.smartcity.jaki", "title": "JAKI (DATA CONTOH)",
             "file": "peer_1.jsonl"},
            {"app_id": "id.go.jogjakota.jogjasmartservice",
             "title": "Jogja Smart Service (DATA CONTOH)", "file": "peer_2.jsonl"},
        ],
    }  # fmt: skip


def rows_of(name: str, prefix: str, user: str) -> list[dict[str, Any]]:
    dice = dice_of(name)
    made = [
        review(line, moment_in(line.month, line.day, dice), dice) for line in lines(HERE / name)
    ]
    return numbered(made, prefix, user)


def write(name: str, rows: list[dict[str, Any]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (HERE / name).write_text(text, "utf-8")


def main() -> None:
    write("reviews.jsonl", rows_of("texts.txt", "sample", "Contoh Warga"))
    write("peer_1.jsonl", rows_of("texts_peer_1.txt", "peer1", "Contoh Pengguna"))
    write("peer_2.jsonl", rows_of("texts_peer_2.txt", "peer2", "Contoh Pengguna"))
    (HERE / "app.json").write_text(json.dumps(app(), ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
