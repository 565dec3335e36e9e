"""Which connector reads which source. Each is imported when it is built, so that one that isn't used
costs no start-up time and can't break the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import urlsplit

from pantau.clock import utc_now
from pantau.config import Sources, SourceSection
from pantau.connectors.base import Connector

if TYPE_CHECKING:
    from pantau.connectors.http import HttpClient

Now: TypeAlias = Callable[[], datetime]


def _google_play(sources: Sources, now: Now) -> Connector:
    from pantau.connectors.google_play import GooglePlay

    return GooglePlay(sources.google_play, _http(sources.google_play), now)


def _play_api(sources: Sources, now: Now) -> Connector:
    from pantau.connectors.google_account import ServiceAccount, load_key
    from pantau.connectors.play_api import SCOPE, PlayApi

    section = sources.play_api
    parts = urlsplit(section.token_url)

    def account() -> ServiceAccount:
        door = _http(section, f"{parts.scheme}://{parts.netloc}")
        return ServiceAccount(load_key(section.key_env), SCOPE, door, parts.path, now)

    apps = section.apps or [app for app in sources.google_play.apps if app.role == "own"]
    return PlayApi(section, apps, _http(section), account, now)


def _app_store(sources: Sources, now: Now) -> Connector:
    from pantau.connectors.app_store import AppStore

    return AppStore(sources.app_store, _http(sources.app_store), now)


def _rss(sources: Sources, now: Now) -> Connector:
    from pantau.connectors.rss import Rss

    return Rss(sources.rss, lambda origin: _http(sources.rss, origin), now)


def _youtube(sources: Sources, now: Now) -> Connector:
    from pantau.connectors.youtube import YouTube

    return YouTube(sources.youtube, _http(sources.youtube), now)


def _instagram(sources: Sources, now: Now) -> Connector:
    from pantau.connectors.meta import Instagram

    return Instagram(sources.instagram, _http(sources.instagram), now)


def _facebook(sources: Sources, now: Now) -> Connector:
    from pantau.connectors.meta import Facebook

    return Facebook(sources.facebook, _http(sources.facebook), now)


def _mastodon(sources: Sources, now: Now) -> Connector:
    from pantau.connectors.mastodon import Mastodon

    return Mastodon(sources.mastodon, _http(sources.mastodon), now)


def _bluesky(sources: Sources, now: Now) -> Connector:
    from pantau.connectors.bluesky import Bluesky

    return Bluesky(sources.bluesky, _http(sources.bluesky), now)


def _http(section: SourceSection, base_url: str = "") -> HttpClient:
    from pantau.connectors.http import HttpClient, Limits

    limits = Limits(section.timeout_seconds, section.retries, section.max_megabytes * 1_000_000)
    return HttpClient(base_url or section.base_url, limits)


_BUILDERS: Final[Mapping[str, Callable[[Sources, Now], Connector]]] = {
    "google_play": _google_play,
    "play_api": _play_api,
    "app_store": _app_store,
    "rss": _rss,
    "youtube": _youtube,
    "instagram": _instagram,
    "facebook": _facebook,
    "mastodon": _mastodon,
    "bluesky": _bluesky,
}


def names() -> tuple[str, ...]:
    """Every source there is, in the order it is collected."""
    return tuple(_BUILDERS)


def is_enabled(sources: Sources, name: str) -> bool:
    section: SourceSection = getattr(sources, name)
    return section.enabled


def build(sources: Sources, now: Now = utc_now) -> list[Connector]:
    """The connectors of all sources that are switched on. `now` is the time that pages are stamped with."""
    return [build_one(sources, name, now) for name in names() if is_enabled(sources, name)]


def build_one(sources: Sources, name: str, now: Now = utc_now) -> Connector:
    """The connector of one source, switched on or not."""
    return _BUILDERS[name](sources, now)


def file_import(paths: Sequence[Path], now: Now = utc_now) -> Connector:
    """The connector of files handed in. Raises `InputError` for one that can't be read."""
    from pantau.connectors.file_import import FileImport

    return FileImport(paths, now)
