"""Impor: a file from somewhere else, looked at first, then taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from dashboards import data, layout, signin, uploads, writing
from pantau.config import Config
from pantau.domain.verdict import Verdict
from pantau.errors import InputError
from pantau.pipeline import importing
from pantau.pipeline.importing import ImportOptions, Landed, Preview
from pantau.pipeline.nightly import Job
from pantau.texts import common
from pantau.texts import dashboard_import as said

_NUMBER, _LOOK, _RESULT = "i_number", "i_look", "i_result"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file handed in. `id` tells it from others of that name."""

    id: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """What a file would bring, or the fault that keeps it out; `columns` are what may be chosen from."""

    previews: Sequence[Preview] = ()
    columns: Sequence[str] = ()
    fault: str = ""

    @property
    def n_kept(self) -> int:
        return sum(seen.n_kept for seen in self.previews)


@dataclass(frozen=True, slots=True)
class Result:
    """What an import did, and its lists of bad rows by table, ready to be taken away."""

    landed: Landed
    rejects: Mapping[str, bytes]


def main() -> None:
    settings = data.settings()
    writing.told()
    if not writing.is_allowed(settings):
        return
    upload = _upload()
    if upload is None:
        layout.note(said.WHAT_TO_UPLOAD)
        if _RESULT in st.session_state:
            _show_result(st.session_state[_RESULT])
        return
    place = st.container()
    options = _options(upload, _columns(upload))
    look = _look(settings, upload, options)
    with place:
        _show(look)
        if look.n_kept and st.button(said.CONFIRM, type="primary"):
            _take_in(settings, upload, options)


def _name_button() -> None:
    """Streamlit's own words on the button and below it are English and can't be set."""
    zone = '[data-testid="stFileUploaderDropzone"]'
    st.html(
        f"<style>{zone} button p {{ font-size: 0; }} "
        f'{zone} button p::after {{ content: "{said.CHOOSE}"; font-size: 1rem; }} '
        '[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }</style>'
    )


def _upload() -> Upload | None:
    _name_button()
    number = st.session_state.setdefault(_NUMBER, 0)
    file = st.file_uploader(
        said.UPLOAD, type=list(uploads.ENDINGS), key=f"i_file_{number}",
        max_upload_size=uploads.MAX_MEGABYTES, help=said.UPLOAD_HELP,
    )  # fmt: skip
    if file is None:
        return None
    if file.size > uploads.MAX_MEGABYTES * 1_048_576:  # the browser's own bound is only a courtesy
        layout.banner(said.too_large(uploads.MAX_MEGABYTES), "warn")
        return None
    return Upload(file.file_id, uploads.safe_name(file.name), file.getvalue())


def _columns(upload: Upload) -> Sequence[str]:
    known: Mapping[str, Sequence[str]] = st.session_state.get("i_columns", {})
    if upload.id not in known:
        with uploads.on_disk(upload.name, upload.content) as path:
            try:
                known = {upload.id: importing.columns_in(path)}
            except InputError:  # the look says why
                known = {upload.id: ()}
        st.session_state["i_columns"] = known
    return known[upload.id]


def _options(upload: Upload, columns: Sequence[str]) -> ImportOptions:
    """Where the file is from and what its columns hold, if it isn't told by itself."""
    with st.expander(said.OPTIONS):
        preset = st.selectbox(
            said.PRESET, list(said.PRESETS), key=f"i_preset_{upload.id}", filter_mode=None,
            format_func=said.PRESETS.__getitem__,
        )  # fmt: skip
        channel = st.text_input(said.CHANNEL, key=f"i_channel_{upload.id}", max_chars=60)
        mapped = _mapping(upload, columns) if columns and preset != "play_console" else {}
    return ImportOptions(preset=preset, columns=mapped, channel=channel.strip())


def _mapping(upload: Upload, columns: Sequence[str]) -> dict[str, str]:
    layout.note(said.MAPPING)
    chosen: dict[str, str] = {}
    for start in range(0, len(said.FIELDS), 3):
        fields = list(said.FIELDS)[start : start + 3]
        for field, place in zip(fields, st.columns(3), strict=False):
            chosen[field] = place.selectbox(
                said.FIELDS[field], ["", *columns], key=f"i_map_{field}_{upload.id}",
                format_func=lambda c: c or said.BY_ITSELF,
            )  # fmt: skip
    return {field: column for field, column in chosen.items() if column}


