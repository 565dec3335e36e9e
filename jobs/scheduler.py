"""The schedule for a machine with neither cron nor systemd: `python jobs/scheduler.py --config pantau.toml`.

Runs `pantau nightly` at 01:30 in Pontianak, each night in a process of its own. A night missed
while the machine was off is made up once at the next start. Two nights can't overlap: the file
lock sees to that, whoever starts the second.
"""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from pantau.config import Config, find, load
from pantau.domain.period import WIB
from pantau.errors import PantauError
from pantau.pipeline.status import read_status

TIME_ZONE = "Asia/Pontianak"
HOUR, MINUTE = 1, 30
log = logging.getLogger("pantau.scheduler")


def last_due(now: datetime) -> datetime:
    """The latest moment up to `now` at which a night was due."""
    local = now.astimezone(WIB)
    due = local.replace(hour=HOUR, minute=MINUTE, second=0, microsecond=0)
    return due if due <= local else due - timedelta(days=1)


def is_missed(config: Config, now: datetime) -> bool:
    """Whether no run has started since a night was last due; true also before the first night."""
    try:
        started = [run.started_at for run in read_status(config).runs]
    except PantauError:
        return True
    return max(started, default=datetime.min.replace(tzinfo=UTC)) < last_due(now)


def run_night(config_path: Path) -> int:
    """One night in a process of its own, so that a crash there never stops the schedule."""
    command = [sys.executable, "-m", "pantau", "nightly", "--config", str(config_path)]
    code = subprocess.run(command, check=False).returncode  # noqa: S603 - our own command
    log.info("nightly ended with exit code %d", code)
    return code


def build(config_path: Path, job: Callable[[Path], int] = run_night) -> BlockingScheduler:
    """The scheduler, not yet started. `misfire_grace_time` lets a late wake-up still run the night."""
    scheduler = BlockingScheduler(timezone=TIME_ZONE)
    scheduler.add_job(
        job,
        CronTrigger(hour=HOUR, minute=MINUTE, timezone=TIME_ZONE),
        args=[config_path],
        id="nightly",
        coalesce=True,
        max_instances=1,
        misfire_grace_time=6 * 3600,
    )
    return scheduler


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    parser = argparse.ArgumentParser(description="Run pantau nightly every night at 01:30 WIB.")
    parser.add_argument("--config", type=Path, default=None, help="such as /srv/pantau/pantau.toml")
    try:
        path = find(parser.parse_args().config)
        config = load(path)
    except PantauError as error:
        sys.exit(f"scheduler: {error}")
    if is_missed(config, datetime.now(UTC)):
        log.info("the last night was missed; making it up now")
        run_night(path)
    build(path).start()


if __name__ == "__main__":
    main()
