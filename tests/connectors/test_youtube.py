"""YouTube, read from our own server: threads, replies, search, quota, refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import jsonschema
import pytest

from pantau.config import YouTube as Settings
from pantau.connectors.base import RawPage, Target, lane_of
from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.youtube import YouTube
from pantau.connectors.youtube_quota import Meter, seconds_to_reset
from pantau.demo import social_youtube as fake
from pantau.demo.social_servers import changed, cut_short, web_page
from pantau.demo.social_youtube import Comment, Video, YouTubeServer, YouTubeStore
from pantau.domain.mention import Kind, ParsedPage
from pantau.errors import (
    AccessDeniedError,
    ConnectorError,
    SchemaDriftError,
    TargetGoneError,
    TransientError,
)
from tests.connectors.specs import discovery_schema, needs_specs
from tests.fakes import NOON, PHONE, SCRUBBERS, FakeTime, Reading, read_all

OWN = "UCcontohkota"
KEY = "kunci-contoh"
AWAY = timezone(timedelta(hours=-8))


def comment(number: int, *, parent: str = "", days: float = 0, **more: Any) -> Comment:
    """A sample comment on the city's video; higher numbers are newer by a minute."""
    at = NOON - timedelta(days=days + 1) + timedelta(minutes=number)
    text = more.pop("text", f"Contoh komentar {number}")
    ident = f"{parent}.r{number}" if parent else f"Ugcontoh{number:03}"
    return Comment(ident, more.pop("video", "vidkota"), text, at, parent=parent, **more)


def store(n_comments: int = 3) -> YouTubeStore:
    return YouTubeStore(
        videos=[
            Video("vidkota", OWN, "Contoh layanan kota", NOON - timedelta(days=9)),
            Video("vidwarga", "UCcontohwarga", "Cara pakai JePin", NOON - timedelta(days=3),
                  "Aplikasi Pontianak & sekitarnya"),
            Video("vidlain", "UCcontohlain", "Tari jepin Melayu", NOON - timedelta(days=2)),
        ],
        comments=[comment(n) for n in range(n_comments)],
    )  # fmt: skip


@pytest.fixture
def server() -> Iterator[YouTubeServer]:
    with YouTubeServer(store()) as running:
        yield running


def connector(
    server: YouTubeServer,
    *,
    key: str = KEY,
    retries: int = 0,
    time: FakeTime | None = None,
    **more: Any,
) -> YouTube:
    time = time or FakeTime()
    said = {
        "channels": [{"id": OWN, "name": "Kota"}],
        "base_url": server.base_url,
        "pace_seconds": 0,
    }
    settings = Settings.model_validate(said | more)
    http = HttpClient(server.base_url, Limits(0.5, retries), clock=time.clock())
    return YouTube(settings, http, lambda: time.now, {"PANTAU_YOUTUBE_KEY": key})


def offline(**more: Any) -> YouTube:
    settings = Settings.model_validate({"channels": [{"id": OWN, "name": "Kota"}], **more})
    return YouTube(settings, HttpClient("http://127.0.0.1:9"), lambda: NOON, {})


def page_of(body: Any, cursor: str = "threads") -> RawPage:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return RawPage(Target("youtube", "Kota"), cursor, NOON, "https://youtube.invalid/", raw)


def threads(*items: Any, **more: Any) -> dict[str, Any]:
    return {"kind": "youtube#commentThreadListResponse", "items": list(items), **more}


def thread(number: int, **snippet: Any) -> dict[str, Any]:
    first = fake.comment_json(comment(number))
    first["snippet"].update(snippet)
    said = {"videoId": "vidkota", "topLevelComment": first, "totalReplyCount": 0}
    return {"id": first["id"], "snippet": said}


def parse(body: Any, cursor: str = "threads") -> ParsedPage:
    return offline().parse(page_of(body, cursor))


def ids(reading: Reading) -> list[str]:
    return [m.external_id for m in reading.mentions]


