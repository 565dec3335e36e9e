"""The schedule: when a night is due, that a missed one is made up once, and that zones don't shift it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from jobs import scheduler
from pantau.config import Config, Storage


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_night_is_due_at_half_past_one_in_pontianak() -> None:
    assert scheduler.last_due(at("2026-11-24 18:29")) == at("2026-11-23 18:30")
    assert scheduler.last_due(at("2026-11-24 18:30")) == at("2026-11-24 18:30")


def test_before_the_first_night_one_is_missed(tmp_path: Path) -> None:
    config = Config(storage=Storage(data_dir=tmp_path))
    assert scheduler.is_missed(config, at("2026-11-24 12:00"))


def test_the_next_run_is_at_the_same_local_hour_wherever_the_machine_stands(tmp_path: Path) -> None:
    built = scheduler.build(tmp_path / "pantau.toml", job=lambda path: 0)
    [job] = built.get_jobs()
    due = job.trigger.get_next_fire_time(None, at("2026-11-24 12:00"))
    assert due.astimezone(UTC) == at("2026-11-24 18:30")
    assert job.max_instances == 1
    assert job.coalesce is True
