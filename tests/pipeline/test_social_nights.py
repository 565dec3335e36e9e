"""Nights over all social sources at once: what is kept, what a quiet month looks like, who is named."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pantau.config import Bluesky as BlueskySettings
from pantau.config import Channel, GraphAccount
from pantau.config import Facebook as FacebookSettings
from pantau.config import Instagram as InstagramSettings
from pantau.config import Mastodon as MastodonSettings
from pantau.config import YouTube as YouTubeSettings
from pantau.connectors.base import Connector
from pantau.connectors.bluesky import Bluesky
from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.mastodon import Mastodon
from pantau.connectors.meta import Facebook, Instagram
from pantau.connectors.youtube import YouTube
from pantau.demo import social_bluesky, social_mastodon, social_meta, social_youtube
from pantau.domain.verdict import Outcome, Verdict, outcome_of
from pantau.pipeline.archive import Archive
from pantau.pipeline.collect import collect_source
from pantau.pipeline.work import Collecting, Reading
from pantau.privacy.gate import PrivacyGate
from pantau.store.db import Connection, open_warehouse
from pantau.store.runs import RunRow
from tests.fakes import NOON, PHONE

OWN = "555"
SOURCES = ("youtube", "instagram", "facebook", "mastodon", "bluesky")
PERSON = "Contoh.Bernama"
TEXT = f"Contoh aplikasi JePin Pontianak lambat, hubungi {PHONE}"
ENVIRON = {
    "PANTAU_YOUTUBE_KEY": "kunci-contoh",
    "PANTAU_INSTAGRAM_TOKEN": "token-contoh",
    "PANTAU_FACEBOOK_TOKEN": "token-contoh",
    "PANTAU_BLUESKY_PASSWORD": "sandi-contoh",
}


def ago(days: float) -> datetime:
    return NOON - timedelta(days=days)


def graph_store(network: str) -> social_meta.GraphStore:
    store = social_meta.GraphStore(network, account=OWN)  # type: ignore[arg-type]
    store.posts = [social_meta.Post("801", "Contoh pengumuman", ago(40))]
    store.comments = [social_meta.Comment("901", "801", TEXT, ago(2), PERSON, PERSON)]
    return store


@dataclass
class Town:
    """All networks on this machine, one comment on each, and the warehouse they are read into."""

    stack: ExitStack
    folder: Path
    con: Connection
    now: datetime = NOON
    environ: dict[str, str] = field(default_factory=lambda: dict(ENVIRON))

    def __post_init__(self) -> None:
        enter = self.stack.enter_context
        videos = [social_youtube.Video("vid", "UCkota", "Contoh", ago(40))]
        comments = [social_youtube.Comment("Ug1", "vid", TEXT, ago(2), PERSON, PERSON)]
        youtube = social_youtube.YouTubeStore(videos, comments)
        self.youtube = enter(social_youtube.YouTubeServer(youtube))
        self.instagram = enter(social_meta.GraphServer(graph_store("instagram")))
        self.facebook = enter(social_meta.GraphServer(graph_store("facebook")))
        status = social_mastodon.Status(ago(2), f"<p>{TEXT}</p>", author=PERSON)
        self.mastodon = enter(
            social_mastodon.MastodonServer(social_mastodon.MastodonStore([status]))
        )
        post = social_bluesky.Post(1, TEXT, ago(2), f"did:plc:{PERSON}", PERSON)
        self.bluesky = enter(social_bluesky.BlueskyServer(social_bluesky.BlueskyStore([post])))

    def connectors(self) -> list[Connector]:
        """As a new process would build them each night."""
        account = (GraphAccount(id=OWN, name="Kota"),)
        url = {name: getattr(self, name).base_url for name in SOURCES}
        door = {name: HttpClient(url[name], Limits(0.5, retries=0)) for name in SOURCES}
        clock, env = (lambda: self.now), self.environ
        return [
            YouTube(
                YouTubeSettings(channels=(Channel(id="UCkota", name="Kota"),), pace_seconds=0),
                door["youtube"],
                clock,
                env,
            ),
            Instagram(
                InstagramSettings(accounts=account, pace_seconds=0), door["instagram"], clock, env
            ),
            Facebook(
                FacebookSettings(accounts=account, pace_seconds=0), door["facebook"], clock, env
            ),
            Mastodon(
                MastodonSettings(base_url=url["mastodon"], pace_seconds=0),
                door["mastodon"],
                clock,
                env,
            ),
            Bluesky(
                BlueskySettings(handle="pantau.contoh", pace_seconds=0), door["bluesky"], clock, env
            ),
        ]

    def night(self, days_later: float = 1) -> dict[str, RunRow]:
        """One night over all sources; the clock then moves on."""
        work = Collecting(
            self.con,
            PrivacyGate(b"0" * 32),
            Archive(self.folder),
            clock=lambda: self.now,
            sleep=lambda seconds: None,
        )
        runs = {}
        for connector in self.connectors():
            [runs[connector.source]] = collect_source(work, connector, Reading())
            connector.close()  # type: ignore[attr-defined]
        self.now += timedelta(days=days_later)
        return runs


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    con = open_warehouse(":memory:")
    with ExitStack() as stack:
        yield Town(stack, tmp_path / "raw", con)
    con.close()


def verdicts(runs: dict[str, RunRow]) -> dict[str, str]:
    return {source: run.verdict for source, run in runs.items()}


def all_of(verdict: Verdict) -> dict[str, str]:
    return dict.fromkeys(SOURCES, verdict.value)


def test_a_first_night_brings_all_and_a_second_nothing_new(town: Town) -> None:
    assert verdicts(town.night()) == all_of(Verdict.NEW)
    second = town.night()
    assert verdicts(second) == all_of(Verdict.QUIET)
    assert {run.n_new + run.n_revised for run in second.values()} == {0}
    counts = town.con.execute("SELECT source, count(*) FROM mention GROUP BY 1").fetchall()
    posts = {"instagram": 2, "facebook": 2}
    assert dict(counts) == {source: posts.get(source, 1) for source in SOURCES}


def test_quiet_months_stay_quiet_and_are_not_suspected(town: Town) -> None:
    town.night()
    for _ in range(4):
        assert verdicts(town.night(days_later=40)) == all_of(Verdict.QUIET)


def test_an_empty_answer_where_something_stood_is_suspected(town: Town) -> None:
    town.night()
    town.youtube.store.comments.clear()
    town.mastodon.store.statuses.clear()
    town.bluesky.store.posts.clear()
    town.instagram.store.posts.clear()
    town.facebook.store.posts.clear()
    assert verdicts(town.night()) == all_of(Verdict.SUSPECT_EMPTY)


def test_one_source_that_fails_costs_the_others_nothing(town: Town) -> None:
    town.environ["PANTAU_FACEBOOK_TOKEN"] = "kedaluwarsa"
    runs = town.night()
    assert verdicts(runs) == all_of(Verdict.NEW) | {"facebook": Verdict.BLOCKED.value}
    assert "PANTAU_FACEBOOK_TOKEN" in runs["facebook"].message
    assert outcome_of([Verdict(run.verdict) for run in runs.values()]) is Outcome.PARTIAL
    town.environ["PANTAU_FACEBOOK_TOKEN"] = "token-contoh"
    assert town.night()["facebook"].verdict == Verdict.NEW.value


def test_a_late_answer_under_an_old_post_is_found(town: Town) -> None:
    town.night(days_later=30)
    for server in (town.instagram, town.facebook):
        late = social_meta.Comment("902", "801", "Contoh, dah bise", town.now)
        server.store.comments.append(late)
    reply = social_youtube.Comment("Ug1.r1", "vid", "Contoh, dah bise", town.now, parent="Ug1")
    town.youtube.store.comments.append(reply)
    runs = town.night()
    assert [runs[s].n_new for s in ("youtube", "instagram", "facebook")] == [1, 1, 1]


def test_edits_become_revisions(town: Town) -> None:
    town.night()
    video_comment = town.youtube.store.comments[0]
    video_comment.text, video_comment.edited_at = "Contoh JePin lancar", town.now
    status = town.mastodon.store.statuses[0]
    status.markup, status.edited_at = "<p>Contoh JePin Pontianak lancar</p>", town.now
    runs = town.night()
    assert [runs[s].n_revised for s in ("youtube", "mastodon")] == [1, 1]


def test_a_comment_gone_from_youtube_for_two_complete_walks_is_a_tombstone(town: Town) -> None:
    other = social_youtube.Comment("Ug2", "vid", "Contoh lain", ago(1))
    town.youtube.store.comments.append(other)
    town.night(days_later=8)
    town.youtube.store.comments.remove(other)
    town.night(days_later=8)
    town.night()
    gone = "SELECT external_id FROM mention WHERE deleted_at IS NOT NULL"
    assert town.con.execute(gone).fetchall() == [("Ug2",)]


def test_youtubes_quota_is_counted_from_night_to_night(town: Town) -> None:
    for _ in range(3):
        town.night(days_later=0.01)
    saved = "SELECT state::JSON ->> 'units' FROM checkpoint WHERE source = 'youtube'"
    assert town.con.execute(saved).fetchall() == [("3",)]


def test_nobody_is_named_in_the_warehouse_or_the_archive(town: Town) -> None:
    town.night()
    stored = repr(town.con.execute("SELECT * FROM mention").fetchall())
    archived = [gzip.decompress(path.read_bytes()) for path in town.folder.rglob("*.gz")]
    assert len(archived) >= 7
    for personal in (PERSON, PHONE, "Nama "):
        assert personal not in stored
        assert all(personal.encode() not in page for page in archived)
    for secret in ENVIRON.values():
        assert all(secret.encode() not in page for page in archived)