def search(server: YouTubeServer, **more: Any) -> Reading:
    reader = connector(server, channels=[], queries=["jepin"], **more)
    return read_all(reader)


# What is read


def test_all_comments_of_a_channel_are_read_over_several_pages(server: YouTubeServer) -> None:
    server.store.page_size = 2
    reading = read_all(connector(server))
    assert ids(reading) == ["Ugcontoh002", "Ugcontoh001", "Ugcontoh000"]
    assert {m.kind for m in reading.mentions} == {Kind.COMMENT}
    assert [r.query["order"] for r in server.requests] == ["time", "time"]


def test_replies_that_a_thread_does_not_carry_are_read_by_a_cursor_of_their_own(
    server: YouTubeServer,
) -> None:
    server.store.comments += [comment(n, parent="Ugcontoh001") for n in range(10, 15)]
    server.store.page_size = 2
    reading = read_all(connector(server))
    assert {m.external_id for m in reading.mentions} == {c.id for c in server.store.comments}
    assert [r.path.rpartition("/")[2] for r in server.requests].count("comments") == 3
    reply = next(m for m in reading.mentions if m.external_id == "Ugcontoh001.r10")
    assert reply.url == "https://www.youtube.com/watch?v=vidkota&lc=Ugcontoh001.r10"


def test_a_thread_that_carries_all_its_replies_costs_no_further_call(server: YouTubeServer) -> None:
    server.store.comments += [comment(n, parent="Ugcontoh001") for n in (10, 11)]
    assert len(read_all(connector(server)).mentions) == 5
    assert len(server.requests) == 1


def test_a_search_leads_to_the_comments_of_relevant_videos_only(server: YouTubeServer) -> None:
    server.store.comments = [comment(1, video="vidwarga"), comment(2, video="vidlain")]
    reading = search(server)
    assert ids(reading) == ["vidwarga", "Ugcontoh001"]
    video = reading.mentions[0]
    assert (video.kind, video.title) == (Kind.POST, "Cara pakai JePin")
    assert video.text == "Aplikasi Pontianak & sekitarnya"
    assert reading.parsed[0].n_skipped == 1


def test_a_search_looks_back_as_far_as_comments_are_read_again(server: YouTubeServer) -> None:
    search(server, overlap_days=10)
    assert server.requests[0].query["publishedAfter"] == "2026-08-22T05:00:00Z"


def test_what_the_citys_channel_writes_is_official(server: YouTubeServer) -> None:
    server.store.comments.append(comment(9, parent="Ugcontoh001", author=OWN))
    official = {m.external_id: m.is_official for m in read_all(connector(server)).mentions}
    assert official == {
        "Ugcontoh002": False,
        "Ugcontoh001": False,
        "Ugcontoh001.r9": True,
        "Ugcontoh000": False,
    }


def test_an_edit_is_told_by_its_time(server: YouTubeServer) -> None:
    edited = replace(comment(1), text="Contoh baru", edited_at=NOON)
    server.store.comments = [edited, comment(0)]
    first, second = read_all(connector(server)).mentions
    assert (first.text, first.edited_at) == ("Contoh baru", NOON)
    assert second.edited_at is None


def test_each_channel_video_and_search_is_a_target(server: YouTubeServer) -> None:
    reader = connector(server, videos=["vidwarga"], queries=["jepin"])
    assert [(t.name, t.lists_everything) for t in reader.targets()] == [
        ("Kota", True),
        ("watch?v=vidwarga", True),
        ('"jepin"', False),
    ]


def test_times_of_any_zone_become_the_same_moment() -> None:
    at = datetime(2026, 4, 1, 3, 0, tzinfo=timezone(timedelta(hours=7)))
    item = thread(1, publishedAt=at.astimezone(AWAY).isoformat(), updatedAt=None)
    assert parse(threads(item)).mentions[0].posted_at == at


