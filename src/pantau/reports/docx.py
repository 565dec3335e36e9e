"""The document as DOCX, to be edited before it is signed: real styles, headings, captions and tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pantau.reports import docx_parts as parts
from pantau.reports import docx_styles
from pantau.reports.cells import printable
from pantau.reports.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    KeyFigures,
    Paragraph,
    Quote,
    Signature,
    Table,
)
from pantau.reports.letterhead import Letterhead
from pantau.texts import report as words

_BREAKABLE_FROM = 9


def docx(document: Document, head: Letterhead, made_at: datetime) -> bytes:
    """The same document makes the same bytes."""
    import docx as word

    made = word.Document()
    docx_styles.set_up(made, document, made_at)
    _write_cover(made, document, head)
    _write_outline(made, document)
    writer = _Writer(made)
    for block in document.blocks:
        writer.write(block)
    raw = io.BytesIO()
    made.save(raw)
    return _same_bytes(raw.getvalue(), made_at)


def _same_bytes(raw: bytes, made_at: datetime) -> bytes:
    """The archive again with the report's own time on every entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, made_at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()


def _write_cover(made: Any, document: Document, head: Letterhead) -> None:
    from docx.shared import Cm

    cover = document.cover
    if head.logo is not None:
        place = parts.paragraph(made, "", "Kop")
        picture = place.add_run().add_picture(io.BytesIO(head.logo.content), height=Cm(2.2))
        parts.describe(picture, words.LOGO_ALT)
    for number, line in enumerate(cover.office_lines, start=1):
        run = parts.paragraph(made, "", "Kop").add_run(printable(line))
        run.bold = number == len(cover.office_lines)
    parts.rule_below(parts.paragraph(made, printable(cover.address), "Kop"))
    parts.paragraph(made, printable(cover.title), "Title")
    parts.paragraph(made, printable(cover.subtitle), "Subtitle")
    parts.paragraph(made, printable(cover.period), "Subtitle")
    for mark in cover.marks:
        parts.paragraph(made, printable(mark), "Peringatan")
    for label, value in cover.facts:
        parts.paragraph(made, printable(f"{label}: {value}"), "Catatan")


def _write_outline(made: Any, document: Document) -> None:
    """A table of contents that Word fills with page numbers on "update field"; until then, the headings."""
    titles = [b for b in document.blocks if isinstance(b, Heading) and b.level <= 2]
    first = parts.paragraph(made, words.OUTLINE_TITLE, "Judul Daftar Isi")
    first.paragraph_format.page_break_before = True
    lines = [
        parts.paragraph(made, printable(t.text), "Daftar Isi 1" if t.level == 1 else "Daftar Isi 2")
        for t in titles
    ]
    parts.contents_field(lines[0], lines[-1])


class _Writer:
    """Writes one block after the other and counts tables and figures as it goes."""

    def __init__(self, made: Any) -> None:
        self._made = made
        self._n_tables = 0
        self._n_figures = 0
        self._by_kind: dict[type[Block], Callable[[Any], None]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Bullets: self._bullets,
            Table: self._table,
            Figure: self._figure,
            KeyFigures: self._key_figures,
            Quote: self._quote,
            Signature: self._signature,
        }

    def write(self, block: Block) -> None:
        self._by_kind[type(block)](block)

    def _heading(self, block: Heading) -> None:
        heading = parts.paragraph(self._made, printable(block.text), f"Heading {block.level}")
        heading.paragraph_format.page_break_before = block.starts_page

    def _paragraph(self, block: Paragraph) -> None:
        parts.paragraph(self._made, printable(block.text), parts.TONES[block.tone])

    def _bullets(self, block: Bullets) -> None:
        for item in block.items:
            parts.paragraph(self._made, printable(item), "List Bullet")

    def _caption(self, label: str, number: int, text: str, *, keep_with_next: bool) -> None:
        caption = parts.paragraph(self._made, "", "Caption")
        caption.paragraph_format.keep_with_next = keep_with_next
        caption.add_run(f"{label} ")
        parts.number_field(caption, label, number)
        caption.add_run(f": {printable(text)}")

    def _table(self, block: Table) -> None:
        self._n_tables += 1
        self._caption(words.TABLE, self._n_tables, block.caption, keep_with_next=True)
        head = tuple(column.title for column in block.columns)
        look = parts.Look(
            tuple(column.width for column in block.columns),
            tuple(column.is_number for column in block.columns),
            keeps_together=len(block.rows) <= _BREAKABLE_FROM,
            padding=9 if block.is_form else 2,
        )
        rows = [[printable(cell) for cell in row] for row in (head, *block.rows)]
        parts.table(self._made, rows, look)
        parts.paragraph(self._made, printable(block.note), "Catatan")

    def _figure(self, block: Figure) -> None:
        self._n_figures += 1
        place = parts.paragraph(self._made, "", "Gambar")
        place.paragraph_format.keep_with_next = True
        parts.picture(place, block.svg, printable(block.alt))
        self._caption(words.FIGURE, self._n_figures, block.caption, keep_with_next=False)

    def _key_figures(self, block: KeyFigures) -> None:
        rows = [[i.label, i.value, i.detail] for i in block.items]
        head = list(words.KEY_FIGURE_HEAD)
        shown = [[printable(cell) for cell in row] for row in (head, *rows)]
        parts.table(self._made, shown, parts.Look((2.4, 1, 3.6), (False, False, False)))
        parts.paragraph(self._made, "", "Catatan")

    def _quote(self, block: Quote) -> None:
        said = parts.paragraph(self._made, f"“{printable(block.text)}”", "Quote")
        said.paragraph_format.keep_with_next = True
        parts.paragraph(self._made, printable(block.source), "Catatan")

    def _signature(self, block: Signature) -> None:
        name = parts.paragraph(self._made, "", "Tanda Tangan")
        name.paragraph_format.space_before = parts.points(24)
        name.add_run(printable(block.place_and_date))
        parts.paragraph(self._made, f"{printable(block.title)},", "Tanda Tangan")
        signed = parts.paragraph(self._made, "", "Tanda Tangan")
        signed.paragraph_format.space_before = parts.points(60)
        run = signed.add_run(printable(block.name))
        run.bold, run.underline = True, block.is_named
        if block.rank:
            parts.paragraph(self._made, printable(block.rank), "Tanda Tangan")
        last = parts.paragraph(self._made, f"NIP {printable(block.nip)}", "Tanda Tangan")
        last.paragraph_format.keep_with_next = False
