"""Sample mentions for the store's tests; the words are ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from pantau.domain.mention import Mention, SafeMention

NOW = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
EARLY = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)


def sample(n: int = 1, **changes: Any) -> SafeMention:
    fields: dict[str, Any] = {
        "source": "google_play",
        "external_id": f"contoh-{n}",
        "text": f"Contoh ulasan nomor {n}: peta CCTV lambat",
        "posted_at": EARLY + timedelta(hours=n),
        "app_id": "contoh.app",
        "rating": 3,
        "app_version": "1.0",
        "language": "id",
    }
    return SafeMention(Mention(**(fields | changes)), author_key=f"{n:032x}")
