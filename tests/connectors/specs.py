"""The providers' machine-readable descriptions, as JSON Schemas that our own servers' answers must fit.

They lie outside the repository; tests that need them are skipped where they are absent.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SPECS = Path(__file__).resolve().parents[3] / "shared" / "specs"

needs_specs = pytest.mark.skipif(
    not SPECS.is_dir(), reason="the providers' API descriptions (../shared/specs) aren't here"
)


def load(name: str) -> Any:
    return json.loads((SPECS / name).read_text(encoding="utf-8"))


def discovery_schema(name: str, kind: str) -> dict[str, Any]:
    """One schema of a Google discovery document; keys it doesn't know are errors here."""
    schemas = load(f"google-discovery/{name}.json")["schemas"]
    definitions = {key: _strict(value) for key, value in schemas.items()}
    return {"$ref": f"#/definitions/{kind}", "definitions": definitions}


def _strict(value: Any) -> Any:
    if isinstance(value, list):
        return [_strict(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value and isinstance(value["$ref"], str):
        return {"$ref": f"#/definitions/{value['$ref']}"}
    # A schema's own name and default values mean something else in JSON Schema.
    strict = {
        key: _strict(one)
        for key, one in value.items()
        if not (key in ("id", "default") and isinstance(one, str))
    }
    if strict.get("type") == "object" and "properties" in strict:
        strict.setdefault("additionalProperties", False)
    return strict
