"""Summary, I Pendahuluan and II Metode."""

from __future__ import annotations

from collections.abc import Iterator

from pantau.domain.taxonomy import FEEDBACK_BY_ID, SENTIMENT_TITLES, Sentiment
from pantau.domain.verdict import Verdict
from pantau.reports.document import (
    Block,
    Bullets,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
)
from pantau.reports.facts import AgreementFact, CoverageFact, QuarterFacts, ScoreFact
from pantau.texts import common, report
from pantau.texts import report_chapters as words

FIRST_ANSWER_DAYS = 3
_MOST_FINDINGS = 6


def disclaimer() -> Paragraph:
    """Stands beside every index."""
    return Paragraph(common.INDEX_DISCLAIMER, "disclaimer")


def summary(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(1, words.SUMMARY, starts_page=True)
    yield Paragraph(words.scope(facts))
    yield KeyFigures(tuple(_key_figures(facts)))
    yield disclaimer()
    yield Heading(2, "Temuan utama")
    yield Bullets(tuple(_findings(facts)))
    yield Paragraph(words.LIMITS[0] + " " + words.LIMITS[2], "note")


def _key_figures(facts: QuarterFacts) -> Iterator[KeyFigure]:
    volume, stars, index = facts.volume, facts.stars, facts.index
    negative = facts.sentiment[list(Sentiment).index(Sentiment.NEGATIVE)]
    yield KeyFigure(
        "Ulasan dan kiriman warga",
        common.number(volume.n_mentions),
        f"{common.number(volume.n_texts)} berisi teks; "
        f"{report.change_of_count(volume.change.previous)}",
    )
    shown = "tidak ada" if index.now.value is None else common.number(index.now.value, 1)
    yield KeyFigure(
        "Indeks Indikatif Ulasan (0–100)",
        shown,
        f"{report.index(index.now)}; n = {common.number(index.now.n)}; "
        f"{report.change_of_index(index.change.previous)}",
    )
    mean = stars.mean.mean
    yield KeyFigure(
        "Rata-rata bintang",
        "tidak ada" if mean is None else common.number(mean, 2),
        f"{report.mean(stars.mean)}; n = {common.number(stars.mean.n)}; "
        f"{report.change_of_mean(stars.change.previous)}",
    )
    yield KeyFigure(
        "Teks negatif",
        "tidak ada" if negative.share.share is None else common.percent(negative.share.share),
        f"{report.share_with_n(negative.share)}; {report.change_of_share(negative.change.previous)}",
    )
    first = next(c for c in facts.responses.clocks if c.n_days == FIRST_ANSWER_DAYS)
    yield KeyFigure(
        f"Dijawab dalam {FIRST_ANSWER_DAYS} hari",
        "tidak ada" if first.share.share is None else common.percent(first.share.share),
        f"{report.share_with_n(first.share)}; {report.change_of_share(first.change.previous)}",
    )
    beyond = facts.modes.beyond
    yield KeyFigure(
        "Melampaui umpan balik",
        "tidak ada" if beyond.share is None else common.percent(beyond.share),
        report.share_with_n(beyond),
    )


def _findings(facts: QuarterFacts) -> Iterator[str]:
    """What differs significantly from last quarter; where nothing does, that is the finding."""
    changed = list(_changed(facts))
    if changed:
        yield from changed[:_MOST_FINDINGS]
    elif facts.index.change.previous.n_then or facts.stars.change.previous.n_then:
        yield words.NOTHING_CHANGED
    else:
        yield words.NOTHING_TO_COMPARE
    for row in facts.plan[:3]:
        yield (
            f"Masalah yang diusulkan untuk ditindaklanjuti: {row.problem.title} "
            f"({report.hits(row.problem.share)} teks; {report.PLAN_REASONS[row.reason]})."
        )
    if facts.strengths:
        named = [f"{s.title} ({common.number(s.share.n_hits)} teks)" for s in facts.strengths[:3]]
        yield f"Yang dipuji warga: {common.enumeration(named)}."
    yield report.READINGS[facts.modes.reading]


def _changed(facts: QuarterFacts) -> Iterator[str]:
    stars, index = facts.stars.change.previous, facts.index.change.previous
    if index.is_significant:
        yield words.finding("IIU dibanding triwulan lalu", report.change_of_index(index))
    if stars.is_significant:
        yield words.finding(
            "Rata-rata bintang dibanding triwulan lalu", report.change_of_mean(stars)
        )
    for sentiment in facts.sentiment:
        if sentiment.change.previous.is_significant:
            title = SENTIMENT_TITLES[Sentiment(sentiment.id)].lower()
            said = report.change_of_share(sentiment.change.previous)
            yield words.finding(f"Teks {title} dibanding triwulan lalu", said)
    for feedback in facts.feedback:
        if feedback.change.previous.is_significant:
            title = FEEDBACK_BY_ID[feedback.id].title
            said = report.change_of_share(feedback.change.previous)
            yield words.finding(f"{title} dibanding triwulan lalu", said)


def introduction(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(1, words.INTRODUCTION, starts_page=True)
    yield Heading(2, "A. Dasar")
    yield Bullets(words.BASIS)
    yield Heading(2, "B. Maksud")
    yield Paragraph(words.purpose(facts.app_name))
    yield Heading(2, "C. Ruang lingkup")
    yield Paragraph(words.scope(facts))
    yield Heading(2, "D. Batasan")
    yield Bullets(words.LIMITS)


def method(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(1, words.METHOD)
    yield Heading(2, "A. Sumber dan cakupan")
    yield _coverage(facts)
    if any(c.gaps for c in facts.coverage):
        yield Bullets(tuple(_gaps(c) for c in facts.coverage if c.gaps))
    yield Heading(2, "B. Penyaringan")
    yield Paragraph(words.FILTERING)
    yield Heading(2, "C. Klasifikasi")
    yield Paragraph(words.CLASSIFICATION)
    yield Heading(2, "D. Uji ketepatan")
    yield from _accuracy(facts.score_card)
    yield from _agreement(facts.agreement)
    yield Heading(2, "E. Ukuran dan uji")
    yield Paragraph(words.INDEX_FORMULA)
    yield disclaimer()
    yield Paragraph(words.MEASURES)
    yield Heading(2, "F. Pelindungan data pribadi")
    yield Paragraph(words.PRIVACY)


def _coverage(facts: QuarterFacts) -> Table:
    """Per target: how its runs ended and how many days they vouch for."""
    return Table(
        "Sumber, pengambilan, dan cakupan hari pada triwulan ini",
        (
            Column("Sumber", 2.4),
            Column("Hari tercakup", 1.5, is_number=True),
            Column("Pengambilan", 1.2, is_number=True),
            Column("Hasil pengambilan", 3.2),
            Column("Gagal dibaca", 1.0, is_number=True),
        ),
        tuple(_coverage_row(c) for c in facts.coverage),
        "Hari tercakup: hari yang dijangkau pengambilan yang sehat, juga bila malamnya sendiri terlewat.",
    )


def _coverage_row(fact: CoverageFact) -> tuple[str, ...]:
    verdicts = [
        f"{common.VERDICT_TITLES[Verdict(v)].lower() if v else common.RUNNING_TITLE.lower()} "
        f"({common.number(n)})"
        for v, n in fact.verdicts
    ]
    return (
        f"{common.source_title(fact.source)}: {fact.target}",
        f"{common.number(fact.n_covered)} dari {common.number(fact.n_days)}",
        common.number(fact.n_runs),
        "; ".join(verdicts) or common.NOTHING,
        common.number(fact.n_rejected),
    )


def _gaps(fact: CoverageFact) -> str:
    spans = [report.span_of(gap.first, gap.last) for gap in fact.gaps]
    return f"Tidak tercakup pada {common.source_title(fact.source)}: {common.enumeration(spans)}."


def _accuracy(card: tuple[ScoreFact, ...]) -> Iterator[Block]:
    if not card:
        yield Paragraph(words.NO_SCORE_CARD)
        return
    yield Paragraph(words.SCORE_CARD)
    yield Table(
        "Ketepatan model menurut kartu nilainya",
        (
            Column("Sumbu", 1.3),
            Column("Label", 2.6),
            Column("F1", 1, is_number=True),
            Column("Kappa", 1, is_number=True),
            Column("n", 1, is_number=True),
        ),
        tuple(
            (
                report.AXES.get(s.axis, s.axis),
                report.label_title(s.axis, s.label),
                common.NOTHING if s.f1 is None else common.number(s.f1, 2),
                common.NOTHING if s.kappa is None else common.number(s.kappa, 2),
                common.NOTHING if s.support is None else common.number(s.support),
            )
            for s in card
        ),
    )


def _agreement(found: tuple[AgreementFact, ...]) -> Iterator[Block]:
    if not found:
        yield Paragraph(words.NO_AGREEMENT)
        return
    yield Table(
        "Kesepakatan pengodean (kappa Cohen)",
        (
            Column("Pasangan", 2.6),
            Column("Teks", 1, is_number=True),
            Column("Sentimen", 1, is_number=True),
            Column("Jenis utama", 1, is_number=True),
        ),
        tuple(
            (
                words.PAIRS[a.pair],
                common.number(a.n),
                report.kappa(a.sentiment_kappa),
                report.kappa(a.primary_kappa),
            )
            for a in found
        ),
    )
