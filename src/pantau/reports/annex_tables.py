"""The data annex: every figure of the report as tables with typed cells, and what each column means.

XLSX and CSV are written from these; names are plain ids, for they are read by machines too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pantau.reports import annex_rest as rest
from pantau.reports import annex_results as results
from pantau.reports.annex_cells import Cell, Row
from pantau.reports.facts import QuarterFacts
from pantau.texts.report_dictionary import COLUMNS, TABLES


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """`id` is the sheet's and file's name; each column is described in the data dictionary."""

    id: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def title(self) -> str:
        return TABLES[self.id]


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


_MAKERS: dict[str, Callable[[QuarterFacts], list[Row]]] = {
    "utama": results.main,
    "sumber": results.sources,
    "cakupan": results.coverage,
    "bulan": lambda facts: results.periods(facts.volume.months),
    "triwulan": lambda facts: results.periods(facts.volume.quarters),
    "bintang": results.histogram,
    "toko": results.store_pages,
    "sentimen": results.sentiment,
    "umpan_balik": results.feedback,
    "topik": results.topics,
    "masalah": lambda facts: results.problems(facts.problems),
    "masalah_lalu": lambda facts: results.problems(facts.last_problems),
    "jawaban": rest.clocks,
    "versi": rest.versions,
    "rilis": rest.releases,
    "moda": rest.modes,
    "pembanding": rest.peers,
    "perubahan": rest.restated,
    "bukti": rest.evidence,
    "rencana": rest.plan,
    "kutipan": rest.quotes,
    "kartu_nilai": rest.score_card,
    "kesepakatan": rest.agreement,
    "peristiwa": rest.events,
    "skm": rest.survey,
    "asal_usul": rest.provenance,
}
_EMPTY: dict[str, tuple[str, ...]] = dict.fromkeys(_MAKERS, ("id",))
