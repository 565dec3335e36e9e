"""A newspaper's feed of our own: what it holds at a moment, and "not modified" where nothing is new."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from pantau.demo.loopback import Answer, Asked

FEED_PATH: Final = "/rss/terkini.xml"
_N_SHOWN: Final = 10  # a feed shows its newest items and forgets the others
_ITEM = re.compile(r"<item>.*?</item>", re.DOTALL)
_DATE = re.compile(r"<pubDate>(.*?)</pubDate>")


@dataclass(frozen=True, slots=True)
class Feed:
    """`head` and `foot` stand around the items; each item has its time."""

    head: str
    items: Sequence[tuple[datetime, str]]
    foot: str

    @classmethod
    def load(cls, path: Path) -> Feed:
        """From a feed on disk, of which every item carries a `pubDate`."""
        text = path.read_text(encoding="utf-8")
        written = _ITEM.findall(text)
        items = [(parsedate_to_datetime(_DATE.findall(item)[0]), item) for item in written]
        first, last = text.index(written[0]), text.index(written[-1]) + len(written[-1])
        return cls(text[:first], sorted(items, reverse=True), text[last:])

    def answer(self, asked: Asked, now: datetime) -> Answer:
        """The feed as it stands at `now`."""
        shown = [item for at, item in self.items if at <= now][:_N_SHOWN]
        body = (self.head + "\n".join(shown) + self.foot).encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == tag:
            return Answer(304, headers={"ETag": tag})
        return Answer(200, body, {"ETag": tag}, "application/rss+xml; charset=utf-8")