def _look(settings: Config, upload: Upload, options: ImportOptions) -> Look:
    """Read once for each file and choice; nothing is stored."""
    wanted = (upload.id, repr(options))
    before = st.session_state.get(_LOOK)
    if before and before[0] == wanted:
        found: Look = before[1]
        return found
    with st.spinner(said.LOOKING), uploads.on_disk(upload.name, upload.content) as path:
        try:
            allowed = settings.privacy.allowed_numbers
            look = Look(importing.preview([path], options, allowed))
        except InputError as error:
            look = Look(fault=said.fault(str(error).replace(str(path), upload.name)))
    st.session_state[_LOOK] = (wanted, look)
    return look


def _show(look: Look) -> None:
    if look.fault:
        layout.empty(said.NOT_READABLE_TITLE, look.fault.replace("`", "'"))
        return
    layout.section(said.PREVIEW, said.PREVIEW_NOTE)
    layout.table(said.PREVIEW_HEADERS, [_preview_row(seen) for seen in look.previews])
    for seen in look.previews:
        _details(seen)
    if not look.n_kept:
        layout.empty(said.NOTHING_TITLE, said.NOTHING)


def _preview_row(seen: Preview) -> tuple[str, ...]:
    counts = (seen.n_read, seen.n_kept, seen.n_repeated, seen.n_skipped)
    days = said.days(seen.first_on, seen.last_on)
    origin = said.PRESETS.get(seen.preset, seen.preset)
    return (seen.target, origin, *(common.number(n) for n in counts), days)


def _details(seen: Preview) -> None:
    if seen.fault:
        layout.banner(said.fault(seen.fault), "warn")
    if seen.notes:
        layout.bullets([said.note(n) for n in seen.notes])
    if seen.skipped:
        most_first = sorted(seen.skipped.items(), key=lambda item: -item[1])
        rows = [(said.reason(reason), common.number(n)) for reason, n in most_first]
        layout.table(said.SKIPPED_HEADERS, rows, said.skipped_in(seen.target))
    if seen.examples:
        examples = [
            (common.short_day(e.on), e.channel or common.DASH, said.stars(e.rating), e.text)
            for e in seen.examples
        ]
        layout.table(said.EXAMPLE_HEADERS, examples, said.examples_of(seen.target))


def _take_in(settings: Config, upload: Upload, options: ImportOptions) -> None:
    """What came of it is kept before anything is drawn, for a page that is left midway stops at a drawing."""
    if not signin.visitor(settings.dashboard).may_write:
        return
    with st.spinner(said.TAKING_IN), uploads.on_disk(upload.name, upload.content) as path:
        try:
            result = writing.attempt(partial(_taken_in, settings, path, options))
        except InputError as error:
            layout.banner(said.fault(str(error).replace(str(path), upload.name)), "warn")
            return
    if result is not None:
        writing.go_on(said.TAKEN_IN)


def _taken_in(settings: Config, path: Path, options: ImportOptions) -> Result:
    landed = importing.import_and_publish(Job(settings), [path], options)
    lists = {target: file.read_bytes() for target, file in landed.report.rejects.items()}
    result = st.session_state[_RESULT] = Result(landed, lists)
    st.session_state[_NUMBER] += 1
    return result


def _show_result(result: Result) -> None:
    layout.section(said.RESULT)
    report = result.landed.report
    layout.table(
        said.RESULT_HEADERS,
        [
            (r.target, *(common.number(n) for n in (r.n_new, r.n_revised, r.n_unchanged, r.n_rejected)))
            for r in report.runs
        ],
    )  # fmt: skip
    layout.bullets(
        said.what_happened(result.landed.n_labelled, result.landed.is_labelled, report.unchanged)
    )
    for run in report.runs:
        if run.message and not Verdict(run.verdict).is_healthy:
            layout.banner(f"{run.target}: {said.fault(run.message)}", "warn")
    for number, (target, content) in enumerate(result.rejects.items()):
        st.download_button(
            said.rejects_of(target), data=content, file_name=f"{uploads.safe_name(target)}-ditolak.csv",
            mime="text/csv", on_click="ignore", key=f"i_rejects_{number}",
        )  # fmt: skip


main()
