"""The parts of a DOCX that python-docx has no word for: styles, fields, repeated heads, alt texts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pantau.reports.document import Document
from pantau.texts import report as words
from pantau.texts.palette import LIGHT

TONES = {
    "plain": "Normal",
    "note": "Catatan",
    "warning": "Peringatan",
    "disclaimer": "Catatan Indeks",
}
_FONT = "Arial"
_TEXT_WIDTH_CM = 16.3
_LANGUAGE = "id-ID"
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


def set_up(made: Any, document: Document, made_at: datetime) -> None:
    """Page, styles, footer and properties."""
    from docx.shared import Cm

    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.3)
    _styles(made)
    _footer(section, document.footer)
    _properties(made.core_properties, document, made_at)


def _properties(kept: Any, document: Document, made_at: datetime) -> None:
    kept.title, kept.author, kept.subject = document.title, document.author, document.subject
    kept.keywords, kept.language, kept.comments = ", ".join(document.keywords), _LANGUAGE, ""
    moment = made_at.replace(tzinfo=None)
    kept.created = kept.modified = kept.last_printed = moment
    kept.last_modified_by, kept.revision = document.author, 1


def _styles(made: Any) -> None:
    styles = made.styles
    _type(styles["Normal"], 10)
    styles["Normal"].paragraph_format.space_after = points(6)
    _language(styles["Normal"])
    for level, size in ((1, 14.5), (2, 11.5), (3, 10)):
        _type(styles[f"Heading {level}"], size, bold=True, colour=LIGHT.accent)
        styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    _type(styles["Title"], 22, bold=True, colour=LIGHT.accent)
    _type(styles["Subtitle"], 13, italic=False, colour=LIGHT.text)
    _type(styles["Caption"], 9, bold=True, colour=LIGHT.text)
    _type(styles["Quote"], 10, italic=False, colour=LIGHT.text)
    styles["Title"].paragraph_format.space_before = points(90)
    for name in ("Title", "Subtitle"):
        _centred(styles[name])
        _without_border(styles[name])
    _own_styles(styles)


def _own_styles(styles: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm

    def added(name: str, size: float, *, bold: bool = False, italic: bool = False) -> Any:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _type(style, size, bold=bold, italic=italic, colour=LIGHT.text)
        return style

    added("Catatan", 8.5).paragraph_format.space_after = points(8)
    added("Catatan Indeks", 8.5, italic=True)
    added("Peringatan", 10, bold=True)
    added("Judul Daftar Isi", 14.5, bold=True)
    added("Gambar", 10)
    _centred(added("Kop", 13))
    styles["Kop"].paragraph_format.space_after = points(0)
    for level in (1, 2):
        style = added(f"Daftar Isi {level}", 10)
        style.paragraph_format.space_after = points(1)
        style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
    signature = added("Tanda Tangan", 10).paragraph_format
    signature.left_indent, signature.space_after = Cm(8.2), points(0)
    signature.keep_with_next = True
    added("Isi Tabel", 8.5)


def _type(
    style: Any, size: float, *, bold: bool = False, italic: bool = False, colour: str = ""
) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    font = style.font
    font.name, font.size, font.bold, font.italic = _FONT, points(size), bold, italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    if colour:
        font.color.rgb = RGBColor.from_string(colour.lstrip("#"))


def _language(style: Any) -> None:
    style.element.get_or_add_rPr().append(_element("w:lang", val=_LANGUAGE, eastAsia=_LANGUAGE))


def _centred(style: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _without_border(style: Any) -> None:
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def rule_below(paragraph: Any) -> None:
    """The double line under a letterhead."""
    border = _element("w:pBdr")
    border.append(_element("w:bottom", val="thickThinSmallGap", sz="18", space="4", color="1B2530"))
    paragraph._p.get_or_add_pPr().append(border)


def _footer(section: Any, text: str) -> None:
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
            run._r.append(_element("w:fldChar", fldCharType=kind))


def _instruction(text: str) -> Any:
    from docx.oxml.ns import qn

    element = _element("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = text
    return element


def contents_field(first: Any, last: Any) -> None:
    """Lays a table-of-contents field around the paragraphs from `first` to `last`."""
    start = [
        _run_with(_element("w:fldChar", fldCharType="begin")),
        _run_with(_instruction(' TOC \\o "1-2" \\h \\z ')),
        _run_with(_element("w:fldChar", fldCharType="separate")),
    ]
    at = 1 if first._p.pPr is not None else 0
    for offset, run in enumerate(start):
        first._p.insert(at + offset, run)
    last._p.append(_run_with(_element("w:fldChar", fldCharType="end")))


def _run_with(child: Any) -> Any:
    run = _element("w:r")
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
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        is_last = number == len(rows) - 1
        keeps = number == 0 or (look.keeps_together and not is_last)
        for cell, text, is_number in zip(row.cells, texts, look.numbers, strict=True):
            _fill(cell, text, look.padding, is_number=is_number, is_head=number == 0, keeps=keeps)
    grid.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))


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
        shade = _element("w:shd", val="clear", color="auto", fill=LIGHT_HEAD)
        cell._tc.get_or_add_tcPr().append(shade)


def picture(place: Any, svg: str, alt: str) -> None:
    """Word reads no SVG from python-docx; a PNG at twice the size stands in."""
    import vl_convert
    from docx.shared import Cm

    png = vl_convert.svg_to_png(svg, scale=2)
    describe(place.add_run().add_picture(io.BytesIO(png), width=Cm(_TEXT_WIDTH_CM)), alt)


def describe(shape: Any, alt: str) -> None:
    shape._inline.docPr.set("descr", alt)
