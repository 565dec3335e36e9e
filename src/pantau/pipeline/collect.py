"""Collect: read every target of a source, store what it says, write down how the run went."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from pantau import __version__
from pantau.connectors.base import Connector, RawPage, Scrubbers, Target
from pantau.domain.mention import Mention, Rejected
from pantau.domain.verdict import Evidence, StopReason, decide_verdict
from pantau.pipeline.archive import Archive, masked
from pantau.pipeline.walk import Step, Walk
from pantau.privacy.gate import PrivacyGate
from pantau.store import mentions, runs
from pantau.store.db import Connection, transaction

Clock = Callable[[], datetime]
# How many of the newest known mentions are looked for as a sign of a healthy read.
N_CANARIES = 20


class Progress(Protocol):
    """Who wants to hear how far a stage has come. `total` is `None` where it isn't known."""

    def __call__(self, stage: str, done: int, total: int | None) -> None: ...


def silent(stage: str, done: int, total: int | None) -> None:
    """No progress shown: pipes, cron, tests."""


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Collecting:
    """What all targets of one night share."""

    con: Connection
    gate: PrivacyGate
    archive: Archive
    clock: Clock = utc_now
    progress: Progress = silent
    night_id: str = field(default_factory=lambda: secrets.token_hex(8))
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class _Tally:
    n_new: int = 0
    n_revised: int = 0
    n_unchanged: int = 0
    n_rejected: int = 0
    n_skipped: int = 0
    n_late: int = 0
    canaries_left: set[str] = field(default_factory=set)
    n_canaries: int = 0
    ratings_moved: int | None = None


def collect_source(
    work: Collecting, connector: Connector, *, overlap_days: int, mode: str = "nightly"
) -> list[runs.RunRow]:
    """Every target of one source, one after the other; a failed one doesn't stop the next.

    `mode` is nightly or import: each has checkpoints of its own.
    """
    return [
        _TargetRun(work, connector, target, overlap_days, mode).run()
        for target in connector.targets()
    ]


