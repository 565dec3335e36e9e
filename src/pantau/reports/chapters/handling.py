"""III Hasil, G to I: answers, releases, participation."""

from __future__ import annotations

from collections.abc import Iterator

from pantau.domain.taxonomy import (
    MODE_TITLES,
    Mode,
)
from pantau.reports.chapters.columns import CHANGES
from pantau.reports.document import Block, Bullets, Column, Heading, Paragraph, Table
from pantau.reports.facts import QuarterFacts
from pantau.texts import common, report
from pantau.texts import report_chapters as words


def responses(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(2, "G. Jawaban atas ulasan")
    yield Paragraph(words.responses(facts.responses))
    yield Table(
        "Jawaban menurut batas waktu",
        (Column("Batas waktu", 1.2), Column("Dijawab tepat waktu", 2.0), Column("Jumlah", 1.3), *CHANGES),
        tuple(
            (
                f"{c.n_days} hari",
                report.share(c.share),
                report.hits(c.share),
                report.change_in_points(c.change.previous),
                report.change_in_points(c.change.year_ago),
            )
            for c in facts.responses.clocks
        ),
        words.CLOCKS_NOTE,
    )  # fmt: skip


def releases(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(2, "H. Rilis aplikasi")
    if facts.releases:
        yield Table(
            "Bagian teks negatif sebelum dan sesudah rilis",
            (
                Column("Versi", 0.9),
                Column("Terbit", 1.5),
                Column("Hari", 0.6, is_number=True),
                Column("Sebelum", 2.1),
                Column("Sesudah", 2.1),
                Column(report.DIFFERENCE, 2.0),
            ),
            tuple(
                (
                    r.version,
                    report.day_of(r.seen_on),
                    common.number(r.n_days),
                    report.share_with_n(r.negative_before),
                    report.share_with_n(r.negative_after),
                    report.change_in_points(r.change),
                )
                for r in facts.releases
            ),
            words.RELEASES_NOTE,
        )
    else:
        yield Paragraph(words.NO_RELEASES)
    if facts.events:
        yield Paragraph(words.EVENTS)
        yield Bullets(tuple(words.event(e) for e in facts.events))
    if facts.versions:
        yield Table(
            "Ulasan menurut versi yang disebut sumber",
            (
                Column("Versi", 1),
                Column("Jumlah", 1.0, is_number=True),
                Column("Rata-rata bintang", 1.8, is_number=True),
                Column("Negatif", 2.2),
            ),
            tuple(
                (v.version, common.number(v.n), report.mean(v.stars), report.small_cell(v.negative))
                for v in facts.versions
            ),
        )


def modes(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(2, "I. Moda partisipasi (Four Co’s)")
    yield Paragraph(words.participation(facts))
    yield Table(
        f"Moda partisipasi (n = {common.number(facts.n_coded)} teks)",
        (Column("Moda", 2.6), Column("Bagian", 1.6), Column("Jumlah", 1.2), *CHANGES),
        tuple(
            (
                MODE_TITLES[Mode(m.id)],
                report.share(m.share),
                report.hits(m.share),
                report.change_in_points(m.change.previous),
                report.change_in_points(m.change.year_ago),
            )
            for m in facts.modes.modes
        ),
        words.MODES_NOTE,
    )
