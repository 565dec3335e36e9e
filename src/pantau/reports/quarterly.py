"""The quarterly report: all files at once, or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pantau.config import Config
from pantau.domain.period import Quarter
from pantau.reports import facts_json
from pantau.reports.annex_tables import annex_tables, dictionary
from pantau.reports.build import Asked, build
from pantau.reports.compose import compose, made_at
from pantau.reports.facts import QuarterFacts
from pantau.reports.letterhead import Letterhead, letterhead
from pantau.reports.place import put
from pantau.reports.skm import DEFAULT_WEIGHT, SkmResult, compute
from pantau.store.snapshot import open_snapshot
from pantau.texts import report as words


def write(
    config: Config,
    quarter: Quarter,
    out_dir: Path,
    *,
    now: datetime,
    as_of: datetime | None = None,
    allow_incomplete: bool = False,
    skm: Path | None = None,
    skm_weight: str = DEFAULT_WEIGHT,
) -> list[Path]:
    """Writes PDF, DOCX, XLSX, CSV and facts of `quarter` into `out_dir`; the paths, PDF first.

    `as_of` reports what was known at that moment; `skm` is a survey's CSV, printed as a chapter of its
    own. Raises `ReportError` with the reason where there is none to be made; then no file is written.
    """
    head = letterhead(config.office)
    survey = None if skm is None else compute(skm, weight=skm_weight)
    facts = read_facts(config, head, quarter, now, as_of, allow_incomplete, survey)
    return put(out_dir, files_of(facts, head))


def read_facts(
    config: Config,
    head: Letterhead,
    quarter: Quarter,
    now: datetime,
    as_of: datetime | None = None,
    allow_incomplete: bool = False,
    skm: SkmResult | None = None,
    snapshot: str | None = None,
) -> QuarterFacts:
    """The facts alone, from the snapshot in force or the one named."""
    with open_snapshot(config.published_dir, snapshot) as found:
        return build(config, head, found, Asked(quarter, now, as_of, allow_incomplete, skm))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report in memory: `pages` are PNG pictures of the PDF, `files` name to content."""

    facts: QuarterFacts
    pages: tuple[bytes, ...]
    files: dict[str, bytes]


def render(
    config: Config,
    quarter: Quarter,
    *,
    now: datetime,
    allow_incomplete: bool = False,
    ppi: int = 80,
    snapshot: str | None = None,
) -> Rendered:
    """The same report without writing it, for a screen, from the snapshot in force or the one named.

    Raises `ReportError` as `write` does.
    """
    from pantau.reports.pdf import pictures

    head = letterhead(config.office)
    facts = read_facts(
        config, head, quarter, now, allow_incomplete=allow_incomplete, snapshot=snapshot
    )
    pages = pictures(compose(facts, head), head, made_at(facts), ppi)
    return Rendered(facts, tuple(pages), files_of(facts, head))


def files_of(facts: QuarterFacts, head: Letterhead) -> dict[str, bytes]:
    """Name to content of every file of the report; the same facts make the same bytes."""
    from pantau.reports.csv_files import csv_zip
    from pantau.reports.docx import docx
    from pantau.reports.pdf import pdf
    from pantau.reports.xlsx import notes, xlsx

    document, moment = compose(facts, head), made_at(facts)
    tables = annex_tables(facts)
    explained = dictionary(tables)
    incomplete = "" if facts.completeness.is_complete else words.incomplete_mark(facts.completeness)
    said = notes(facts.is_sample, incomplete)
    stem = f"laporan-{facts.quarter}"
    return {
        f"{stem}.pdf": pdf(document, head, moment),
        f"{stem}.docx": docx(document, head, moment),
        f"{stem}.xlsx": xlsx(tables, explained, document.title, said, moment),
        f"{stem}-csv.zip": csv_zip([*tables, explained], moment),
        facts_json.NAME: facts_json.to_json(facts),
    }
