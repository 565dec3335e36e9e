"""Google Play, read from our own server: what is there, what is missing, what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pantau.config import GooglePlay as Settings
from pantau.connectors.base import RawPage, Target
from pantau.connectors.google_play import GooglePlay
from pantau.connectors.http import HttpClient
from pantau.demo import play_pages
from pantau.demo.faults import BY_NAME, FAULTS
from pantau.demo.play_store import Edit, RatingsOnly, Reply
from pantau.domain.mention import ParsedPage
from pantau.errors import (
    AccessDeniedError,
    ConnectorError,
    SchemaDriftError,
    TargetGoneError,
    TransientError,
)
from tests.fakes import (
    APP_ID,
    NOON,
    PHONE,
    SCRUBBERS,
    FakeTime,
    play_connector,
    play_server,
    play_settings,
    read_all,
    review,
)

TARGET = Target("google_play", APP_ID, app_id=APP_ID)


def page_of(body: bytes, cursor: str = "reviews.id") -> RawPage:
    return RawPage(TARGET, cursor, NOON, "https://play.google.com/", body)


def parse(payload: Any, cursor: str = "reviews.id") -> ParsedPage:
    return offline().parse(page_of(play_pages.framed(payload), cursor))


def offline() -> GooglePlay:
    return GooglePlay(Settings(), HttpClient("http://127.0.0.1:9"), lambda: NOON)


def array(number: int = 1, **changes: Any) -> list[Any]:
    """One review as Google writes it."""
    item: list[Any] = [
        f"gp:contoh{number}",
        ["Contoh Nama", [None, 2, None, [None, None, "https://gambar.invalid/a"]]],
        4,
        None,
        "bagus",
        [1_790_000_000, 999],
        2,
        None,
        None,
        None,
        "1.0",
    ]
    for place, value in changes.items():
        item[int(place.removeprefix("at_"))] = value
    return item


def test_all_reviews_are_read_newest_first_over_several_pages() -> None:
    with play_server(5) as server:
        reading = read_all(play_connector(server))
    assert [m.external_id for m in reading.mentions] == [
        f"gp:contoh{n:04}" for n in (4, 3, 2, 1, 0)
    ]
    assert len(reading.pages) == 4  # three of reviews, one of counters


def test_a_review_carries_all_that_google_says_of_it() -> None:
    reply_at = NOON - timedelta(hours=1)
    with play_server(0) as server:
        said = replace(review(7), version="2.1", likes=3, reply=Reply("Terima kasih", reply_at))
        server.store.put(APP_ID, said)
        (mention,) = read_all(play_connector(server)).mentions
    assert (mention.text, mention.rating, mention.app_version) == ("contoh 7", 3, "2.1")
    assert mention.posted_at == said.at
    assert (mention.reply_text, mention.reply_at) == ("Terima kasih", reply_at)
    assert (mention.n_likes, mention.language, mention.app_id) == (3, "id", APP_ID)
    assert mention.author.startswith("Contoh Nama 7\nhttps://")


def test_times_are_utc_and_do_not_depend_on_the_machine() -> None:
    (mention,) = parse([[array(at_5=[1_775_030_400, 5])], None]).mentions
    assert mention.posted_at == datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
    assert mention.posted_at.utcoffset() == timedelta(0)


def test_entities_are_unescaped_once() -> None:
    (mention,) = parse([[array(at_4="a &lt;b&gt; &amp;amp; c&d &copy=")], None]).mentions
    assert mention.text == "a <b> &amp; c&d &copy="


def test_a_rating_without_words_has_an_empty_text() -> None:
    assert parse([[array(at_4=None)], None]).mentions[0].text == ""


def test_strange_characters_are_kept_but_half_ones_are_not() -> None:
    odd = "\u202eterbalik\u200b 👍🏽 " + "x" * 10_000
    (mention,) = parse([[array(at_4=odd + "\ud83d\x00")], None]).mentions
    assert mention.text == odd + "\ufffd"


@pytest.mark.parametrize(
    "broken",
    [
        array(at_0=None),
        array(at_0=""),
        array(at_2=None),
        array(at_2=6),
        array(at_2=True),
        array(at_5=None),
        array(at_5=[None]),
        array(at_5=["1790000000"]),
        array(at_5=[17_900_000_000_000]),
        array(at_4=["kata"]),
        "bukan ulasan",
        None,
    ],
)
def test_a_broken_review_is_rejected_without_its_author_or_words(broken: Any) -> None:
    page = parse([[array(2), broken, array(3)], None])
    assert [m.external_id for m in page.mentions] == ["gp:contoh2", "gp:contoh3"]
    (rejected,) = page.rejected
    assert "Contoh Nama" not in rejected.item
    assert "bagus" not in rejected.item
    assert "gambar" not in rejected.item


def test_more_than_half_broken_is_a_changed_layout() -> None:
    with pytest.raises(SchemaDriftError, match="2 of 3"):
        parse([[array(1), array(2, at_5=None), array(3, at_5=None)], None])


def test_one_broken_alone_on_its_page_is_a_changed_layout() -> None:
    with pytest.raises(SchemaDriftError):
        parse([[array(1, at_5=None)], None])


def test_a_full_page_without_any_words_is_a_changed_layout() -> None:
    with pytest.raises(SchemaDriftError, match="words"):
        parse([[array(n, at_4=None) for n in range(10)], None])


def test_the_same_review_twice_on_a_page_counts_once_in_its_newest_state() -> None:
    older, newer = array(1, at_4="lama"), array(1, at_4="baru", at_5=[1_790_000_100, 0])
    for pair in ([older, newer], [newer, older]):
        (mention,) = parse([pair, None]).mentions
        assert mention.text == "baru"


@pytest.mark.parametrize("payload", [[], [[], None], [[]]], ids=str)
def test_an_empty_list_is_truly_empty(payload: Any) -> None:
    page = parse(payload)
    assert (page.mentions, page.next_cursors) == ((), ())


@pytest.mark.parametrize("payload", [[None], [None, None], {"a": 1}, "x", [{"a": 1}]], ids=str)
def test_anything_else_in_place_of_the_list_is_a_changed_layout(payload: Any) -> None:
    with pytest.raises(SchemaDriftError):
        parse(payload)


@pytest.mark.parametrize(
    ("tail", "cursors"),
    [
        ([[None, "T/1="], []], ("reviews.id/T/1=",)),
        ([None], ()),
        ([[None, None], []], ()),
        ([], ()),
    ],
    ids=str,
)
def test_the_token_leads_on_and_a_list_or_nothing_is_the_end(
    tail: list[Any], cursors: tuple[str, ...]
) -> None:
    assert parse([[array()], *tail]).next_cursors == cursors


def test_a_token_that_is_no_text_is_a_changed_layout() -> None:
    with pytest.raises(SchemaDriftError):
        parse([[array()], [None, 7], []])


EXPECTED: dict[str, tuple[type[ConnectorError], bool | None]] = {
    "too_many": (TransientError, True),
    "too_many_seconds": (TransientError, True),
    "too_many_date": (TransientError, True),
    "unavailable": (TransientError, False),
    "forbidden": (AccessDeniedError, None),
    "consent_page": (TransientError, True),
    "consent_redirect": (TransientError, True),
    "other_host": (TransientError, True),
    "gateway_error": (TransientError, True),
    "in_band_error": (TransientError, False),
    "null_payload": (TransientError, False),
    "truncated_json": (TransientError, False),
    "empty_body": (TransientError, False),
    "html": (SchemaDriftError, None),
    "hung": (TransientError, False),
    "cut_off": (TransientError, False),
    "oversized": (SchemaDriftError, None),
    "gzip_bomb": (SchemaDriftError, None),
    "all_broken": (SchemaDriftError, None),
    "no_ids": (SchemaDriftError, None),
    "no_times": (SchemaDriftError, None),
    "no_words": (SchemaDriftError, None),
    "unknown_app": (TargetGoneError, None),
    "broken_details": (SchemaDriftError, None),
}
# These aren't errors of one page; the walk's guards and the verdict catch them.
HARMLESS = {
    "wrong_content_type", "repeated_token", "token_to_start", "empty_with_token", "one_broken",
    "suddenly_empty",
}  # fmt: skip


def test_every_fault_has_an_expectation() -> None:
    assert {fault.name for fault in FAULTS} == EXPECTED.keys() | HARMLESS


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fault_raises_the_error_that_says_what_to_do_next(name: str) -> None:
    error, is_blocked = EXPECTED[name]
    with play_server(12) as server:
        server.inject(BY_NAME[name])
        with pytest.raises(error) as caught:
            read_all(play_connector(server, 20))
    if isinstance(caught.value, TransientError):
        assert caught.value.is_blocked is is_blocked
    assert "Contoh Nama" not in str(caught.value)


def test_a_fault_that_passes_is_outlived_by_trying_again() -> None:
    time = FakeTime()
    with play_server(3) as server:
        server.inject(BY_NAME["gateway_error"], times=2)
        connector = play_connector(server, 5, retries=2, clock=time.clock())
        assert len(read_all(connector).mentions) == 3
        assert connector.n_requests == 4  # three for the reviews, one for the counters
    assert time.sleeps == [1.0, 2.0]


def test_the_wrong_content_type_is_read_all_the_same() -> None:
    with play_server(3) as server:
        server.inject(BY_NAME["wrong_content_type"])
        assert len(read_all(play_connector(server)).mentions) == 3


def test_a_review_that_mentions_the_error_is_not_the_error() -> None:
    text = "com.google.play.gateway.proto.PlayGatewayError consent.google.com captcha"
    assert parse([[array(at_4=text)], None]).mentions[0].text == text


def test_a_missing_endpoint_is_a_changed_layout_and_no_missing_app() -> None:
    with play_server() as server:
        moved = HttpClient(f"{server.base_url}/pindah")
        connector = GooglePlay(Settings(), moved, lambda: NOON)
        with pytest.raises(SchemaDriftError, match="404"):
            connector.fetch(TARGET, "reviews.id", {})


def test_an_unknown_app_has_no_reviews_and_no_page() -> None:
    with play_server() as server:
        connector = play_connector(server)
        unknown = Target("google_play", "id.tidak.ada", app_id="id.tidak.ada")
        assert connector.parse(connector.fetch(unknown, "reviews.id", {})).mentions == ()
        with pytest.raises(TargetGoneError):
            connector.fetch(unknown, "details", {})


def test_the_counters_are_read_from_the_apps_page() -> None:
    with play_server(5) as server:
        facts = server.store.facts(APP_ID)
        assert facts is not None
        extra = RatingsOnly(NOON - timedelta(days=2), (1, 0, 0, 0, 9))
        reviews = [review(number) for number in range(5)]
        server.store.add_app(replace(facts, ratings_only=(extra,)), reviews)
        taken = read_all(play_connector(server), cursors=["details"]).parsed[0].snapshot
    assert taken is not None
    assert taken.histogram == (2, 1, 1, 1, 10)
    assert (taken.n_ratings, taken.n_reviews) == (15, 5)
    assert taken.score == pytest.approx(61 / 15)
    assert (taken.installs, taken.version) == ("1.000+", "1.0.0")
    assert taken.updated_at == NOON - timedelta(days=90)
    assert taken.taken_at == NOON


def test_an_app_nobody_rated_has_no_score_but_a_page() -> None:
    with play_server(0) as server:
        taken = read_all(play_connector(server), cursors=["details"]).parsed[0].snapshot
    assert taken is not None
    assert (taken.score, taken.n_ratings) == (None, 0)


def test_each_language_is_a_lane_and_the_counters_come_last() -> None:
    settings = play_settings("http://127.0.0.1:9", languages=("id", "en"))
    connector = GooglePlay(settings, HttpClient("http://127.0.0.1:9"))
    assert connector.start(TARGET, {}) == ("reviews.id", "reviews.en", "details")
    assert connector.side_lanes == {"details"}


def test_languages_add_up_to_one_set_of_reviews() -> None:
    with play_server(0) as server:
        server.store.is_split_by_language = True
        said = [review(n, language="id" if n % 2 else "en") for n in range(6)]
        server.store.put(APP_ID, *said, review(9))
        settings = play_settings(server.base_url, languages=("id", "en"))
        connector = GooglePlay(settings, HttpClient(server.base_url), lambda: NOON)
        found = read_all(connector).mentions
        connector.close()
    assert {m.external_id for m in found} == {r.id for r in (*said, review(9))}
    assert len(found) == 8  # the one without a language came twice


def test_a_scrubbed_page_names_nobody_and_reads_the_same() -> None:
    said = array(
        1, at_4=f"hubungi {PHONE} &amp; saya", at_7=["Dinas", f"ke {PHONE}", [1_790_000_500]]
    )
    page = page_of(play_pages.framed([[said, array(2, at_5=None), array(3)], [None, "T"], []]))
    connector = offline()
    before = connector.parse(page)
    scrubbed = connector.scrub(page, SCRUBBERS)
    after = connector.parse(scrubbed)
    for secret in ("Contoh Nama", "gambar.invalid", PHONE, "Dinas"):
        assert secret not in scrubbed.body.decode()
    assert [m.external_id for m in after.mentions] == [m.external_id for m in before.mentions]
    assert after.mentions[0].text == "hubungi [telepon] & saya"
    assert after.mentions[0].reply_at == before.mentions[0].reply_at
    assert (len(after.rejected), after.next_cursors) == (1, before.next_cursors)
    assert connector.scrub(scrubbed, SCRUBBERS).body == scrubbed.body


def test_a_scrubbed_app_page_keeps_the_counters_and_drops_the_reviewers() -> None:
    with play_server(4) as server:
        connector = play_connector(server)
        page = connector.fetch(TARGET, "details", {})
        assert b"Contoh Nama" in page.body
        scrubbed = connector.scrub(page, SCRUBBERS)
        assert b"Contoh Nama" not in scrubbed.body
        assert connector.parse(scrubbed).snapshot == connector.parse(page).snapshot


def test_an_edited_review_keeps_its_id_and_takes_its_new_time() -> None:
    with play_server(0) as server:
        edit = Edit(NOON - timedelta(minutes=5), "berubah", 1)
        server.store.put(APP_ID, replace(review(1), edits=(edit,)))
        (now,) = read_all(play_connector(server)).mentions
        server.store.now = NOON - timedelta(hours=1)
        (before,) = read_all(play_connector(server)).mentions
    assert now.external_id == before.external_id
    assert (before.text, now.text, now.rating) == ("contoh 1", "berubah", 1)
    assert now.posted_at == edit.at


@pytest.mark.parametrize("body", [b"", b"   ", b")]}'", b")]}'\n\n[[", b"\xff\xfe", b"[" * 100_000])
def test_no_body_at_all_crashes_the_parser(body: bytes) -> None:
    with pytest.raises(ConnectorError):
        offline().parse(page_of(body))
    with pytest.raises(ConnectorError):
        offline().parse(page_of(body, "details"))


def test_deeply_nested_json_is_a_changed_layout() -> None:
    body = b")]}'\n\n" + b"[" * 100_000 + b"]" * 100_000
    with pytest.raises(SchemaDriftError):
        offline().parse(page_of(body))


def test_no_line_for_reviews_is_a_changed_layout() -> None:
    body = b")]}'\n\n" + json.dumps([["di", 1]]).encode()
    with pytest.raises(SchemaDriftError, match="oCPfdb"):
        offline().parse(page_of(body))
