"""report, skm: the documents an office signs, whether they still follow from the data, and the survey's index."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from pantau.cli.terminal import (
    ConfigOption,
    JsonOption,
    print_json,
    print_table,
    read_config,
    say,
)
from pantau.domain.period import Quarter, local_midnight
from pantau.errors import InputError

report_app = typer.Typer(
    help="Make reports from the published snapshot.", no_args_is_help=True, rich_markup_mode=None
)


AsOfOption = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], help="Report what was known at the end of this day in Pontianak."
    ),
]
WeightOption = Annotated[str, typer.Option(help="Weight of each SKM element: 1/9, 0.111 or 0.11.")]


def register(app: typer.Typer) -> None:
    app.add_typer(report_app, name="report")
    report_app.command(help=quarterly.__doc__)(quarterly)
    report_app.command(help=monthly.__doc__)(monthly)
    report_app.command(help=weekly.__doc__)(weekly)
    report_app.command(help=verify.__doc__)(verify)
    app.command(help=skm.__doc__)(skm)


@report_app.callback()
def _root() -> None:
    """Make reports from the published snapshot."""


def quarterly(
    quarter: Annotated[str, typer.Argument(help="Such as 2026-Q3.")],
    out: Annotated[Path, typer.Option(help="Folder for the files; made where missing.")] = Path(
        "laporan"
    ),
    as_of: AsOfOption = None,
    allow_incomplete: Annotated[
        bool, typer.Option(help="Make it although the quarter is incomplete; it then says so.")
    ] = False,
    survey: Annotated[
        Path | None,
        typer.Option("--skm", help="CSV of an SKM survey, printed as a chapter of its own."),
    ] = None,
    weight: WeightOption = "1/9",
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the quarterly satisfaction report: PDF, DOCX, XLSX, CSV and facts.json.

    Example: pantau report quarterly 2026-Q3 --out laporan
    Example: pantau report quarterly 2026-Q3 --as-of 2026-10-05 --out laporan-oktober

    Exit codes: 0 done, 1 the report can't be made (the message says why), 2 configuration or input.
    """
    chosen = _quarter(quarter)
    settings = read_config(config)
    from pantau.reports.quarterly import write

    paths = write(
        settings,
        chosen,
        out,
        now=datetime.now(UTC),
        as_of=_end_of(as_of),
        allow_incomplete=allow_incomplete,
        skm=survey,
        skm_weight=weight,
    )
    _tell_paths(paths, as_json)


def monthly(
    month: Annotated[str, typer.Argument(help="Such as 2026-09.")],
    out: Annotated[Path, typer.Option(help="Folder for the files; made where missing.")] = Path(
        "laporan"
    ),
    as_of: AsOfOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the monthly report, two pages.

    Example: pantau report monthly 2026-09 --out laporan
    """
    settings = read_config(config)
    from pantau.reports.monthly import write
    from pantau.reports.period import Month

    try:
        chosen = Month.parse(month)
    except ValueError as error:
        raise InputError(str(error)) from error
    _tell_paths(write(settings, chosen, out, as_of=_end_of(as_of)), as_json)


def weekly(
    day: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="A day of the week meant; else the last week."),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Print the weekly message, a few lines fit for a messenger.

    Example: pantau report weekly > pesan.txt
    """
    from pantau.reports.weekly import text

    typer.echo(text(read_config(config), day.date() if day else None))


def verify(
    folder: Annotated[Path, typer.Argument(help="Folder of a report, with its facts.json.")],
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compute every figure of a report again and say what differs.

    Example: pantau report verify laporan

    Exit codes: 0 the report holds, 1 something differs, 2 configuration or input.
    """
    from pantau.reports.verify import verify as compare

    found = compare(read_config(config), folder)
    if as_json:
        print_json([asdict(difference) for difference in found])
    elif found:
        print_table(
            ("figure", "in the report", "from the data"),
            [(d.path, d.recorded, d.found) for d in found],
        )
    say(f"{len(found)} differences" if found else "the report follows from the data")
    raise typer.Exit(1 if found else 0)


def skm(
    survey: Annotated[
        Path, typer.Argument(help="CSV with the nine elements as columns, answers 1 to 4.")
    ],
    weight: WeightOption = "1/9",
    as_json: JsonOption = False,
) -> None:
    """Compute the IKM of a real SKM survey by Permen PANRB 14/2017. Never from reviews.

    Example: pantau skm survei.csv --weight 0.111
    """
    from pantau.reports.skm import compute

    result = compute(survey, weight=weight)
    if as_json:
        print_json(asdict(result))
        return
    rows = [(e.id, e.mean, e.weighted, e.converted, e.band) for e in result.elements]
    print_table(("element", "mean (1-4)", "x weight", "x 25", "band"), rows)
    if result.groups:
        groups = [(g.column, g.value, g.n, g.ikm, g.band) for g in result.groups]
        print_table(("group", "", "n", "IKM", "band"), groups)
    typer.echo(f"IKM {result.ikm:.2f}  band {result.band}  n {result.n}  weight {result.weight}")


def _tell_paths(paths: list[Path], as_json: bool) -> None:
    if as_json:
        print_json([str(path) for path in paths])
    else:
        typer.echo("\n".join(str(path) for path in paths))


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError as error:
        raise InputError(str(error)) from error


def _end_of(day: datetime | None) -> datetime | None:
    """What was known on a day is what was known when it ended in Pontianak."""
    return None if day is None else local_midnight(day.date() + timedelta(days=1))
