"""import: files that people export and hand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
from pantau.domain.verdict import Verdict, outcome_of

if TYPE_CHECKING:
    from pantau.pipeline.importing import ImportReport, Preview

_UNREADABLE = 2


def register(app: typer.Typer) -> None:
    app.command(name="import", help=import_.__doc__)(import_)


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="CSV, XLSX, JSON lines, ZIP, or a folder."),
    ],
    preset: Annotated[
        str,
        typer.Option(
            help="Where the file is from, if it isn't recognised: play_console, meltwater, "
            "meltwater_old, exportcomments, whatsapp, lapor, umpan_balik, generic."
        ),
    ] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="Which column holds a field: text, date, clock, id, author, url, lang, rating, likes, "
            "channel, title, reply, reply_date.",
        ),
    ] = None,
    channel: Annotated[
        str, typer.Option(help="Where the texts are from, if no column says it.")
    ] = "",
    official: Annotated[
        list[str] | None, typer.Option(help="An author who writes for the office; may be repeated.")
    ] = None,
    epoch_1904: Annotated[
        bool, typer.Option("--epoch-1904", help="Day numbers in a CSV count from 1904 (old Macs).")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only look: what would come in, what not, and why.")
    ] = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import files that people export and hand in; look first with --dry-run.

    Example: pantau import komentar.xlsx --dry-run
    Example: pantau import masukan.csv --map text=Isi --map date=Tanggal
    Example: pantau import ekspor.zip --preset lapor

    A bad row is skipped and listed in a file under rejects/ of the data folder; the rest goes in. The
    same file twice changes nothing.

    Exit codes: 0 done, 2 configuration or a file that can't be read, 3 partial, 75 another run holds the
    lock.
    """
    from pantau.pipeline import importing  # the readers of files: other commands needn't wait

    options = importing.ImportOptions(
        preset=preset.strip().casefold(),
        columns=importing.mapping_of(columns or []),
        channel=channel.strip(),
        official=tuple(official or ()),
        is_1904=epoch_1904,
    )
    settings = read_config(config)
    if dry_run:
        seen = importing.preview(files, options, settings.privacy.allowed_numbers)
        _print_previews(seen, as_json)
        return
    from pantau.pipeline.nightly import Job

    with progress() as show:
        report = importing.import_files(Job(settings, progress=show), files, options)
    _finish(report, as_json)


def _print_previews(previews: Sequence[Preview], as_json: bool) -> None:
    if as_json:
        print_json([{**asdict(seen), "n_skipped": seen.n_skipped} for seen in previews])
        return
    columns = ("file", "preset", "read", "kept", "repeated", "skipped", "from", "to")
    print_table(columns, [_preview_row(seen) for seen in previews])
    for seen in previews:
        _tell(seen)
    say("dry run: nothing was stored")


def _preview_row(seen: Preview) -> tuple[object, ...]:
    return (
        seen.target,
        seen.preset,
        seen.n_read,
        seen.n_kept,
        seen.n_repeated,
        seen.n_skipped,
        seen.first_on,
        seen.last_on,
    )


def _tell(seen: Preview) -> None:
    if seen.skipped:
        most_first = sorted(seen.skipped.items(), key=lambda item: -item[1])
        print_table(("skipped", "reason"), [(n, reason) for reason, n in most_first])
    if seen.examples:
        rows = [(e.on, e.kind, e.channel, e.rating, e.text) for e in seen.examples]
        print_table(("date", "kind", "channel", "stars", "text, redacted"), rows)
    for note in [*seen.notes, *([seen.fault] if seen.fault else [])]:
        say(f"{seen.target}: {note}")


def _finish(report: ImportReport, as_json: bool) -> None:
    code = int(outcome_of([Verdict(run.verdict) for run in report.runs]))
    code = _UNREADABLE if report.unreadable else code
    if as_json:
        print_json(_as_dict(report, code))
    else:
        columns = ("file", "verdict", "read", "new", "changed", "unchanged", "rejected")
        print_table(columns, [_run_row(run) for run in report.runs])
    for run in report.runs:
        if run.message:
            say(f"{run.target}: {run.message}")
    for target in report.unchanged:
        say(f"{target}: imported before, byte for byte; not read again")
    for target in report.unreadable:
        say(f"{target}: not one row could be read; look at it with --dry-run")
    for target, path in report.rejects.items():
        say(f"{target}: rows that could not be read are listed in {path}")
    raise typer.Exit(code)


def _run_row(run: Any) -> tuple[object, ...]:
    counts = (run.n_fetched, run.n_new, run.n_revised, run.n_unchanged, run.n_rejected)
    return (run.target, run.verdict, *counts)


def _as_dict(report: ImportReport, code: int) -> dict[str, Any]:
    return {
        "runs": [asdict(run) for run in report.runs],
        "unchanged": report.unchanged,
        "rejects": {target: str(path) for target, path in report.rejects.items()},
        "exit_code": code,
    }
