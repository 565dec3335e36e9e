"""The SQL that people review, one question a file; `read_sql(name)` gives its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_sql(name: str) -> str:
    return files(__name__).joinpath(f"{name}.sql").read_text("utf-8")


def named(sql: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of `values` that `sql` names as `$name`; DuckDB refuses parameters nobody asked for."""
    wanted = set(re.findall(r"\$([a-z_]\w*)", sql))
    return {name: value for name, value in values.items() if name in wanted}
