"""Survei Kepuasan Masyarakat by Permen PANRB 14/2017, from a survey's CSV file.

IKM = sum over the nine elements of (mean × weight) × 25. Published sheets weigh with 1/9, 0.111 or
0.11, which give 91.48, 91.38 and 90.56 for the same answers, so the weight is named with the
result. The value is rounded to two decimals before it is banded. Elements are known by name, never
by position: some sheets swap the last two. Nothing here touches the review index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

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
    """`mean` is 1 to 4, `weighted` mean × weight, both to be shown with three decimals;
    `band` is that of mean × 25."""

    id: str
    mean: float
    weighted: float
    converted: float
    band: str


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One group of respondents; groups under five are summed as `lainnya`, or left out."""

    column: str
    value: str
    n: int
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
    groups, n_hidden = _groups(answers, weight)
    ikm = _ikm(answers, weight)
    return SkmResult(
        n=len(answers),
        weight=weight,
        elements=tuple(_element(answers, i, weight) for i in range(len(ELEMENTS))),
        ikm=float(ikm),
        band=band_of(ikm),
        groups=groups,
        n_hidden_groups=n_hidden,
    )


def band_of(ikm: Decimal) -> str:
    """The letter of a value that has been rounded to two decimals; under 25 there is none.

    0.11 × 9 is 0.99, so the worst sheet under that weight reaches 24.75: it is D as well.
    """
    hundredths = int(ikm * 100)
    return next((letter for low, letter in _BANDS if hundredths >= low), "D")


def _mean(answers: Sequence[Answer], index: int) -> Fraction:
    return Fraction(sum(a.scores[index] for a in answers), len(answers))


def _element(answers: Sequence[Answer], index: int, weight: str) -> ElementResult:
    mean = _mean(answers, index)
    converted = _rounded(mean * 25, 2)
    return ElementResult(
        id=ELEMENTS[index],
        mean=float(_rounded(mean, 3)),
        weighted=float(_rounded(mean * WEIGHTS[weight], 3)),
        converted=float(converted),
        band=band_of(converted),
    )


def _ikm(answers: Sequence[Answer], weight: str) -> Decimal:
    total = sum((_mean(answers, i) for i in range(len(ELEMENTS))), Fraction())
    return _rounded(total * WEIGHTS[weight] * 25, 2)


def _rounded(value: Fraction, decimals: int) -> Decimal:
    """Half up on the exact fraction: binary floats would decide 88.305 by chance."""
    step = Decimal(1).scaleb(-decimals)
    scaled = value * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return (Decimal(whole) * step).quantize(step, rounding=ROUND_HALF_UP)


def _groups(answers: Sequence[Answer], weight: str) -> tuple[tuple[GroupResult, ...], int]:
    found: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        for column, value in answer.groups:
            found.setdefault((column, value), []).append(answer)
    shown = []
    for (column, value), members in sorted(found.items()):
        if len(members) >= MIN_GROUP:
            ikm = _ikm(members, weight)
            shown.append(GroupResult(column, value, len(members), float(ikm), band_of(ikm)))
    return tuple(shown), len(found) - len(shown)
