"""Rows of the data annex: answers, releases, peers, evidence, method and provenance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pantau.domain.taxonomy import MODE_TITLES, Mode
from pantau.reports import annex_cells as cells
from pantau.reports.annex_cells import Row
from pantau.reports.facts import QuarterFacts
from pantau.texts import report


def clocks(facts: QuarterFacts) -> list[Row]:
    return [
        {"batas_hari": c.n_days, **cells.share(c.share), **cells.compared(c.change)}
        for c in facts.responses.clocks
    ]


def versions(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "versi": v.version,
            "jumlah": v.n,
            **cells.mean(v.stars),
            **cells.share(v.negative, "negatif_"),
        }
        for v in facts.versions
    ]


def releases(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "versi": r.version,
            "terbit": r.seen_on,
            "hari": r.n_days,
            **cells.share(r.negative_before, "sebelum_"),
            **cells.share(r.negative_after, "sesudah_"),
            **cells.change(r.change, "rilis_"),
        }
        for r in facts.releases
    ]


def modes(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "id": m.id,
            "judul": MODE_TITLES[Mode(m.id)],
            **cells.share(m.share),
            **cells.compared(m.change),
        }
        for m in facts.modes.modes
    ]


def peers(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "aplikasi": p.app_id,
            "judul": p.name,
            **cells.mean(p.stars),
            **cells.share(p.negative, "negatif_"),
            **cells.change(p.difference, "beda_"),
        }
        for p in facts.peers
    ]


def restated(facts: QuarterFacts) -> list[Row]:
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


def evidence(facts: QuarterFacts) -> list[Row]:
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


def plan(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "id": row.problem.id,
            "judul": row.problem.title,
            "pengampu": row.problem.owner,
            **cells.share(row.problem.share),
            "alasan": report.PLAN_REASONS[row.reason],
        }
        for row in facts.plan
    ]


def quotes(facts: QuarterFacts) -> list[Row]:
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


def agreement(facts: QuarterFacts) -> list[Row]:
    return [
        {
            "pasangan": a.pair,
            "n": a.n,
            "kappa_sentimen": a.sentiment_kappa,
            "kappa_jenis_utama": a.primary_kappa,
        }
        for a in facts.agreement
    ]


def score_card(facts: QuarterFacts) -> list[Row]:
    return [
        {"sumbu": s.axis, "id": s.label, "f1": s.f1, "kappa": s.kappa, "n": s.support}
        for s in facts.score_card
    ]


def events(facts: QuarterFacts) -> list[Row]:
    return [{"mulai": e.first_on, "sampai": e.last_on, "judul": e.title} for e in facts.events]


def provenance(facts: QuarterFacts) -> list[Row]:
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


def survey(facts: QuarterFacts) -> list[Row]:
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
