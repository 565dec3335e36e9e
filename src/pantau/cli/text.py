"""predict, topics, words, redact: what is made of texts, on one's own texts."""

from __future__ import annotations

import csv
import itertools
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pantau.classify.base import Classifier
from pantau.cli.terminal import (
    ConfigOption,
    JsonOption,
    print_json,
    print_table,
    progress,
    read_config,
    say,
)
from pantau.config import Config, find, load
from pantau.errors import ConfigError, InputError

topics_app = typer.Typer(help="The topic list.", no_args_is_help=True, rich_markup_mode=None)
words_app = typer.Typer(help="The word lists.", no_args_is_help=True, rich_markup_mode=None)
# Explaining the accurate tier reads a text once per word of it.
MAX_EXPLAINED = 200


def register(app: typer.Typer) -> None:
    app.command(help=predict.__doc__)(predict)
    app.command(help=redact.__doc__)(redact)
    app.add_typer(topics_app, name="topics")
    topics_app.command("check", help=check_topics.__doc__)(check_topics)
    topics_app.callback()(_no_options)
    app.add_typer(words_app, name="words")
    words_app.command("unknown", help=unknown_words.__doc__)(unknown_words)
    words_app.callback()(_no_options)


def _no_options() -> None:
    """Keeps a group with one verb a group."""


def predict(
    input: Annotated[Path, typer.Option("--input", "-i", help="CSV with a column `text`.")],  # noqa: A002
    output: Annotated[Path, typer.Option("--output", "-o", help="CSV to write.")],
    tier: Annotated[
        str, typer.Option(help="fast (20,000 texts a second), accurate (150) or own.")
    ] = "fast",
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Also print what weighed most, for the first 200 rows."),
    ] = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Label the texts of any CSV: adds sentiment, sentiment_score, feedback, topics, mode.

    Example: pantau predict --input ulasan.csv --output berlabel.csv --tier fast --explain
    """
    from pantau.classify.predictor import predict_csv
    from pantau.pipeline.nightly import load_classifier

    if str(output) == "-":
        raise InputError("--output -: name a file; it appears only when it is complete")
    classifier = load_classifier(_config_or_defaults(config), tier)
    with progress() as show:
        result = predict_csv(input, output, classifier, progress=lambda n: show("predict", n, None))
    for problem in result.rejected:
        say(problem)
    if as_json:
        print_json({"rows": result.n_rows, "rejected": len(result.rejected), "output": str(output)})
    else:
        say(f"{result.n_rows:,} rows labelled, {len(result.rejected)} rejected: {output}")
    if explain:
        _print_explanations(output, classifier)


def _print_explanations(labelled: Path, classifier: Classifier) -> None:
    """Fast tier: the n-grams that weighed most; accurate tier: the words without which it would waver."""
    with labelled.open(encoding="utf-8", newline="") as file:
        rows = list(itertools.islice(csv.DictReader(file), MAX_EXPLAINED))
    found = [
        (number, row["text"][:60], w.label, w.ngram, f"{w.weight:+.2f}")
        for number, row in enumerate(rows, start=2)
        for w in classifier.explain(row["text"])
    ]
    print_table(("line", "text", "label", "part", "weight"), found)


def check_topics(
    file: Annotated[Path, typer.Argument(help="Texts, one a line.")],
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain every hit of the topic list in the texts of a file, one text a line.

    Example: pantau topics check contoh.txt
    """
    from pantau.pipeline.topics import check

    hits = check(_config_or_defaults(config), file)
    if as_json:
        print_json([asdict(hit) for hit in hits])
    else:
        columns = ("line", "topic", "owner", "keyword", "found", "cancelled by")
        print_table(columns, [tuple(asdict(hit).values()) for hit in hits])


def unknown_words(
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many words.")] = 50,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the most frequent words of the published texts that no lexicon knows.

    Example: pantau words unknown --limit 100
    """
    from pantau.pipeline.topics import strange_words

    words = strange_words(read_config(config), limit)
    if as_json:
        print_json([asdict(word) for word in words])
    else:
        print_table(("word", "texts"), [(word.word, word.n_texts) for word in words])


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
