"""The data annex as a ZIP of CSV files: UTF-8 with a mark, commas, decimal points, one file a table."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

from pantau.reports.annex_cells import Cell
from pantau.reports.annex_tables import AnnexTable
from pantau.reports.cells import as_csv_text


def csv_zip(tables: Sequence[AnnexTable], made_at: datetime) -> bytes:
    """The same tables make the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            entry = zipfile.ZipInfo(f"{table.id}.csv", made_at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, csv_text(table).encode("utf-8-sig"))
    return made.getvalue()


def csv_text(table: AnnexTable) -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(table.columns)
    writer.writerows([[_cell(value) for value in row] for row in table.rows])
    return written.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return as_csv_text(value) if isinstance(value, str) else repr(value)