def test_markup_is_taken_for_text_only_where_no_original_is_given() -> None:
    plain = thread(1, textOriginal="1 < 2 & <b>", textDisplay="salah")
    marked = thread(2, textOriginal=None, textDisplay="Contoh &amp; <b>tebal</b><br>baris")
    texts = [m.text for m in parse(threads(plain, marked)).mentions]
    assert texts == ["1 < 2 & <b>", "Contoh & tebal\nbaris"]


# What is missing or broken


def test_no_items_are_no_comments() -> None:
    page = threads()
    del page["items"]
    assert parse(page | {"pageInfo": {"totalResults": 0}}) == ParsedPage()


def test_missing_items_that_were_counted_are_no_empty_page() -> None:
    page = threads()
    del page["items"]
    with pytest.raises(SchemaDriftError):
        parse(page | {"pageInfo": {"totalResults": 3}})


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b'{"kind": "youtube#searchListResponse", "items": []}']
)
def test_an_answer_of_another_kind_is_no_empty_page(body: bytes) -> None:
    with pytest.raises(SchemaDriftError):
        parse(body)


@pytest.mark.parametrize("token", [3, {}, "\ud800"])
def test_a_mark_of_the_next_page_that_is_no_text_is_not_the_end(token: object) -> None:
    with pytest.raises(SchemaDriftError):
        parse(threads(thread(1), nextPageToken=token))


@pytest.mark.parametrize("n_bytes", [0, 1, 40, 300])
def test_a_body_cut_short_is_no_shorter_page(n_bytes: int) -> None:
    body = json.dumps(threads(thread(1), thread(2))).encode()
    with pytest.raises(TransientError):
        parse(body[:n_bytes])


def test_one_broken_comment_is_rejected_without_its_words_and_the_rest_goes_in() -> None:
    broken = thread(1, publishedAt="kemarin", textOriginal="Contoh rahasia")
    parsed = parse(threads(broken, thread(2), thread(3)))
    assert len(parsed.mentions) == 2
    (rejected,) = parsed.rejected
    assert rejected.reason == "the time can't be read"
    assert "rahasia" not in rejected.item
    assert "Penulis" not in rejected.item


def test_a_page_of_broken_comments_is_a_changed_layout() -> None:
    with pytest.raises(SchemaDriftError):
        parse(threads(thread(1, publishedAt=None), thread(2, publishedAt=None), thread(3)))


def test_comments_switched_off_skip_that_video_only(server: YouTubeServer) -> None:
    server.store.videos[1].has_comments = False
    server.store.videos.append(replace(server.store.videos[1], id="vidlagi", has_comments=True))
    server.store.comments.append(comment(7, video="vidlagi"))
    reading = search(server)
    assert ids(reading) == ["vidwarga", "vidlagi", "Ugcontoh007"]
    notes = [note for parsed in reading.parsed for note in parsed.notes]
    assert notes == ['YouTube: "jepin": comments are switched off; skipped (video/vidwarga~)']


def test_a_video_that_is_gone_is_skipped(server: YouTubeServer) -> None:
    reading = read_all(connector(server, channels=[], videos=["vidhilang"]))
    assert reading.parsed[0].notes
    assert not reading.mentions


# Quota and refusals


def test_a_quota_used_up_waits_until_midnight_pacific_and_says_so(server: YouTubeServer) -> None:
    server.store.units = 0
    with pytest.raises(
        TransientError, match=r"midnight Pacific time \(2026-09-01 07:00 UTC\)"
    ) as caught:
        read_all(connector(server))
    assert caught.value.is_blocked
    assert caught.value.retry_after == 2 * 3600


def test_our_own_count_stops_before_youtube_does(server: YouTubeServer) -> None:
    server.store.page_size = 1
    reader = connector(server, units_per_day=2)
    with pytest.raises(TransientError, match="2 units are used up"):
        read_all(reader)
    assert len(server.requests) == 2


