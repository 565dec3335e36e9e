"""Bluesky, read from our own server: sessions, search, windows, refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jsonschema
import pytest

from pantau.config import Bluesky as Settings
from pantau.connectors.base import RawPage, Target
from pantau.connectors.bluesky import Bluesky
from pantau.connectors.http import HttpClient, Limits
from pantau.demo.loopback import Asked
from pantau.demo.social_bluesky import BlueskyServer, BlueskyStore, Post, error, too_many
from pantau.demo.social_servers import changed, cut_short, web_page
from pantau.domain.mention import Kind, ParsedPage
from pantau.errors import (
    AccessDeniedError,
    ConnectorError,
    SchemaDriftError,
    TargetGoneError,
    TransientError,
)
from tests.connectors.specs import SPECS, load, needs_specs
from tests.fakes import NOON, PHONE, SCRUBBERS, FakeTime, Reading, read_all

PASSWORD = "sandi-contoh"
LEXICONS = "bluesky-lexicons"


def post(number: int, days: float = 1, text: str = "Contoh JePin Pontianak", **more: Any) -> Post:
    """A sample post; higher numbers are newer by a minute."""
    at = NOON - timedelta(days=days) + timedelta(minutes=number)
    return Post(number, f"{text} {number}", at, **more)


@pytest.fixture
def server() -> Iterator[BlueskyServer]:
    with BlueskyServer(BlueskyStore([post(n) for n in range(5)])) as running:
        yield running


def connector(
    server: BlueskyServer,
    *,
    password: str = PASSWORD,
    retries: int = 0,
    time: FakeTime | None = None,
    pages_a_window: int = 50,
    **more: Any,
) -> Bluesky:
    time = time or FakeTime()
    said = {"base_url": server.base_url, "handle": "pantau.contoh", "pace_seconds": 0}
    settings = Settings.model_validate(said | more)
    http = HttpClient(server.base_url, Limits(0.5, retries), clock=time.clock())
    environ = {settings.password_env: password}
    return Bluesky(settings, http, lambda: time.now, environ, pages_a_window)


def parse(body: Any) -> ParsedPage:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    reader = Bluesky(Settings(), HttpClient("http://127.0.0.1:9"), lambda: NOON, {})
    return reader.parse(RawPage(Target("bluesky", '"jepin"'), "search", NOON, "", raw))


def item(number: int, **record: Any) -> dict[str, Any]:
    said = {"text": "Contoh JePin Pontianak", "createdAt": "2026-08-30T00:00:00.000Z"} | record
    author = {"did": "did:plc:nama", "handle": "nama.contoh"}
    return {
        "cid": f"c{number}",
        "indexedAt": "2026-08-30T00:00:01Z",
        "record": said,
        "author": author,
    }


def ids(reading: Reading) -> list[str]:
    return [m.external_id for m in reading.mentions]


def calls(server: BlueskyServer) -> list[str]:
    return [asked.path.rpartition(".")[2] for asked in server.requests]


def searches(server: BlueskyServer) -> list[Asked]:
    return [asked for asked in server.requests if asked.path.endswith("searchPosts")]


# What is read


def test_a_search_is_read_page_by_page_with_one_session(server: BlueskyServer) -> None:
    server.store.page_size = 2
    reading = read_all(connector(server))
    assert ids(reading) == [f"bafycontoh{n}" for n in (4, 3, 2, 1, 0)]
    assert calls(server) == ["createSession"] + ["searchPosts"] * 3


def test_a_search_goes_on_by_time_before_bluesky_stops_it(server: BlueskyServer) -> None:
    server.store.posts = [post(n) for n in range(20)]
    server.store.page_size, server.store.depth = 2, 5
    reading = read_all(connector(server, pages_a_window=2))
    assert set(ids(reading)) == {f"bafycontoh{n}" for n in range(20)}
    windows = {asked.query.get("until") for asked in searches(server)}
    assert len(windows) > 4
    assert all(int(asked.query.get("cursor", "0")) < 5 for asked in searches(server))


def test_posts_of_one_moment_at_the_edge_of_a_window_are_not_lost(server: BlueskyServer) -> None:
    server.store.posts = [replace(post(0), number=n) for n in range(3)] + [post(9), post(8)]
    server.store.page_size = 2
    reading = read_all(connector(server, pages_a_window=2))
    assert set(ids(reading)) == {f"bafycontoh{n}" for n in (0, 1, 2, 8, 9)}


def test_the_next_reading_begins_with_the_overlap(server: BlueskyServer) -> None:
    server.store.posts.append(post(9, days=20))
    server.store.page_size = 3
    state: dict[str, str] = {}
    for parsed in read_all(connector(server)).parsed:
        state |= parsed.state
    server.requests.clear()
    later = FakeTime(now=NOON + timedelta(hours=1))
    read_all(connector(server, time=later), state=state)
    assert searches(server)[0].query["since"] == "2026-08-25T05:00:00.000Z"


def test_a_quiet_search_still_finds_a_known_post(server: BlueskyServer) -> None:
    state = read_all(connector(server)).parsed[0].state
    later = FakeTime(now=NOON + timedelta(days=60))
    assert len(read_all(connector(server, time=later), state=state).mentions) == 5


def test_only_what_is_about_us_becomes_a_mention(server: BlueskyServer) -> None:
    server.store.posts += [
        post(7, text="Contoh jepin di Riau"),
        post(8, text="jepin-nye Pontianak"),
    ]
    reading = read_all(connector(server))
    assert "bafycontoh7" not in ids(reading)
    assert "bafycontoh8" in ids(reading)
    assert reading.parsed[0].n_skipped == 1


def test_answers_languages_and_likes_are_told(server: BlueskyServer) -> None:
    server.store.posts = [post(1, is_reply=True, language="ms", likes=4)]
    (mention,) = read_all(connector(server)).mentions
    assert (mention.kind, mention.language, mention.n_likes) == (Kind.COMMENT, "ms", 4)
    assert mention.url == ""  # an address would name the author


def test_a_time_in_the_future_counts_as_the_time_it_was_seen(server: BlueskyServer) -> None:
    server.store.posts = [post(1, days=-400, indexed_at=NOON)]
    assert read_all(connector(server)).mentions[0].posted_at == NOON


@pytest.mark.parametrize("name", ["did:plc:KOTA", "@kota.contoh"])
def test_own_accounts_are_official_by_handle_or_did(server: BlueskyServer, name: str) -> None:
    server.store.posts = [post(1, author="did:plc:kota", handle="kota.contoh"), post(0)]
    mentions = read_all(connector(server, own_accounts=[name])).mentions
    assert [m.is_official for m in mentions] == [True, False]


# Sessions


def test_a_session_that_ran_out_is_renewed_and_the_search_goes_on(server: BlueskyServer) -> None:
    server.store.page_size = 2
    reader = connector(server)
    target = reader.targets()[0]
    first = reader.parse(reader.fetch(target, "search", {}))
    server.expire()
    assert len(read_all(reader, cursors=first.next_cursors).mentions) == 3
    assert calls(server)[2:5] == ["searchPosts", "refreshSession", "searchPosts"]


def test_where_it_cannot_be_renewed_another_is_begun(server: BlueskyServer) -> None:
    reader = connector(server)
    read_all(reader)
    server.expire()
    server.store.is_refresh_refused = True
    assert len(read_all(reader).mentions) == 5
    assert calls(server)[-3:] == ["refreshSession", "createSession", "searchPosts"]


def test_a_session_refused_at_once_is_not_begun_for_ever(server: BlueskyServer) -> None:
    server.inject(lambda answer: error(400, "ExpiredToken"), path="searchPosts")
    with pytest.raises(AccessDeniedError):
        read_all(connector(server))
    assert len(server.requests) == 4


def test_a_wrong_password_says_what_to_do(server: BlueskyServer) -> None:
    with pytest.raises(AccessDeniedError, match="PANTAU_BLUESKY_PASSWORD") as caught:
        read_all(connector(server, password="salah-contoh"))
    assert "salah-contoh" not in str(caught.value)


@pytest.mark.parametrize(("handle", "password"), [("", PASSWORD), ("pantau.contoh", "")])
def test_without_handle_or_password_nothing_is_asked(
    server: BlueskyServer, handle: str, password: str
) -> None:
    with pytest.raises(AccessDeniedError, match="PANTAU_BLUESKY_PASSWORD"):
        read_all(connector(server, handle=handle, password=password))
    assert server.requests == []


def test_password_and_tokens_stay_out_of_pages(server: BlueskyServer) -> None:
    reading = read_all(connector(server))
    for secret in (PASSWORD, server.access, server.refresh):
        assert secret not in repr(reading)


def test_a_session_without_tokens_is_a_changed_layout(server: BlueskyServer) -> None:
    server.inject(changed(lambda said: said.pop("accessJwt") and None), path="createSession")
    with pytest.raises(SchemaDriftError):
        read_all(connector(server))


# Refusals


@pytest.mark.parametrize("path", ["searchPosts", "createSession"])
def test_a_limit_given_in_seconds_since_1970_becomes_a_wait(
    server: BlueskyServer, path: str
) -> None:
    server.inject(lambda answer: too_many(NOON + timedelta(minutes=4)), path=path)
    with pytest.raises(TransientError) as caught:
        read_all(connector(server))
    assert (caught.value.is_blocked, caught.value.retry_after) == (True, 240)


def test_a_refusal_by_web_page_is_a_refusal(server: BlueskyServer) -> None:
    server.inject(web_page, path="searchPosts")
    with pytest.raises(TransientError, match="web page") as caught:
        read_all(connector(server))
    assert caught.value.is_blocked


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (error(400, "BadQueryString"), SchemaDriftError),
        (error(403, "AccountTakedown"), AccessDeniedError),
        (error(404, "XRPCNotSupported"), TargetGoneError),
        (error(502, "UpstreamFailure"), TransientError),
    ],
)
def test_each_refusal_is_of_its_kind(
    server: BlueskyServer, answer: Any, kind: type[ConnectorError]
) -> None:
    server.inject(lambda healthy: answer, path="searchPosts")
    with pytest.raises(kind):
        read_all(connector(server))


@pytest.mark.parametrize(
    "spoil",
    [cut_short, changed(lambda page: {}), changed(lambda page: []), changed(lambda page: "x")],
)
def test_no_spoilt_answer_looks_like_an_empty_search(server: BlueskyServer, spoil: Any) -> None:
    server.inject(spoil, path="searchPosts")
    with pytest.raises(ConnectorError):
        read_all(connector(server))


def test_one_broken_post_is_rejected_without_its_words() -> None:
    parsed = parse({"posts": [item(1), item(2), item(3, text="rahasia", createdAt="kemarin")]})
    assert len(parsed.mentions) == 2
    (rejected,) = parsed.rejected
    assert "rahasia" not in rejected.item
    assert "nama" not in rejected.item


# The archive


def test_a_scrubbed_page_names_nobody_and_says_the_same(server: BlueskyServer) -> None:
    server.store.posts += [
        post(6, author="did:plc:kota", handle="kota.contoh", is_reply=True),
        post(7, author="did:plc:warga", handle="nama.warga", text=f"JePin Pontianak {PHONE}"),
        post(8, text="Contoh jepin lain", handle="tak.terkait"),
    ]
    server.store.page_size = 3
    reader = connector(server, own_accounts=["kota.contoh"])
    reading = read_all(reader)
    for page, parsed in zip(reading.pages, reading.parsed, strict=True):
        clean = reader.scrub(page, SCRUBBERS)
        for personal in (PHONE, "nama.warga", "did:plc:warga", "tak.terkait", "foto"):
            assert personal not in clean.body.decode()
        again = reader.parse(clean)
        assert [replace(m, author="") for m in again.mentions] == [
            replace(m, author="", text=SCRUBBERS.redact(m.text)) for m in parsed.mentions
        ]
        assert (again.next_cursors, again.state) == (parsed.next_cursors, parsed.state)
        assert reader.scrub(clean, SCRUBBERS) == clean


# The server against Bluesky's lexicons


@needs_specs
def test_the_servers_answers_fit_the_lexicons(server: BlueskyServer) -> None:
    server.store.posts.append(post(8, is_reply=True))
    server.store.page_size = 4
    pages = [json.loads(page.body) for page in read_all(connector(server)).pages]
    for page in pages:
        jsonschema.validate(page, _schema("app.bsky.feed.searchPosts#output"))
        for one in page["posts"]:
            jsonschema.validate(one["record"], _schema("app.bsky.feed.post"))
    session = server.respond(server.requests[0]).body
    output = _schema("com.atproto.server.createSession#output")
    jsonschema.validate(json.loads(session), output)


@needs_specs
def test_the_parameters_are_those_bluesky_documents(server: BlueskyServer) -> None:
    read_all(connector(server), state={"read_at": NOON.isoformat()})
    described = load(f"{LEXICONS}/app/bsky/feed/searchPosts.json")["defs"]["main"]["parameters"]
    for asked in searches(server):
        assert set(described["required"]) <= set(asked.query) <= set(described["properties"])


def _schema(name: str) -> dict[str, Any]:
    """A lexicon's definition as a JSON Schema with all that it refers to."""
    definitions: dict[str, Any] = {}
    _define(name, definitions)
    return {"$ref": f"#/definitions/{name}", "definitions": definitions}


