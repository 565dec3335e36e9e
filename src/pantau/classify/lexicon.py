"""The word lists behind normalisation: indonlp's slang dictionary, our corrections, Pontianak Malay.

Three editable files in one folder: `pontianak.csv` (word, meaning, polarity, source),
`slang.csv` (word, meaning, note; an empty meaning drops indonlp's entry) and `known.txt`
(one known Indonesian word a line). Words that a later file gives win over an earlier one.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pantau.errors import ModelError

POLARITIES = frozenset({"", "negative", "positive"})
# indonlp writes these for "no"; the models see one word for all of them.
_NEGATORS = MappingProxyType({"enggak": "tidak", "indak": "tidak", "kagak": "tidak"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of `pontianak.csv`. `source` is where the word was found, or "umum"."""

    word: str
    meaning: str
    polarity: str
    source: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`words`: token to its standard form (maybe several words). `phrases`: tokens to the same."""

    words: dict[str, str]
    phrases: dict[tuple[str, ...], str]
    polarity: dict[str, str]
    known: frozenset[str]
    version: str


def load(folder: Path) -> Lexicon:
    """Raises `ModelError` naming the file and line that can't be used."""
    entries = read_pontianak(folder / "pontianak.csv")
    meanings = {**_indonlp(), **_corrections(folder / "slang.csv")}
    meanings |= {e.word: e.meaning for e in entries}
    single = {w: _plain(m) for w, m in meanings.items() if m and " " not in w}
    phrases = {tuple(w.split()): _plain(m) for w, m in meanings.items() if m and " " in w}
    polarity = {e.word: e.polarity for e in entries if e.polarity}
    known = frozenset(_lines(folder / "known.txt"))
    return Lexicon(single, phrases, polarity, known, _version(folder))


def read_pontianak(path: Path) -> list[Entry]:
    entries = []
    for line, row in _rows(path, ("word", "meaning", "polarity", "source")):
        if row["polarity"] not in POLARITIES:
            raise ModelError(f"{path}, line {line}: polarity is negative, positive or empty")
        entries.append(Entry(row["word"], row["meaning"], row["polarity"], row["source"]))
    return entries


def _indonlp() -> dict[str, str]:
    # Only its data: its own replace_slang manages 410 texts/s, one token pass 45,000/s.
    from indoNLP.preprocessing.slang_data import SLANG_DATA

    usable = ((w, m) for w, m in SLANG_DATA.items() if w.isalnum())
    return {w: m for w, m in usable if not w.isdigit()}


def _corrections(path: Path) -> dict[str, str]:
    return {row["word"]: row["meaning"] for _, row in _rows(path, ("word", "meaning", "note"))}


def _plain(meaning: str) -> str:
    return " ".join(_NEGATORS.get(word, word) for word in meaning.split())


def _rows(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(_lines(path))
    if tuple(reader.fieldnames or ()) != columns:
        raise ModelError(f"{path}: the first line must be {','.join(columns)}")
    rows = []
    for row in reader:
        if None in row or None in row.values() or not row["word"]:
            raise ModelError(f"{path}, line {reader.line_num}: expected {len(columns)} columns")
        rows.append((reader.line_num, {**row, "word": row["word"].strip().lower()}))
    return rows


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: can't be read ({error}); restore it from the package") from error


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in ("pontianak.csv", "slang.csv", "known.txt"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]
