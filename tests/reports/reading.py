"""Reads a report's files back, as a stranger would."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pypdf


def plain(text: str) -> str:
    """Spaces, breaks and hard spaces as one space, so that line breaks don't matter."""
    return re.sub(r"\s+", " ", text.replace("\u200b", "")).strip()


def pdf_text(path: Path) -> str:
    return plain("\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages))


def docx_text(path: Path) -> str:
    made = docx.Document(str(path))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return plain("\n".join([*(p.text for p in made.paragraphs), *cells]))


def xlsx_tables(path: Path) -> dict[str, list[dict[str, object]]]:
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: _rows(list(sheet.iter_rows(values_only=True))) for sheet in book.worksheets[1:]
    }


def _rows(lines: list[tuple[object, ...]]) -> list[dict[str, object]]:
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


def csv_tables(path: Path) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""))
            )
            for name in archive.namelist()
        }
