"""Of what origin a table is, where its heading stands, and what its columns hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pantau.connectors import play_console
from pantau.connectors.presets import GENERIC, PRESETS, Preset, check_mapping
from pantau.connectors.table_fields import REQUIRED, normal, places
from pantau.connectors.table_rows import Header, Sheet
from pantau.errors import InputError

PLAY_CONSOLE: Final = "play_console"
NAMES: Final = (PLAY_CONSOLE, *PRESETS)
# Exports say above the table which page they come from; its host is the channel.
_HOSTS: Final = {
    "instagram.com": "Instagram", "facebook.com": "Facebook", "tiktok.com": "TikTok",
    "youtube.com": "YouTube", "youtu.be": "YouTube", "twitter.com": "X", "x.com/": "X",
    "threads.net": "Threads", "lapor.go.id": "LAPOR",
}  # fmt: skip
_N_COLUMNS_TOLD: Final = 40
_NO_SECRETS: Final = (
    "no column tells which reports are secret (Rahasia): make sure that there are none in the file",
)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user says about the files. `columns`: a column's name by field. `channel` where the files
    name none. `official`: authors who write for the office. `is_1904`: the epoch of day numbers."""

    preset: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    channel: str = ""
    official: tuple[str, ...] = ()
    is_1904: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns`: where each column that is read stands. `head`: what reading a row needs besides."""

    preset: str
    header: Header
    columns: Mapping[str, int]
    head: Mapping[str, Any]
    app_id: str = ""
    notes: tuple[str, ...] = ()

    def place(self, what: str) -> int | None:
        """Where the first column of a field stands; `None` where there is none."""
        names = self.head.get("fields", {}).get(what, ())
        return self.columns[names[0]] if names else None


def find_layout(sheet: Sheet, options: ImportOptions) -> Layout | None:
    """The layout of a table; `None` where no line of it can be a heading. Raises `InputError`."""
    candidates = sheet.candidates()
    if options.preset in ("", PLAY_CONSOLE) and not options.columns:
        for header in candidates:
            if play_console.is_header(header.cells):
                return _of_play_console(sheet, header)
    mapped = {what: normal(name) for what, name in options.columns.items()}
    for preset in _presets(options):
        for header in candidates:
            is_known = bool(options.preset) or preset.is_marked(header.cells)
            if is_known and preset.fits(header.cells, mapped):
                return _of_preset(preset, header, candidates, mapped, options)
    return None


def missing(name: str, sheets: Sequence[Sheet], options: ImportOptions) -> str:
    """What to tell the user about a file in which no heading was found."""
    found = fullest_heading(sheets)
    if found is None:
        return f"{name}: no table in it: a heading and rows below it are needed"
    preset = PRESETS.get(options.preset, GENERIC)
    mapped = {what: normal(column) for what, column in options.columns.items()}
    there, names = preset.fields_in(found.cells, mapped), places(found.cells)
    lost = [f"{what}={options.columns[what]}" for what, n in mapped.items() if n not in names]
    needed = [what for what in REQUIRED if what not in there]
    columns = ", ".join(cell for cell in found.cells[:_N_COLUMNS_TOLD] if cell)
    fault = (
        f"no column as in --map {lost[0]}"
        if lost
        else f"no column for {' and '.join(needed)}; name it with --map {needed[0]}=COLUMN"
        if needed
        else f"no heading as the preset {options.preset or 'generic'} has it"
    )
    return f"{name}: {fault}; columns found: {columns}"


def fullest_heading(sheets: Sequence[Sheet]) -> Header | None:
    """Of all lines that may be a heading, the one with the most cells; `None` where there is no line."""
    return max(
        (header for sheet in sheets for header in sheet.candidates()),
        key=lambda header: sum(map(bool, header.cells)),
        default=None,
    )


def check(options: ImportOptions) -> None:
    """Raises `InputError` for a preset or a field that there isn't."""
    if options.preset and options.preset not in NAMES:
        raise InputError(f"--preset {options.preset}: no such preset; there are {', '.join(NAMES)}")
    if options.preset == PLAY_CONSOLE and options.columns:
        raise InputError(
            f"--map has no meaning with --preset {PLAY_CONSOLE}: its columns are known"
        )
    check_mapping(PRESETS.get(options.preset), options.columns)


def _presets(options: ImportOptions) -> Sequence[Preset]:
    if options.preset == PLAY_CONSOLE:
        return ()
    return [PRESETS[options.preset]] if options.preset else [*PRESETS.values()]


def _of_preset(
    preset: Preset,
    header: Header,
    candidates: Sequence[Header],
    mapped: Mapping[str, str],
    options: ImportOptions,
) -> Layout:
    check_mapping(preset, options.columns)
    fields, names = preset.fields_in(header.cells, mapped), places(header.cells)
    head = {
        "fields": fields,
        "channel": options.channel or preset.channel or _channel_above(header, candidates),
        "official": [name.strip().casefold() for name in options.official],
    }
    wanted = {name for columns in fields.values() for name in columns}
    columns = {name: place for name, place in names.items() if name in wanted}
    notes = _NO_SECRETS if "secret" in preset.fields and "secret" not in fields else ()
    return Layout(preset.name, header, columns, head, notes=notes)


def _of_play_console(sheet: Sheet, header: Header) -> Layout:
    """Its app is that of its first good row."""
    columns = play_console.columns(header.cells)
    first = next((row for row in sheet.rows(header) if row.cells), None)
    cell = {name: first.cells[place] for name, place in columns.items()} if first else None
    app_id = play_console.app_id(cell) if cell else ""
    return Layout(PLAY_CONSOLE, header, columns, {}, app_id)


def _channel_above(header: Header, candidates: Sequence[Header]) -> str:
    above = " ".join(cell for c in candidates if c.line < header.line for cell in c.cells).lower()
    return next((name for host, name in _HOSTS.items() if host in above), "")
