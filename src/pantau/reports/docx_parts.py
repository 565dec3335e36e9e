"""The parts of a DOCX that python-docx has no word for: styles, fields, repeated heads, alt texts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pantau.texts import report as words

TONES = {
    "plain": "Normal",
    "note": "Catatan",
    "warning": "Peringatan",
    "disclaimer": "Catatan Indeks",
}
_TEXT_WIDTH_CM = 16.3
LIGHT_HEAD = "EEF3F5"


def points(value: float) -> Any:
    from docx.shared import Pt

    return Pt(value)


def paragraph(made: Any, text: str, style: str) -> Any:
    """A paragraph of that style. The style's id is set straight: python-docx looks through all its
    styles on each assignment, which took two seconds a report."""
    added = made.add_paragraph(text)
    added._p.style = style_id(style)
    return added


def style_id(style: str) -> str:
    """Ids in python-docx's template, and of our own styles, are the names without spaces."""
    return style.replace(" ", "")


def element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def rule_below(paragraph: Any) -> None:
    """The double line under a letterhead."""
    border = element("w:pBdr")
    border.append(element("w:bottom", val="thickThinSmallGap", sz="18", space="4", color="1B2530"))
    paragraph._p.get_or_add_pPr().append(border)


def footer(section: Any, text: str) -> None:
    place = section.footer.paragraphs[0]
    place.add_run(f"{text} · {words.PAGE} ")
    _field(place, " PAGE ", "1")
    place.add_run(f" {words.OF} ")
    _field(place, " NUMPAGES ", "1")
    for run in place.runs:
        run.font.size = points(8)


def number_field(paragraph: Any, label: str, number: int) -> None:
    """A caption's number, which Word counts itself when tables are moved."""
    _field(paragraph, f" SEQ {label} \\* ARABIC ", str(number))


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    for kind in ("begin", None, "separate", "text", "end"):
        run = paragraph.add_run()
        if kind is None:
            run._r.append(_instruction(instruction))
        elif kind == "text":
            run.text = shown
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def _instruction(text: str) -> Any:
    from docx.oxml.ns import qn

    made = element("w:instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = text
    return made


def contents_field(first: Any, last: Any) -> None:
    """Lays a table-of-contents field around the paragraphs from `first` to `last`."""
    start = [
        _run_with(element("w:fldChar", fldCharType="begin")),
        _run_with(_instruction(' TOC \\o "1-2" \\h \\z ')),
        _run_with(element("w:fldChar", fldCharType="separate")),
    ]
    at = 1 if first._p.pPr is not None else 0
    for offset, run in enumerate(start):
        first._p.insert(at + offset, run)
    last._p.append(_run_with(element("w:fldChar", fldCharType="end")))


def _run_with(child: Any) -> Any:
    run = element("w:r")
    run.append(child)
    return run


@dataclass(frozen=True, slots=True)
class Look:
    """How a table is set: relative widths, which columns hold numbers, whether it stays on one page,
    and the space above and below a cell's text in points."""

    widths: tuple[float, ...]
    numbers: tuple[bool, ...]
    keeps_together: bool = True
    padding: float = 2

    def centimetres(self) -> list[float]:
        return [width * _TEXT_WIDTH_CM / sum(self.widths) for width in self.widths]


def table(made: Any, rows: Sequence[Sequence[str]], look: Look) -> None:
    """The first row is the head and is repeated on each page."""
    from docx.shared import Cm

    grid = made.add_table(rows=len(rows), cols=len(look.widths))
    grid.style = "Table Grid"
    grid.autofit = False
    for column, width in zip(grid.columns, look.centimetres(), strict=True):
        column.width = Cm(width)
    for number, (row, texts) in enumerate(zip(grid.rows, rows, strict=True)):
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        is_last = number == len(rows) - 1
        keeps = number == 0 or (look.keeps_together and not is_last)
        for cell, text, is_number in zip(row.cells, texts, look.numbers, strict=True):
            _fill(cell, text, look.padding, is_number=is_number, is_head=number == 0, keeps=keeps)
    grid.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))


def _fill(
    cell: Any, text: str, padding: float, *, is_number: bool, is_head: bool, keeps: bool
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    place = cell.paragraphs[0]
    cell.paragraphs[0]._p.style = style_id("Isi Tabel")
    set_up = place.paragraph_format
    set_up.keep_with_next = keeps
    set_up.space_before = set_up.space_after = points(padding)
    place.add_run(text).bold = is_head
    if is_number:
        place.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if is_head:
        shade = element("w:shd", val="clear", color="auto", fill=LIGHT_HEAD)
        cell._tc.get_or_add_tcPr().append(shade)


def picture(place: Any, svg: str, alt: str) -> None:
    """Word reads no SVG from python-docx; a PNG at twice the size stands in."""
    import vl_convert
    from docx.shared import Cm

    png = vl_convert.svg_to_png(svg, scale=2)
    describe(place.add_run().add_picture(io.BytesIO(png), width=Cm(_TEXT_WIDTH_CM)), alt)


def describe(shape: Any, alt: str) -> None:
    shape._inline.docPr.set("descr", alt)
