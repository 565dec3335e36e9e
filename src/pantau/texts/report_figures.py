"""Axis titles, captions and alt texts of the report's charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pantau.domain.period import Quarter
from pantau.texts import common, report

if TYPE_CHECKING:
    from pantau.reports.facts import PeriodFigures
    from pantau.reports.figures import ShareFact

INDEX_AXIS = "IIU (0–100)"
SHARE_AXIS = "Bagian dari teks"
COUNT_AXIS = "Jumlah ulasan"
INDEX_CAPTION = (
    "Indeks Indikatif Ulasan (IIU) lima triwulan terakhir. Garis tegak: rentang keyakinan 95%."
)
SENTIMENT_CAPTION = "Sentimen teks lima triwulan terakhir; n adalah jumlah teks."
FEEDBACK_ALT = "Jenis umpan balik"
PROBLEM_ALT = "Topik yang dikeluhkan"


def axis_quarter(quarter: Quarter, n: int) -> str:
    """Two lines, split at the bar by the axis."""
    short = common.quarter(quarter).replace("Triwulan", "Tw")
    return f"{short}|n = {common.number(n)}"


def star_row(stars: int) -> str:
    return f"{stars} bintang"


def stars_caption(n: int) -> str:
    return f"Sebaran bintang pada ulasan (n = {common.number(n)})."


def feedback_caption(n: int) -> str:
    return (
        f"Jenis umpan balik (n = {common.number(n)} teks; satu teks dapat memuat beberapa jenis). "
        "Garis mendatar: rentang keyakinan 95%."
    )


def problem_caption(n: int) -> str:
    return (
        "Topik yang paling banyak dikeluhkan (paling banyak delapan), sebagai bagian dari "
        f"n = {common.number(n)} teks. "
        "Garis mendatar: rentang keyakinan 95%."
    )


def alt_index(quarters: Sequence[PeriodFigures]) -> str:
    return "Grafik IIU per triwulan. " + " ".join(
        f"{common.quarter(Quarter.parse(q.period))}: {report.index(q.index)}, "
        f"n = {common.number(q.index.n)}."
        for q in quarters
    )


def alt_stars(histogram: Sequence[int]) -> str:
    n = sum(histogram)
    parts = [f"{i} bintang {common.share(k, n)}" for i, k in enumerate(histogram, start=1)]
    return "Grafik batang sebaran bintang. " + "; ".join(parts) + "."


def alt_sentiment(quarters: Sequence[PeriodFigures]) -> str:
    return "Grafik batang bertumpuk sentimen per triwulan. " + " ".join(
        f"{common.quarter(Quarter.parse(q.period))}: negatif {report.share(q.negative)}, "
        f"positif {report.share(q.positive)}, n = {common.number(q.negative.n)}."
        for q in quarters
    )


def alt_bars(title: str, named: Sequence[tuple[str, ShareFact]]) -> str:
    parts = [f"{name} {report.share(fact)}, {report.hits(fact)} teks" for name, fact in named]
    return f"Grafik batang: {title}. " + "; ".join(parts) + "."
