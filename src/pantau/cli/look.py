"""status, doctor: what happened last, and whether all is well."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from pantau.cli.terminal import (
    ConfigOption,
    JsonOption,
    print_json,
    print_table,
    progress,
    read_config,
)
from pantau.config import Config
from pantau.domain.verdict import Verdict
from pantau.texts.common import VERDICT_TITLES


def register(app: typer.Typer) -> None:
    app.command(help=status.__doc__)(status)
    app.command(help=doctor.__doc__)(doctor)


def status(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Show the last run of each source with its verdict and counts, and the snapshot in use.

    Example: pantau status --json
    """
    from pantau.pipeline.status import read_status

    found = read_status(read_config(config))
    if as_json:
        print_json(asdict(found))
        return
    columns = (
        "source",
        "target",
        "started",
        "verdict",
        "",
        "new",
        "revised",
        "rejected",
        "message",
    )
    rows = [
        (r.source, r.target, f"{r.started_at:%Y-%m-%d %H:%M} UTC", r.verdict or "running",
         VERDICT_TITLES[Verdict(r.verdict)] if r.verdict else "", r.n_new, r.n_revised, r.n_rejected, r.message)
        for r in found.runs
    ]  # fmt: skip
    print_table(columns, rows)
    typer.echo(
        f"snapshot: {found.snapshot}   mentions: {found.n_mentions:,}   labelled: {found.n_labelled:,}"
    )


def doctor(
    drill: Annotated[
        bool, typer.Option("--drill", help="Play every known fault of Google Play on this machine.")
    ] = False,
    feed: Annotated[
        str | None, typer.Option(help="Try out one RSS or Atom address on the public web.")
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check configuration, secret, data folder, lock, model, snapshot, clock and each source; say what to do.

    Example: pantau doctor
    Example: pantau doctor --drill
    Example: pantau doctor --feed https://www.example.com/rss.xml

    Exit codes: 0 all well, 1 something needs mending, 2 configuration.
    """
    if drill:
        raise typer.Exit(_drill(as_json))
    if feed is not None:
        _try_feed(read_config(config), feed)
        return
    from pantau.pipeline.health import examine

    checks = examine(read_config(config))
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        rows = [(c.name, c.result, c.found, c.advice) for c in checks]
        print_table(("check", "result", "found", "what to do"), rows)
    raise typer.Exit(1 if any(c.result == "fail" for c in checks) else 0)


def _try_feed(config: Config, url: str) -> None:
    from pantau.connectors.feed_check import check_feed

    rss = config.sources.rss
    print_json(asdict(check_feed(url, rss.words, rss.context_words)))


def _drill(as_json: bool) -> int:
    """Needs no configuration: the drill makes its own, on a loopback server, and removes it."""
    from pantau.demo.drill import drill

    with progress() as show:
        done = list(drill(progress=show))
    if as_json:
        print_json([asdict(d) for d in done])
    else:
        columns = ("fault", "", "verdict", "exit code", "next night", "rows lost", "rows doubled")
        print_table(
            columns,
            [
                (d.fault, d.title, d.verdict, d.exit_code, d.healed, d.n_lost, d.n_doubled)
                for d in done
            ],
        )
    return 0 if all(d.is_passed for d in done) else 1
