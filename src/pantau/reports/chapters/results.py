"""III Hasil, A to F: volume, stars, index, sentiment, types, topics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pantau.domain.period import Quarter
from pantau.domain.taxonomy import (
    SENTIMENT_TITLES,
    Sentiment,
)
from pantau.reports import drawings
from pantau.reports.chapters import handling
from pantau.reports.chapters.columns import CHANGES
from pantau.reports.chapters.opening import disclaimer
from pantau.reports.document import Block, Column, Figure, Heading, Paragraph, Table
from pantau.reports.facts import PeriodFigures, QuarterFacts, StoreFigures
from pantau.reports.score_card import unreliable
from pantau.texts import common, report
from pantau.texts import report_chapters as words


def results(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(1, words.RESULTS)
    yield from _volume(facts)
    yield from _stars(facts)
    yield from _index(facts)
    yield from _sentiment(facts)
    yield from _feedback(facts)
    yield from _topics(facts)
    yield from handling.responses(facts)
    yield from handling.releases(facts)
    yield from handling.modes(facts)


def _drawn(figure: Figure | None) -> Iterator[Block]:
    if figure is not None:
        yield figure


def _volume(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(2, "A. Jumlah ulasan")
    yield Paragraph(words.volume(facts.volume))
    yield Table(
        "Jumlah menurut sumber",
        (
            Column("Sumber", 2.5),
            Column("Bentuk", 1.5),
            Column("Jumlah", 1, is_number=True),
            Column("Berisi teks", 1, is_number=True),
            Column("Triwulan lalu", 1, is_number=True),
        ),
        tuple(
            (
                common.source_title(s.source),
                common.KIND_TITLES.get(s.kind, s.kind),
                common.number(s.n),
                common.number(s.n_texts),
                common.number(s.n_previous),
            )
            for s in facts.volume.by_source
        ),
    )
    yield _periods(
        "Angka pokok tiap bulan",
        [(report.month_of(m.period), m) for m in facts.volume.months],
    )
    yield disclaimer()


def _periods(caption: str, rows: Sequence[tuple[str, PeriodFigures]]) -> Table:
    return Table(
        caption,
        (
            Column("Masa", 1.7),
            Column("Jumlah", 1.0, is_number=True),
            Column("Teks", 0.8, is_number=True),
            Column("Rata-rata bintang", 1.8, is_number=True),
            Column("IIU", 2.1, is_number=True),
            Column("Negatif", 1.7, is_number=True),
            Column("Positif", 1.7, is_number=True),
        ),
        tuple(
            (
                title,
                common.number(p.n),
                common.number(p.n_texts),
                report.mean(p.stars),
                report.index(p.index),
                report.share(p.negative),
                report.share(p.positive),
            )
            for title, p in rows
        ),
        "Dalam kurung: rentang keyakinan 95%. IIU dan bagian negatif/positif dihitung dari teks.",
    )


def _stars(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(2, "B. Bintang")
    yield Paragraph(words.stars(facts))
    yield from _drawn(drawings.star_histogram(facts.stars))
    pages = _store_pages(facts)
    if pages:
        yield Table(
            "Penghitung pada halaman aplikasi di toko (semua waktu, juga bintang tanpa teks)",
            (
                Column("Aplikasi", 2.6),
                Column("Tanggal", 1.6),
                Column("Nilai", 0.8, is_number=True),
                Column("Jumlah penilaian", 1.2, is_number=True),
                Column("Versi", 1),
            ),
            pages,
        )


def _store_pages(facts: QuarterFacts) -> tuple[tuple[str, ...], ...]:
    """First and last night of the quarter, per app; a single night once."""
    pairs = zip(facts.stars.store_first, facts.stars.store_last, strict=True)
    return tuple(
        _store_row(page)
        for first, last in pairs
        for page in ((first,) if first == last else (first, last))
    )


def _store_row(page: StoreFigures) -> tuple[str, ...]:
    return (
        page.app_id,
        report.day_of(page.on),
        common.NOTHING if page.score is None else common.number(page.score, 2),
        common.NOTHING if page.n_ratings is None else common.number(page.n_ratings),
        page.version or common.NOTHING,
    )


def _index(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(2, "C. Indeks Indikatif Ulasan (IIU)")
    yield Paragraph(words.index(facts))
    yield disclaimer()
    yield Paragraph(words.INDEX_FORMULA, "note")
    yield from _drawn(drawings.index_trend(facts.volume.quarters))
    yield _periods(
        "Angka pokok lima triwulan terakhir",
        [(report.short_quarter(Quarter.parse(q.period)), q) for q in facts.volume.quarters],
    )
    yield disclaimer()


def _sentiment(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(2, "D. Sentimen")
    yield Paragraph(words.labels(facts))
    yield Table(
        f"Sentimen (n = {common.number(facts.n_coded)} teks)",
        (Column("Sentimen", 1.2), Column("Bagian", 1.8), Column("Jumlah", 1.4), *CHANGES),
        tuple(
            (
                SENTIMENT_TITLES[Sentiment(s.id)],
                report.share(s.share),
                report.hits(s.share),
                report.change_in_points(s.change.previous),
                report.change_in_points(s.change.year_ago),
            )
            for s in facts.sentiment
        ),
    )
    yield from _drawn(drawings.sentiment_trend(facts.volume.quarters))


def _feedback(facts: QuarterFacts) -> Iterator[Block]:
    doubtful = unreliable(facts.score_card)
    yield Heading(2, "E. Jenis umpan balik")
    yield from _drawn(drawings.feedback_bars(facts.feedback, doubtful))
    yield Table(
        f"Jenis umpan balik (n = {common.number(facts.n_coded)} teks)",
        (
            Column("Jenis", 1.9),
            Column("Semua sebutan", 1.5),
            Column("Jumlah", 1.0, is_number=True),
            Column("Utama", 0.9, is_number=True),
            *CHANGES,
        ),
        tuple(
            (
                report.feedback_title(f.id, is_doubtful=f.id in doubtful),
                report.share(f.any),
                common.number(f.any.n_hits),
                common.number(f.primary.n_hits),
                report.change_in_points(f.change.previous),
                report.change_in_points(f.change.year_ago),
            )
            for f in facts.feedback
        ),
        words.FEEDBACK_NOTE + (words.DOUBTFUL_NOTE if doubtful else ""),
    )


def _topics(facts: QuarterFacts) -> Iterator[Block]:
    yield Heading(2, "F. Topik dan perangkat daerah")
    yield Paragraph(
        f"Teks tanpa topik dari daftar: {report.share_with_n(facts.no_topic)}. Perangkat daerah dicantumkan "
        "sebagai pengampu menurut daftar topik, bukan sebagai peringkat."
    )
    if not facts.topics:
        yield Paragraph(words.NO_TOPICS)
        return
    yield Table(
        f"Topik (n = {common.number(facts.n_coded)} teks)",
        (
            Column("Topik", 2.0),
            Column("Pengampu", 1.6),
            Column("Bagian", 1.6),
            Column("Jumlah", 1.0, is_number=True),
            Column("Negatif di antaranya", 1.8),
            CHANGES[0],
        ),
        tuple(
            (
                t.title,
                t.owner,
                report.share(t.share),
                common.number(t.share.n_hits),
                report.small_cell(t.negative),
                report.change_in_points(t.change.previous),
            )
            for t in facts.topics
        ),
        "Topik dengan kurang dari lima teks tidak diuraikan lebih lanjut.",
    )
    yield from _drawn(drawings.problem_bars(facts.problems))
