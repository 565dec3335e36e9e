"""Feeds: read conditionally, kept by relevance, suspicious of what XML can do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from pantau.config import Feed
from pantau.config import Rss as Settings
from pantau.connectors.base import RawPage, Target
from pantau.connectors.feed_xml import read_feed, read_time
from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.rss import Rss
from pantau.demo.loopback import Answer, Asked, LoopbackServer
from pantau.domain.mention import Kind, ParsedPage
from pantau.errors import SchemaDriftError, TransientError
from tests.fakes import NOON, read_all

ITEM = (
    "<item><guid>https://kabar.example/1</guid><title>JePin di Pontianak</title>"
    "<pubDate>Wed, 01 Apr 2026 03:00:00 +0700</pubDate></item>"
)


def feed(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>x</title>{"".join(items)}</channel></rss>'.encode()


def connector(base_url: str = "https://kabar.example", *feeds: Feed) -> Rss:
    settings = Settings(base_url=base_url, feeds=feeds or (Feed(name="Kabar", url="/rss.xml"),))
    return Rss(settings, lambda origin: HttpClient(origin, Limits(0.5, retries=0)), lambda: NOON)


def parse(body: bytes, seen: str = "") -> ParsedPage:
    target = Target("rss", "Kabar")
    return connector().parse(
        RawPage(target, "feed", NOON, "https://kabar.example/rss.xml", body, {"seen": seen})
    )


@contextmanager
def serving(answer: Answer) -> Iterator[LoopbackServer]:
    def conditional(asked: Asked) -> Answer:
        same = asked.headers.get("if-none-match") == answer.headers.get("ETag")
        return Answer(304) if same and "ETag" in answer.headers else answer

    with LoopbackServer(conditional) as server:
        yield server


def test_a_feed_that_has_not_changed_costs_no_reading() -> None:
    headers = {"ETag": '"v1"', "Last-Modified": "Wed, 01 Apr 2026 00:00:00 GMT"}
    with serving(Answer(200, feed(ITEM), headers)) as server:
        rss = connector(server.base_url)
        first = read_all(rss)
        state = first.parsed[0].state
        again = rss.fetch(rss.targets()[0], "feed", state)
        rss.close()
    assert len(first.mentions) == 1
    assert again.is_not_modified
    assert server.requests[1].headers["if-modified-since"] == headers["Last-Modified"]


def test_leading_blanks_and_a_wrong_content_type_do_no_harm() -> None:
    body = b"\n\t \n<?xml version='1.0'?>" + feed(ITEM)
    with serving(Answer(200, body, content_type="text/html")) as server:
        rss = connector(server.base_url)
        assert len(read_all(rss).mentions) == 1
        rss.close()


def test_a_feed_may_stand_on_a_host_of_its_own() -> None:
    with serving(Answer(200, feed(ITEM))) as server:
        rss = connector(
            "https://unused.invalid", Feed(name="Lain", url=f"{server.base_url}/x", kind="post")
        )
        (mention,) = read_all(rss).mentions
        assert (mention.kind, mention.channel, rss.n_requests) == (Kind.POST, "Lain", 1)
        rss.close()


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        ("JePin di Pontianak", True),
        ("aplikasi jepin", True),
        ("CCTV (JEPIN)", True),
        ("jepin saja", False),
        ("Pontianak saja", False),
        ("jepintar di Pontianak", False),
        ("jepin di pontianakan", False),
        ("jepin_x Pontianak", False),
    ],
)
def test_only_whole_words_in_context_are_about_us(text: str, is_kept: bool) -> None:
    page = parse(feed(ITEM.replace("JePin di Pontianak", text)))
    assert (len(page.mentions), page.n_skipped) == ((1, 0) if is_kept else (0, 1))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Wed, 01 Apr 2026 03:00:00 +0700", datetime(2026, 3, 31, 20, tzinfo=UTC)),
        ("Wed, 01 Apr 2026 03:00:00 GMT", datetime(2026, 4, 1, 3, tzinfo=UTC)),
        ("Wed, 01 Apr 2026 03:00:00", datetime(2026, 3, 31, 20, tzinfo=UTC)),
        ("Wed, 01 Apr 2026 03:00:00 WIB", datetime(2026, 3, 31, 20, tzinfo=UTC)),
        ("2026-04-01T03:00:00Z", datetime(2026, 4, 1, 3, tzinfo=UTC)),
        ("2026-04-01T03:00:00", datetime(2026, 3, 31, 20, tzinfo=UTC)),
        ("1 April 2026 03:00 WIB", datetime(2026, 3, 31, 20, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_pontianaks(text: str, wanted: datetime) -> None:
    assert read_time(text) == wanted


@pytest.mark.parametrize("date", ["", "<pubDate/>", "<pubDate>kemarin</pubDate>"])
def test_an_item_without_a_date_is_rejected(date: str) -> None:
    item = f"<item><guid>https://kabar.example/2</guid><title>JePin Pontianak</title>{date}</item>"
    page = parse(feed(ITEM, item))
    assert len(page.mentions) == 1
    (rejected,) = page.rejected
    assert rejected.item == "https://kabar.example/2"


def test_an_item_is_known_by_guid_or_link_or_its_words() -> None:
    date = "<pubDate>Wed, 01 Apr 2026 03:00:00 +0700</pubDate>"
    items = [
        f"<item><guid>7</guid><title>a</title>{date}</item>",
        f"<item><link>https://kabar.example/b</link><title>b</title>{date}</item>",
        f"<item><title>c</title>{date}</item>",
    ]
    ids = [item.id for item in read_feed(feed(*items), "kabar.example").items]
    assert ids[:2] == ["kabar.example:7", "https://kabar.example/b"]
    assert ids[2].startswith("sha:")


def test_the_same_item_twice_counts_once() -> None:
    assert len(parse(feed(ITEM, ITEM)).mentions) == 1


def test_a_page_without_any_known_item_warns_of_a_gap() -> None:
    seen = parse(feed(ITEM)).state["seen"]
    later = ITEM.replace("kabar.example/1", "kabar.example/9")
    assert parse(feed(ITEM, later), seen).notes == ()
    assert "lost" in parse(feed(later), seen).notes[0]
    assert parse(feed(later)).notes == ()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<rss version="2.0"><channel><title>&b;</title></channel></rss>'
)
THIEF = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    b'<rss version="2.0"><channel><title>&f;</title></channel></rss>'
)


@pytest.mark.parametrize(
    "body",
    [BOMB, THIEF, THIEF.replace(b"<title>", b"<title><b>"), THIEF.decode().encode("utf-16")],
    ids=["bomb", "external", "external, not well formed", "external, UTF-16"],
)
def test_entities_of_a_feeds_own_are_refused(body: bytes) -> None:
    with pytest.raises(SchemaDriftError, match="entities"):
        parse(body)


def test_a_feed_that_only_names_its_document_type_is_read() -> None:
    body = (
        b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.invalid/rss.dtd">'
        + feed(ITEM)
    )
    assert len(parse(body).mentions) == 1


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_can_be() -> None:
    body = feed(ITEM, "<item><title>R&D & lain</title></item>")
    assert len(parse(body).mentions) == 1


@pytest.mark.parametrize(
    "body", [b"<html><body>Selamat datang</body></html>", b'{"a": 1}', b"halo"]
)
def test_what_is_no_feed_is_a_changed_layout(body: bytes) -> None:
    with pytest.raises(SchemaDriftError, match="not a feed"):
        parse(body)


def test_half_a_feed_is_tried_again_and_then_an_error() -> None:
    with serving(Answer(200, feed(ITEM)[:-20])) as server:
        limits = Limits(0.5, retries=1, backoff_seconds=0)
        settings = Settings(base_url=server.base_url)
        rss = Rss(settings, lambda origin: HttpClient(origin, limits), lambda: NOON)
        with pytest.raises(TransientError, match="cut short"):
            read_all(rss)
        rss.close()
        assert len(server.requests) == 2


def test_a_comment_after_the_end_is_no_cut() -> None:
    assert len(parse(feed(ITEM) + b"\n<!-- cache -->").mentions) == 1


def test_an_empty_feed_is_a_feed() -> None:
    page = parse(feed())
    assert (page.mentions, page.n_skipped) == ((), 0)
