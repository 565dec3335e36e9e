"""What the URL says and what is written back to it, so that a pasted link shows the same figures.

Nonsense is dropped and the default stands in its place; it never reaches a query.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

MAX_LENGTH = 200


def text(name: str) -> str:
    """The parameter, shortened; control characters and surrogates are dropped."""
    raw = st.query_params.get(name, "")
    return "".join(c for c in raw[:MAX_LENGTH] if c.isprintable()).strip()


def one(name: str, allowed: Collection[str], default: str) -> str:
    value = text(name)
    return value if value in allowed else default


def many(name: str, allowed: Collection[str]) -> list[str]:
    """Comma-separated values that exist, in the order given, each once."""
    return [v for v in dict.fromkeys(text(name).split(",")) if v in allowed]


def whole_number(name: str, default: int, low: int, high: int) -> int:
    value = text(name)
    return min(max(int(value), low), high) if value.isascii() and value.isdigit() else default


def write(parameters: Mapping[str, str]) -> None:
    """Replaces all parameters; empty ones are left out so that the link stays short."""
    wanted = {name: value for name, value in parameters.items() if value}
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)
