"""Golden pairs: pages of our own in each source's form, beside what they must parse to.

`tests/data/<source>/NAME.page` holds the bytes, `NAME.json` where they were found and what is on them.
A file source's page is the file itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from pantau.config import Sources
from pantau.connectors import registry
from pantau.connectors.base import RawPage, Target
from pantau.connectors.file_import import FileImport
from pantau.domain.mention import ParsedPage
from tests.fakes import NOON

DATA = Path(__file__).parents[1] / "data"
PAIRS = sorted(path.relative_to(DATA).with_suffix(".json") for path in DATA.glob("*/*.page"))


def read_pair(pair: Path) -> tuple[ParsedPage, dict[str, Any]]:
    said = json.loads((DATA / pair).read_text(encoding="utf-8"))
    body = (DATA / pair).with_suffix(".page")
    if pair.parent.name == "file":
        connector = FileImport([body], lambda: NOON)
        return connector.parse(connector.fetch(connector.targets()[0], "rows", {})), said
    target = Target(pair.parent.name, said["target"], app_id=said.get("app_id", ""))
    page = RawPage(
        target, said["cursor"], NOON, said["url"], body.read_bytes(), said.get("meta", {})
    )
    return registry.build_one(Sources(), pair.parent.name, lambda: NOON).parse(page), said


def written(parsed: ParsedPage) -> dict[str, Any]:
    """As it stands in a pair: only what differs from an empty page, times in ISO form."""
    empty = ParsedPage()
    said = {f.name: getattr(parsed, f.name) for f in fields(parsed)}
    told = {name: value for name, value in said.items() if value != getattr(empty, name)}
    return json.loads(json.dumps(told, default=_plain))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    changed: Callable[[Any], bool] = lambda item: item not in ("", None, 0, False)  # noqa: E731
    return {name: item for name, item in asdict(value).items() if changed(item)}


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_a_page_parses_to_what_stands_beside_it(pair: Path) -> None:
    parsed, said = read_pair(pair)
    assert written(parsed) == said["expected"]


def test_every_source_has_a_golden_pair() -> None:
    assert {pair.parent.name for pair in PAIRS} >= {*registry.names(), "file"}
