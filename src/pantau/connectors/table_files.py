"""What a file handed in is, told by its first bytes and not by its name, and the tables in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final

from pantau.connectors import xlsx_rows, zip_members
from pantau.connectors.csv_rows import CsvSheet
from pantau.connectors.jsonl_rows import JsonlSheet
from pantau.connectors.table_rows import Opener, Sheet
from pantau.errors import InputError

MAX_PACKED_MEGABYTES: Final = 100
_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
# What Office wrote before 2007, and what it still wraps encrypted files in.
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_EXCEL_PARTS: Final = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_SAVE_AS: Final = "open it in Excel or LibreOffice and save it as .xlsx or CSV"
_SUFFIXES: Final = (".csv", ".tsv", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".zip")


def files_of(path: Path) -> Sequence[Path]:
    """The file itself; of a folder, the files in it that can be imported."""
    if not path.is_dir():
        return [path]
    found = sorted(f for f in path.iterdir() if f.suffix.lower() in _SUFFIXES and f.is_file())
    if not found:
        raise InputError(f"{path}: no file in this folder can be imported ({', '.join(_SUFFIXES)})")
    return found


def sheets_of(path: Path, stack: ExitStack, *, is_1904: bool = False) -> list[Sheet]:
    """The tables in a file; what must stay open for them is closed with `stack`. Raises `InputError`."""
    try:
        start = _start(lambda: path.open("rb"))
        _check_size(path, start)
        if _is_plain_zip(path, start):
            sheets: list[Sheet] = []
            for name, opener in zip_members.members(path, stack):
                sheets += _of_member(name, opener, stack, is_1904)
            return sheets
        return _of(path.name, lambda: path.open("rb"), start, stack, is_1904)
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror or error}") from error


def _of_member(name: str, opener: Opener, stack: ExitStack, is_1904: bool) -> list[Sheet]:
    start = _start(opener)
    if start.startswith(_ZIP):
        whole = zip_members.in_one_piece(opener, stack)
        if not _has_part(whole, _EXCEL_PARTS):
            raise InputError(f"{name}: a ZIP within a ZIP is not read: unpack the outer one")
        return [*xlsx_rows.open_workbook(whole, name, stack)]
    return _of(name, opener, start, stack, is_1904)


def _of(name: str, opener: Opener, start: bytes, stack: ExitStack, is_1904: bool) -> list[Sheet]:
    if start.startswith(_OLE):
        raise InputError(f"{name}: {_old_or_protected(opener)}")
    if start.startswith(_ZIP):
        return [*xlsx_rows.open_workbook(stack.enter_context(opener()), name, stack)]
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<style")):
        raise InputError(f"{name}: a web page or XML under a table's name: {_SAVE_AS}")
    if text.startswith(b"%pdf"):
        raise InputError(f"{name}: a PDF is no table: ask for the data as XLSX or CSV")
    if text.startswith((b"[{", b"[\n", b"[\r", b"[ ")):
        raise InputError(f"{name}: one JSON list: write one object a line instead (JSON lines)")
    is_jsonl = text.replace(b"\0", b"").removeprefix(b"\xff\xfe").startswith(b"{")  # UTF-16 as well
    return [JsonlSheet(name, opener, is_1904) if is_jsonl else CsvSheet(name, opener, is_1904)]


def _check_size(path: Path, start: bytes) -> None:
    megabytes = path.stat().st_size / 1_000_000
    if start.startswith(_ZIP) and megabytes > MAX_PACKED_MEGABYTES:
        raise InputError(
            f"{path.name}: {megabytes:,.0f} MB, the limit for XLSX and ZIP is {MAX_PACKED_MEGABYTES} MB: "
            "divide the file, or save it as CSV, which has no limit"
        )


def _start(opener: Callable[[], BinaryIO]) -> bytes:
    with opener() as file:
        return file.read(512)


def _is_plain_zip(path: Path, start: bytes) -> bool:
    """A ZIP of files, not a workbook, which is a ZIP as well."""
    if start.startswith(_EMPTY_ZIP):
        return True
    if not start.startswith(_ZIP):
        return False
    with path.open("rb") as file:
        if _has_part(file, ("content.xml", "xl/workbook.bin")):
            raise InputError(f"{path.name}: a table of another kind than XLSX: {_SAVE_AS}")
        return not _has_part(file, _EXCEL_PARTS)


def _has_part(file: BinaryIO, names: Sequence[str]) -> bool:
    import zipfile

    try:
        with zipfile.ZipFile(file) as archive:
            return any(name in archive.NameToInfo for name in names)
    except (zipfile.BadZipFile, NotImplementedError):
        return False


def _old_or_protected(opener: Opener) -> str:
    with opener() as file:
        if _ENCRYPTED in file.read(1_000_000):
            return "protected by a password: open it, remove the password, save it again"
    return f"the old Excel format (.xls): {_SAVE_AS}"
