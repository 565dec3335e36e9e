"""A feed tried out before it is configured."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from pantau.connectors.feed_check import FeedCheck, addresses_of, check_feed, refuse_private
from pantau.connectors.http import Limits
from pantau.demo.loopback import Answer, LoopbackServer
from pantau.errors import AccessDeniedError, InputError, SchemaDriftError, TransientError

ITEM = (
    "<item><guid>https://kabar.example/{0}</guid><title>{1}</title>"
    "<pubDate>Wed, {2:02} Apr 2026 03:00:00 +0700</pubDate></item>"
)
LIMITS = Limits(0.5, retries=0)


def public(host: str, port: int) -> Iterable[str]:
    """As if the host were on the public web."""
    return ["93.184.215.14"]


def feed(*items: str) -> bytes:
    return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


def check(answer: Answer) -> FeedCheck:
    with LoopbackServer(lambda asked: answer) as server:
        return check_feed(
            f"{server.base_url}/rss", ["jepin"], ["pontianak"], limits=LIMITS, resolve=public
        )


def test_a_feed_is_described_as_a_night_would_read_it() -> None:
    body = feed(ITEM.format(1, "JePin di Pontianak", 9), ITEM.format(2, "Lain", 1))
    found = check(Answer(200, body, {"ETag": '"x"'}))
    assert (found.n_items, found.n_about_us, found.n_undated) == (2, 1, 0)
    assert found.examples == ("JePin di Pontianak",)
    assert (found.newest_at - found.oldest_at).days == 8
    assert found.warnings == ()


def test_what_will_be_missed_is_warned_of() -> None:
    found = check(Answer(200, feed(ITEM.format(1, "a", 9), "<item><title>b</title></item>")))
    assert len(found.warnings) == 3


def test_what_is_no_feed_is_said_to_be_none() -> None:
    with pytest.raises(SchemaDriftError, match="not a feed"):
        check(Answer(200, b"<html></html>"))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "0.0.0.0",
        "100.64.0.1",
    ],
)
def test_an_address_of_this_machine_or_its_neighbours_is_refused(address: str) -> None:
    with pytest.raises(AccessDeniedError, match="private"):
        refuse_private("https://kabar.example/rss", lambda host, port: [address])


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(AccessDeniedError):
        refuse_private("https://x.example", lambda host, port: ["93.184.215.14", "10.0.0.1"])


def test_an_address_written_as_a_number_is_looked_up_like_any_other() -> None:
    for url in (
        "http://127.0.0.1/",
        "http://localhost:8501/",
        "http://[::1]/",
        "http://2130706433/",
    ):
        with pytest.raises((AccessDeniedError, TransientError)):
            refuse_private(url)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x", "kabar", "https://a:b@kabar.example/"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        refuse_private(url, public)


def test_a_host_that_does_not_exist_is_said_to_be_none() -> None:
    with pytest.raises(TransientError, match=r"tidak-ada\.invalid"):
        addresses_of("tidak-ada.invalid", 443)
