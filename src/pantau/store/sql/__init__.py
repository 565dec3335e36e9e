"""The SQL that people review, one question a file; `read_sql(name)` gives its text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_sql(name: str) -> str:
    return files(__name__).joinpath(f"{name}.sql").read_text("utf-8")
