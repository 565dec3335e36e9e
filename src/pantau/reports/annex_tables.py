"""The data annex: every figure of the report as tables with typed cells, and what each column means.

XLSX and CSV are written from these; names are plain ids, for they are read by machines too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pantau.domain.taxonomy import FEEDBACK_BY_ID, MODE_TITLES, SENTIMENT_TITLES, Mode, Sentiment
from pantau.reports.facts import PeriodFigures, ProblemFact, QuarterFacts
from pantau.reports.figures import ChangeFact, Compared, IndexFact, MeanFact, ShareFact
from pantau.texts import report
from pantau.texts.report_dictionary import COLUMNS, TABLES

Cell: TypeAlias = str | int | float | None


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """`id` is the sheet's and file's name; each column is described in the data dictionary."""

    id: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def title(self) -> str:
        return TABLES[self.id]


Row: TypeAlias = dict[str, Cell]


def annex_tables(facts: QuarterFacts) -> list[AnnexTable]:
    """In reading order; a table without rows keeps its head."""
    return [_table(name, make(facts)) for name, make in _MAKERS.items()]


def dictionary(tables: Sequence[AnnexTable]) -> AnnexTable:
    """What each column of each table means."""
    rows = tuple(
        (table.id, table.title, column, COLUMNS[column])
        for table in tables
        for column in table.columns
    )
    return AnnexTable("kamus", ("tabel", "judul_tabel", "kolom", "arti"), rows)


def _table(name: str, rows: Sequence[Row]) -> AnnexTable:
    columns = tuple(rows[0]) if rows else _EMPTY[name]
    return AnnexTable(name, columns, tuple(tuple(row.values()) for row in rows))


def _share(fact: ShareFact, prefix: str = "") -> Row:
    return {
        f"{prefix}jumlah": fact.n_hits,
        f"{prefix}n": fact.n,
        f"{prefix}bagian": fact.share,
        f"{prefix}bawah": fact.low,
        f"{prefix}atas": fact.high,
    }


def _mean(fact: MeanFact) -> Row:
    return {
        "bintang_n": fact.n,
        "bintang_rata": fact.mean,
        "bintang_bawah": fact.low,
        "bintang_atas": fact.high,
    }


def _index(fact: IndexFact) -> Row:
    return {
        "iiu_n": fact.n,
        "iiu": fact.value,
        "iiu_bawah": fact.low,
        "iiu_atas": fact.high,
        "iiu_alasan": report.INDEX_REASONS.get(fact.reason, ""),
    }


def _change(fact: ChangeFact, prefix: str) -> Row:
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


def _compared(fact: Compared) -> Row:
    return {**_change(fact.previous, "lalu_"), **_change(fact.year_ago, "tahun_")}


def _main(facts: QuarterFacts) -> list[Row]:
    """The headline figures, each with its base, interval and both comparisons."""
    stars, index, modes, replies = facts.stars, facts.index, facts.modes, facts.responses

    def row(name: str, value: Cell, n: int, low: Cell, high: Cell, change: Compared) -> Row:
        head: Row = {"angka": name, "nilai": value, "n": n, "bawah": low, "atas": high}
        return {**head, **_compared(change)}

    def of_share(name: str, fact: ShareFact, change: Compared) -> Row:
        return row(name, fact.share, fact.n, fact.low, fact.high, change)

    return [
        row("ulasan", facts.volume.n_mentions, facts.volume.n_mentions, None, None, facts.volume.change),
        row("iiu", index.now.value, index.now.n, index.now.low, index.now.high, index.change),
        row("bintang_rata", stars.mean.mean, stars.mean.n, stars.mean.low, stars.mean.high, stars.change),
        of_share("dijawab", replies.answered, replies.change),
        of_share("melampaui_umpan_balik", modes.beyond, modes.change),
    ]  # fmt: skip


def _sources(facts: QuarterFacts) -> list[Row]:
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


def _coverage(facts: QuarterFacts) -> list[Row]:
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


def _periods(rows: Sequence[PeriodFigures]) -> list[Row]:
    return [
        {
            "masa": p.period,
            "jumlah": p.n,
            "teks": p.n_texts,
            **_mean(p.stars),
            **_index(p.index),
            **_share(p.negative, "negatif_"),
            **_share(p.positive, "positif_"),
        }
        for p in rows
    ]


def _histogram(facts: QuarterFacts) -> list[Row]:
    return [
        {"bintang": stars, "jumlah": n} for stars, n in enumerate(facts.stars.histogram, start=1)
    ]


def _store_pages(facts: QuarterFacts) -> list[Row]:
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


def _sentiment(facts: QuarterFacts) -> list[Row]:
    return [
        {"id": s.id, "judul": SENTIMENT_TITLES[Sentiment(s.id)], **_share(s.share), **_compared(s.change)}
        for s in facts.sentiment
    ]  # fmt: skip


def _feedback(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "id": f.id,
            "judul": FEEDBACK_BY_ID[f.id].title,
            **_share(f.any),
            **_share(f.primary, "utama_"),
            **_compared(f.change),
        }
        for f in facts.feedback
    ]


def _topics(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "id": t.id,
            "judul": t.title,
            "pengampu": t.owner,
            **_share(t.share),
            **_share(t.negative, "negatif_"),
            **_compared(t.change),
        }
        for t in facts.topics
    ]


def _problems(rows: Sequence[ProblemFact]) -> list[Row]:
    return [
        {
            "id": p.id,
            "judul": p.title,
            "pengampu": p.owner,
            **_share(p.share),
            "bulan": p.n_months,
            **_compared(p.change),
        }
        for p in rows
    ]


def _clocks(facts: QuarterFacts) -> list[Row]:
    return [
        {"batas_hari": c.n_days, **_share(c.share), **_compared(c.change)}
        for c in facts.responses.clocks
    ]


def _versions(facts: QuarterFacts) -> list[Row]:
    return [
        {"versi": v.version, "jumlah": v.n, **_mean(v.stars), **_share(v.negative, "negatif_")}
        for v in facts.versions
    ]


def _releases(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "versi": r.version,
            "terbit": r.seen_on,
            "hari": r.n_days,
            **_share(r.negative_before, "sebelum_"),
            **_share(r.negative_after, "sesudah_"),
            **_change(r.change, "rilis_"),
        }
        for r in facts.releases
    ]


def _modes(facts: QuarterFacts) -> list[Row]:
    return [
        {"id": m.id, "judul": MODE_TITLES[Mode(m.id)], **_share(m.share), **_compared(m.change)}
        for m in facts.modes.modes
    ]


def _peers(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "aplikasi": p.app_id,
            "judul": p.name,
            **_mean(p.stars),
            **_share(p.negative, "negatif_"),
            **_change(p.difference, "beda_"),
        }
        for p in facts.peers
    ]


def _restated(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "triwulan": r.quarter,
            "angka": r.figure,
            "waktu_ditutup": r.then,
            "sekarang": r.now,
            "n_waktu_ditutup": r.n_then,
            "n_sekarang": r.n_now,
        }
        for r in facts.restated
    ]


def _evidence(facts: QuarterFacts) -> list[Row]:
    groups = (("SKM", facts.skm_evidence), ("Pemdi", facts.pemdi_evidence))
    return [
        {
            "kerangka": frame,
            "id": e.id,
            "jumlah": e.n,
            "negatif": e.n_negative,
            "positif": e.n_positive,
        }
        for frame, rows in groups
        for e in rows
    ]


def _plan(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "id": row.problem.id,
            "judul": row.problem.title,
            "pengampu": row.problem.owner,
            **_share(row.problem.share),
            "alasan": report.PLAN_REASONS[row.reason],
        }
        for row in facts.plan
    ]


def _quotes(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "id": q.type,
            "bulan_kutipan": q.month,
            "bintang": q.rating,
            "sumber": q.source,
            "sentimen": q.sentiment,
            "teks_kutipan": q.text,
        }
        for q in facts.quotes
    ]


def _agreement(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "pasangan": a.pair,
            "n": a.n,
            "kappa_sentimen": a.sentiment_kappa,
            "kappa_jenis_utama": a.primary_kappa,
        }
        for a in facts.agreement
    ]


def _score_card(facts: QuarterFacts) -> list[Row]:
    return [
        {"sumbu": s.axis, "id": s.label, "f1": s.f1, "kappa": s.kappa, "n": s.support}
        for s in facts.score_card
    ]


def _events(facts: QuarterFacts) -> list[Row]:
    return [{"mulai": e.first_on, "sampai": e.last_on, "judul": e.title} for e in facts.events]


def _provenance(facts: QuarterFacts) -> list[Row]:
    p = facts.provenance
    pairs: Iterator[tuple[str, Any]] = iter((
        ("triwulan", facts.quarter),
        ("potret_data", p.snapshot),
        ("diketahui_pada", p.known_at),
        ("versi_pantau", p.code_version),
        ("versi_kodebuk", p.codebook_version),
        ("sidik_pengaturan", p.config_hash),
        ("sidik_topik", p.topics_hash),
        ("belum_lengkap", ",".join(facts.completeness.reasons)),
        *((f"model_{m.name}", f"{m.version}; n={m.n}") for m in p.models),
    ))  # fmt: skip
    return [{"hal": name, "isi": value} for name, value in pairs]


def _survey(facts: QuarterFacts) -> list[Row]:
    if facts.skm is None:
        return []
    skm = facts.skm
    total: Row = {"id": "IKM", "n": skm.n, "rata": None, "tertimbang": None,
                  "konversi": skm.ikm, "mutu": skm.band}  # fmt: skip
    elements: list[Row] = [
        {
            "id": e.id,
            "n": skm.n,
            "rata": e.mean,
            "tertimbang": e.weighted,
            "konversi": e.converted,
            "mutu": e.band,
        }
        for e in skm.elements
    ]
    return [*elements, total]


_MAKERS: dict[str, Callable[[QuarterFacts], list[Row]]] = {
    "utama": _main,
    "sumber": _sources,
    "cakupan": _coverage,
    "bulan": lambda facts: _periods(facts.volume.months),
    "triwulan": lambda facts: _periods(facts.volume.quarters),
    "bintang": _histogram,
    "toko": _store_pages,
    "sentimen": _sentiment,
    "umpan_balik": _feedback,
    "topik": _topics,
    "masalah": lambda facts: _problems(facts.problems),
    "masalah_lalu": lambda facts: _problems(facts.last_problems),
    "jawaban": _clocks,
    "versi": _versions,
    "rilis": _releases,
    "moda": _modes,
    "pembanding": _peers,
    "perubahan": _restated,
    "bukti": _evidence,
    "rencana": _plan,
    "kutipan": _quotes,
    "kartu_nilai": _score_card,
    "kesepakatan": _agreement,
    "peristiwa": _events,
    "skm": _survey,
    "asal_usul": _provenance,
}
_EMPTY: dict[str, tuple[str, ...]] = dict.fromkeys(_MAKERS, ("id",))
