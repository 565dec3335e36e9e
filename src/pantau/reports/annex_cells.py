"""How each kind of figure spreads over the columns of the data annex."""

from __future__ import annotations

from typing import TypeAlias

from pantau.reports.figures import ChangeFact, Compared, IndexFact, MeanFact, ShareFact
from pantau.texts import report

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Cell]


def share(fact: ShareFact, prefix: str = "") -> Row:
    return {
        f"{prefix}jumlah": fact.n_hits,
        f"{prefix}n": fact.n,
        f"{prefix}bagian": fact.share,
        f"{prefix}bawah": fact.low,
        f"{prefix}atas": fact.high,
    }


def mean(fact: MeanFact) -> Row:
    return {
        "bintang_n": fact.n,
        "bintang_rata": fact.mean,
        "bintang_bawah": fact.low,
        "bintang_atas": fact.high,
    }


def index(fact: IndexFact) -> Row:
    return {
        "iiu_n": fact.n,
        "iiu": fact.value,
        "iiu_bawah": fact.low,
        "iiu_atas": fact.high,
        "iiu_alasan": report.INDEX_REASONS.get(fact.reason, ""),
    }


def change(fact: ChangeFact, prefix: str) -> Row:
    return {
        f"{prefix}pembanding": fact.against,
        f"{prefix}n_dulu": fact.n_then,
        f"{prefix}dulu": fact.then,
        f"{prefix}selisih": fact.difference,
        f"{prefix}uji": fact.test,
        f"{prefix}p": fact.p,
        f"{prefix}q": fact.q,
        f"{prefix}kesimpulan": report.verdict_of_change(fact),
    }


def compared(fact: Compared) -> Row:
    return {**change(fact.previous, "lalu_"), **change(fact.year_ago, "tahun_")}
