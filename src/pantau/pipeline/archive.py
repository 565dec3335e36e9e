"""Raw pages, scrubbed and compressed, kept for a while so that they can be parsed again.

One file a page: a line of JSON that says what it is, then the body, all gzipped, under
`raw/<source>/<local day>/<run>/`. The day in the path is what expiry goes by.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from pantau.connectors.base import RawPage, Target
from pantau.domain.period import local_date
from pantau.errors import StoreError

_MASKED_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Archive:
    """The raw folder of one data folder."""

    root: Path

    def save(self, page: RawPage, run_id: str, number: int) -> Path:
        """Write one page, which must be scrubbed already. Raises `StoreError` where the disk refuses."""
        day = local_date(page.fetched_at).isoformat()
        path = self.root / page.target.source / day / run_id / f"{number:05}.page.gz"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with gzip.open(path, "wb", compresslevel=5) as file:
                file.write(_header(page) + b"\n" + page.body)
        except OSError as error:
            raise StoreError(f"{path}: can't be written: {error}; free some space") from error
        return path

    def pages(self, source: str) -> Iterator[RawPage]:
        """Every page still held of a source, oldest first."""
        for path in sorted((self.root / source).rglob("*.page.gz")):
            yield load_page(path)

    def purge(self, today: date, keep_days: int) -> int:
        """Drop the days that are past keeping; returns how many."""
        oldest = (today - timedelta(days=keep_days)).isoformat()
        expired = [p for p in self.root.glob("*/????-??-??") if p.name < oldest]
        for folder in expired:
            shutil.rmtree(folder, ignore_errors=True)
        return len(expired)


def load_page(path: Path) -> RawPage:
    """A page back from its file."""
    with gzip.open(path, "rb") as file:
        head, _, body = file.read().partition(b"\n")
    said = json.loads(head)
    return RawPage(
        target=Target(said["source"], said["target"], app_id=said["app_id"]),
        cursor=said["cursor"],
        fetched_at=datetime.fromisoformat(said["fetched_at"]),
        url=said["url"],
        body=body,
        meta=said["meta"],
    )


def _header(page: RawPage) -> bytes:
    said = {
        "source": page.target.source,
        "target": page.target.name,
        "app_id": page.target.app_id,
        "cursor": page.cursor,
        "fetched_at": page.fetched_at.isoformat(),
        "url": page.url,
        "meta": dict(page.meta),
    }
    return json.dumps(said, ensure_ascii=False).encode()


def masked(page: RawPage) -> RawPage:
    """The shape of a page that couldn't be parsed, and so couldn't be scrubbed: every letter an x,
    every digit a 9, so that the parser can be mended without keeping anyone's words."""
    text = page.body[:_MASKED_BYTES].decode("utf-8", "replace")
    shape = re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "x", text))
    return replace(page, body=shape.encode(), meta={**page.meta, "masked": "yes"})
