"""Our Google Play, as the unmodified google-play-scraper sees it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from google_play_scraper import Sort, app, reviews, reviews_all
from google_play_scraper.constants.request import PLAY_STORE_BASE_URL, Formats
from google_play_scraper.exceptions import NotFoundError

from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.play_forms import reviews_body, reviews_path
from pantau.demo.faults import BY_NAME
from pantau.demo.play_server import PlayServer, PlayStore
from pantau.demo.play_store import Edit, Reply, Wanted
from pantau.errors import TransientError
from tests.fakes import APP_ID, NOON, play_connector, play_store, review


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlayServer]:
    """A server that the library is sent to, by nothing but its own base address."""
    with PlayServer(play_store(7)) as server:
        for form in (Formats.Detail, Formats.Reviews):
            for name in ("URL_FORMAT", "FALLBACK_URL_FORMAT"):
                if hasattr(form, name):
                    there = getattr(form, name).replace(PLAY_STORE_BASE_URL, server.base_url)
                    monkeypatch.setattr(form, name, there)
        yield server


def test_the_library_reads_an_apps_page(server: PlayServer) -> None:
    found = app(APP_ID, lang="id", country="id")
    assert (found["title"], found["description"]) == ("Contoh", "Aplikasi contoh.")
    assert (found["installs"], found["minInstalls"], found["version"]) == ("1.000+", 1000, "1.0.0")
    assert found["histogram"] == [2, 2, 1, 1, 1]
    assert (found["ratings"], found["reviews"]) == (7, 7)
    assert found["updated"] == int((NOON - timedelta(days=90)).timestamp())
    assert (found["developer"], found["genre"], found["free"]) == ("Dinas Contoh", "Alat", True)
    assert len(found["comments"]) == 3


def test_the_library_pages_through_reviews_newest_first(server: PlayServer) -> None:
    first, token = reviews(APP_ID, lang="id", country="id", sort=Sort.NEWEST, count=3)
    second, token = reviews(APP_ID, continuation_token=token)
    third, token = reviews(APP_ID, continuation_token=token)
    ids = [item["reviewId"] for page in (first, second, third) for item in page]
    assert ids == [f"gp:contoh{number:04}" for number in range(6, -1, -1)]
    assert token.token is None


def test_the_library_reads_everything_at_once(server: PlayServer) -> None:
    found = reviews_all(APP_ID, lang="id", country="id", sort=Sort.NEWEST)
    assert len(found) == 7
    newest = found[0]
    assert (newest["userName"], newest["content"], newest["score"]) == (
        "Contoh Nama 6",
        "contoh 6",
        2,
    )
    assert newest["at"].timestamp() == review(6).at.timestamp()
    assert newest["userImage"].startswith("https://")


def test_the_library_reads_replies(server: PlayServer) -> None:
    reply = Reply("Terima kasih", NOON - timedelta(minutes=1))
    server.store.put(APP_ID, replace(review(6), reply=reply))
    newest = reviews_all(APP_ID, sort=Sort.NEWEST)[0]
    assert newest["replyContent"] == "Terima kasih"
    assert newest["repliedAt"].timestamp() == reply.at.timestamp()


def test_the_library_filters_by_stars_and_sorts(server: PlayServer) -> None:
    five, _ = reviews(APP_ID, sort=Sort.NEWEST, filter_score_with=5)
    assert [item["score"] for item in five] == [5]
    rated, _ = reviews(APP_ID, sort=Sort.RATING, count=7)
    assert [item["score"] for item in rated] == [5, 4, 3, 2, 2, 1, 1]


def test_an_unknown_app_is_not_found_and_has_no_reviews(server: PlayServer) -> None:
    with pytest.raises(NotFoundError):
        app("id.tidak.ada")
    assert reviews_all("id.tidak.ada") == []


def test_a_review_held_back_moves_the_counters_first() -> None:
    store = play_store(0)
    appears = NOON + timedelta(hours=30)
    store.put(APP_ID, review(1, visible_from=appears))
    assert store.listing(APP_ID) == []
    assert store.counters(APP_ID).n_ratings == 1
    store.now = appears
    assert len(store.listing(APP_ID)) == 1


def test_a_deleted_review_is_gone_from_list_and_counters() -> None:
    store = play_store(0)
    store.put(APP_ID, review(1, deleted_at=NOON))
    assert store.listing(APP_ID) == []
    assert store.counters(APP_ID).n_ratings == 0
    store.now = NOON - timedelta(seconds=1)
    assert len(store.listing(APP_ID)) == 1


def test_an_edit_moves_a_review_to_the_front() -> None:
    store = play_store(5)
    store.put(APP_ID, review(0, edits=(Edit(NOON, "baru", 1),)))
    first = store.listing(APP_ID)[0]
    assert (first.review.id, first.text, first.at) == ("gp:contoh0000", "baru", NOON)


def test_a_token_keeps_its_place_when_newer_reviews_arrive() -> None:
    store = play_store(4)
    items, token = store.page(APP_ID, Wanted(count=2))
    store.put(APP_ID, review(9))
    after, end = store.page(APP_ID, Wanted(count=2, token=token))
    assert [s.review.id[-1] for s in (*items, *after)] == ["3", "2", "1", "0"]
    assert end == ""


def test_languages_can_be_kept_apart() -> None:
    store = play_store(0)
    store.is_split_by_language = True
    store.put(APP_ID, review(1, language="id"), review(2, language="en"), review(3))
    assert [s.review.id[-1] for s in store.listing(APP_ID, "en")] == ["3", "2"]


def test_an_app_can_disappear() -> None:
    store = play_store(3)
    store.drop_app(APP_ID)
    assert store.listing(APP_ID) == ()
    assert store.facts(APP_ID) is None


def test_time_moves_by_itself_where_none_is_set() -> None:
    store = PlayStore(clock=lambda: NOON)
    assert store.moment() == NOON


def test_a_hung_answer_does_not_hold_up_the_servers_end() -> None:
    with PlayServer(play_store(1)) as server:
        server.inject(BY_NAME["hung"])
        with HttpClient(server.base_url, Limits(0.1, retries=0)) as client:
            with pytest.raises(TransientError):
                client.request(
                    "POST", reviews_path("id", "id"), content=reviews_body(APP_ID, 1, "")
                )
            started = time.monotonic()
    assert time.monotonic() - started < 20  # the answer would hang for half a minute


@pytest.mark.parametrize(
    "body", [b"", b"f.req=", b"f.req=[]", b"f.req=%5B%5B%5B%22xdSrCf%22%5D%5D%5D"]
)
def test_a_request_that_is_not_for_reviews_is_bad(server: PlayServer, body: bytes) -> None:
    with HttpClient(server.base_url) as client:
        answer = client.request("POST", reviews_path("id", "id"), content=body, accept=(400,))
    assert answer.status == 400


def test_a_fault_can_begin_on_a_later_page_and_pass(server: PlayServer) -> None:
    server.inject(BY_NAME["unavailable"], times=1, from_page=2)
    connector = play_connector(server, 3)
    target = connector.targets()[0]
    first = connector.parse(connector.fetch(target, "reviews.id", {}))
    with pytest.raises(TransientError):
        connector.fetch(target, first.next_cursors[0], {})
    assert len(connector.parse(connector.fetch(target, first.next_cursors[0], {})).mentions) == 3
