"""The sample newspaper, as the connector reads it."""

from __future__ import annotations

from datetime import timedelta

from pantau.config import Feed as FeedSettings
from pantau.config import Rss as Settings
from pantau.connectors.http import HttpClient, Limits
from pantau.connectors.rss import Rss
from pantau.demo.feed import FEED_PATH, Feed
from pantau.demo.loopback import Asked
from pantau.demo.play_server import PlayServer
from pantau.demo.sample import load_store
from pantau.resources import sample_dir
from tests.fakes import NOON, play_store, read_all


def sample() -> Feed:
    return Feed.load(sample_dir() / "feed.xml")


def asked(**headers: str) -> Asked:
    return Asked("GET", FEED_PATH, {}, headers)


def test_the_feed_holds_no_news_of_the_future() -> None:
    feed = sample()
    first = min(at for at, _ in feed.items)
    assert b"<item>" not in feed.answer(asked(), first - timedelta(seconds=1)).body
    assert feed.answer(asked(), first).body.count(b"<item>") == 1


def test_what_has_not_changed_is_not_sent_again() -> None:
    feed = sample()
    tag = feed.answer(asked(), NOON).headers["ETag"]
    again = feed.answer(Asked("GET", FEED_PATH, {}, {"if-none-match": tag}), NOON)
    assert (again.status, again.body) == (304, b"")


def test_the_connector_finds_news_about_us_and_passes_over_the_rest() -> None:
    with PlayServer(play_store(0), feed=sample()) as server:
        settings = Settings(
            base_url=server.base_url, feeds=(FeedSettings(name="x", url=FEED_PATH),)
        )
        rss = Rss(settings, lambda origin: HttpClient(origin, Limits(1, retries=0)), lambda: NOON)
        (page,) = read_all(rss).parsed
        rss.close()
    assert page.mentions
    assert page.n_skipped > 0
    assert page.rejected == ()


def test_the_sample_loads_with_its_peers() -> None:
    folder = sample_dir()
    store = load_store(folder / "reviews.jsonl", folder / "app.json")
    store.now = NOON
    own, *peers = store.app_ids
    assert len(store.listing(own)) >= 400
    assert peers
    assert store.counters(own).n_ratings > len(store.listing(own))