class _TargetRun:
    """One reading of one target. A page's rows are held back until the next page has come, so that
    the last page's rows and the checkpoint go into one transaction."""

    def __init__(
        self,
        work: Collecting,
        connector: Connector,
        target: Target,
        overlap_days: int,
        mode: str,
    ) -> None:
        self._work, self._connector, self._target = work, connector, target
        self._mode = mode
        started = work.clock()
        saved = runs.read_checkpoint(work.con, target.source, target.name, self._mode)
        self._high_water = saved.high_water_at if saved else None
        self._state: Mapping[str, str] = saved.state if saved else {}
        self._since = _since(self._high_water, started, overlap_days)
        self._row = self._begin(started)
        self._tally = _Tally()
        self._requests_before = connector.n_requests

    def _begin(self, started: datetime) -> runs.RunRow:
        target = self._target
        slug = re.sub(r"[^A-Za-z0-9.]+", "-", target.name)[:40]
        stamp = started.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        row = runs.RunRow(
            run_id=f"{stamp}-{target.source}-{slug}-{secrets.token_hex(3)}",
            night_id=self._work.night_id,
            source=target.source,
            target=target.name,
            app_id=target.app_id,
            scope=target.scope.value,
            mode=self._mode,
            started_at=started,
            since=self._since,
            code_version=__version__,
        )
        with transaction(self._work.con):
            runs.begin_run(self._work.con, row)
        return row

    def run(self) -> runs.RunRow:
        n_known = self._note_what_is_known()
        walk = self._walk()
        held: Step | None = None
        for number, step in enumerate(walk):
            if held is not None:
                with transaction(self._work.con):
                    self._store(held, number)
            held = step
            self._work.progress(f"{self._target.source}: {self._target.name}", self._n_seen, None)
        if walk.end.drifted_page is not None:
            self._work.archive.save(masked(walk.end.drifted_page), self._row.run_id, 0)
        with transaction(self._work.con):
            if held is not None:
                self._store(held, walk.end.n_pages)
            row = self._finished(walk, n_known)
            self._save_checkpoint(walk)
            runs.finish_run(self._work.con, row)
        return row

    @property
    def _n_seen(self) -> int:
        tally = self._tally
        return tally.n_new + tally.n_revised + tally.n_unchanged

    def _walk(self) -> Walk:
        return Walk(self._connector, self._target, self._state, self._since, sleep=self._work.sleep)

    def _note_what_is_known(self) -> int:
        con, t = self._work.con, self._target
        channel = None if t.app_id else t.name
        newest = mentions.newest_keys(con, t.source, t.app_id, channel, N_CANARIES)
        self._tally.canaries_left = set(newest)
        self._tally.n_canaries = len(newest)
        return mentions.n_of_target(con, t.source, t.app_id, channel)

    def _store(self, step: Step, number: int) -> None:
        """Redact, upsert, archive one page; the caller holds the transaction."""
        work, row, tally = self._work, self._row, self._tally
        batch = [work.gate.safe(self._channelled(m)) for m in step.parsed.mentions]
        counts = mentions.upsert(
            work.con,
            batch,
            scope=self._target.scope.value,
            run_id=row.run_id,
            now=work.clock(),
            since=self._high_water,
        )
        tally.canaries_left.difference_update(m.key for m in batch)
        tally.n_new += counts.n_new
        tally.n_revised += counts.n_revised
        tally.n_unchanged += counts.n_unchanged
        tally.n_late += counts.n_late
        tally.n_rejected += len(step.parsed.rejected)
        tally.n_skipped += step.parsed.n_skipped
        rejected = [Rejected(r.reason, work.gate.redact(r.item)) for r in step.parsed.rejected]
        runs.add_rejected(work.con, row, rejected, work.clock())
        self._store_snapshot(step)
        if not step.page.is_not_modified:
            self._archive(step.page, number)

    def _channelled(self, mention: Mention) -> Mention:
        """Where a target is no app, its name is the channel, so that its mentions can be counted."""
        if mention.channel or self._target.app_id:
            return mention
        return replace(mention, channel=self._target.name)

    def _store_snapshot(self, step: Step) -> None:
        snapshot = step.parsed.snapshot
        if snapshot is None:
            return
        before = runs.last_app_snapshot(self._work.con, snapshot.source, snapshot.app_id)
        if before and before.n_ratings is not None and snapshot.n_ratings is not None:
            self._tally.ratings_moved = snapshot.n_ratings - before.n_ratings
        runs.add_app_snapshot(
            self._work.con, snapshot, scope=self._row.scope, run_id=self._row.run_id
        )

    def _archive(self, page: RawPage, number: int) -> None:
        gate = self._work.gate
        scrubbed = self._connector.scrub(page, Scrubbers(gate.redact, gate.pseudonym))
        self._work.archive.save(scrubbed, self._row.run_id, number)

    def _finished(self, walk: Walk, n_known: int) -> runs.RunRow:
        evidence = self._evidence(walk, n_known)
        tally = self._tally
        return replace(
            self._row,
            ended_at=self._work.clock(),
            stop_reason=evidence.stop_reason.value,
            verdict=decide_verdict(evidence).value,
            message=" | ".join(walk.end.messages)[:1000],
            n_requests=self._connector.n_requests - self._requests_before,
            n_pages=walk.end.n_pages,
            n_fetched=self._n_seen,
            n_new=tally.n_new,
            n_revised=tally.n_revised,
            n_unchanged=tally.n_unchanged,
            n_rejected=tally.n_rejected,
            n_late=tally.n_late,
            evidence=json.dumps(asdict(evidence)),
        )

    def _evidence(self, walk: Walk, n_known: int) -> Evidence:
        tally, end = self._tally, walk.end
        failure = end.failure
        n_read = self._n_seen + tally.n_skipped
        if failure is None and n_read == 0:
            failure = end.side_failure
        known_seen = None
        if tally.n_canaries and self._connector.is_newest_first:  # a feed's old items roll off
            known_seen = len(tally.canaries_left) < tally.n_canaries
        return Evidence(
            stop_reason=StopReason.ERROR if failure else end.stop_reason,
            failure=failure,
            n_pages=end.n_pages,
            n_fetched=n_read,
            n_new=tally.n_new,
            n_revised=tally.n_revised,
            n_rejected=tally.n_rejected,
            n_known_before=n_known,
            ratings_moved=tally.ratings_moved,
            known_seen=known_seen,
        )

    def _save_checkpoint(self, walk: Walk) -> None:
        """Only after a real end that was no failure and no suspicious emptiness."""
        end = walk.end
        if (
            end.failure
            or not end.stop_reason.is_real_end
            or not (end.n_mentions or self._high_water)
        ):
            return
        if end.n_mentions == 0 and end.stop_reason is not StopReason.NOT_MODIFIED:
            return
        checkpoint = runs.Checkpoint(
            high_water_at=_later(self._high_water, end.newest_at, self._row.started_at),
            state=end.state,
            saved_at=self._work.clock(),
            run_id=self._row.run_id,
        )
        target = self._target
        runs.save_checkpoint(self._work.con, target.source, target.name, self._mode, checkpoint)


def _since(high_water: datetime | None, now: datetime, overlap_days: int) -> datetime | None:
    """How far back to read. A high-water mark in the future (a clock set back) counts as now."""
    if high_water is None:
        return None
    return min(high_water, now) - timedelta(days=overlap_days)


def _later(before: datetime | None, newest: datetime | None, now: datetime) -> datetime | None:
    """The new high-water mark; an item dated in the future doesn't push it beyond now."""
    times = [t for t in (before, min(newest, now) if newest else None) if t is not None]
    return max(times) if times else None
