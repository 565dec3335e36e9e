"""The whole quarterly report as blocks, in the order in which an Indonesian office expects it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from pantau.domain.period import Quarter
from pantau.reports.chapters.annexes import annexes, survey
from pantau.reports.chapters.closing import analysis, conclusion
from pantau.reports.chapters.opening import introduction, method, summary
from pantau.reports.chapters.results import results
from pantau.reports.document import (
    Block,
    Cover,
    Document,
    Figure,
    KeyFigure,
    KeyFigures,
    Table,
)
from pantau.reports.facts import QuarterFacts
from pantau.reports.letterhead import Letterhead
from pantau.texts import common, report


def compose(facts: QuarterFacts, head: Letterhead) -> Document:
    blocks = _chapters(facts, head)
    if not facts.completeness.is_complete:
        blocks = map(_marked, blocks)
    period = common.quarter(Quarter.parse(facts.quarter))
    return Document(
        title=f"{report.TITLE} {facts.app_name} {period}",
        author=head.lines[-1] if head.lines else facts.app_name,
        subject=report.SUBJECT.format(app=facts.app_name, period=period),
        keywords=("kepuasan warga", facts.app_name, facts.quarter),
        footer=_footer(facts, period),
        cover=_cover(facts, head, period),
        blocks=tuple(blocks),
    )


def _chapters(facts: QuarterFacts, head: Letterhead) -> Iterator[Block]:
    yield from summary(facts)
    yield from introduction(facts)
    yield from method(facts)
    yield from results(facts)
    yield from analysis(facts)
    yield from conclusion(facts, head)
    if facts.skm is not None:
        yield from survey(facts.skm)
    yield from annexes(facts)


def _footer(facts: QuarterFacts, period: str) -> str:
    parts = [f"{report.TITLE} {facts.app_name}, {period}"]
    if facts.is_sample:
        parts.append(report.SAMPLE_SHORT)
    if not facts.completeness.is_complete:
        parts.append(report.INCOMPLETE_SHORT)
    return " · ".join(parts)


def _cover(facts: QuarterFacts, head: Letterhead, period: str) -> Cover:
    marks = []
    if facts.is_sample:
        marks.append(report.SAMPLE_MARK)
    if not facts.completeness.is_complete:
        marks.append(report.incomplete_mark(facts.completeness))
    known = report.moment_of(facts.provenance.known_at)
    return Cover(
        office_lines=head.lines,
        address=head.address,
        title=report.TITLE,
        subtitle=report.SUBTITLE.format(app=facts.app_name),
        period=period,
        marks=tuple(marks),
        facts=(
            ("Data per", known),
            ("Jumlah ulasan", (f"{common.number(facts.volume.n_mentions)} "
             f"({common.number(facts.volume.n_texts)} berisi teks)")),
            ("Potret data", facts.provenance.snapshot),
            ("Versi Pantau", facts.provenance.code_version),
        ),
    )  # fmt: skip


def _marked(block: Block) -> Block:
    """An incomplete quarter says so beside each figure."""
    mark = report.INCOMPLETE_SHORT
    if isinstance(block, Table) and block.holds_figures:
        return replace(block, caption=f"{block.caption} ({mark})")
    if isinstance(block, Figure):
        said = f" ({mark})"
        return replace(block, caption=block.caption + said, alt=block.alt + said)
    if isinstance(block, KeyFigures):
        return KeyFigures(
            tuple(KeyFigure(i.label, i.value, f"{i.detail}; {mark}") for i in block.items)
        )
    return block


def made_at(facts: QuarterFacts) -> datetime:
    """The time a file carries: that of its data, so that the same data make the same file."""
    return datetime.fromisoformat(facts.provenance.known_at).replace(microsecond=0)
