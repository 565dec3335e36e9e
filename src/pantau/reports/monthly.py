"""The monthly report: two pages as PDF, and its facts."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from pantau.config import Config
from pantau.reports.brief import BriefFacts, brief
from pantau.reports.letterhead import Letterhead, letterhead
from pantau.reports.period import Month
from pantau.reports.place import put
from pantau.store.snapshot import open_snapshot


def write(
    config: Config, month: Month, out_dir: Path, *, as_of: datetime | None = None
) -> list[Path]:
    """Writes `laporan-2026-09.pdf` and `fakta-2026-09.json`. Raises `ReportError` for a future month."""
    head = letterhead(config.office)
    with open_snapshot(config.published_dir) as snapshot:
        facts = brief(config, head, snapshot, month, as_of)
    return put(out_dir, files_of(facts, head))


def files_of(facts: BriefFacts, head: Letterhead) -> dict[str, bytes]:
    from pantau.reports.chapters.month import monthly_document
    from pantau.reports.pdf import pdf

    known_at = datetime.fromisoformat(facts.provenance.known_at).replace(microsecond=0)
    written = json.dumps(asdict(facts), ensure_ascii=False, indent=1, allow_nan=False)
    return {
        f"laporan-{facts.period}.pdf": pdf(monthly_document(facts, head), head, known_at),
        f"fakta-{facts.period}.json": f"{written}\n".encode("utf-8", "replace"),
    }
