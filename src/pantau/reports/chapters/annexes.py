"""Lampiran: the survey's chapter, evidence filed, quotes, definitions, provenance."""

from __future__ import annotations

from collections.abc import Iterator

from pantau.domain.taxonomy import FEEDBACK_BY_ID, FEEDBACK_TYPES, MODE_TITLES, SENTIMENT_TITLES
from pantau.reports.document import Block, Column, Heading, Paragraph, Quote, Table
from pantau.reports.facts import EvidenceFact, Provenance, QuarterFacts, QuoteFact
from pantau.reports.skm import SkmResult
from pantau.texts import common, report
from pantau.texts import report_chapters as words
from pantau.texts.report_definitions import FEEDBACK_DEFINITIONS, SENTIMENT_DEFINITIONS


def survey(skm: SkmResult) -> Iterator[Block]:
    """A chapter of its own: a questionnaire's result is never mixed with reviews."""
    yield Heading(1, words.SURVEY, starts_page=True)
    yield Paragraph(words.SURVEY_INTRO)
    yield Paragraph(
        f"IKM {common.number(skm.ikm, 2)}, mutu {skm.band} ({report.SKM_BANDS[skm.band]}), dari "
        f"n = {common.number(skm.n)} responden, bobot {report.weight(skm.weight)} tiap unsur."
    )
    yield Table(
        f"Nilai tiap unsur (n = {common.number(skm.n)} responden)",
        (
            Column("Unsur", 3.4),
            Column("Rata-rata", 1, is_number=True),
            Column("Tertimbang", 1, is_number=True),
            Column("Nilai konversi", 1.2, is_number=True),
            Column("Mutu", 0.7),
        ),
        tuple(
            (
                report.SKM_ELEMENTS[e.id],
                common.number(e.mean, 3),
                common.number(e.weighted, 3),
                common.number(e.converted, 2),
                e.band,
            )
            for e in skm.elements
        ),
        "Nilai dibulatkan dua desimal sebelum ditetapkan mutunya. Mutu: D 25,00–64,99; C 65,00–76,60; "
        "B 76,61–88,30; A 88,31–100.",
    )
    if skm.groups:
        yield Table(
            "IKM menurut kelompok responden",
            (
                Column("Kelompok", 2),
                Column("Isi", 2),
                Column("n", 0.8, is_number=True),
                Column("IKM", 1, is_number=True),
                Column("Mutu", 0.7),
            ),
            tuple(
                (g.column, g.value, common.number(g.n), common.number(g.ikm, 2), g.band)
                for g in skm.groups
            ),
            f"Kelompok dengan kurang dari lima responden tidak ditampilkan ({skm.n_hidden_groups}).",
        )


def annexes(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(1, words.ANNEXES, starts_page=True)
    yield Heading(2, "Lampiran 1. Kutipan")
    yield Paragraph(words.QUOTE_RULE, "note")
    yield from _quotes(facts.quotes)
    yield Heading(2, "Lampiran 2. Bukti menurut unsur SKM dan kategori Pemdi")
    yield Paragraph(words.EVIDENCE)
    yield _evidence(
        "Teks menurut unsur SKM (bukti, bukan nilai)",
        [(report.SKM_ELEMENTS[e.id], e) for e in facts.skm_evidence],
    )
    yield _evidence(
        "Teks menurut kategori Pemdi aspek 9 (bukti, bukan nilai)",
        [(report.PEMDI_CATEGORIES[e.id], e) for e in facts.pemdi_evidence],
    )
    yield Heading(2, "Lampiran 3. Definisi label")
    yield from _definitions()
    yield Heading(2, "Lampiran 4. Asal-usul angka")
    yield Paragraph(words.PROVENANCE)
    yield _provenance(facts.provenance)


def _quotes(quotes: tuple[QuoteFact, ...]) -> Iterator[Block]:
    if not quotes:
        yield Paragraph("Tidak ada kutipan yang memenuhi aturan.")
    shown = ""
    for quote in sorted(quotes, key=lambda q: list(FEEDBACK_BY_ID).index(q.type)):
        if quote.type != shown:
            yield Heading(3, FEEDBACK_BY_ID[quote.type].title)
            shown = quote.type
        source = f"{common.source_title(quote.source)}, {report.month_of(quote.month)}"
        yield Quote(quote.text, f"{source}, {report.stars(quote.rating)}")


def _evidence(caption: str, rows: list[tuple[str, EvidenceFact]]) -> Table:
    return Table(
        caption,
        (
            Column("Unsur atau kategori", 4),
            Column("Teks", 1, is_number=True),
            Column("Negatif", 1, is_number=True),
            Column("Positif", 1, is_number=True),
        ),
        tuple(
            (title, common.number(e.n), common.number(e.n_negative), common.number(e.n_positive))
            for title, e in rows
        ),
    )


def _definitions() -> Iterator[Block]:
    yield Table(
        "Jenis umpan balik",
        (Column("Jenis", 1.6), Column("Moda", 1.7), Column("Arti", 4.2)),
        tuple((t.title, MODE_TITLES[t.mode], FEEDBACK_DEFINITIONS[t.id]) for t in FEEDBACK_TYPES),
        holds_figures=False,
    )
    yield Table(
        "Sentimen",
        (Column("Sentimen", 1.2), Column("Arti", 6)),
        tuple((title, SENTIMENT_DEFINITIONS[s]) for s, title in SENTIMENT_TITLES.items()),
        holds_figures=False,
    )


def _provenance(fact: Provenance) -> Table:
    models = "; ".join(
        f"{report.model_name(m.name, m.version)} (kodebuk {m.codebook_version}), "
        f"{common.number(m.n)} teks"
        for m in fact.models
    )
    return Table(
        "Asal-usul angka",
        (Column("Hal", 2), Column("Isi", 5)),
        (
            ("Potret data", fact.snapshot),
            ("Data sebagaimana diketahui pada", report.moment_of(fact.known_at)),
            ("Versi Pantau", fact.code_version),
            ("Versi kodebuk", fact.codebook_version),
            ("Model", models or common.NOTHING),
            ("Sidik pengaturan", fact.config_hash),
            ("Sidik daftar topik", fact.topics_hash),
        ),
        holds_figures=False,
    )