def test_searches_have_an_allowance_of_their_own(server: YouTubeServer) -> None:
    with pytest.raises(TransientError, match="0 searches are used up") as caught:
        search(server, searches_per_day=0)
    assert caught.value.retry_after is None  # the channels needn't wait for it
    assert read_all(connector(server, searches_per_day=0)).mentions


def test_a_search_that_youtube_refuses_is_not_tried_again(server: YouTubeServer) -> None:
    server.store.searches = 0
    with pytest.raises(TransientError, match="searches are used up"):
        search(server, retries=3)
    assert len(server.requests) == 1


def test_what_was_used_today_is_kept_in_the_checkpoint(server: YouTubeServer) -> None:
    state = read_all(connector(server)).parsed[-1].state
    assert state == {"quota_day": "2026-08-31", "units": "1", "searches": "0"}
    again = connector(server, units_per_day=1)
    with pytest.raises(TransientError):
        read_all(again, state=state)


def test_targets_share_one_count() -> None:
    meter = Meter(units_per_day=100, searches_per_day=10)
    day = {"quota_day": "2026-08-31"}
    meter.resume("a", day | {"units": "50"}, NOON)
    meter.spend("units", 10, NOON)
    meter.resume("b", day | {"units": "70"}, NOON)
    meter.resume("b", day | {"units": "90"}, NOON)
    assert meter.as_state()["units"] == "80"


def test_the_count_begins_anew_with_the_pacific_day() -> None:
    meter = Meter(units_per_day=5, searches_per_day=0)
    meter.resume("a", {"quota_day": "2026-08-31", "units": "5"}, NOON)
    with pytest.raises(TransientError):
        meter.require("units", NOON)
    meter.require("units", NOON + timedelta(hours=2))


def test_the_day_of_a_clock_change_is_an_hour_longer() -> None:
    before = datetime(2026, 10, 31, 7, 0, tzinfo=UTC)  # midnight Pacific, in summer time
    assert seconds_to_reset(before) == 24 * 3600
    assert seconds_to_reset(before + timedelta(days=1)) == 25 * 3600


@pytest.mark.parametrize(
    ("status", "reason", "kind"),
    [
        (400, "keyInvalid", AccessDeniedError),
        (403, "accessNotConfigured", AccessDeniedError),
        (403, "forbidden", AccessDeniedError),
        (403, "rateLimitExceeded", TransientError),
        (429, "", TransientError),
        (400, "processingFailure", TransientError),
        (404, "channelNotFound", TargetGoneError),
        (400, "invalidParameter", SchemaDriftError),
        (503, "backendError", TransientError),
    ],
)
def test_each_refusal_says_what_is_to_be_done(
    server: YouTubeServer, status: int, reason: str, kind: type[ConnectorError]
) -> None:
    server.inject(lambda answer: fake.error(status, reason))
    with pytest.raises(kind) as caught:
        read_all(connector(server))
    assert KEY not in str(caught.value)


def test_a_newer_form_of_the_bad_key_error_is_understood(server: YouTubeServer) -> None:
    said = {"errors": [{"reason": "badRequest"}], "details": [{"reason": "API_KEY_INVALID"}]}
    server.inject(lambda answer: fake.json_answer({"error": said}, 400))
    with pytest.raises(AccessDeniedError):
        read_all(connector(server))


def test_a_failure_that_passes_is_tried_again(server: YouTubeServer) -> None:
    server.inject(lambda answer: fake.error(400, "processingFailure"), times=1)
    assert len(read_all(connector(server, retries=1)).mentions) == 3
    assert len(server.requests) == 2


@pytest.mark.parametrize("spoil", [cut_short, web_page, changed(lambda value: [])])
def test_no_spoilt_answer_looks_like_an_empty_channel(server: YouTubeServer, spoil: Any) -> None:
    server.inject(spoil)
    with pytest.raises(ConnectorError):
        read_all(connector(server))


