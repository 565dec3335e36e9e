"""One reading of one target: pages stored as they come, the checkpoint moved only after a real end.

A page's rows are held back until the next page has come, so that the last page's rows and the
checkpoint go into one transaction.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta

from pantau import __version__
from pantau.connectors.base import Connector, RawPage, Scrubbers, Target, lane_of
from pantau.domain.mention import Mention, Rejected, Scope
from pantau.domain.period import local_midnight
from pantau.domain.verdict import Evidence, Failure, StopReason, decide_verdict
from pantau.errors import ConnectorError
from pantau.pipeline.archive import masked
from pantau.pipeline.walk import Step, Walk
from pantau.pipeline.work import Collecting, Reading
from pantau.store import absences, mentions, runs
from pantau.store.db import transaction

log = logging.getLogger(__name__)
# How many of the newest known mentions are looked for as a sign of a healthy read.
N_CANARIES = 20
# Google holds reviews back for up to 36 hours; a busy app without any for three days is a sick source.
_CONTROL_IS_FRESH = timedelta(days=3)
_COMPLETE_AT = "complete_walk_at"
_CURSORS = "resume_cursors"


@dataclass(slots=True)
class _Tally:
    n_new: int = 0
    n_revised: int = 0
    n_unchanged: int = 0
    n_rejected: int = 0
    n_skipped: int = 0
    n_late: int = 0
    n_deleted: int = 0
    canaries_left: set[str] = field(default_factory=set)
    n_canaries: int = 0
    ratings_moved: int | None = None
    # Per lane (a language, say): items read, and those that no lane before it had brought.
    by_lane: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def n_read(self) -> int:
        return self.n_new + self.n_revised + self.n_unchanged

    def add(self, counts: mentions.UpsertCounts, step: Step) -> None:
        self.n_new += counts.n_new
        self.n_revised += counts.n_revised
        self.n_unchanged += counts.n_unchanged
        self.n_late += counts.n_late
        self.n_rejected += len(step.parsed.rejected)
        self.n_skipped += step.parsed.n_skipped
        if step.parsed.mentions:
            lane = self.by_lane.setdefault(lane_of(step.page.cursor), {"n_read": 0, "n_new": 0})
            lane["n_read"] += len(step.parsed.mentions)
            lane["n_new"] += counts.n_new


class TargetRun:
    """Make one for each reading; call `read` or `skip` once."""

    def __init__(
        self, work: Collecting, connector: Connector, target: Target, reading: Reading
    ) -> None:
        self.retry_after: float | None = None
        self._work, self._connector, self._target = work, connector, target
        self._mode = reading.mode
        self._channel = None if target.app_id else target.name
        started = work.clock()
        saved = runs.read_checkpoint(work.con, target.source, target.name, reading.mode)
        self._high_water = saved.high_water_at if saved else None
        self._state = dict(saved.state) if saved else {}
        self._since = self._how_far_back(started, reading)
        self._resume = tuple(json.loads(self._state.pop(_CURSORS, "[]")))
        self._row = self._begin(started)
        self._tally = _Tally()
        self._requests_before = connector.n_requests

    def read(self) -> runs.RunRow:
        """Walk the target's pages and store what they hold; returns the run as it ended."""
        n_known = self._note_what_is_known()
        walk = self._walk()
        held: Step | None = None
        for number, step in enumerate(walk):
            if held is not None:
                with transaction(self._work.con):
                    self._store(held, number)
            held = step
            self._tell()
        if walk.end.drifted_page is not None:
            self._work.archive.save(masked(walk.end.drifted_page), self._row.run_id, 0)
        self.retry_after = walk.end.retry_after
        with transaction(self._work.con):
            if held is not None:
                self._store(held, walk.end.n_pages)
            self._note_deletions(walk)
            row = self._finished(walk, n_known)
            self._save_checkpoint(walk)
            runs.finish_run(self._work.con, row)
        return row

    def skip(self, until: datetime) -> runs.RunRow:
        """Ask nothing: the source named a time to come back."""
        evidence = Evidence(StopReason.ERROR, Failure.BLOCKED)
        row = replace(
            self._row,
            ended_at=self._work.clock(),
            stop_reason=evidence.stop_reason.value,
            verdict=decide_verdict(evidence).value,
            message=f"the source asked us to wait until {until:%Y-%m-%d %H:%M} UTC; not asked before",
            evidence=json.dumps(asdict(evidence)),
        )
        with transaction(self._work.con):
            runs.finish_run(self._work.con, row)
        return row

    def _how_far_back(self, started: datetime, reading: Reading) -> datetime | None:
        if reading.mode == "backfill":
            return local_midnight(reading.until) if reading.until else None
        if self._is_complete_walk_due(started, reading):
            return None
        return _since(self._high_water, started, reading.overlap_days)

    def _is_complete_walk_due(self, started: datetime, reading: Reading) -> bool:
        """Deletions are told only from walks over all there is; those of peers aren't asked for."""
        target = self._target
        if reading.complete_days == 0 or not target.lists_everything or target.scope is Scope.PEER:
            return False
        last = self._state.get(_COMPLETE_AT)
        if last is None:
            return True
        return started - datetime.fromisoformat(last) >= timedelta(days=reading.complete_days)

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

    def _walk(self) -> Walk:
        return Walk(
            self._connector,
            self._target,
            self._state,
            self._since,
            first=self._resume,
            sleep=self._work.sleep,
        )

    def _tell(self) -> None:
        self._work.progress(f"{self._target.source}: {self._target.name}", self._tally.n_read, None)

    def _note_what_is_known(self) -> int:
        con, t = self._work.con, self._target
        absences.begin_walk(con)
        newest = mentions.newest_keys(con, t.source, t.app_id, self._channel, N_CANARIES)
        self._tally.canaries_left = set(newest)
        self._tally.n_canaries = len(newest)
        return mentions.n_of_target(con, t.source, t.app_id, self._channel)

    def _store(self, step: Step, number: int) -> None:
        """Redact, upsert, archive one page; the caller holds the transaction."""
        work, row, tally = self._work, self._row, self._tally
        batch = [work.gate.safe(self._channelled(m)) for m in step.parsed.mentions]
        keys = [m.key for m in batch]
        counts = mentions.upsert(
            work.con,
            batch,
            scope=self._target.scope.value,
            run_id=row.run_id,
            now=work.clock(),
            since=self._high_water,
        )
        tally.add(counts, step)
        tally.canaries_left.difference_update(keys)
        if self._is_complete:
            absences.note_seen(work.con, keys)
        rejected = [Rejected(r.reason, work.gate.redact(r.item)) for r in step.parsed.rejected]
        runs.add_rejected(work.con, row, rejected, work.clock())
        self._store_snapshot(step)
        if not step.page.is_not_modified:
            self._archive(step.page, number)
        if self._mode == "backfill":
            self._save_resume_mark(step)

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

    @property
    def _is_complete(self) -> bool:
        """Whether this walk, if it comes to the end, will have seen all there is."""
        return self._mode == "nightly" and self._since is None and self._target.lists_everything

    def _note_deletions(self, walk: Walk) -> None:
        is_whole = walk.end.stop_reason is StopReason.EXHAUSTED and walk.end.failure is None
        if not (self._is_complete and is_whole and walk.end.n_mentions):
            return
        now = self._work.clock()
        self._tally.n_deleted = absences.end_complete_walk(
            self._work.con,
            self._target.source,
            self._target.app_id,
            self._channel,
            began_at=self._row.started_at,
            run_id=self._row.run_id,
            now=now,
        )
        walk.end.state[_COMPLETE_AT] = self._row.started_at.isoformat()

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
            n_fetched=tally.n_read,
            n_new=tally.n_new,
            n_revised=tally.n_revised,
            n_unchanged=tally.n_unchanged,
            n_rejected=tally.n_rejected,
            n_late=tally.n_late,
            evidence=json.dumps(
                {**asdict(evidence), "n_deleted": tally.n_deleted, "by_lane": tally.by_lane}
            ),
        )

    def _evidence(self, walk: Walk, n_known: int) -> Evidence:
        tally, end = self._tally, walk.end
        failure = end.failure
        n_read = tally.n_read + tally.n_skipped
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
            control_seen=None if failure else self._ask_control(),
        )

    def _ask_control(self) -> bool | None:
        """Whether the busy app shows fresh reviews. Asked only where ours brought nothing new."""
        target, connector = self._target, self._connector
        if not target.control or self._tally.n_new or self._tally.n_revised:
            return None
        control = replace(target, name=target.control, app_id=target.control, scope=Scope.PEER)
        try:
            page = connector.fetch(control, connector.start(control, {})[0], {})
            mentions_seen = connector.parse(page).mentions
        except ConnectorError as error:
            log.info("the control app %s could not be read: %s", target.control, error)
            return None
        freshest = self._work.clock() - _CONTROL_IS_FRESH
        return any(m.posted_at >= freshest for m in mentions_seen)

    def _save_checkpoint(self, walk: Walk) -> None:
        """Only after a real end that was no failure and no suspicious emptiness."""
        end = walk.end
        is_not_modified = end.stop_reason is StopReason.NOT_MODIFIED
        if end.failure or not end.stop_reason.is_real_end:
            return
        if end.n_mentions or (is_not_modified and self._high_water):
            newest = _later(self._high_water, end.newest_at, self._row.started_at)
            self._save(newest, end.state)

    def _save_resume_mark(self, step: Step) -> None:
        """A backfill goes on from here when it is stopped: the cursors still to be read."""
        cursors = {_CURSORS: json.dumps(step.pending)} if step.pending else {}
        self._save(self._high_water, {**self._state, **cursors})

    def _save(self, high_water: datetime | None, state: dict[str, str]) -> None:
        target = self._target
        mark = runs.Checkpoint(high_water, state, self._work.clock(), self._row.run_id)
        runs.save_checkpoint(self._work.con, target.source, target.name, self._mode, mark)


def _since(high_water: datetime | None, now: datetime, overlap_days: int) -> datetime | None:
    """How far back to read. A high-water mark in the future (a clock set back) counts as now."""
    if high_water is None:
        return None
    return min(high_water, now) - timedelta(days=overlap_days)


def _later(before: datetime | None, newest: datetime | None, now: datetime) -> datetime | None:
    """The new high-water mark; an item dated in the future doesn't push it beyond now."""
    times = [t for t in (before, min(newest, now) if newest else None) if t is not None]
    return max(times) if times else None
