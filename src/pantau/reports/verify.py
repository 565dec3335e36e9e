"""Does a report still follow from the data? Every figure is computed again and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from pantau.config import Config
from pantau.domain.period import Quarter
from pantau.errors import ReportError
from pantau.reports import facts_json, skm
from pantau.reports.build import Asked, build
from pantau.reports.facts import QuarterFacts
from pantau.reports.letterhead import Letterhead, letterhead
from pantau.reports.quarterly import files_of
from pantau.store.snapshot import open_snapshot

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | float | bool | None"


@dataclass(frozen=True, slots=True)
class Difference:
    """`path` names the figure, such as `sentiment[0].share.n_hits`, or the file."""

    path: str
    recorded: object
    found: object


def verify(config: Config, folder: Path) -> list[Difference]:
    """Everything in `folder` that differs from what the data give; empty for a report that holds.

    Computed from the report's own snapshot, or, where it is gone, from the one in force as of the
    moment the report knew. The DOCX may have been edited before signing and isn't compared. Raises
    `ReportError` where there is no report or no data.
    """
    recorded = facts_json.read(folder)
    head = letterhead(config.office)
    facts = _facts_again(config, head, recorded)
    found = list(differences("", recorded, facts_json.as_plain(facts)))
    return found or list(_files(folder, facts, head))


def _facts_again(config: Config, head: Letterhead, recorded: dict[str, Any]) -> QuarterFacts:
    """Under the recorded snapshot's name, also where another one had to stand in for it."""
    origin = recorded["provenance"]
    known_at = datetime.fromisoformat(origin["known_at"])
    survey = None if recorded["skm"] is None else skm.again(recorded["skm"])
    asked = Asked(Quarter.parse(recorded["quarter"]), known_at, known_at, True, survey)
    with open_snapshot(config.published_dir, origin["snapshot"]) as snapshot:
        facts = build(config, head, snapshot, asked)
    provenance = replace(facts.provenance, snapshot=origin["snapshot"], is_as_of=origin["is_as_of"])
    return replace(facts, provenance=provenance)


def differences(path: str, recorded: Plain, found: Plain) -> Iterator[Difference]:
    """Leaf by leaf, in the order of the recorded facts."""
    if isinstance(recorded, dict) and isinstance(found, dict):
        for key in dict.fromkeys([*recorded, *found]):
            here = f"{path}.{key}" if path else key
            yield from differences(here, recorded.get(key), found.get(key))
    elif isinstance(recorded, list) and isinstance(found, list):
        for i in range(max(len(recorded), len(found))):
            yield from differences(f"{path}[{i}]", _at(recorded, i), _at(found, i))
    elif recorded != found:
        yield Difference(path, recorded, found)


def _at(values: list[Plain], index: int) -> Plain:
    return values[index] if index < len(values) else None


def _files(folder: Path, facts: QuarterFacts, head: Letterhead) -> Iterator[Difference]:
    for name, content in files_of(facts, head).items():
        path = folder / name
        if name.endswith(".docx") or not path.exists():
            continue
        try:
            is_same = path.read_bytes() == content
        except OSError as error:
            raise ReportError(f"{path}: can't be read ({error.strerror})") from error
        if not is_same:
            yield Difference(name, "file as it lies there", "file as it follows from the data")
