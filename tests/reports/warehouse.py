"""A small seeded warehouse of invented texts, laid down by plain inserts and published as a snapshot.

Every sentence is our own invention. The seed is fixed, so the golden facts stay the same.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pantau.config import App, Config, GooglePlay, Model, Office, Sources, Storage
from pantau.domain.period import local_date
from pantau.domain.taxonomy import mode_of, ordered
from pantau.store.db import Connection, checkpoint, open_warehouse, transaction, utc_naive
from pantau.store.snapshot import publish

APP_ID = "id.contoh.kota"
PEER_ID = "id.contoh.tetangga"
MODEL = ("contoh", "2026.11", "1.1")
TOPICS = Path(__file__).parent / "topics.toml"
PUBLISHED_AT = datetime(2026, 10, 15, 18, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Seed:
    """One mention as it is laid down; `known_from` is one day after `posted_at` unless given."""

    text: str
    posted_at: datetime
    sentiment: str | None = "neutral"
    types: tuple[str, ...] = ("general_rating",)
    topics: tuple[str, ...] = ()
    rating: int | None = 3
    kind: str = "review"
    source: str = "google_play"
    scope: str = "own"
    app_id: str = APP_ID
    app_version: str = ""
    reply_at: datetime | None = None
    is_official: bool = False
    is_unsure: bool = False
    known_from: datetime | None = None
    deleted_at: datetime | None = None
    name: str = ""
    revision: int = 1

    @property
    def key(self) -> str:
        named = self.name or f"{self.source}|{self.text}|{self.posted_at.isoformat()}"
        return hashlib.sha256(named.encode()).hexdigest()[:32]

    @property
    def seen_at(self) -> datetime:
        return self.known_from or self.posted_at + timedelta(days=1)


@dataclass(slots=True)
class World:
    """What is to be published."""

    seeds: list[Seed] = field(default_factory=list)
    healthy_nights: Sequence[date] = ()
    published_at: datetime = PUBLISHED_AT


# Text, sentiment, types, topics (both joined by commas), stars.
_SAID = (
    (
        "CCTV di simpang Tanjungpura lancar, membantu sekali sebelum berangkat kerja",
        "positive",
        "compliment",
        "cctv",
        5,
    ),
    ("Bagus", "positive", "general_rating", "", 5),
    ("Aplikasi jelek sekali", "negative", "general_rating", "", 1),
    (
        "Kode OTP tidak pernah masuk, sudah tiga kali mencoba daftar akun",
        "negative",
        "app_problem",
        "login_account",
        1,
    ),
    (
        "Loading terus waktu buka menu harga pangan",
        "negative",
        "app_problem",
        "app_performance,food_prices",
        2,
    ),
    (
        "Jalan di gang kami berlubang dan tergenang, tolong diperbaiki",
        "negative",
        "service_complaint",
        "roads_drainage",
        2,
    ),
    ("Cara ganti nomor telepon di akun bagaimana ya?", "neutral", "question", "login_account", 3),
    ("Tolong tambahkan jadwal angkutan kota", "neutral", "feature_request", "traffic_parking", 4),
    (
        "Sebaiknya menu aduan diletakkan di halaman depan",
        "neutral",
        "suggestion",
        "feedback_channel,app_design",
        4,
    ),
    (
        "Sudah lapor minggu lalu lewat umpan balik tapi tidak dibalas",
        "negative",
        "follow_up,app_problem",
        "feedback_channel",
        1,
    ),
    (
        "Sejak 3 Mei nomor darurat di menu tidak aktif",
        "negative",
        "citizen_monitoring",
        "emergency_numbers",
        2,
    ),
    (
        "Mantap, urusan jadi cepat karena harga pasar bisa dilihat dari rumah",
        "positive",
        "compliment",
        "food_prices",
        5,
    ),
    ("Hapus cache dulu, saye berhasil masok lagi", "neutral", "co_performing", "login_account", 4),
    (
        "Dahulukan drainase daripada bikin aplikasi baru",
        "negative",
        "co_commissioning",
        "roads_drainage,budget",
        3,
    ),
    (
        "Lampu jalan depan gang mati sudah seminggu",
        "negative",
        "service_complaint",
        "street_lights",
        5,
    ),
)
_SIGNS = ("", " 👍", " #kota", " =1+1", " <b>ya</b>", " $x$")


def sample(n_per_quarter: int = 60, seed: int = 7) -> World:
    """Five quarters up to 2026-Q3, complaints rising in the last; a peer app; one feed."""
    chance = random.Random(seed)
    seeds: list[Seed] = []
    for index, first in enumerate(_QUARTERS):
        for number in range(n_per_quarter + 8 * index):
            seeds.append(_one(chance, first, number, is_last=index == len(_QUARTERS) - 1))
    seeds += [_peer(chance, number) for number in range(45)]
    seeds.append(Seed("Pemkot perbarui JePin", _at(date(2026, 8, 2)), None, kind="article", source="rss",
                      app_id="", rating=None))  # fmt: skip
    seeds.append(
        Seed("Terima kasih, kami teruskan", _at(date(2026, 8, 3)), "neutral", is_official=True)
    )
    return World(seeds, [date(2025, 7, 2) + timedelta(days=i) for i in range(0, 470, 3)])


_QUARTERS = (
    date(2025, 7, 1),
    date(2025, 10, 1),
    date(2026, 1, 1),
    date(2026, 4, 1),
    date(2026, 7, 1),
)


def _at(day: date, hour: int = 5) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _one(chance: random.Random, first: date, number: int, *, is_last: bool) -> Seed:
    weights = [6, 8, 4, 7 if is_last else 2, 5, 4, 3, 3, 2, 2, 1, 4, 1, 1, 3]
    text, sentiment, types, topics, rating = chance.choices(_SAID, weights)[0]
    posted = _at(first + timedelta(days=chance.randrange(89)), chance.randrange(24))
    replied = posted + timedelta(hours=chance.randrange(2, 200)) if chance.random() < 0.4 else None
    return Seed(
        text=f"{text}{chance.choice(_SIGNS)}",
        posted_at=posted,
        sentiment=sentiment,
        types=tuple(types.split(",")),
        topics=tuple(topics.split(",")) if topics else (),
        rating=rating,
        app_version=chance.choice(("", "3.1.0", "3.2.0" if is_last else "3.0.4")),
        reply_at=replied,
        is_unsure=chance.random() < 0.08,
        name=f"own-{first}-{number}",
    )


def _peer(chance: random.Random, number: int) -> Seed:
    seed = _one(chance, date(2026, 7, 1), number, is_last=False)
    return replace(seed, scope="peer", app_id=PEER_ID, name=f"peer-{number}")


def config_for(folder: Path, **office: object) -> Config:
    return Config(
        storage=Storage(data_dir=folder),
        office=Office(**office),  # type: ignore[arg-type]
        sources=Sources(
            google_play=GooglePlay(
                apps=(
                    App(id=APP_ID, name="JePin"),
                    App(id=PEER_ID, name="Kota Tetangga", role="peer"),
                )
            )
        ),
        is_sample=True,
        model=Model(topics=TOPICS),
    )


def published(folder: Path, world: World, *, publish_now: bool = True, **office: object) -> Config:
    """Lays down `world`, publishes it, and returns the configuration that points at it."""
    config = config_for(folder, **office)
    con = open_warehouse(config.warehouse_path)
    with transaction(con):
        lay_down(con, world)
    if publish_now:
        publish_again(con, config, world.published_at)
    else:
        con.close()
    return config


def publish_again(con: Connection, config: Config, now: datetime) -> None:
    """Closes the connection and publishes what the warehouse holds."""
    checkpoint(con)
    con.close()
    publish(config.warehouse_path, config.published_dir, now=now, keep=9)


def lay_down(con: Connection, world: World, *, pages: bool = True) -> None:
    for seed in world.seeds:
        _insert_mention(con, seed)
    for night in world.healthy_nights:
        _insert_run(con, night)
    for night, version in _PAGES if pages else ():
        _insert_page(con, night, version)


_PAGES = (
    (date(2026, 6, 30), "3.1.0"),
    (date(2026, 7, 1), "3.1.0"),
    (date(2026, 8, 10), "3.2.0"),
    (date(2026, 9, 30), "3.2.0"),
)


def _insert_mention(con: Connection, s: Seed) -> None:
    is_coded = s.sentiment is not None
    row = {
        "mention_key": s.key, "source": s.source, "kind": s.kind, "scope": s.scope,
        "app_id": s.app_id, "channel": "", "external_id": s.key, "author_key": "", "title": "",
        "text": s.text, "language": "id", "rating": s.rating, "app_version": s.app_version,
        "reply_text": "Terima kasih" if s.reply_at else "",
        "reply_at": utc_naive(s.reply_at) if s.reply_at else None, "n_likes": 0, "url": "",
        "is_official": s.is_official, "posted_at": utc_naive(s.posted_at),
        "local_date": local_date(s.posted_at), "edited_at": None, "text_hash": f"t{s.key}",
        "content_hash": f"c{s.key}", "revision": s.revision, "known_from": utc_naive(s.seen_at),
        "first_seen_at": utc_naive(s.seen_at), "last_seen_at": utc_naive(s.seen_at),
        "first_run_id": "r", "last_run_id": "r",
        "deleted_at": utc_naive(s.deleted_at) if s.deleted_at else None,
        "sentiment": s.sentiment, "sentiment_score": 0.9 if is_coded else None,
        "feedback": ",".join(ordered(s.types)) if is_coded else None,
        "primary_feedback": ordered(s.types)[0] if is_coded else None,
        "feedback_score": 0.8 if is_coded else None,
        "topics": ",".join(s.topics) if is_coded else None,
        "mode": mode_of(s.types).value if is_coded else None,
        "is_unsure": s.is_unsure if is_coded else None,
        "model": MODEL[0] if is_coded else None, "model_version": MODEL[1] if is_coded else None,
        "codebook_version": MODEL[2] if is_coded else None,
        "labelled_at": utc_naive(s.seen_at) if is_coded else None,
    }  # fmt: skip
    insert(con, "mention", row)


def _insert_run(con: Connection, night: date) -> None:
    started = _at(night, 18)
    insert(con, "run", {
        "run_id": f"run-{night}", "night_id": f"n-{night}", "source": "google_play",
        "target": APP_ID, "app_id": APP_ID, "scope": "own", "mode": "nightly",
        "started_at": utc_naive(started), "ended_at": utc_naive(started),
        "local_date": local_date(started), "since": utc_naive(started - timedelta(days=10)),
        "stop_reason": "reached_known", "verdict": "quiet", "message": "", "n_requests": 1,
        "n_pages": 1, "n_fetched": 0, "n_new": 0, "n_revised": 0, "n_unchanged": 0,
        "n_rejected": 0, "n_late": 0, "evidence": "{}", "code_version": "0",
    })  # fmt: skip


def _insert_page(con: Connection, night: date, version: str) -> None:
    insert(con, "app_snapshot", {
        "source": "google_play", "app_id": APP_ID, "scope": "own", "taken_at": utc_naive(_at(night, 18)),
        "local_date": local_date(_at(night, 18)), "score": 3.4, "n_ratings": 900 + night.month,
        "n_reviews": 400, "n_1_star": 200, "n_2_star": 90, "n_3_star": 110, "n_4_star": 150,
        "n_5_star": 350 + night.month, "installs": "50.000+", "version": version,
        "updated_at": None, "run_id": "r",
    })  # fmt: skip


def insert(con: Connection, table: str, row: dict[str, object]) -> None:
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    con.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
