"""Writes the tables of README.md anew: `python -m benchmarks.readme`, or `make readme`.

Each table stands between `<!-- begin NAME -->` and `<!-- end NAME -->` and is made here by running what it
shows, so that no figure in the README is typed by hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pantau.demo.drill import drill

README = Path(__file__).resolve().parent.parent / "README.md"


def drill_table() -> str:
    """Every known fault of Google Play, as `pantau doctor --drill` plays it."""
    rows = [(d.fault, d.verdict, d.exit_code, d.healed, d.n_lost, d.n_doubled) for d in drill()]
    head = ("fault", "verdict", "exit code", "next night", "rows lost", "rows doubled")
    return _table(head, rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def replaced(text: str, name: str, table: str) -> str:
    """`text` with the part between the markers of `name` made anew; `ValueError` where there are none."""
    pattern = rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)"
    new, n = re.subn(pattern, lambda m: m[1] + table + "\n" + m[2], text, flags=re.DOTALL)
    if n != 1:
        raise ValueError(f"README.md has no single place for the table {name!r}")
    return new


def main() -> None:
    text = README.read_text(encoding="utf-8")
    for name, table in (("drill", drill_table()),):
        text = replaced(text, name, table)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