def _define(name: str, definitions: dict[str, Any]) -> None:
    if name in definitions:
        return
    definitions[name] = True  # holds the place where definitions refer to one another
    document, _, part = name.partition("#")
    path = f"{LEXICONS}/{document.replace('.', '/')}.json"
    if not (SPECS / path).is_file():
        return  # of what isn't described here, anything goes
    found = load(path)["defs"]["main" if part == "output" else part or "main"]
    found = found["output"]["schema"] if part == "output" else found.get("record", found)
    definitions[name] = _translated(found, document, definitions)


def _translated(value: Any, document: str, definitions: dict[str, Any]) -> Any:
    kind = value["type"]
    if kind in ("ref", "union"):
        refs = [value["ref"]] if kind == "ref" else value["refs"]
        full = [document + ref if ref.startswith("#") else ref for ref in refs]
        for ref in full:
            _define(ref, definitions)
        return {"anyOf": [{"$ref": f"#/definitions/{ref}"} for ref in full]}
    if kind == "array":
        return {"type": "array", "items": _translated(value["items"], document, definitions)}
    if kind == "object":
        fields = value.get("properties", {})
        return {
            "type": "object",
            "required": value.get("required", []),
            "properties": {n: _translated(f, document, definitions) for n, f in fields.items()}
            | {"$type": {"type": "string"}},
            "additionalProperties": False,
        }
    plain = {"string", "integer", "boolean"}
    if value.get("format") == "datetime":
        return {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
    return {"type": kind} if kind in plain else True
