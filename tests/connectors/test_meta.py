"""Instagram and Facebook, read from our own Graph server: posts, comments, tokens, throttling."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jsonschema
import pytest

from pantau.config import Facebook as FacebookSettings
from pantau.config import Instagram as InstagramSettings
from pantau.connectors.base import RawPage, Target
from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.meta import Facebook, Graph, Instagram
from pantau.demo import social_meta as fake
from pantau.demo.social_meta import Comment, GraphServer, GraphStore, Post
from pantau.demo.social_servers import changed, cut_short, web_page
from pantau.domain.mention import Kind, ParsedPage
from pantau.errors import (
    AccessDeniedError,
    ConnectorError,
    SchemaDriftError,
    TargetGoneError,
    TransientError,
)
from tests.connectors.specs import load, needs_specs
from tests.fakes import NOON, PHONE, SCRUBBERS, FakeTime, Reading, read_all

OWN = "17841400000000001"
TOKEN = "token-contoh"
SETTINGS = {"instagram": InstagramSettings, "facebook": FacebookSettings}
READERS = {"instagram": Instagram, "facebook": Facebook}
BOTH = pytest.mark.parametrize("network", ["instagram", "facebook"])


def post(number: int, days: float = 1, text: str = "Contoh pengumuman", **more: Any) -> Post:
    return Post(
        f"18{number:03}", f"{text} {number}" if text else "", NOON - timedelta(days=days), **more
    )


def comment(number: int, on: int = 1, days: float = 0.5, **more: Any) -> Comment:
    at = NOON - timedelta(days=days) + timedelta(minutes=number)
    text = more.pop("text", f"Contoh komentar {number}")
    return Comment(f"9{number:03}", f"18{on:03}", text, at, **more)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


@pytest.fixture(params=["instagram", "facebook"])
def server(request: pytest.FixtureRequest, stack: ExitStack) -> GraphServer:
    return serve(stack, request.param)


def serve(stack: ExitStack, network: Any) -> GraphServer:
    """Two posts, the first with three comments."""
    store = GraphStore(network, account=OWN)
    store.posts = [post(1), post(2, days=2)]
    store.comments = [comment(n) for n in range(3)]
    return stack.enter_context(GraphServer(store))


def connector(
    server: GraphServer,
    *,
    token: str = TOKEN,
    retries: int = 0,
    time: FakeTime | None = None,
    **more: Any,
) -> Graph:
    time = time or FakeTime()
    account = {"id": OWN, "name": "Kota", "username": "kota.contoh"}
    said = {"base_url": server.base_url, "accounts": [account], "pace_seconds": 0}
    network = server.store.network
    settings = SETTINGS[network].model_validate(said | more)
    http = HttpClient(server.base_url, Limits(0.5, retries), clock=time.clock())
    environ = {settings.token_env: token}
    return READERS[network](settings, http, lambda: time.now, environ, time.sleep)


def parse(network: str, body: Any, cursor: str = "comments/18001~") -> ParsedPage:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    settings = SETTINGS[network]()
    reader = READERS[network](settings, HttpClient("http://127.0.0.1:9"), lambda: NOON, {})
    return reader.parse(RawPage(Target(network, OWN), cursor, NOON, "https://graph.invalid/", raw))


def ids(reading: Reading) -> list[str]:
    return [m.external_id for m in reading.mentions]


def asked_for_comments(server: GraphServer) -> list[str]:
    return [r.path.split("/")[2] for r in server.requests if r.path.endswith("/comments")]


# What is read


def test_posts_and_their_comments_are_read(server: GraphServer) -> None:
    reading = read_all(connector(server))
    assert ids(reading) == ["18001", "18002", "9002", "9001", "9000"]
    kinds = [(m.kind, m.is_official) for m in reading.mentions]
    assert kinds == [(Kind.POST, True)] * 2 + [(Kind.COMMENT, False)] * 3
    assert {m.source for m in reading.mentions} == {server.store.network}


def test_pages_are_followed_by_the_after_mark_to_the_end(server: GraphServer) -> None:
    server.store.page_size = 1
    assert len(read_all(connector(server)).mentions) == 5
    marks = [r.query.get("after") for r in server.requests if r.path.endswith("/comments")]
    assert marks == [None, "A1", "A2"]


def test_an_empty_page_with_a_next_one_is_not_the_end(server: GraphServer) -> None:
    server.store.page_size = 1
    server.inject(changed(lambda page: page.update(data=[])), times=1, path="/18001/comments")
    assert {"9001", "9000"} < set(ids(read_all(connector(server))))


def test_a_last_page_has_a_cursor_and_is_the_end_all_the_same(server: GraphServer) -> None:
    page = read_all(connector(server)).pages[-1]
    assert json.loads(page.body)["paging"]["cursors"]["after"]
    assert connector(server).parse(page).next_cursors == ()


def test_replies_that_a_comment_does_not_carry_are_read_as_well(stack: ExitStack) -> None:
    server = serve(stack, "instagram")
    server.store.comments += [comment(n, parent="9001") for n in range(10, 17)]
    server.store.page_size = 3
    reading = read_all(connector(server))
    assert set(ids(reading)) == {"18001", "18002", *(c.id for c in server.store.comments)}
    assert sum(r.path.endswith("/replies") for r in server.requests) == 2


def test_replies_fifty_levels_deep_are_read_and_scrubbed(stack: ExitStack) -> None:
    server = serve(stack, "instagram")
    deep = [comment(100 + n, parent=f"9{99 + n}" if n else "") for n in range(50)]
    server.store.comments = deep
    reader = connector(server)
    reading = read_all(reader)
    assert {c.id for c in deep} <= set(ids(reading))
    scrubbed = reader.scrub(reading.pages[1], SCRUBBERS)
    assert len(reader.parse(scrubbed).mentions) == 50


def test_what_the_account_itself_answers_is_official(server: GraphServer) -> None:
    own = {"author": OWN, "name": "kota.contoh"}
    server.store.comments = [comment(1), comment(2, **own)]
    official = {m.external_id: m.is_official for m in read_all(connector(server)).mentions}
    assert (official["9001"], official["9002"]) == (False, True)


def test_what_a_visitor_posts_on_the_page_is_not_official(stack: ExitStack) -> None:
    server = serve(stack, "facebook")
    server.store.posts.append(post(3, author="5005"))
    official = {m.external_id: m.is_official for m in read_all(connector(server)).mentions}
    assert (official["18001"], official["18003"]) == (True, False)


def test_times_without_a_colon_in_the_zone_are_read() -> None:
    item = {"id": "1", "text": "Contoh", "timestamp": "2026-11-20T03:04:05+0700"}
    (mention,) = parse("instagram", {"data": [item]}).mentions
    assert mention.posted_at.isoformat() == "2026-11-19T20:04:05+00:00"


def test_pictures_without_words_are_read_and_not_counted_as_texts(server: GraphServer) -> None:
    server.store.posts[1] = post(2, text="")
    reading = read_all(connector(server))
    assert "18002" not in ids(reading)
    assert reading.parsed[0].n_skipped == 1


def test_an_author_without_id_or_name_is_nobody(stack: ExitStack) -> None:
    server = serve(stack, "facebook")
    hide = changed(lambda page: [one.pop("from") for one in page["data"]] and None)
    server.inject(hide, path="/comments")
    comments = [m for m in read_all(connector(server)).mentions if m.kind is Kind.COMMENT]
    assert [m.author for m in comments] == ["", "", ""]


# Which comments are worth asking for


def test_a_post_without_comments_is_not_asked_for_any(server: GraphServer) -> None:
    read_all(connector(server))
    assert asked_for_comments(server) == ["18001"]


def test_an_older_post_is_asked_again_only_when_its_number_has_moved(server: GraphServer) -> None:
    server.store.posts = [post(1, days=60), post(2, days=50)]
    server.store.comments = [comment(1, on=1), comment(2, on=2)]
    state = read_all(connector(server)).parsed[0].state
    assert state == {"n.18001": "1", "n.18002": "1"}
    server.requests.clear()
    server.store.comments.append(comment(3, on=1))
    read_all(connector(server), state=state)
    assert asked_for_comments(server) == ["18001"]


def test_a_young_post_is_asked_again_each_time_for_edits(server: GraphServer) -> None:
    state = read_all(connector(server)).parsed[0].state
    server.requests.clear()
    read_all(connector(server), state=state)
    assert asked_for_comments(server) == ["18001"]


def test_posts_past_the_window_end_the_list(server: GraphServer) -> None:
    server.store.posts = [post(n, days=40 * n) for n in range(1, 6)]
    server.store.comments = [comment(4, on=4)]
    server.store.page_size = 1
    assert ids(read_all(connector(server))) == ["18001", "18002", "18003"]
    assert asked_for_comments(server) == []


def test_a_post_deleted_since_it_was_listed_is_skipped(server: GraphServer) -> None:
    server.store.comments.append(comment(7, on=2))
    server.store.posts[0].is_gone = True
    reading = read_all(connector(server))
    assert ids(reading) == ["18001", "18002", "9007"]
    (note,) = [note for parsed in reading.parsed for note in parsed.notes]
    assert "deleted meanwhile" in note


# Tokens, permissions, allowance


def test_the_token_is_in_no_page_though_the_network_repeats_it(server: GraphServer) -> None:
    server.store.page_size = 1
    reading = read_all(connector(server))
    assert TOKEN not in repr(reading)
    assert len(reading.pages) > 3


def test_the_token_goes_by_header_where_that_is_asked_for(server: GraphServer) -> None:
    assert read_all(connector(server, token_in="header")).mentions
    for asked in server.requests:
        assert "access_token" not in asked.query
        assert asked.headers["authorization"] == f"Bearer {TOKEN}"


def test_without_a_token_nothing_is_asked(server: GraphServer) -> None:
    with pytest.raises(AccessDeniedError, match=r"PANTAU_(INSTAGRAM|FACEBOOK)_TOKEN"):
        read_all(connector(server, token=""))
    assert server.requests == []


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (fake.error(190, 463), AccessDeniedError, "has expired"),
        (fake.error(190, 460), AccessDeniedError, "no longer valid"),
        (fake.error(190, message="Cannot parse access token"), AccessDeniedError, "this address"),
        (fake.error(10), AccessDeniedError, "lacks a permission: (instagram_basic|pages_read)"),
        (
            fake.error(200, message="needs pages_show_list."),
            AccessDeniedError,
            ": pages_show_list;",
        ),
        (fake.error(368), AccessDeniedError, "blocked"),
        (fake.error(2), TransientError, "couldn't answer now"),
        (fake.error(100, 33), TargetGoneError, "no such account"),
        (fake.error(100), SchemaDriftError, "isn't understood"),
    ],
)
def test_each_refusal_says_what_is_to_be_done(
    server: GraphServer, answer: Any, kind: type[ConnectorError], words: str
) -> None:
    server.inject(lambda healthy: answer)
    with pytest.raises(kind, match=words) as caught:
        read_all(connector(server))
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize("code", [4, 17, 32, 613, 80001])
def test_throttling_within_a_400_is_a_refusal_for_an_hour(server: GraphServer, code: int) -> None:
    server.inject(lambda healthy: fake.error(code))
    with pytest.raises(TransientError) as caught:
        read_all(connector(server))
    assert (caught.value.is_blocked, caught.value.retry_after) == (True, 3600)


def test_the_time_to_wait_is_given_in_minutes(server: GraphServer) -> None:
    usage = {"112": [{"type": "instagram", "estimated_time_to_regain_access": 19}]}
    header = {"X_Business_Use_Case_Usage": json.dumps(usage)}
    server.inject(lambda healthy: fake.error(80002, **header))
    with pytest.raises(TransientError) as caught:
        read_all(connector(server))
    assert caught.value.retry_after == 19 * 60


@pytest.mark.parametrize(("percent", "pauses"), [(80, []), (90, [15.0]), (400, [30.0])])
def test_a_used_allowance_slows_the_next_request_down(
    server: GraphServer, percent: int, pauses: list[float]
) -> None:
    server.store.percent_used = percent
    time = FakeTime()
    read_all(connector(server, time=time))
    assert time.sleeps == pauses


def test_unreadable_usage_headers_are_no_trouble(server: GraphServer) -> None:
    odd = {"X-App-Usage": "[1", "X-Business-Use-Case-Usage": '{"1": 3, "2": ["x"]}'}
    server.inject(lambda healthy: replace(healthy, headers=odd))
    assert read_all(connector(server)).mentions


def test_a_failure_that_passes_is_tried_again(server: GraphServer) -> None:
    server.inject(lambda healthy: fake.error(2), times=1)
    assert read_all(connector(server, retries=1)).mentions


# Broken answers


@pytest.mark.parametrize(
    "spoil",
    [
        cut_short,
        web_page,
        changed(lambda page: {}),
        changed(lambda page: []),
        changed(lambda page: page.update(data=None)),
        changed(lambda page: [one.pop("id") for one in page["data"]] and None),
    ],
)
def test_no_spoilt_answer_looks_like_an_empty_account(server: GraphServer, spoil: Any) -> None:
    server.inject(spoil)
    with pytest.raises(ConnectorError):
        read_all(connector(server))


def test_posts_that_no_longer_count_comments_are_a_changed_layout(server: GraphServer) -> None:
    def drop(page: Any) -> None:
        for one in page["data"]:
            one.pop("comments_count", None)
            one.pop("comments", None)

    server.inject(changed(drop))
    with pytest.raises(SchemaDriftError):
        read_all(connector(server))


def test_a_list_that_goes_on_without_saying_where_is_a_changed_layout(server: GraphServer) -> None:
    address = "https://graph.facebook.com/?until=1&__paging_token=contoh"
    server.inject(changed(lambda page: page.update(paging={"next": address})))
    with pytest.raises(SchemaDriftError, match="without saying where"):
        read_all(connector(server))


def test_an_error_within_a_200_is_an_error(server: GraphServer) -> None:
    server.inject(lambda healthy: replace(fake.error(190, 463), status=200))
    with pytest.raises(AccessDeniedError):
        read_all(connector(server))


@BOTH
def test_one_broken_comment_is_rejected_without_its_words(network: str) -> None:
    time, text = ("timestamp", "text") if network == "instagram" else ("created_time", "message")
    good = [{"id": str(n), text: "Contoh", time: "2026-08-30T00:00:00+0000"} for n in range(2)]
    broken = {"id": "3", text: "Contoh rahasia", time: "kemarin", "username": "nama"}
    parsed = parse(network, {"data": [*good, broken]})
    assert len(parsed.mentions) == 2
    (rejected,) = parsed.rejected
    assert "rahasia" not in repr(rejected)
    assert "nama" not in repr(rejected)


# The archive


def test_a_scrubbed_page_names_nobody_and_says_the_same(server: GraphServer) -> None:
    server.store.page_size = 2
    server.store.comments += [
        comment(8, author="80808", name="nama.warga", text=f"Contoh, hubungi {PHONE}"),
        comment(9, author=OWN, name="kota.contoh", parent="9001"),
        comment(10, on=2),
    ]
    server.store.posts[1].is_gone = True
    reader = connector(server)
    reading = read_all(reader)
    for page, parsed in zip(reading.pages, reading.parsed, strict=True):
        clean = reader.scrub(page, SCRUBBERS)
        for personal in (PHONE, "nama.warga", "80808", "Nama Contoh", TOKEN):
            assert personal not in clean.body.decode()
        assert _without_words(reader.parse(clean)) == _without_words(parsed)
        assert reader.scrub(clean, SCRUBBERS) == clean


def _without_words(parsed: ParsedPage) -> ParsedPage:
    plain = tuple(replace(m, text="", author="") for m in parsed.mentions)
    return replace(parsed, mentions=plain)


# The server against the network's own description


@needs_specs
@pytest.mark.parametrize(
    ("network", "kinds"),
    [("instagram", ("IGMedia", "IGComment")), ("facebook", ("PagePost", "Comment"))],
)
def test_the_servers_fields_fit_the_networks_description(
    stack: ExitStack, network: str, kinds: tuple[str, str]
) -> None:
    server = serve(stack, network)
    for page in read_all(connector(server)).pages:
        schema = _schema(kinds[page.cursor != "posts"])
        for item in json.loads(page.body)["data"]:
            jsonschema.validate(item, schema)


_TYPES = {
    "string": {"type": "string"},
    "datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}$"},
    "int": {"type": "integer"},
    "unsigned int": {"type": "integer", "minimum": 0},
    "bool": {"type": "boolean"},
}
# Edges are asked for like fields and are described apart.
_EDGES = {
    "comments": {"type": "object"},
    "replies": {"type": "object"},
    "parent_id": {"type": "string"},
}


def _schema(kind: str) -> dict[str, Any]:
    fields = load(f"meta-api-specs/{kind}.json")["fields"]
    known = {field["name"]: _TYPES.get(field["type"], {}) for field in fields}
    return {
        "type": "object",
        "properties": _EDGES | known,
        "required": ["id"],
        "additionalProperties": False,
    }
