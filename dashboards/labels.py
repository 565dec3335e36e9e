"""Where the names of dots go so that they don't cover one another. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]
_MOST = 12
# In shares of the axes: a name is about this high, and this wide on a phone.
_HEIGHT, _WIDTH = 0.06, 0.6


def placed(rows: Sequence[Row]) -> list[Row]:
    """Adds `label`, `side` and `label_y` to rows with `title`, `share` and `negative`.

    The twelve most frequent get a name, the rest keep their tooltip. A name that would lie on another
    moves down a line, or up where there is no room below.
    """
    widest = max((r["share"] for r in rows), default=0) or 1
    done: list[Row] = []
    for position, row in enumerate(sorted(rows, key=lambda r: -r["share"])):
        side = "left" if row["share"] > widest / 2 else "right"
        label = row["title"] if position < _MOST else ""
        named = row | {"label": label, "side": side}
        done.append(named | {"label_y": _free(named, done, widest)})
    return done


def _free(row: Row, done: Sequence[Row], widest: float) -> float:
    near = [d["label_y"] for d in done if d["label"] and _share_width(row, d, widest)]
    start: float = row["negative"]
    steps = [start - i * _HEIGHT for i in range(8)] + [start + i * _HEIGHT for i in range(1, 8)]
    free = (y for y in steps if 0 <= y <= 1.03 and all(abs(y - n) >= _HEIGHT for n in near))
    return next(free, start)


def _share_width(one: Row, other: Row, widest: float) -> bool:
    """Whether two names, each on its side of its dot, reach over a common stretch."""
    (a, b), (c, d) = (_reach(row, widest) for row in (one, other))
    return a < d and c < b


def _reach(row: Row, widest: float) -> tuple[float, float]:
    width, at = _WIDTH * widest, float(row["share"])
    return (at - width, at) if row["side"] == "left" else (at, at + width)
