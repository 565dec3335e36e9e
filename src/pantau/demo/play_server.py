"""Google Play on this machine: the two addresses that the connector and google-play-scraper read.

Used by the demo, by tests and by the drill; `inject` makes it misbehave (see `faults`).
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from typing import Any

from pantau.demo import play_pages as pages
from pantau.demo.faults import Fault
from pantau.demo.feed import FEED_PATH, Feed
from pantau.demo.loopback import Answer, Asked, LoopbackServer
from pantau.demo.play_store import NEWEST, PlayStore, Wanted

__all__ = ["PlayServer", "PlayStore"]

_REVIEWS_PATH = "/_/PlayStoreUi/data/batchexecute"
_DETAILS_PATH = "/store/apps/details"
_LARGEST_PAGE = 4500
_N_TOP = 3


@dataclass(slots=True)
class _Injected:
    fault: Fault
    left: int | None
    from_page: int

    def fits(self, is_details: bool, page: int) -> bool:
        is_due = self.left is None or self.left > 0
        return is_due and self.fault.is_for_details is is_details and page >= self.from_page


class PlayServer(LoopbackServer):
    """Serves `store`, and `feed` as a newspaper would; `requests` lists what was asked."""

    def __init__(
        self,
        store: PlayStore,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        feed: Feed | None = None,
    ) -> None:
        super().__init__(self._answer, host, port)
        self.store = store
        self._feed = feed
        self._lock = threading.Lock()
        self._injected: list[_Injected] = []

    def inject(self, fault: Fault, *, times: int | None = None, from_page: int = 1) -> None:
        """Let `fault` happen to the next `times` requests it fits (all, if `None`) from that page on."""
        self._injected.append(_Injected(fault, times, from_page))

    def clear(self) -> None:
        """Behave again."""
        self._injected.clear()

    def _answer(self, asked: Asked) -> Answer:
        with self._lock:
            if asked.method == "GET" and asked.path == _DETAILS_PATH:
                return self._spoiled(self._details(asked), True, 1)
            if asked.method == "POST" and asked.path == _REVIEWS_PATH:
                return self._reviews(asked)
            if self._feed is not None and asked.path == FEED_PATH:
                return self._feed.answer(asked, self.store.moment())
        return Answer(404, b"not found", content_type="text/plain")

    def _spoiled(self, healthy: Answer, is_details: bool, page: int) -> Answer:
        for injected in self._injected:
            if injected.fits(is_details, page):
                if injected.left is not None:
                    injected.left -= 1
                return injected.fault.spoil(healthy, page)
        return healthy

    def _details(self, asked: Asked) -> Answer:
        app_id = asked.query.get("id", "")
        facts = self.store.facts(app_id)
        if facts is None:
            return Answer(404, b"<html>not found</html>", content_type="text/html")
        top = self.store.listing(app_id, asked.query.get("hl", ""))[:_N_TOP]
        body = pages.details_answer(facts, self.store.counters(app_id), top)
        return Answer(200, body, content_type="text/html; charset=utf-8")

    def _reviews(self, asked: Asked) -> Answer:
        try:
            app_id, wanted = _wanted(asked)
        except (ValueError, LookupError, TypeError):
            return Answer(400, b"bad request", content_type="text/plain")
        items, token = self.store.page(app_id, wanted)
        facts = self.store.facts(app_id)
        body = pages.reviews_answer(items, token, facts.developer if facts else "")
        return self._spoiled(Answer(200, body), False, wanted.page)


def _wanted(asked: Asked) -> tuple[str, Wanted]:
    """App and page from `f.req`, JSON within JSON; raises where it isn't the reviews call."""
    call = json.loads(asked.form["f.req"])[0][0]
    if call[0] != "oCPfdb":
        raise ValueError("not the reviews call")
    _, (_, sort, paging, _, filters), (app_id, _) = _padded(json.loads(call[1]))
    wanted = Wanted(
        count=min(int(paging[0]), _LARGEST_PAGE),
        token=paging[2] if len(paging) > 2 and paging[2] else "",
        sort=sort or NEWEST,
        stars=filters[1] if filters and len(filters) > 1 else None,
        language=asked.query.get("hl", ""),
    )
    return str(app_id), wanted


def _padded(inner: Any) -> Any:
    head, request, app = inner
    return head, [*request, None, None, None][:5], app


def serve(store: PlayStore, port: int, host: str = "127.0.0.1") -> PlayServer:
    """A server ready to be entered or to `serve_forever`."""
    return PlayServer(store, host, port)
