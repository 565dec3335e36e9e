"""Survei Kepuasan Masyarakat by Permen PANRB 14/2017, from a survey's CSV file.

IKM = sum over the nine elements of (mean × weight) × 25. Published sheets weigh with 1/9, 0.111 or
0.11, which give 91.48, 91.38 and 90.56 for the same answers, so the weight is named with the
result. The value is rounded to two decimals before it is banded. Elements are known by name, never
by position: some sheets swap the last two. Nothing here touches the review index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from pantau.errors import InputError
from pantau.reports.skm_file import ELEMENTS, Answer, read_answers

WEIGHTS = {"1/9": Fraction(1, 9), "0.111": Fraction(111, 1000), "0.11": Fraction(11, 100)}
DEFAULT_WEIGHT = "1/9"
# Lower bounds of the bands, in hundredths, and their letters.
_BANDS = ((8831, "A"), (7661, "B"), (6500, "C"), (2500, "D"))
# A group with fewer answers than this would show single people.
MIN_GROUP = 5


@dataclass(frozen=True, slots=True)
class ElementResult:
    """`total` is the sum of all answers; `mean` is 1 to 4, `weighted` mean × weight, both with three
    decimals; `converted` is mean × 25 with two, and `band` its letter."""

    id: str
    total: int
    mean: float
    weighted: float
    converted: float
    band: str


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One group of respondents; `totals` in the order of the elements. Small groups are left out."""

    column: str
    value: str
    n: int
    totals: tuple[int, ...]
    ikm: float
    band: str


@dataclass(frozen=True, slots=True)
class SkmResult:
    """`ikm` has two decimals, as banded."""

    n: int
    weight: str
    elements: tuple[ElementResult, ...]
    ikm: float
    band: str
    groups: tuple[GroupResult, ...]
    n_hidden_groups: int


def compute(path: Path, *, weight: str = DEFAULT_WEIGHT) -> SkmResult:
    """Raises `InputError` naming line and column of every fault of the file."""
    if weight not in WEIGHTS:
        raise InputError(f"no such SKM weight {weight!r}; choose one of {', '.join(WEIGHTS)}")
    answers = read_answers(path)
    return from_totals(len(answers), _totals(answers), _groups(answers), weight)


def from_totals(
    n: int,
    totals: Sequence[int],
    groups: Mapping[tuple[str, str], tuple[int, Sequence[int]]],
    weight: str,
    n_hidden_before: int = 0,
) -> SkmResult:
    """From the sums of answers per element; `groups` maps (column, value) to n and sums."""
    ikm = _ikm(n, totals, weight)
    shown = {key: found for key, found in groups.items() if key in _shown(groups)}
    return SkmResult(
        n=n,
        weight=weight,
        elements=tuple(_element(i, n, total, weight) for i, total in enumerate(totals)),
        ikm=float(ikm),
        band=band_of(ikm),
        groups=tuple(_group(*key, *found, weight) for key, found in sorted(shown.items())),
        n_hidden_groups=n_hidden_before + len(groups) - len(shown),
    )


def again(recorded: Mapping[str, Any]) -> SkmResult:
    """Recomputed from the sums that a report's facts hold, without the survey's file."""
    groups = {(g["column"], g["value"]): (g["n"], g["totals"]) for g in recorded["groups"]}
    totals = [element["total"] for element in recorded["elements"]]
    hidden = recorded["n_hidden_groups"]
    return from_totals(recorded["n"], totals, groups, recorded["weight"], hidden)


def band_of(ikm: Decimal) -> str:
    """The letter of a value that has been rounded to two decimals.

    Under the weights 0.11 and 0.111 the worst sheet falls short of 25.00; it is D as well.
    """
    hundredths = int(ikm * 100)
    return next((letter for low, letter in _BANDS if hundredths >= low), "D")


def _totals(answers: Sequence[Answer]) -> list[int]:
    return [sum(a.scores[i] for a in answers) for i in range(len(ELEMENTS))]


def _groups(answers: Sequence[Answer]) -> dict[tuple[str, str], tuple[int, list[int]]]:
    found: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        for key in answer.groups:
            found.setdefault(key, []).append(answer)
    return {key: (len(members), _totals(members)) for key, members in found.items()}


def _shown(groups: Mapping[tuple[str, str], tuple[int, Sequence[int]]]) -> set[tuple[str, str]]:
    """Groups of five or more. Where those left out of a column add up to less than five, they could
    be had by subtraction from the whole: then the smallest shown one is left out as well."""
    shown = {key for key, (n, _) in groups.items() if n >= MIN_GROUP}
    for column in {column for column, _ in groups}:
        here = [key for key in groups if key[0] == column]
        n_hidden = sum(groups[key][0] for key in here if key not in shown)
        standing = sorted((groups[key][0], key) for key in here if key in shown)
        if 0 < n_hidden < MIN_GROUP and standing:
            shown.discard(standing[0][1])
    return shown


def _group(column: str, value: str, n: int, totals: Sequence[int], weight: str) -> GroupResult:
    ikm = _ikm(n, totals, weight)
    return GroupResult(column, value, n, tuple(totals), float(ikm), band_of(ikm))


def _element(index: int, n: int, total: int, weight: str) -> ElementResult:
    mean = Fraction(total, n)
    converted = _rounded(mean * 25, 2)
    return ElementResult(
        id=ELEMENTS[index],
        total=total,
        mean=float(_rounded(mean, 3)),
        weighted=float(_rounded(mean * WEIGHTS[weight], 3)),
        converted=float(converted),
        band=band_of(converted),
    )


def _ikm(n: int, totals: Sequence[int], weight: str) -> Decimal:
    return _rounded(Fraction(sum(totals), n) * WEIGHTS[weight] * 25, 2)


def _rounded(value: Fraction, decimals: int) -> Decimal:
    """Half up on the exact fraction: binary floats would decide 88.305 by chance."""
    scaled = value * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole).scaleb(-decimals)
