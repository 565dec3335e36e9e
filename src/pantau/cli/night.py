"""collect, label, publish, nightly: what cron calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pantau.cli.terminal import (
    ConfigOption,
    JsonOption,
    print_json,
    print_table,
    progress,
    read_config,
    say,
)
from pantau.config import Config
from pantau.connectors.base import Connector
from pantau.domain.period import Quarter
from pantau.errors import ConfigError
from pantau.pipeline.nightly import Job, NightReport
from pantau.pipeline.work import Mode

_EXIT = (
    "\n\nExit codes: 0 done, 2 configuration, 3 partial, 4 blocked or unreachable, "
    "5 suspiciously empty, 75 another run holds the lock."
)


def register(app: typer.Typer) -> None:
    app.command(help=collect.__doc__)(collect)
    app.command(help=label.__doc__)(label)
    app.command(help=publish.__doc__)(publish)
    app.command(help=nightly.__doc__)(nightly)
    app.command(help=drift.__doc__)(drift)


def collect(
    source: Annotated[
        str | None, typer.Option(help="Only this source, such as google_play, rss, file.")
    ] = None,
    path: Annotated[
        list[Path] | None, typer.Option(help="File to import, with --source file.")
    ] = None,
    backfill: Annotated[
        bool,
        typer.Option(
            "--backfill", help="Read back to --until, or to the end; goes on where it stopped."
        ),
    ] = False,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day in Pontianak at which a backfill ends."),
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read the sources into the warehouse.

    Example: pantau collect --source google_play
    Example: pantau collect --backfill --until 2024-01-01
    Example: pantau collect --source file --path ulasan.csv

    Exit codes: 0 done, 2 configuration, 3 partial, 4 blocked or unreachable, 5 suspiciously empty,
    75 another run holds the lock.
    """
    settings = read_config(config)
    if until is not None and not backfill:
        raise ConfigError("--until goes with --backfill")
    mode: Mode = "import" if source == "file" else "backfill" if backfill else "nightly"
    with progress() as show:
        job = Job(settings, progress=show)
        connectors = _connectors(settings, source, path or [])
        report = job.collect(connectors, mode=mode, until=until.date() if until else None)
    _finish(report, as_json)


def label(
    tier: Annotated[
        str | None,
        typer.Option(help="Label anew all that this tier has not labelled: fast, accurate, own."),
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Label every text that has no label of a model in use.

    Example: pantau label
    Example: pantau label --tier accurate
    """
    with progress() as show:
        report = Job(read_config(config), progress=show).label(tier)
    _finish(report, as_json)


def drift(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Show, by quarter, what the newest labels say differently from those of the model before.

    Example: pantau drift
    """
    from pantau.pipeline.status import read_drift

    rows = read_drift(read_config(config))
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    columns = (
        "from",
        "to",
        "quarter",
        "n",
        "sentiment moved",
        "type moved",
        "negative",
        "positive",
    )
    print_table(
        columns,
        [
            (d.before, d.after, Quarter.of(d.quarter_from), d.n, d.n_sentiment_moved, d.n_type_moved,
             f"{d.n_negative_before} > {d.n_negative_after}", f"{d.n_positive_before} > {d.n_positive_after}")
            for d in rows
        ],
    )  # fmt: skip


def publish(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Publish the warehouse as a snapshot, which the dashboard and the reports read.

    Example: pantau publish
    """
    _finish(Job(read_config(config)).publish(), as_json)


def nightly(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Collect, label and publish: the one command of the night.

    Example: pantau nightly --config /etc/pantau/pantau.toml

    Exit codes: 0 done, 2 configuration, 3 partial, 4 blocked or unreachable, 5 suspiciously empty,
    75 another run holds the lock.
    """
    settings = read_config(config)
    with progress() as show:
        report = Job(settings, progress=show).nightly(_connectors(settings, None, []))
    _finish(report, as_json)


def _connectors(settings: Config, source: str | None, paths: Sequence[Path]) -> list[Connector]:
    from pantau.connectors import registry  # httpx: half a second that `status` needn't wait for

    if source == "file" and not paths:
        raise ConfigError("--source file needs at least one --path FILE")
    if paths and source != "file":
        raise ConfigError("--path goes with --source file")
    if source == "file":
        return [registry.file_import(paths)]
    built = registry.build(settings.sources)
    chosen = [c for c in built if source in (None, c.source)]
    if not chosen:
        known = ", ".join(sorted({c.source for c in built} | {"file"})) or "none"
        raise ConfigError(f"source {source!r} is unknown or switched off; there are: {known}")
    return chosen


def _finish(report: NightReport, as_json: bool) -> None:
    if as_json:
        print_json({**asdict(report), "exit_code": int(report.outcome)})
    else:
        _print(report)
    raise typer.Exit(int(report.outcome))


def _print(report: NightReport) -> None:
    if report.runs:
        columns = (
            "source",
            "target",
            "verdict",
            "read",
            "new",
            "revised",
            "unchanged",
            "rejected",
            "late",
            "requests",
        )
        rows = [
            (
                r.source,
                r.target,
                r.verdict,
                r.n_fetched,
                r.n_new,
                r.n_revised,
                r.n_unchanged,
                r.n_rejected,
                r.n_late,
                r.n_requests,
            )
            for r in report.runs
        ]
        print_table(columns, rows)
    for run in report.runs:
        if run.message:
            say(f"{run.source} {run.target}: {run.message}")
    if report.n_labelled:
        say(f"labelled: {report.n_labelled:,} texts")
    if report.snapshot:
        say(f"published: {report.snapshot}")
    if report.seconds:
        say("seconds: " + ", ".join(f"{stage} {s:.2f}" for stage, s in report.seconds.items()))
