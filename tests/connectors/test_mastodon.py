"""Mastodon, read from our own server: tags forward in time, markup, relevance, the limit's date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jsonschema
import pytest

from pantau.config import Mastodon as Settings
from pantau.connectors.base import RawPage, Target
from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.mastodon import Mastodon
from pantau.demo.social_mastodon import (
    MastodonServer,
    MastodonStore,
    Status,
    paragraph,
    too_many,
)
from pantau.demo.social_servers import changed, cut_short, json_answer, web_page
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

TOKEN = "token-rahasia-contoh"


def status(
    number: int, days: float = 1, text: str = "Contoh JePin Pontianak", **more: Any
) -> Status:
    """A sample post; higher numbers are newer by a minute."""
    at = NOON - timedelta(days=days) + timedelta(minutes=number)
    return Status(at, more.pop("markup", paragraph(f"{text} {number}")), number=number, **more)


@pytest.fixture
def server() -> Iterator[MastodonServer]:
    with MastodonServer(MastodonStore([status(n) for n in range(5)])) as running:
        yield running


def connector(
    server: MastodonServer,
    *,
    token: str = "",
    retries: int = 0,
    time: FakeTime | None = None,
    **more: Any,
) -> Mastodon:
    time = time or FakeTime()
    said = {"base_url": server.base_url, "pace_seconds": 0}
    settings = Settings.model_validate(said | more)
    http = HttpClient(server.base_url, Limits(0.5, retries), clock=time.clock())
    return Mastodon(settings, http, lambda: time.now, {settings.token_env: token})


def parse(body: Any) -> ParsedPage:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    reader = Mastodon(Settings(), HttpClient("http://127.0.0.1:9"), lambda: NOON, {})
    return reader.parse(RawPage(Target("mastodon", "#jepin"), "tag/0", NOON, "", raw))


def item(number: int, **more: Any) -> dict[str, Any]:
    said = {"id": str(number), "created_at": "2026-08-30T00:00:00Z", "account": {"acct": "nama"}}
    return said | {"content": "<p>Contoh JePin Pontianak</p>"} | more


def ids(reading: Reading) -> list[str]:
    return [m.external_id for m in reading.mentions]


# What is read


def test_a_timeline_is_read_forward_page_by_page_to_its_end(server: MastodonServer) -> None:
    server.store.page_size = 2
    reading = read_all(connector(server))
    assert sorted(ids(reading)) == sorted(s.id for s in server.store.statuses)
    marks = [r.query["min_id"] for r in server.requests]
    assert marks[1:] == [server.store.statuses[n].id for n in (1, 3, 4)]
    assert all("since_id" not in r.query for r in server.requests)


def test_the_mark_of_the_next_page_is_taken_from_the_link_header(server: MastodonServer) -> None:
    link = '<https://lain.invalid/x?max_id=1>; rel="next", <https://lain.invalid/x?min_id=77>; rel="prev"'
    server.inject(lambda answer: replace(answer, headers={"Link": link}), times=1)
    reading = read_all(connector(server))
    assert reading.pages[1].cursor == "tag/77"


def test_without_a_link_header_the_newest_id_leads_on(server: MastodonServer) -> None:
    server.store.page_size = 2
    server.inject(lambda answer: replace(answer, headers={}))
    assert len(read_all(connector(server)).mentions) == 5


def test_the_next_reading_begins_with_the_overlap(server: MastodonServer) -> None:
    time = FakeTime(now=NOON)
    state = read_all(connector(server, time=time)).parsed[-1].state
    assert state["read_at"] == NOON.isoformat()
    server.store.statuses.append(status(9, days=-2))
    old = status(10, days=20)
    server.store.statuses.append(old)
    time.now = NOON + timedelta(days=3)
    reading = read_all(connector(server, time=time, overlap_days=5), state=state)
    assert len(reading.mentions) == 6
    assert old.id not in ids(reading)


def test_a_quiet_tag_still_shows_a_known_post(server: MastodonServer) -> None:
    state: dict[str, str] = {}
    for parsed in read_all(connector(server)).parsed:
        state |= parsed.state
    later = FakeTime(now=NOON + timedelta(days=60))
    assert len(read_all(connector(server, time=later), state=state).mentions) == 5


def test_a_clock_set_back_does_not_open_a_gap(server: MastodonServer) -> None:
    state = {"read_at": (NOON + timedelta(days=90)).isoformat()}
    assert len(read_all(connector(server), state=state).mentions) == 5


def test_only_what_is_about_us_becomes_a_mention(server: MastodonServer) -> None:
    server.store.statuses = [
        status(1),
        status(2, text="Contoh tari jepin di Riau"),
        status(3, text="Contoh jepinan di Pontianak"),
        status(
            4, markup='<p><a href="x" class="mention hashtag">#<span>jepin</span></a> aplikasi</p>'
        ),
    ]
    reading = read_all(connector(server))
    assert ids(reading) == [server.store.statuses[3].id, server.store.statuses[0].id]
    assert reading.parsed[0].n_skipped == 2


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>JePin Pontianak</p><p>baris dua<br />tiga</p>", "JePin Pontianak\nbaris dua\ntiga"),
        ("<p>JePin Pontianak 1 &lt; 2 &amp;amp; 3</p>", "JePin Pontianak 1 < 2 &amp; 3"),
        (
            '<p>JePin Pontianak <a href="x"><span class="a">https://</span><span>contoh.example</span></a>',
            "JePin Pontianak https://contoh.example",
        ),
        ('<p>#<span>jepin</span> Pontianak</p><script>alert("x")</script>', "#jepin Pontianak"),
    ],
)
def test_markup_becomes_plain_text(markup: str, text: str) -> None:
    assert parse([item(1, content=markup)]).mentions[0].text == text


def test_edits_answers_languages_and_warnings_are_told() -> None:
    edited = item(1, edited_at="2026-08-31T01:00:00+07:00", in_reply_to_id="7", language="ms")
    plain = item(2, spoiler_text="Contoh peringatan", favourites_count=3, language=None)
    first, second = parse([edited, plain]).mentions
    assert first.edited_at is not None
    assert first.edited_at.isoformat() == "2026-08-30T18:00:00+00:00"
    assert (first.kind, first.language) == (Kind.COMMENT, "ms")
    assert (second.kind, second.title, second.n_likes, second.language) == (
        Kind.POST,
        "Contoh peringatan",
        3,
        "",
    )


def test_own_accounts_are_official_with_and_without_their_host(server: MastodonServer) -> None:
    server.store.statuses = [status(1, author="Kota"), status(2, author="kota@lain.example")]
    reading = read_all(connector(server, own_accounts=["kota@127.0.0.1"]))
    assert [m.is_official for m in reading.mentions] == [False, True]


def test_a_tag_is_written_into_the_address_safely(server: MastodonServer) -> None:
    server.store.statuses = [status(1, tag="je/pin?")]
    assert len(read_all(connector(server, tags=["#je/pin?"])).mentions) == 1


# Refusals


def test_a_limit_given_as_a_date_becomes_seconds(server: MastodonServer) -> None:
    server.inject(lambda answer: too_many(NOON + timedelta(minutes=4)))
    with pytest.raises(TransientError) as caught:
        read_all(connector(server))
    assert (caught.value.is_blocked, caught.value.retry_after) == (True, 240)


def test_a_short_limit_is_waited_for(server: MastodonServer) -> None:
    server.inject(lambda answer: too_many(NOON + timedelta(seconds=30)), times=1)
    time = FakeTime()
    assert read_all(connector(server, retries=1, time=time)).mentions
    assert time.sleeps == [30]


def test_a_host_that_asks_for_a_token_gets_it(server: MastodonServer) -> None:
    server.store.token = TOKEN
    with pytest.raises(AccessDeniedError, match="PANTAU_MASTODON_TOKEN"):
        read_all(connector(server))
    assert read_all(connector(server, token=TOKEN)).mentions


def test_a_refused_token_is_not_repeated_in_the_error(server: MastodonServer) -> None:
    server.store.token = "yang-lain"
    with pytest.raises(AccessDeniedError, match="token is refused") as caught:
        read_all(connector(server, token=TOKEN))
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize(
    ("status_code", "kind"),
    [
        (404, TargetGoneError),
        (410, TargetGoneError),
        (422, SchemaDriftError),
        (503, TransientError),
    ],
)
def test_each_refusal_is_of_its_kind(
    server: MastodonServer, status_code: int, kind: type[ConnectorError]
) -> None:
    server.inject(lambda answer: json_answer({"error": "contoh"}, status_code))
    with pytest.raises(kind):
        read_all(connector(server))


@pytest.mark.parametrize(
    "spoil",
    [cut_short, web_page, changed(lambda page: {}), changed(lambda page: {"error": "contoh"})],
)
def test_no_spoilt_answer_looks_like_an_empty_timeline(server: MastodonServer, spoil: Any) -> None:
    server.inject(spoil)
    with pytest.raises(ConnectorError):
        read_all(connector(server))


def test_one_broken_post_is_rejected_without_its_words() -> None:
    broken = item(3, content="<p>rahasia JePin Pontianak</p>", created_at="2026-08-30T00:00:00")
    parsed = parse([item(1), item(2), broken])
    assert len(parsed.mentions) == 2
    (rejected,) = parsed.rejected
    assert rejected.reason == "the time has no zone"
    assert "rahasia" not in rejected.item


# The archive


def test_a_scrubbed_page_names_nobody_and_says_the_same(server: MastodonServer) -> None:
    server.store.statuses += [
        status(6, author="kota"),
        status(7, author="nama.warga@lain.example", text=f"Contoh JePin Pontianak &amp; {PHONE}"),
        status(8, text="Contoh jepin lain", author="tak.terkait"),
    ]
    server.store.page_size = 4
    reader = connector(server, own_accounts=["kota"])
    reading = read_all(reader)
    for page, parsed in zip(reading.pages, reading.parsed, strict=True):
        clean = reader.scrub(page, SCRUBBERS)
        for personal in (PHONE, "nama.warga", "tak.terkait", "foto", "Nama "):
            assert personal not in clean.body.decode()
        again = reader.parse(clean)
        assert [replace(m, author="") for m in again.mentions] == [
            replace(m, author="", text=SCRUBBERS.redact(m.text)) for m in parsed.mentions
        ]
        assert (again.next_cursors, again.state) == (parsed.next_cursors, parsed.state)
        assert reader.scrub(clean, SCRUBBERS) == clean


# The server against Mastodon's description


@needs_specs
def test_the_servers_posts_fit_the_description(server: MastodonServer) -> None:
    server.store.statuses.append(status(6, edited_at=NOON, spoiler="Contoh", reply_to="1"))
    described = load("mastodon-openapi.json")
    schemas = {"components": {"schemas": _closed(described["components"]["schemas"])}}
    schema = {"$ref": "#/components/schemas/Status", **schemas}
    for page in read_all(connector(server)).pages:
        for one in json.loads(page.body):
            jsonschema.validate(one, schema)


@needs_specs
def test_the_parameters_are_those_mastodon_documents(server: MastodonServer) -> None:
    read_all(connector(server))
    call = load("mastodon-openapi.json")["paths"]["/api/v1/timelines/tag/{hashtag}"]["get"]
    known = {p["name"] for p in call["parameters"]}
    assert all(set(asked.query) <= known for asked in server.requests)


def _closed(value: Any) -> Any:
    """OpenAPI's `nullable` in JSON Schema's words, and no field that isn't described."""
    if isinstance(value, list):
        return [_closed(one) for one in value]
    if not isinstance(value, dict):
        return value
    said = {key: _closed(one) for key, one in value.items() if key not in ("example", "examples")}
    if said.get("type") == "object" and "properties" in said:
        said.setdefault("additionalProperties", False)
    return {"anyOf": [said, {"type": "null"}]} if said.pop("nullable", False) is True else said
