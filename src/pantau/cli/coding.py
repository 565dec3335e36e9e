"""codes: what people code themselves, which counts before the model's labels."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pantau.cli.terminal import ConfigOption, JsonOption, print_json, print_table, read_config, say

codes_app = typer.Typer(
    help="Code texts by hand: a queue of the unsure ones, codes back in, agreement.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
CoderOption = Annotated[str, typer.Option(help="Short name of the coder, such as A.")]


def register(app: typer.Typer) -> None:
    app.add_typer(codes_app, name="codes")
    codes_app.command(help=queue.__doc__)(queue)
    codes_app.command("import", help=import_.__doc__)(import_)
    codes_app.command(help=agreement.__doc__)(agreement)


def queue(
    out: Annotated[Path, typer.Option(help="CSV to write.")],
    coder: CoderOption,
    limit: Annotated[int, typer.Option(min=1, max=5000, help="How many texts.")] = 100,
    config: ConfigOption = None,
) -> None:
    """Write the texts the model is least sure of, with empty columns for a person's codes.

    Example: pantau codes queue --coder A --out antrean-a.csv
    """
    from pantau.pipeline.people import write_queue

    n = write_queue(read_config(config), out, coder=coder, limit=limit)
    say(f"{n} texts: {out}; fill in sentiment and feedback, then `pantau codes import {out}`")


def import_(
    path: Annotated[Path, typer.Argument(help="The CSV of `codes queue`, filled in.")],
    coder: CoderOption,
    config: ConfigOption = None,
) -> None:
    """Take a coder's codes in; they count before the model's and survive relabelling.

    Example: pantau codes import antrean-a.csv --coder A
    """
    from pantau.pipeline.people import import_codes

    stored, n_blank = import_codes(read_config(config), path, coder=coder)
    say(f"{stored} codes stored, {n_blank} rows left blank")


def agreement(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Cohen's kappa per label, between people and between people and the model.

    Example: pantau codes agreement
    """
    from pantau.pipeline.people import agreement as measure

    found = measure(read_config(config))
    if as_json:
        print_json({name: asdict(a) for name, a in found.items()})
        return
    rows = [
        (
            label,
            *("-" if a.kappas[label] is None else f"{a.kappas[label]:.2f}" for a in found.values()),
        )
        for label in found["people"].kappas
    ]
    people, model = found["people"].n, found["model"].n
    print_table(("label", f"two people (n {people})", f"people and model (n {model})"), rows)
