"""init, dashboard, demo: to begin with."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Annotated

import typer

from pantau.cli.terminal import ConfigOption, progress, read_config, say
from pantau.config import DEFAULT_CONFIG_NAME, find


def register(app: typer.Typer) -> None:
    app.command(help=init.__doc__)(init)
    app.command(help=dashboard.__doc__)(dashboard)
    app.command(help=demo.__doc__)(demo)


def init(
    folder: Annotated[Path, typer.Argument(help="Folder for pantau.toml and the secret.")] = Path(),
    force: Annotated[
        bool, typer.Option(help="Write pantau.toml anew; the secret is never replaced.")
    ] = False,
) -> None:
    """Write a commented pantau.toml for JePin and the secret for pseudonyms (mode 0600).

    Example: pantau init /srv/pantau
    """
    from pantau.pipeline.setup import write_setup

    for path in write_setup(folder, force=force):
        typer.echo(str(path))
    say(f"next: `pantau doctor --config {folder / DEFAULT_CONFIG_NAME}`, then `pantau nightly`")


def dashboard(
    address: Annotated[
        str | None, typer.Option(help="Address to bind; 127.0.0.1 unless configured.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port; 8501 unless configured.")] = None,
    exposed: Annotated[
        bool,
        typer.Option(
            "--exposed",
            help="Bind to an address that others reach though nobody has to sign in.",
        ),
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Open the dashboard on this machine.

    Example: pantau dashboard --port 8600
    """
    settings, path = read_config(config).dashboard, find(config)
    raise typer.Exit(
        serve_dashboard(
            path,
            address or settings.address,
            port or settings.port,
            has_sign_in=settings.sign_in.enabled,
            is_exposed=exposed,
        )
    )


def serve_dashboard(
    config_path: Path,
    address: str,
    port: int,
    *,
    has_sign_in: bool = False,
    is_exposed: bool = False,
) -> int:
    """Run the dashboard until it is stopped; returns its exit code."""
    from pantau.cli.launch import command, give_way

    arguments, environment = command(
        config_path, address, port, has_sign_in=has_sign_in, is_exposed=is_exposed
    )
    give_way()
    say(f"dashboard: http://{address}:{port} (Ctrl+C stops it)")
    try:
        return subprocess.run(arguments, env={**os.environ, **environment}, check=False).returncode  # noqa: S603
    except KeyboardInterrupt:
        return 0


def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Folder for the demo's data.")] = Path(
        "pantau-demo"
    ),
    port: Annotated[
        int, typer.Option(help="Port of the dashboard, or of the sample server.")
    ] = 8501,
    serve_only: Annotated[
        bool, typer.Option(help="Only serve the sample as a Google Play server on this port.")
    ] = False,
    open_dashboard: Annotated[bool, typer.Option(help="Open the dashboard at the end.")] = True,
) -> None:
    """Run the whole job on the built-in sample: serve it, collect it night by night, report, open the dashboard.

    Example: pantau demo
    Example: pantau demo --serve-only --port 8765
    """
    from pantau.demo import show

    if serve_only:
        show.serve(port)
        return
    with progress() as tell:
        made = show.run(folder, progress=tell)
    for path in made.reports:
        typer.echo(str(path))
    say(
        f"{made.n_nights} nights, {made.n_mentions:,} mentions, marked DATA CONTOH; "
        f"configuration: {made.config_path}"
    )
    if open_dashboard:
        raise typer.Exit(serve_dashboard(made.config_path, "127.0.0.1", port))