def test_without_a_key_nothing_is_asked(server: YouTubeServer) -> None:
    with pytest.raises(AccessDeniedError, match="PANTAU_YOUTUBE_KEY"):
        read_all(connector(server, key=" "))
    assert server.requests == []


def test_the_key_goes_by_header_and_stays_out_of_the_page(server: YouTubeServer) -> None:
    reading = read_all(connector(server))
    assert all(r.headers["x-goog-api-key"] == KEY for r in server.requests)
    assert all("key" not in r.query for r in server.requests)
    assert KEY not in repr(reading)


# The archive


def test_a_scrubbed_page_names_nobody_and_says_the_same(server: YouTubeServer) -> None:
    server.store.comments += [
        comment(8, parent="Ugcontoh001", author=OWN, name="Kota Contoh"),
        comment(9, text=f"Contoh, hubungi {PHONE}", name="Contoh Nama Warga", author="UCwargaunik"),
    ]
    reader = connector(server, videos=["vidhilang"], queries=["jepin"])
    for target in reader.targets():
        for page in read_all(reader, target).pages:
            clean = reader.scrub(page, SCRUBBERS)
            text = clean.body.decode()
            for personal in (PHONE, "Contoh Nama Warga", "UCwargaunik", "UCcontohwarga", "foto="):
                assert personal not in text
            assert _without_words(reader.parse(clean)) == _without_words(reader.parse(page))
            assert reader.scrub(clean, SCRUBBERS) == clean


def _without_words(parsed: ParsedPage) -> ParsedPage:
    plain = tuple(replace(m, text="", author="", title="") for m in parsed.mentions)
    return replace(parsed, mentions=plain, n_skipped=0)


def test_a_scrubbed_text_is_the_redacted_text() -> None:
    page = page_of(threads(thread(1, textOriginal=f"Contoh &amp; {PHONE} <b>")))
    reader = offline()
    (mention,) = reader.parse(reader.scrub(page, SCRUBBERS)).mentions
    assert mention.text == "Contoh &amp; [telepon] <b>"


def test_a_search_is_archived_without_what_is_not_about_us(server: YouTubeServer) -> None:
    reader = connector(server, channels=[], queries=["jepin"])
    page = read_all(reader).pages[0]
    assert "vidlain" in page.body.decode()
    assert "vidlain" not in reader.scrub(page, SCRUBBERS).body.decode()


# The server against YouTube's own description


@needs_specs
def test_the_servers_answers_fit_the_discovery_document(server: YouTubeServer) -> None:
    server.store.comments += [comment(n, parent="Ugcontoh001") for n in range(10, 14)]
    reader = connector(server, queries=["jepin"])
    schemas = {
        "search": discovery_schema("youtube.v3", "SearchListResponse"),
        "threads": discovery_schema("youtube.v3", "CommentThreadListResponse"),
        "video": discovery_schema("youtube.v3", "CommentThreadListResponse"),
        "replies": discovery_schema("youtube.v3", "CommentListResponse"),
    }
    seen = set()
    for target in reader.targets():
        for page in read_all(reader, target).pages:
            kind = lane_of(page.cursor)
            jsonschema.validate(json.loads(page.body), schemas[kind])
            seen.add(kind)
    assert seen == set(schemas)


@needs_specs
def test_the_parameters_are_those_youtube_documents(server: YouTubeServer) -> None:
    from tests.connectors.specs import load

    server.store.comments += [comment(n, parent="Ugcontoh001") for n in range(10, 14)]
    reader = connector(server, queries=["jepin"])
    for target in reader.targets():
        read_all(reader, target)
    resources = load("google-discovery/youtube.v3.json")["resources"]
    for asked in server.requests:
        method = resources[asked.path.rpartition("/")[2]]["methods"]["list"]
        assert f"/{method['path']}" == asked.path
        assert set(asked.query) <= set(method["parameters"])
