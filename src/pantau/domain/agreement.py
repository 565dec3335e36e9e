"""How far coders agree beyond chance. `None` where nothing could disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Final

# Below this a label is reported as unreliable wherever it is shown (codebook, "Agreement").
LEAST_KAPPA: Final = 0.6


def cohens_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Two coders, the same items in the same order (Cohen 1960)."""
    if len(first) != len(second):
        raise ValueError(f"one coder has {len(first)} items, the other {len(second)}")
    n = len(first)
    if n == 0:
        return None
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    mine, theirs = Counter(first), Counter(second)
    expected = sum(mine[c] * theirs[c] for c in mine) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorffs_alpha(units: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Nominal alpha; `units[i]` holds each coder's code of item i, `None` where one gave none.

    Krippendorff, Content Analysis, 4th ed., section 12.3.
    """
    coded = [[c for c in unit if c is not None] for unit in units]
    pairable = [Counter(unit) for unit in coded if len(unit) >= 2]
    totals: Counter[Hashable] = Counter()
    for counts in pairable:
        totals.update(counts)
    n = totals.total()
    expected = n * n - sum(k * k for k in totals.values())
    if expected == 0:
        return None
    observed = sum(_disagreement(counts) for counts in pairable)
    return 1 - (n - 1) * observed / expected


def _disagreement(counts: Counter[Hashable]) -> float:
    """Unlike pairs within one item, each code weighing the same whatever the number of coders."""
    m = counts.total()
    return (m * m - sum(k * k for k in counts.values())) / (m - 1)
