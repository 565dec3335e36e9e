"""Rows of the data annex: volume, stars, labels, topics and problems."""

from __future__ import annotations

from collections.abc import Sequence

from pantau.domain.taxonomy import FEEDBACK_BY_ID, SENTIMENT_TITLES, Sentiment
from pantau.reports import annex_cells as cells
from pantau.reports.annex_cells import Cell, Row
from pantau.reports.facts import PeriodFigures, ProblemFact, QuarterFacts
from pantau.reports.figures import Compared, ShareFact


def main(facts: QuarterFacts) -> list[Row]:
    """The headline figures, each with its base, interval and both comparisons."""
    stars, index, modes, replies = facts.stars, facts.index, facts.modes, facts.responses

    def row(name: str, value: Cell, n: int, low: Cell, high: Cell, change: Compared) -> Row:
        head: Row = {"angka": name, "nilai": value, "n": n, "bawah": low, "atas": high}
        return {**head, **cells.compared(change)}

    def of_share(name: str, fact: ShareFact, change: Compared) -> Row:
        return row(name, fact.share, fact.n, fact.low, fact.high, change)

    return [
        row("ulasan", facts.volume.n_mentions, facts.volume.n_mentions, None, None, facts.volume.change),
        row("iiu", index.now.value, index.now.n, index.now.low, index.now.high, index.change),
        row("bintang_rata", stars.mean.mean, stars.mean.n, stars.mean.low, stars.mean.high, stars.change),
        of_share("dijawab", replies.answered, replies.change),
        of_share("melampaui_umpan_balik", modes.beyond, modes.change),
    ]  # fmt: skip


def sources(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "sumber": s.source,
            "bentuk": s.kind,
            "jumlah": s.n,
            "teks": s.n_texts,
            "jumlah_triwulan_lalu": s.n_previous,
        }
        for s in facts.volume.by_source
    ]


def coverage(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "sumber": c.source,
            "sasaran": c.target,
            "hari": c.n_days,
            "hari_tercakup": c.n_covered,
            "pengambilan": c.n_runs,
            "hasil": "; ".join(f"{v or 'belum_selesai'}={n}" for v, n in c.verdicts),
            "gagal_dibaca": c.n_rejected,
            "terlambat": c.n_late,
            "tidak_tercakup": "; ".join(f"{g.first}..{g.last}" for g in c.gaps),
        }
        for c in facts.coverage
    ]


def periods(rows: Sequence[PeriodFigures]) -> list[Row]:
    return [
        {
            "masa": p.period,
            "jumlah": p.n,
            "teks": p.n_texts,
            **cells.mean(p.stars),
            **cells.index(p.index),
            **cells.share(p.negative, "negatif_"),
            **cells.share(p.positive, "positif_"),
        }
        for p in rows
    ]


def histogram(facts: QuarterFacts) -> list[Row]:
    return [
        {"bintang": stars, "jumlah": n} for stars, n in enumerate(facts.stars.histogram, start=1)
    ]


def store_pages(facts: QuarterFacts) -> list[Row]:
    pages = dict.fromkeys([*facts.stars.store_first, *facts.stars.store_last])
    return [
        {
            "aplikasi": p.app_id,
            "tanggal": p.on,
            "nilai": p.score,
            "penilaian": p.n_ratings,
            **{f"bintang_{i}": p.histogram[i - 1] if p.histogram else None for i in range(1, 6)},
            "pemasangan": p.installs,
            "versi": p.version,
        }
        for p in pages
    ]


def sentiment(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "id": s.id,
            "judul": SENTIMENT_TITLES[Sentiment(s.id)],
            **cells.share(s.share),
            **cells.compared(s.change),
        }
        for s in facts.sentiment
    ]


def feedback(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "id": f.id,
            "judul": FEEDBACK_BY_ID[f.id].title,
            **cells.share(f.any),
            **cells.share(f.primary, "utama_"),
            **cells.compared(f.change),
        }
        for f in facts.feedback
    ]


def topics(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "id": t.id,
            "judul": t.title,
            "pengampu": t.owner,
            **cells.share(t.share),
            **cells.share(t.negative, "negatif_"),
            **cells.compared(t.change),
        }
        for t in facts.topics
    ]


def problems(rows: Sequence[ProblemFact]) -> list[Row]:
    return [
        {
            "id": p.id,
            "judul": p.title,
            "pengampu": p.owner,
            **cells.share(p.share),
            "bulan": p.n_months,
            **cells.compared(p.change),
        }
        for p in rows
    ]
