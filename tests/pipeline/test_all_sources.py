"""One night with every source there is, against loopback servers: one fails, the others land, the next heals."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from pantau.config import Config, Model, Privacy, Storage
from pantau.connectors import registry
from pantau.domain.verdict import Outcome
from pantau.pipeline.nightly import Job, NightReport
from pantau.privacy.pseudonym import write_secret
from pantau.store.snapshot import open_snapshot
from tests.connectors.worlds import World, some_said, world_of
from tests.fakes import NOON

REFUSING = "youtube"


def night(config: Config, worlds: dict[str, World], days: int) -> NightReport:
    connectors = [world.connector() for world in worlds.values()]
    at = NOON + timedelta(days=days)
    report = Job(config, clock=lambda: at, sleep=lambda seconds: None).nightly(connectors)
    for connector in connectors:
        connector.close()
    return report


@pytest.fixture
def config(tmp_path: Path) -> Config:
    secret = tmp_path / "contoh.secret"
    write_secret(secret)
    return Config(
        storage=Storage(data_dir=tmp_path / "data"),
        privacy=Privacy(secret_file=secret),
        model=Model(tier="fast"),
    )


def test_one_source_fails_the_others_land_and_the_next_night_heals(
    config: Config, tmp_path: Path
) -> None:
    said = some_said()
    with ExitStack() as stack:
        worlds: dict[str, World] = {}
        for name in registry.names():
            folder = tmp_path / name
            folder.mkdir()
            worlds[name] = stack.enter_context(world_of(name)(folder, said))
        worlds[REFUSING].refuse()
        first = night(config, worlds, 0)
        verdicts = {run.source: run.verdict for run in first.runs}
        assert set(verdicts) == set(registry.names())
        assert verdicts.pop(REFUSING) == "blocked"
        assert set(verdicts.values()) == {"new"}
        assert first.outcome is Outcome.PARTIAL
        worlds[REFUSING].say(said)
        second = night(config, worlds, 2)
        healed = {run.source: run.verdict for run in second.runs}
        assert healed.pop(REFUSING) == "new"
        assert set(healed.values()) <= {"new", "quiet"}
    with open_snapshot(config.published_dir) as snapshot:
        rows = snapshot.con.execute(
            "SELECT source, count(*), count(DISTINCT mention_key), count(*) FILTER (sentiment IS NULL) "
            "FROM mention WHERE text <> '' GROUP BY source"
        ).fetchall()
        kept = snapshot.con.execute("SELECT source FROM kept_apart").fetchall()
    assert {source for source, *_ in rows} >= {"google_play", "rss", "youtube", "instagram"}
    assert all(n == n_distinct and n_unlabelled == 0 for _, n, n_distinct, n_unlabelled in rows)
    assert kept == [("youtube",)]
