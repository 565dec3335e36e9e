"""The monthly report's two pages."""

from __future__ import annotations

from collections.abc import Iterator

from pantau.domain.taxonomy import FEEDBACK_BY_ID, SENTIMENT_TITLES, Sentiment
from pantau.reports import drawings
from pantau.reports.brief import BriefFacts
from pantau.reports.chapters.opening import disclaimer
from pantau.reports.document import (
    Block,
    Column,
    Cover,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Quote,
    Table,
)
from pantau.reports.letterhead import Letterhead
from pantau.texts import common, report
from pantau.texts import report_brief as words

_MOST_TYPES = 8
_MOST_PROBLEMS = 5
_MOST_QUOTES = 4
_CHANGES = (Column(words.AGAINST_MONTH, 2), Column(words.AGAINST_YEAR, 2))


def monthly_document(facts: BriefFacts, head: Letterhead) -> Document:
    period = words.span(facts)
    marks = ([report.SAMPLE_MARK] if facts.is_sample else []) + (
        [words.RUNNING] if facts.is_running else []
    )
    return Document(
        title=f"{words.MONTHLY_TITLE} {facts.app_name} {period}",
        author=head.lines[-1] if head.lines else facts.app_name,
        subject=report.SUBJECT.format(app=facts.app_name, period=period),
        keywords=("kepuasan warga", facts.app_name, facts.period),
        footer=f"{words.MONTHLY_TITLE} {facts.app_name}, {period}",
        cover=Cover(
            office_lines=head.lines,
            address=head.address,
            title=words.MONTHLY_TITLE,
            subtitle=report.SUBTITLE.format(app=facts.app_name),
            period=period,
            marks=tuple(marks),
            facts=(
                ("Data per", report.moment_of(facts.provenance.known_at)),
                ("Potret data", facts.provenance.snapshot),
                ("Versi Pantau", facts.provenance.code_version),
                ("Sidik pengaturan", facts.provenance.config_hash),
            ),
        ),
        blocks=tuple(_blocks(facts)),
        is_brief=True,
    )


def _blocks(facts: BriefFacts) -> Iterator[Block]:
    if not facts.n_mentions:
        yield Paragraph(words.NO_MENTIONS)
        yield Paragraph(words.coverage(facts))
        return
    yield Heading(1, words.SUMMARY)
    yield KeyFigures(tuple(_key_figures(facts)))
    yield disclaimer()
    yield Paragraph(f"{words.volume(facts)} {words.coverage(facts)}")
    if facts.n_coded < report.MIN_TEXTS:
        yield Paragraph(words.SMALL, "note")
    yield Heading(2, "Sentimen dan jenis umpan balik")
    yield _labels(facts)
    yield Heading(2, "Topik yang dikeluhkan")
    yield from _problems(facts)
    yield Heading(2, "Bintang")
    figure = drawings.star_histogram(facts.stars)
    if figure is not None:
        yield figure
    yield Heading(2, "Kutipan")
    yield Paragraph(words.QUOTE_NOTE, "note")
    for quote in facts.quotes[:_MOST_QUOTES]:
        yield Quote(quote.text, f"{FEEDBACK_BY_ID[quote.type].title}, {report.stars(quote.rating)}")


def _key_figures(facts: BriefFacts) -> Iterator[KeyFigure]:
    index, stars, replies = facts.index, facts.stars, facts.responses
    yield KeyFigure(
        "Indeks Indikatif Ulasan (0–100)",
        "tidak ada" if index.now.value is None else common.number(index.now.value, 1),
        f"{report.index(index.now)}; n = {common.number(index.now.n)}; "
        f"{report.change_of_index(index.change.previous)}",
    )
    yield KeyFigure(
        "Rata-rata bintang",
        "tidak ada" if stars.mean.mean is None else common.number(stars.mean.mean, 2),
        f"{report.mean(stars.mean)}; n = {common.number(stars.mean.n)}; "
        f"{report.change_of_mean(stars.change.previous)}",
    )
    answered = replies.answered
    yield KeyFigure(
        "Ulasan dijawab",
        "tidak ada" if answered.share is None else common.percent(answered.share),
        words.detail(answered, replies.change.previous),
    )


def _labels(facts: BriefFacts) -> Table:
    named = [(SENTIMENT_TITLES[Sentiment(s.id)], s.share, s.change) for s in facts.sentiment]
    found = [f for f in facts.feedback if f.any.n_hits][:_MOST_TYPES]
    named += [(FEEDBACK_BY_ID[f.id].title, f.any, f.change) for f in found]
    return Table(
        f"Label teks (n = {common.number(facts.n_coded)} teks)",
        (
            Column("Label", 1.9),
            Column("Bagian", 1.5),
            Column("Jumlah", 1.0, is_number=True),
            *_CHANGES,
        ),
        tuple(
            (
                title,
                report.share(share),
                common.number(share.n_hits),
                report.change_in_points(change.previous),
                report.change_in_points(change.year_ago),
            )
            for title, share, change in named
        ),
    )


def _problems(facts: BriefFacts) -> Iterator[Block]:
    if not facts.problems:
        yield Paragraph(words.NO_PROBLEMS)
        return
    yield Table(
        "Topik yang dikeluhkan",
        (
            Column("Topik", 2.2),
            Column("Pengampu", 1.8),
            Column("Bagian", 1.5),
            Column("Jumlah", 1.0, is_number=True),
            _CHANGES[0],
        ),
        tuple(
            (
                p.title,
                p.owner,
                report.share(p.share),
                common.number(p.share.n_hits),
                report.change_in_points(p.change.previous),
            )
            for p in facts.problems[:_MOST_PROBLEMS]
        ),
        words.PROBLEM_NOTE,
    )
