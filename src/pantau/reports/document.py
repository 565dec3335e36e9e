"""A report as a sequence of blocks, before it is a PDF or a DOCX.

Both are set from the same blocks, so they say the same. A block holds finished words; nothing
below this layer computes or phrases. Texts are plain: no markup is ever read from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is a chapter. `starts_page` begins a new page in front of it."""

    level: int
    text: str
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`tone` is plain, note (small), warning (framed) or disclaimer."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the text width; `is_number` sets it flush right."""

    title: str
    width: float
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`caption` without its number, which each format gives. `is_form`: blank cells are left for
    handwriting. `holds_figures` is false where an incomplete quarter changes nothing."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    is_form: bool = False
    holds_figures: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """`name` is the file's stem; `alt` says in words what the picture shows, its n included."""

    name: str
    svg: str
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    label: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Place and date stay open where the office signs later; so does a name not configured."""

    place_and_date: str
    title: str
    name: str
    rank: str
    nip: str
    is_named: bool


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Figure | KeyFigures | Quote | Signature


@dataclass(frozen=True, slots=True)
class Cover:
    """`marks` stand in a frame: sample data, an incomplete quarter."""

    office_lines: tuple[str, ...]
    address: str
    title: str
    subtitle: str
    period: str
    marks: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """`is_brief`: no cover page and no table of contents, the letterhead stands on the first page."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    footer: str
    cover: Cover
    blocks: tuple[Block, ...]
    is_brief: bool = False
