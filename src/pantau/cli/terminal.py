"""How the command line speaks: tables and JSON on stdout, messages on stderr, progress on a terminal only."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from pantau.config import Config, find, load
from pantau.pipeline.work import Progress, silent

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config", "-c", help="Configuration file; else PANTAU_CONFIG, else ./pantau.toml."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout.")]


def read_config(path: Path | None) -> Config:
    return load(find(path))


def say(message: str) -> None:
    typer.echo(message, err=True)


def fail(message: str) -> None:
    typer.echo(f"pantau: {message}", err=True)


def print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table for people; in a pipe it is as wide as it needs to be and has no colour."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    is_terminal = sys.stdout.isatty()
    Console(width=None if is_terminal else 200, markup=False, highlight=False).print(table)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress line on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("…", total=None)

        def show(stage: str, done: int, total: int | None) -> None:
            of = "" if total is None else f" of {total:,}"
            bar.update(task, description=f"{stage}: {done:,}{of}")

        yield show
