"""Reading a survey's CSV: which column is which element, and every fault with line and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pantau.errors import InputError

# Ids of the nine elements in the order of the rule.
ELEMENTS = (
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "pengaduan",
    "sarana",
)
# Names under which sheets carry them, simplified as `_simple` does. U1 to U9 are not among them:
# sheets number the last two differently.
_ALIASES = {
    "persyaratan": ("persyaratan", "syarat", "persyaratanpelayanan", "kesesuaianpersyaratan"),
    "prosedur": (
        "prosedur",
        "sistemmekanismedanprosedur",
        "sistemmekanismeprosedur",
        "mekanisme",
        "mekanismedanprosedur",
        "kemudahanprosedur",
    ),
    "waktu": ("waktu", "waktupenyelesaian", "waktupelayanan", "kecepatanwaktu"),
    "biaya": ("biaya", "tarif", "biayatarif", "kewajaranbiaya", "biayaatautarif"),
    "produk": (
        "produk",
        "produkspesifikasijenispelayanan",
        "spesifikasi",
        "produklayanan",
        "hasilpelayanan",
        "kesesuaianproduk",
    ),
    "kompetensi": ("kompetensi", "kompetensipelaksana", "kompetensipetugas", "kemampuanpetugas"),
    "perilaku": ("perilaku", "perilakupelaksana", "perilakupetugas", "kesopanan"),
    "pengaduan": (
        "pengaduan",
        "penangananpengaduan",
        "penangananpengaduansarandanmasukan",
        "penangananpengaduansaranmasukan",
        "pengaduansarandanmasukan",
    ),
    "sarana": ("sarana", "prasarana", "saranadanprasarana", "saranaprasarana", "kualitassarana"),
}
_ELEMENT_OF = {alias: element for element, names in _ALIASES.items() for alias in names}
MAX_MEGABYTES = 20
_MAX_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """One respondent: scores in the order of `ELEMENTS`, and (column, value) of each group."""

    scores: tuple[int, ...]
    groups: tuple[tuple[str, str], ...]


def read_answers(path: Path) -> list[Answer]:
    """All respondents of the file; commas or semicolons. Raises `InputError`, never guesses a score."""
    rows = list(_rows(path))
    if not rows:
        raise InputError(f"{path}: empty; the first line must name the nine elements")
    (_, header), body = rows[0], rows[1:]
    place = _places(path, header)
    if not body:
        raise InputError(f"{path}: no respondents below the header")
    faults: list[str] = []
    answers = [_answer(line, row, header, place, faults) for line, row in body]
    if faults:
        raise InputError(f"{path}: " + "; ".join(_shortened(faults)))
    return answers


def _shortened(faults: Sequence[str]) -> list[str]:
    more = len(faults) - _MAX_FAULTS
    return [*faults[:_MAX_FAULTS], *([f"and {more} more"] if more > 0 else [])]


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    text = _text(path)
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}") from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_MEGABYTES * 1_000_000:
            raise InputError(f"{path}: larger than {MAX_MEGABYTES} MB")
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8; save it as CSV UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror}") from error


def _simple(name: str) -> str:
    without_number = re.sub(r"^\s*(u?\d+\s*[.):_-]\s*)", "", name.casefold())
    return re.sub(r"[^a-z0-9]", "", without_number)


def _places(path: Path, header: Sequence[str]) -> dict[str, int]:
    """Element to column index; a missing or doubled element is an error."""
    place: dict[str, int] = {}
    for index, name in enumerate(header):
        element = _ELEMENT_OF.get(_simple(name))
        if element is None:
            continue
        if element in place:
            first = header[place[element]]
            raise InputError(f"{path}, line 1: columns {first!r} and {name!r} are both {element}")
        place[element] = index
    missing = [element for element in ELEMENTS if element not in place]
    if missing:
        raise InputError(f"{path}, line 1: no column for {', '.join(missing)}")
    return place


def _answer(
    line: int, row: list[str], header: Sequence[str], place: dict[str, int], faults: list[str]
) -> Answer:
    if len(row) > len(header):
        faults.append(f"line {line}: {len(row)} cells under {len(header)} columns")
    cells = [*row, *[""] * (len(header) - len(row))]
    scores = tuple(
        _score(line, header[place[element]], cells[place[element]], faults) for element in ELEMENTS
    )
    taken = set(place.values())
    groups = tuple(
        (name, cells[i] or "(kosong)") for i, name in enumerate(header) if name and i not in taken
    )
    return Answer(scores, groups)


def _score(line: int, column: str, cell: str, faults: list[str]) -> int:
    if re.fullmatch(r"[1-4]([.,]0+)?", cell):
        return int(cell[0])
    if not cell:
        what = "is blank"
    elif re.fullmatch(r"[+-]?\d+[.,]\d+", cell):
        what = f"{cell} is not a whole number"
    elif re.fullmatch(r"[+-]?\d+", cell):
        what = f"{cell} is not from 1 to 4"
    else:
        what = f"{cell[:30]!r} is not a number"
    faults.append(f"line {line}, column {column!r}: {what}")
    return 0
