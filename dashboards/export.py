"""Texts for a spreadsheet: redacted, without author or link, the month instead of the day.

In CSV a cell that a spreadsheet would run as a formula is prefixed with an apostrophe; a byte order
mark makes Excel read UTF-8; semicolons are what it splits at under an Indonesian locale. In XLSX every
cell is written as text or number, never as formula or link.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from pantau.domain.readiness import lacking
from pantau.domain.spreadsheet import formula_safe
from pantau.domain.taxonomy import FEEDBACK_BY_ID, SENTIMENT_TITLES, Sentiment
from pantau.texts import common
from pantau.texts import dashboard as words


def safe(value: object) -> str:
    """The cell as text that no spreadsheet runs."""
    return formula_safe("" if value is None else str(value))


def to_csv(texts: Iterable[Any], topics: Mapping[str, str]) -> bytes:
    """Rows are those of `data.texts`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(words.CSV_HEADERS)
    for text in texts:
        writer.writerow([safe(cell) for cell in _cells(text, topics)])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(texts: Iterable[Any], topics: Mapping[str, str]) -> bytes:
    """The same columns; stars as numbers."""
    import xlsxwriter  # lazily: a download is rare

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(words.XLSX_SHEET)
        sheet.write_row(0, 0, words.CSV_HEADERS, book.add_format({"bold": True}))
        for row, text in enumerate(texts, start=1):
            sheet.write_row(row, 0, [_writable(cell) for cell in _cells(text, topics)])
        sheet.freeze_panes(1, 0)
        sheet.set_column(10, 11, 70)
    return out.getvalue()


def _writable(cell: object) -> object:
    """Control characters, which no XLSX can hold, become spaces."""
    if not isinstance(cell, str):
        return cell
    return "".join(c if c >= " " or c == "\n" else " " for c in cell)[:32_767]


def _cells(text: Any, topics: Mapping[str, str]) -> list[object]:
    lacks = lacking(text.text, text.feedback, text.topics)
    return [
        f"{text.local_date:%Y-%m}",
        common.source_title(text.source),
        text.rating,
        text.app_version,
        SENTIMENT_TITLES[Sentiment(text.sentiment)] if text.sentiment else "",
        ", ".join(FEEDBACK_BY_ID[f].title for f in text.feedback),
        ", ".join(topics.get(t, t) for t in text.topics),
        "" if lacks is None else words.readiness(lacks),
        words.YES if text.reply_text else words.NO,
        text.title,
        text.text,
        text.reply_text,
    ]
