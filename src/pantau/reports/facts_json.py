"""`facts.json`: the facts as they are, for machines and for `report verify`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pantau.errors import ReportError
from pantau.reports.facts import SCHEMA, QuarterFacts

NAME = "facts.json"


def to_json(facts: QuarterFacts) -> bytes:
    written = json.dumps(as_plain(facts), ensure_ascii=False, indent=1, allow_nan=False)
    return (written + "\n").encode("utf-8", "replace")


def as_plain(facts: QuarterFacts) -> dict[str, Any]:
    """As it reads back from JSON: tuples are lists."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(facts)))
    return plain


def read(folder: Path) -> dict[str, Any]:
    """Raises `ReportError` where there is none, or one of another schema."""
    path = folder / NAME
    try:
        found = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ReportError(
            f"{path}: can't be read ({error.strerror}); name a report's folder"
        ) from error
    except ValueError as error:
        raise ReportError(f"{path}: not a report's facts ({error})") from error
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise ReportError(f"{path}: not facts of schema {SCHEMA}; made by another Pantau")
    return found
