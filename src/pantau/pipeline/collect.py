"""Collect: read every target of a source; a source that asked us to wait is left alone until then."""

from __future__ import annotations

from datetime import datetime, timedelta

from pantau.connectors.base import Connector
from pantau.pipeline.target_run import TargetRun
from pantau.pipeline.work import Collecting, Reading
from pantau.store import runs
from pantau.store.db import transaction

_COOL_DOWN = "cooldown"


def collect_source(work: Collecting, connector: Connector, reading: Reading) -> list[runs.RunRow]:
    """Every target of one source, one after the other; a failed one doesn't stop the next.

    A host that named a time to come back is not asked before it, also across nights.
    """
    rows = []
    for target in connector.targets():
        run = TargetRun(work, connector, target, reading)
        until = _cool_down(work, connector.source)
        row = run.read() if until is None else run.skip(until)
        if run.retry_after is not None:
            _save_cool_down(work, row, timedelta(seconds=run.retry_after))
        rows.append(row)
    return rows


def _cool_down(work: Collecting, source: str) -> datetime | None:
    """Until when the source asked us to stay away; `None` where it didn't, or the time has come."""
    saved = runs.read_checkpoint(work.con, source, "", _COOL_DOWN)
    if saved is None or "until" not in saved.state:
        return None
    until = datetime.fromisoformat(saved.state["until"])
    # A time far off is a clock that was set back, not a wish of the source.
    is_due = work.clock() < until <= saved.saved_at + timedelta(days=2)
    return until if is_due and work.clock() >= saved.saved_at else None


def _save_cool_down(work: Collecting, row: runs.RunRow, wait: timedelta) -> None:
    now = work.clock()
    until = min(now + wait, now + timedelta(days=1))
    mark = runs.Checkpoint(None, {"until": until.isoformat()}, now, row.run_id)
    with transaction(work.con):
        runs.save_checkpoint(work.con, row.source, "", _COOL_DOWN, mark)
