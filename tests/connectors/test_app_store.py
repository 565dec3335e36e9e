"""Apple's review feed: JSON in its three forms, XML in its place, refusals that are no emptiness."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pantau.config import Sources
from pantau.connectors import registry
from pantau.connectors.base import RawPage, Target
from pantau.demo.loopback import Answer
from pantau.domain.mention import ParsedPage
from pantau.errors import AccessDeniedError, SchemaDriftError, TargetGoneError, TransientError
from tests.connectors.worlds import some_said
from tests.connectors.worlds.app_store import AppStoreWorld, entry, open_world, xml_feed
from tests.fakes import NOON, Reading, read_all


@pytest.fixture
def world(tmp_path: Path) -> Iterator[AppStoreWorld]:
    with open_world(tmp_path, some_said()) as opened:
        yield opened


def read(world: AppStoreWorld) -> Reading:
    connector = world.connector()
    try:
        return read_all(connector)
    finally:
        connector.close()


def parse(body: bytes | dict[str, Any], cursor: str = "reviews") -> ParsedPage:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    connector = registry.build_one(Sources(), "app_store")
    return connector.parse(RawPage(Target("app_store", "1", app_id="1"), cursor, NOON, "x", raw))


def feed(entries: Any) -> dict[str, Any]:
    return {"feed": {"entry": entries}}


def test_reading_ends_on_the_first_empty_page(world: AppStoreWorld) -> None:
    reading = read(world)
    assert len(reading.mentions) == 5
    assert [len(parsed.mentions) for parsed in reading.parsed] == [2, 2, 1, 0]


def test_the_eleventh_page_is_never_asked_for(world: AppStoreWorld) -> None:
    world.say(some_said(30))
    assert len(read(world).pages) == 10


def test_entries_come_as_a_list_an_object_or_not_at_all() -> None:
    one = entry(some_said(1)[0])
    assert len(parse(feed([one])).mentions) == 1
    assert len(parse(feed(one)).mentions) == 1
    assert parse({"feed": {}}) == ParsedPage()


def test_the_app_itself_is_passed_over() -> None:
    the_app = {"im:name": {"label": "Contoh"}, "im:price": {"label": "0"}, "id": {"label": "x"}}
    page = parse(feed([the_app, entry(some_said(1)[0])]))
    assert (len(page.mentions), page.rejected) == (1, ())


def test_a_review_carries_all_that_apple_says_of_it() -> None:
    (mention,) = parse(feed(entry(some_said(1)[0]))).mentions
    assert (mention.title, mention.rating, mention.app_version, mention.n_likes) == (
        "Judul",
        2,
        "2.1.0",
        2,
    )
    assert mention.posted_at == some_said(1)[0].at


def test_a_review_without_a_time_is_rejected() -> None:
    broken = entry(some_said(1)[0])
    del broken["updated"]
    page = parse(feed([entry(said) for said in some_said(3)] + [broken]))
    assert [rejected.reason for rejected in page.rejected] == ["no readable time"]


def test_more_than_half_broken_is_a_changed_layout() -> None:
    with pytest.raises(SchemaDriftError):
        parse(feed([{"im:rating": {"label": "5"}}]))


def test_xml_is_read_where_json_does_not_come(world: AppStoreWorld) -> None:
    world.json_answer = Answer(200, b"[1, 2]", content_type="text/html")
    in_xml = read(world).mentions
    world.json_answer = None
    assert read(world).mentions == in_xml


def test_xml_and_json_give_the_same_mentions() -> None:
    said = some_said(3)
    assert parse(xml_feed(said)) == parse(feed([entry(one) for one in said]))


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (403, AccessDeniedError),
        (404, TargetGoneError),
        (502, TransientError),
        (503, TransientError),
    ],
)
def test_a_refusal_is_never_an_emptiness(
    world: AppStoreWorld, status: int, error: type[Exception]
) -> None:
    world.json_answer = Answer(status)
    with pytest.raises(error):
        read(world)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", TransientError),
        (b'{"feed": {', TransientError),
        (b"[]", SchemaDriftError),
        (b'{"feed": []}', SchemaDriftError),
        (b"<html></html>", SchemaDriftError),
        (b"<html><p></html>", SchemaDriftError),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>', TransientError),
        (
            b'<!DOCTYPE f [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom"/>',
            SchemaDriftError,
        ),
    ],
)
def test_what_is_no_feed_is_an_error(body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        parse(body)
