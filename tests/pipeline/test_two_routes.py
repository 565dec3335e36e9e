"""Google Play by two routes, the public list and the owner's API or file: one review is one mention."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pantau.connectors.base import Connector
from pantau.connectors.file_import import FileImport
from pantau.demo.play_server import PlayServer
from pantau.demo.play_store import Reply, StoredReview
from pantau.pipeline.work import Reading
from tests.connectors.worlds import Said, some_said
from tests.connectors.worlds.play_api import PlayApiWorld, open_world
from tests.fakes import APP_ID, NOON, play_connector, play_store
from tests.pipeline.conftest import House


class Routes:
    """Five reviews by the API, of which the public sees the three newest."""

    def __init__(self, house: House, server: PlayServer, api: PlayApiWorld) -> None:
        self.house, self.server, self.api = house, server, api
        house.reading = Reading(complete_days=1)

    def night(self) -> tuple[int, int]:
        """How many each route read: public, API."""
        return self.public_night(), self.collect(self.api.connector())

    def public_night(self) -> int:
        self.server.store.now = self.house.now
        return self.collect(play_connector(self.server))

    def collect(self, connector: Connector) -> int:
        before = self.house.now
        [run] = self.house.collect_all(connector)  # type: ignore[arg-type]
        self.house.now = before + timedelta(hours=12)
        connector.close()
        return run.n_fetched

    def held(self) -> dict[str, bool]:
        """Whether each review held is taken for deleted."""
        rows = self.house.rows("SELECT external_id, deleted_at IS NOT NULL FROM mention ORDER BY 1")
        return {str(name): bool(gone) for name, gone in rows}


def stored(said: Said) -> StoredReview:
    return StoredReview(
        f"gp:kontrak{said.number}",
        said.author,
        said.stars,
        said.text,
        said.at,
        version="2.1.0",
        reply=Reply("Terima kasih", NOON),
    )


@pytest.fixture
def routes(house: House, tmp_path: Path) -> Iterator[Routes]:
    store = play_store(0)
    store.put(APP_ID, *map(stored, some_said()[:3]))
    with PlayServer(store) as server, open_world(tmp_path, some_said()) as api:
        yield Routes(house, server, api)


def test_the_same_review_by_two_routes_is_one_mention_and_no_revision(routes: Routes) -> None:
    assert routes.night() == (3, 5)
    assert routes.night() == (3, 5)
    assert len(routes.held()) == 5
    assert routes.house.rows("SELECT count(*) FROM mention_revision") == [(0,)]


def test_what_only_the_owner_sees_is_not_taken_for_deleted(routes: Routes) -> None:
    routes.night()
    for _ in range(8):  # the API forgets after seven days, and nobody asks it here
        routes.public_night()
    assert not any(routes.held().values())


def test_what_the_public_no_longer_sees_is_still_found_to_be_deleted(routes: Routes) -> None:
    routes.night()
    newest = some_said()[0]
    routes.api.say(some_said()[1:])
    gone = stored(newest)
    for _ in range(4):
        routes.server.store.put(
            APP_ID, StoredReview(gone.id, gone.user, 1, "x", gone.at, deleted_at=NOON)
        )
        routes.night()
    assert [name for name, is_gone in routes.held().items() if is_gone] == [gone.id]


def test_a_months_file_loaded_twice_changes_nothing_and_adds_ratings_without_words(
    routes: Routes, tmp_path: Path
) -> None:
    routes.night()
    said = some_said()[0]
    millis = int(said.at.timestamp()) * 1000 + 713
    head = "Package Name,App Version Name,Reviewer Language,Device,Review Submit Millis Since Epoch,Star Rating"
    worded = (
        f'{APP_ID},2.1.0,id,a12,{millis},{said.stars},"{said.text}",{int(NOON.timestamp()) * 1000},'
        f"Terima kasih,https://play.google.com/x?reviewId=gp%3Akontrak{said.number}"
    )
    rows = (
        f"{head},Review Text,Developer Reply Millis Since Epoch,Developer Reply Text,Review Link",
        worded,
        f"{APP_ID},,id,a12,{millis},2,,,,",
    )
    path = tmp_path / f"reviews_{APP_ID}_202608.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-16")
    for _ in range(2):
        routes.collect(FileImport([path], lambda: NOON))
    assert len(routes.held()) == 6
    assert routes.house.rows("SELECT count(*) FROM mention_revision") == [(0,)]
    assert routes.house.rows("SELECT rating FROM mention WHERE text = ''") == [(2,)]
