"""predict, redact: the classifier and the redaction on one's own texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pantau.cli.terminal import ConfigOption, JsonOption, print_json, progress, say
from pantau.config import Config, find, load
from pantau.errors import ConfigError


def register(app: typer.Typer) -> None:
    app.command(help=predict.__doc__)(predict)
    app.command(help=redact.__doc__)(redact)


def predict(
    input: Annotated[Path, typer.Option("--input", "-i", help="CSV with a column `text`.")],  # noqa: A002
    output: Annotated[Path, typer.Option("--output", "-o", help="CSV to write.")],
    tier: Annotated[
        str | None, typer.Option(help="fast, accurate or own; else the configured one.")
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Label the texts of any CSV: adds sentiment, sentiment_score, feedback, topics, mode.

    Example: pantau predict --input ulasan.csv --output berlabel.csv
    """
    from pantau.classify.predictor import predict_csv
    from pantau.pipeline.nightly import load_classifier

    classifier = load_classifier(_config_or_defaults(config), tier)
    with progress() as show:
        result = predict_csv(input, output, classifier, progress=lambda n: show("predict", n, None))
    for problem in result.rejected:
        say(problem)
    if as_json:
        print_json({"rows": result.n_rows, "rejected": len(result.rejected), "output": str(output)})
    else:
        say(f"{result.n_rows:,} rows labelled, {len(result.rejected)} rejected: {output}")


def redact(config: ConfigOption = None) -> None:
    """Redact personal data from standard input to standard output, line by line.

    Example: pantau redact < keluhan.txt > aman.txt
    """
    from pantau.privacy.redact import redact as redact_text

    allowed = _config_or_defaults(config).privacy.allowed_numbers
    for line in sys.stdin:
        sys.stdout.write(redact_text(line.rstrip("\n"), allowed_numbers=allowed) + "\n")


def _config_or_defaults(path: Path | None) -> Config:
    """These two need no warehouse, so they work before `pantau init` as well."""
    try:
        found = find(path)
    except ConfigError:
        if path is not None:
            raise
        return Config()
    return load(found)
