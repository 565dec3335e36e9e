"""report quarterly: the documents an office signs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pantau.cli.terminal import ConfigOption, JsonOption, print_json, read_config
from pantau.domain.period import Quarter
from pantau.errors import InputError

report_app = typer.Typer(
    help="Make reports from the published snapshot.", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    app.add_typer(report_app, name="report")
    report_app.command(help=quarterly.__doc__)(quarterly)


@report_app.callback()
def _root() -> None:
    """Make reports from the published snapshot."""


def quarterly(
    quarter: Annotated[str, typer.Argument(help="Such as 2026-Q3.")],
    out: Annotated[Path, typer.Option(help="Folder for the files; made where missing.")] = Path(
        "laporan"
    ),
    allow_incomplete: Annotated[
        bool, typer.Option(help="Make it although the quarter is incomplete; it then says so.")
    ] = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the quarterly satisfaction report.

    Example: pantau report quarterly 2026-Q3 --out laporan
    """
    try:
        chosen = Quarter.parse(quarter)
    except ValueError as error:
        raise InputError(str(error)) from error
    settings = read_config(config)
    from pantau.reports.quarterly import write

    paths = write(
        settings, chosen, out, now=datetime.now(UTC), allow_incomplete=allow_incomplete
    )
    if as_json:
        print_json([str(path) for path in paths])
    else:
        typer.echo("\n".join(str(path) for path in paths))
