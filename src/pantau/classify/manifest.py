"""`manifest.json` of the model folder: which files make a tier, their checksums and versions.

Every file is checked before it is used; what is missing, cut off or not of this codebook
raises `ModelError` naming the file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pantau.domain.taxonomy import CODEBOOK_VERSION
from pantau.errors import ModelError

FILE: Final = "manifest.json"
FORMAT: Final = 1
_MEND: Final = "restore it from the package, or run `make train`"


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier's entry. `settings` are small numbers such as thresholds, free for each tier."""

    name: str
    version: str
    codebook_version: str
    files: Mapping[str, str]  # file name -> sha256
    settings: Mapping[str, Any]


def read(folder: Path, tier: str) -> Tier:
    """The entry of `tier`, each of its files checked against its checksum."""
    path = folder / FILE
    entry = _entry(path, _document(path), tier)
    for name, expected in entry.files.items():
        _check(folder / name, expected)
    return entry


def write(folder: Path, tier: str, entry: Tier) -> None:
    """Puts one tier's entry in place and leaves the others as they are."""
    path = folder / FILE
    document: dict[str, Any] = {"format": FORMAT, "tiers": {}}
    if path.exists():
        document = _document(path)
    document["tiers"][tier] = {
        "name": entry.name,
        "version": entry.version,
        "codebook_version": entry.codebook_version,
        "files": dict(entry.files),
        "settings": dict(entry.settings),
    }
    path.write_text(json.dumps(document, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: can't be read ({error.strerror}); {_MEND}") from error


def _document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path}: can't be read ({error.strerror}); {_MEND}") from error
    except ValueError as error:
        raise ModelError(f"{path}: not a readable manifest ({error}); {_MEND}") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ModelError(f"{path}: not a manifest of format {FORMAT}; {_MEND}")
    return document


def _entry(path: Path, document: dict[str, Any], tier: str) -> Tier:
    try:
        entry = Tier(**document["tiers"][tier])
    except KeyError as error:
        raise ModelError(f"{path}: has no tier {tier!r}; {_MEND}") from error
    except TypeError as error:
        raise ModelError(f"{path}: tier {tier!r} is incomplete ({error}); {_MEND}") from error
    if entry.codebook_version != CODEBOOK_VERSION:
        raise ModelError(
            f"{path}: tier {tier!r} was trained for codebook {entry.codebook_version}, "
            f"this program uses {CODEBOOK_VERSION}; run `make train`"
        )
    return entry


def _check(path: Path, expected: str) -> None:
    if sha256(path) != expected:
        raise ModelError(f"{path}: checksum differs from {FILE}: cut off or changed; {_MEND}")
