"""The Play Developer API: signing in, quiet weeks, throttling, and being the same review as the public one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pantau.config import Sources
from pantau.connectors import google_account, registry
from pantau.connectors.base import RawPage, Target
from pantau.demo.loopback import Answer
from pantau.demo.play_server import PlayServer
from pantau.demo.play_store import Reply, StoredReview
from pantau.domain.mention import ParsedPage, content_hash, mention_key
from pantau.errors import AccessDeniedError, SchemaDriftError, TransientError
from tests.connectors.specs import discovery_schema, needs_specs
from tests.connectors.worlds import some_said
from tests.connectors.worlds.play_api import SECRET, PlayApiWorld, key_file, open_world, review
from tests.fakes import APP_ID, NOON, SCRUBBERS, play_connector, play_store, read_all


@pytest.fixture
def world(tmp_path: Path) -> Iterator[PlayApiWorld]:
    with open_world(tmp_path, some_said()) as opened:
        yield opened


def read(world: PlayApiWorld) -> list[str]:
    connector = world.connector()
    try:
        return [mention.external_id for mention in read_all(connector).mentions]
    finally:
        connector.close()


def error(code: int, reason: str, status: str = "PERMISSION_DENIED") -> Answer:
    said = {"code": code, "message": "x", "status": status, "errors": [{"reason": reason}]}
    return Answer(code, json.dumps({"error": said}).encode())


def parse(said: Any) -> ParsedPage:
    connector = registry.build_one(Sources(), "play_api")
    target = Target("play_api", APP_ID, app_id=APP_ID)
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return connector.parse(RawPage(target, "reviews", NOON, "https://x.example", body))


def test_the_account_signs_in_once_for_all_pages(world: PlayApiWorld) -> None:
    assert len(read(world)) == 5
    (claim,) = world.claims
    assert claim["iss"] == "contoh@contoh.iam.example"
    assert claim["scope"] == "https://www.googleapis.com/auth/androidpublisher"
    assert claim["exp"] - claim["iat"] == 3600


def test_a_token_that_is_nearly_over_is_renewed(world: PlayApiWorld) -> None:
    short = json.dumps({"access_token": SECRET, "expires_in": 60}).encode()
    world.token_answer = Answer(200, short)
    connector = world.connector()
    n_pages = len(read_all(connector).pages)
    assert connector.n_requests == 2 * n_pages
    connector.close()


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (
            Answer(400, b'{"error": "invalid_grant", "error_description": "rahasia"}'),
            "invalid_grant",
        ),
        (Answer(401, b"<html>"), "unreadable"),
    ],
)
def test_a_refused_account_says_so_and_hints_at_the_clock(
    world: PlayApiWorld, answer: Answer, wanted: str
) -> None:
    world.token_answer = answer
    with pytest.raises(AccessDeniedError, match=wanted) as caught:
        read(world)
    assert "clock" in str(caught.value)
    assert "rahasia" not in str(caught.value)


def test_a_token_answer_that_is_none_is_a_changed_layout(world: PlayApiWorld) -> None:
    world.token_answer = Answer(200, b"{}")
    with pytest.raises(SchemaDriftError):
        read(world)


def test_a_missing_permission_says_what_to_do(world: PlayApiWorld) -> None:
    world.refusal = error(403, "forbidden")
    with pytest.raises(AccessDeniedError, match="invite the service account"):
        read(world)


@pytest.mark.parametrize("reason", ["rateLimitExceeded", "quotaExceeded"])
def test_a_403_for_too_many_requests_is_a_refusal_that_passes(
    world: PlayApiWorld, reason: str
) -> None:
    world.refusal = error(403, reason)
    with pytest.raises(TransientError) as caught:
        read(world)
    assert caught.value.is_blocked


def test_a_token_that_is_refused_is_access_denied(world: PlayApiWorld) -> None:
    world.refusal = Answer(401, b"{}")
    with pytest.raises(AccessDeniedError, match="401"):
        read(world)


def test_a_quiet_week_is_an_empty_object() -> None:
    assert parse({}) == ParsedPage()


@pytest.mark.parametrize("said", [[], {"reviews": {}}, "x"])
def test_anything_else_is_a_changed_layout(said: Any) -> None:
    with pytest.raises(SchemaDriftError):
        parse(said)


@pytest.mark.parametrize(
    ("joined", "title", "text"),
    [
        ("\tbagus", "", "bagus"),
        ("Judul\tbagus", "Judul", "bagus"),
        ("bagus", "", "bagus"),
        ("\t", "", ""),
    ],
)
def test_the_title_stands_before_a_tab(joined: str, title: str, text: str) -> None:
    item = review(some_said(1)[0])
    item["comments"][0]["userComment"]["text"] = joined
    (mention,) = parse({"reviews": [item]}).mentions
    assert (mention.title, mention.text) == (title, text)


def test_devices_never_reach_the_archive(world: PlayApiWorld) -> None:
    connector = world.connector()
    for page in read_all(connector).pages:
        assert b"Galaxy" in page.body
        assert b"Galaxy" not in connector.scrub(page, SCRUBBERS).body
    connector.close()


def test_the_public_route_and_the_owners_give_one_mention_with_one_content() -> None:
    said = some_said(1)[0]
    stored = StoredReview(
        f"gp:kontrak{said.number}",
        said.author,
        said.stars,
        said.text,
        said.at,
        version="2.1.0",
        reply=Reply("Terima kasih", NOON),
    )
    store = play_store(0)
    store.put(APP_ID, stored)
    with PlayServer(store) as server:
        public = play_connector(server)
        (seen,) = read_all(public).mentions
        public.close()
    (owned,) = parse({"reviews": [review(said)]}).mentions
    assert mention_key(seen.source, seen.app_id, seen.external_id) == mention_key(
        owned.source, owned.app_id, owned.external_id
    )
    assert content_hash(seen) == content_hash(owned)
    assert seen.posted_at == owned.posted_at


def test_without_a_key_the_source_is_denied_and_the_variable_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PANTAU_PLAY_KEY", raising=False)
    connector = registry.build_one(Sources(), "play_api")
    with pytest.raises(AccessDeniedError, match="PANTAU_PLAY_KEY"):
        connector.fetch(connector.targets()[0], "reviews", {})


def test_the_key_may_be_a_file_or_the_json_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "kunci.json"
    path.write_text(json.dumps(key_file()), encoding="utf-8")
    for value in (str(path), json.dumps(key_file())):
        monkeypatch.setenv("KUNCI_CONTOH", value)
        assert google_account.load_key("KUNCI_CONTOH") == key_file()


@pytest.mark.parametrize("value", ["{rusak", '{"client_email": "x"}', "/tidak/ada", "[]"])
def test_a_key_that_is_none_is_refused_without_being_shown(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("KUNCI_CONTOH", value)
    with pytest.raises(AccessDeniedError) as caught:
        google_account.load_key("KUNCI_CONTOH")
    assert value not in str(caught.value)


def test_a_private_key_that_cannot_sign_is_refused_without_being_shown(world: PlayApiWorld) -> None:
    world.key = {"client_email": "x", "private_key": "bukan kunci"}
    with pytest.raises(AccessDeniedError, match="can't sign") as caught:
        read(world)
    assert "bukan kunci" not in str(caught.value)


@needs_specs
def test_our_own_answers_fit_googles_description() -> None:
    page = {
        "reviews": [review(said) for said in some_said(2)],
        "tokenPagination": {"nextPageToken": "2"},
    }
    jsonschema.validate(page, discovery_schema("androidpublisher.v3", "ReviewsListResponse"))
    broken = replace(some_said(1)[0], is_broken=True)
    assert "lastModified" not in review(broken)["comments"][0]["userComment"]
