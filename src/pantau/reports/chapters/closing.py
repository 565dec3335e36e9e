"""IV Analisis and V Kesimpulan dan Rencana Tindak Lanjut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pantau.domain.period import Quarter
from pantau.reports.chapters.opening import disclaimer
from pantau.reports.document import (
    Block,
    Bullets,
    Column,
    Heading,
    Paragraph,
    Signature,
    Table,
)
from pantau.reports.facts import ProblemFact, QuarterFacts, RestatedFact
from pantau.reports.letterhead import Letterhead
from pantau.texts import common, report
from pantau.texts import report_chapters as words

MIN_CELL = 5
_MOST_ROWS = 10
_BLANK_ROWS = 3


def analysis(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(1, words.ANALYSIS)
    yield Heading(2, "A. Masalah berulang")
    yield from _problems(facts)
    yield Heading(2, "B. Kekuatan")
    yield from _strengths(facts)
    yield Heading(2, "C. Dibanding kota lain")
    yield from _peers(facts)
    yield Heading(2, "D. Tindak lanjut triwulan lalu")
    yield from _last_problems(facts)
    yield Heading(2, "E. Perubahan angka")
    yield from _restated(facts)


def _large(problems: Sequence[ProblemFact]) -> list[ProblemFact]:
    return [p for p in problems if p.share.n_hits >= MIN_CELL][:_MOST_ROWS]


def _problems(facts: QuarterFacts) -> Iterator[Block]:
    large = _large(facts.problems)
    if not large:
        yield Paragraph(words.NO_PROBLEMS)
        return
    yield Table(
        f"Topik yang dikeluhkan (n = {common.number(facts.n_coded)} teks)",
        (
            Column("Topik", 2.0),
            Column("Pengampu", 1.6),
            Column("Bagian", 1.6),
            Column("Jumlah", 1.0, is_number=True),
            Column("Muncul pada", 1.0),
            Column(report.AGAINST_PREVIOUS, 2.1),
        ),
        tuple(
            (
                p.title,
                p.owner,
                report.share(p.share),
                common.number(p.share.n_hits),
                f"{p.n_months} dari 3 bulan",
                report.change_in_points(p.change.previous),
            )
            for p in large
        ),
        words.PROBLEM_NOTE,
    )


def _strengths(facts: QuarterFacts) -> Iterator[Block]:
    if not facts.strengths:
        yield Paragraph(words.NO_STRENGTHS)
        return
    yield Bullets(
        tuple(
            f"{s.title}: dipuji dalam {report.hits(s.share)} teks "
            f"({report.share(s.share)}); dibanding triwulan lalu "
            f"{report.change_of_share(s.change.previous)}."
            for s in facts.strengths
        )
    )


def _peers(facts: QuarterFacts) -> Iterator[Block]:
    if not facts.peers:
        yield Paragraph(words.NO_PEERS)
        return
    yield Table(
        "Bagian teks negatif dan rata-rata bintang aplikasi pembanding",
        (
            Column("Aplikasi", 2.0),
            Column("Teks negatif", 2.2),
            Column("Rata-rata bintang", 2.0),
            Column(f"{facts.app_name} terhadap aplikasi ini (poin persen)", 2.4),
        ),
        tuple(
            (
                p.name,
                report.share_with_n(p.negative),
                report.mean(p.stars),
                report.change_in_points(p.difference),
            )
            for p in facts.peers
        ),
        words.PEER_NOTE.format(app=facts.app_name),
    )


def _last_problems(facts: QuarterFacts) -> Iterator[Block]:
    large = _large(facts.last_problems)
    if not large:
        yield Paragraph(words.NO_LAST_PROBLEMS)
        return
    now = {p.id: p for p in facts.problems}
    yield Paragraph(words.FOLLOW_UP)
    yield Table(
        "Masalah triwulan lalu dan keadaannya sekarang",
        (
            Column("Topik", 2.0),
            Column("Triwulan lalu", 1.9),
            Column("Triwulan ini", 1.9),
            Column(report.DIFFERENCE, 1.8),
            Column("Tindakan yang sudah dilakukan", 2.0),
        ),
        tuple(
            (
                p.title,
                report.share_with_n(p.share),
                report.share_with_n(now[p.id].share) if p.id in now else report.none_of(facts.n_coded),
                report.change_in_points(p.change.previous),
                "",
            )
            for p in large
        ),
    )  # fmt: skip


def _restated(facts: QuarterFacts) -> Iterator[Block]:
    if not facts.restated:
        yield Paragraph(words.NOT_RESTATED)
        return
    yield Paragraph(words.RESTATED)
    yield Table(
        "Angka yang berubah sejak triwulan ditutup",
        (
            Column("Triwulan", 1.6),
            Column("Angka", 1.8),
            Column("Waktu ditutup", 1.6, is_number=True),
            Column("Sekarang", 1.6, is_number=True),
        ),
        tuple(_restated_row(r) for r in facts.restated),
    )
    yield disclaimer()


def _restated_row(fact: RestatedFact) -> tuple[str, ...]:
    return (
        report.short_quarter(Quarter.parse(fact.quarter)),
        report.FIGURE_TITLES[fact.figure],
        report.figure(fact.figure, fact.then, fact.n_then),
        report.figure(fact.figure, fact.now, fact.n_now),
    )


def conclusion(facts: QuarterFacts, head: Letterhead) -> Iterator[Block]:
    yield Heading(1, words.CONCLUSION, starts_page=True)
    yield Heading(2, "A. Kesimpulan")
    yield Bullets(tuple(_conclusions(facts)))
    yield disclaimer()
    yield Heading(2, "B. Rencana Tindak Lanjut")
    yield Paragraph(words.PLAN_INTRO if facts.plan else words.NO_PLAN)
    yield Table(
        "Rencana Tindak Lanjut",
        (
            Column("No.", 0.55, is_number=True),
            Column("Masalah dan bukti", 3.0),
            Column("Tindakan", 2.0),
            Column("Penanggung jawab (usulan)", 1.7),
            Column("Target", 1.2),
        ),
        tuple(_plan_rows(facts)),
        is_form=True,
        holds_figures=False,
    )
    yield Signature(
        f"{head.place}, {report.BLANK_DATE}",
        head.signer_title,
        head.signer_name or report.BLANK_NAME,
        head.signer_rank,
        head.signer_nip or report.BLANK_NAME,
        is_named=bool(head.signer_name),
    )


def _conclusions(facts: QuarterFacts) -> Iterator[str]:
    yield words.index(facts)
    yield words.stars_short(facts)
    yield words.negative_short(facts)
    yield words.answered_short(facts)
    yield report.READINGS[facts.modes.reading]


def _plan_rows(facts: QuarterFacts) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(facts.plan, start=1):
        evidence = (
            f"{row.problem.title}: {report.hits(row.problem.share)} teks "
            f"({report.share(row.problem.share)}), {report.PLAN_REASONS[row.reason]}"
        )
        yield (str(number), evidence, "", row.problem.owner, "")
    for number in range(len(facts.plan) + 1, len(facts.plan) + 1 + _BLANK_ROWS):
        yield (str(number), "", "", "", "")
