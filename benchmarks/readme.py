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
    """Both tiers, base lines and a second coder on apps not seen in training, from `make evaluate`."""
    card = json.loads((model_dir() / "scorecard.json").read_text(encoding="utf-8"))
    apps = " and ".join(card["held_out"][:-1])
    rows = [
        _scores(f"base line: {name.replace('_', ' ')}", apps, figures)
        for name, figures in card["base_lines"].items()
    ]
    tiers = {f"{name} tier": card["tiers"][name] for name in ("fast", "accurate")}
    rows += [_scores(name, apps, tier["unseen_apps"]["summary"]) for name, tier in tiers.items()]
    rows.append(_scores("second coder", f"a part of {apps}", card["second_coder"]["summary"]))
    for part, title in (("by_app", "{}"), ("by_variety", "texts written to judge: {}")):
        for group in tiers["accurate tier"][part]:
            named = title.format(group.replace("_", " "))
            rows += [_scores(name, named, tier[part][group]) for name, tier in tiers.items()]
    head = ("", "texts never seen", "n", *_FIGURES.values())
    return _table(head, rows)


_FIGURES = {
    "sentiment_macro_f1": "sentiment macro",
    "feedback_micro_f1": "feedback micro",
    "feedback_mean_f1": "mean of types",
    "primary_accuracy": "primary type",
}


def _scores(name: str, texts: str, figures: Mapping[str, Any]) -> list[str]:
    spans = figures.get("intervals", {})
    shown = [_hundred(figures[key], spans.get(key)) for key in _FIGURES]
    return [name, texts, f"{figures['n']:,}", *shown]


def _hundred(value: float | None, span: Sequence[float] | None) -> str:
    """A share × 100, with its interval where the card has one."""
    if value is None:
        return "–"
    return f"{value * 100:.1f}" + (f" ({span[0] * 100:.1f} to {span[1] * 100:.1f})" if span else "")


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
