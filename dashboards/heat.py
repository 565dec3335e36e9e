"""Counts by row and period as a table whose cells are shaded: readable, printable, speakable."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.layout import esc
from pantau.texts import common


def table(corner: str, headers: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Shading is within the row, so that a rare topic's course shows too."""
    head = "".join(f'<th scope="col">{esc(h)}</th>' for h in headers)
    body = "".join(_row(name, counts) for name, counts in rows)
    return (
        f'<div class="p-scroll"><table class="p-heat"><thead><tr><th scope="col">{esc(corner)}</th>'
        f"{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(name: str, counts: Sequence[int]) -> str:
    top = max([1, *counts])
    cells = "".join(_cell(count, top) for count in counts)
    return f'<tr><th scope="row">{esc(name)}</th>{cells}</tr>'


def _cell(count: int, top: int) -> str:
    strength = round(45 * count / top)
    style = f"background:color-mix(in srgb, var(--p-accent) {strength}%, transparent)"
    return f'<td style="{style}">{common.number(count) if count else common.DASH}</td>'
