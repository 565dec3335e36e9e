"""Writes the tables of README.md anew: `python -m benchmarks.readme`, or `make readme`.

Each table stands between `<!-- begin NAME -->` and `<!-- end NAME -->` and is made here by running what it
shows, so that no figure in the README is typed by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pantau.demo.drill import drill
from pantau.resources import model_dir

README = Path(__file__).resolve().parent.parent / "README.md"


def drill_table() -> str:
    """Every known fault of Google Play, as `pantau doctor --drill` plays it."""
    rows = [(d.fault, d.verdict, d.exit_code, d.healed, d.n_lost, d.n_doubled) for d in drill()]
    head = ("fault", "verdict", "exit code", "next night", "rows lost", "rows doubled")
    return _table(head, rows)


def scores_table() -> str:
    """Both tiers and the base lines on apps not seen in training, from the score cards (`make evaluate`)."""
    fast = json.loads((model_dir() / "scorecard.json").read_text(encoding="utf-8"))
    accurate = json.loads((model_dir() / "accurate" / "scorecard.json").read_text(encoding="utf-8"))
    rows = [
        _scores(f"base line: {name.replace('_', ' ')}", "each app in turn", figures)
        for name, figures in fast["base_lines"].items()
    ]
    rows.append(_scores("fast tier", "each app in turn", fast["unseen_apps"]["summary"]))
    malay = fast["synthetic_by_variety"]["pontianak_malay"]
    rows.append(_scores("fast tier", "our own texts in Pontianak Malay", malay))
    for part, figures in accurate["parts"].items():
        apps = "IKD and M-Pajak" if part == "all" else part
        rows.append(_scores("linear model of the accurate tier", apps, figures["linear"]))
        rows.append(_scores("accurate tier", apps, figures["accurate"]))
    head = (
        "",
        "apps never seen",
        "n",
        "sentiment macro",
        "feedback micro",
        "mean of types",
        "primary type",
    )
    return _table(head, rows)


def _scores(name: str, apps: str, figures: Mapping[str, Any]) -> list[str]:
    keys = ("sentiment_macro_f1", "feedback_micro_f1", "feedback_mean_f1", "primary_accuracy")
    return [name, apps, f"{figures['n']:,}", *(_hundred(figures[key]) for key in keys)]


def _hundred(value: Any) -> str:
    """A share × 100, with its interval where the card has one."""
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        return f"{value['value'] * 100:.1f} ({value['low'] * 100:.1f} to {value['high'] * 100:.1f})"
    return f"{value * 100:.1f}"


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
    for name, table in (("scores", scores_table()), ("drill", drill_table())):
        text = replaced(text, name, table)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
