"""Page, styles, footer and properties of the DOCX."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pantau.reports import docx_parts as parts
from pantau.reports.document import Document
from pantau.texts.palette import LIGHT

_FONT = "Arial"
_LANGUAGE = "id-ID"


def set_up(made: Any, document: Document, made_at: datetime) -> None:
    """Page, styles, footer and properties."""
    from docx.shared import Cm

    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.3)
    _styles(made)
    parts.footer(section, document.footer)
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
    styles["Normal"].paragraph_format.space_after = parts.points(6)
    _language(styles["Normal"])
    for level, size in ((1, 14.5), (2, 11.5), (3, 10)):
        _type(styles[f"Heading {level}"], size, bold=True, colour=LIGHT.accent)
        styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    _type(styles["Title"], 22, bold=True, colour=LIGHT.accent)
    _type(styles["Subtitle"], 13, italic=False, colour=LIGHT.text)
    _type(styles["Caption"], 9, bold=True, colour=LIGHT.text)
    _type(styles["Quote"], 10, italic=False, colour=LIGHT.text)
    styles["Title"].paragraph_format.space_before = parts.points(90)
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

    added("Catatan", 8.5).paragraph_format.space_after = parts.points(8)
    added("Catatan Indeks", 8.5, italic=True)
    added("Peringatan", 10, bold=True)
    added("Judul Daftar Isi", 14.5, bold=True)
    added("Gambar", 10)
    _centred(added("Kop", 13))
    styles["Kop"].paragraph_format.space_after = parts.points(0)
    for level in (1, 2):
        style = added(f"Daftar Isi {level}", 10)
        style.paragraph_format.space_after = parts.points(1)
        style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
    signature = added("Tanda Tangan", 10).paragraph_format
    signature.left_indent, signature.space_after = Cm(8.2), parts.points(0)
    signature.keep_with_next = True
    added("Isi Tabel", 8.5)


def _type(
    style: Any, size: float, *, bold: bool = False, italic: bool = False, colour: str = ""
) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    font = style.font
    font.name, font.size, font.bold, font.italic = _FONT, parts.points(size), bold, italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    if colour:
        font.color.rgb = RGBColor.from_string(colour.lstrip("#"))


def _language(style: Any) -> None:
    style.element.get_or_add_rPr().append(
        parts.element("w:lang", val=_LANGUAGE, eastAsia=_LANGUAGE)
    )


def _centred(style: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _without_border(style: Any) -> None:
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
