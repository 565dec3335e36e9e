"""The weekly message: a few lines of text, fit for a messenger."""

from __future__ import annotations

from datetime import date, timedelta

from pantau.config import Config
from pantau.domain.period import local_date
from pantau.reports.brief import brief
from pantau.reports.cells import printable
from pantau.reports.letterhead import letterhead
from pantau.reports.period import Week
from pantau.reports.provenance import published_at
from pantau.store.snapshot import open_snapshot
from pantau.texts import report_brief as words


def text(config: Config, day: date | None = None) -> str:
    """Of the week of `day`, or of the last whole week before the data were read."""
    head = letterhead(config.office)
    with open_snapshot(config.published_dir) as snapshot:
        known_on = local_date(published_at(snapshot.name))
        week = Week.of(day or known_on - timedelta(weeks=1))
        return printable(words.weekly(brief(config, head, snapshot, week)))
