"""The document as PDF, through typst: tagged, PDF/UA-1 and PDF/A-2a, the same bytes every time."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, TypeVar

from pantau.errors import ReportError
from pantau.reports import fonts
from pantau.reports.document import Block, Document
from pantau.reports.letterhead import Letterhead
from pantau.texts import report as words

STANDARDS: Final = ("ua-1", "a-2a")
_TEMPLATE = "quarterly.typ"
_Made = TypeVar("_Made")
_BREAK = "\N{ZERO WIDTH SPACE}"
_LONG = re.compile(r"\S{16,}")
_ENDLESS = re.compile(rf"[^\s{_BREAK}]{{31,}}")


def pdf(document: Document, head: Letterhead, made_at: datetime) -> bytes:
    """`made_at` is the moment the data were known at; it stands in the file as its date."""
    import typst

    def compile_in(page: Path, inputs: dict[str, str]) -> bytes:
        made: bytes = typst.compile(
            str(page),
            root=str(page.parent),
            font_paths=[str(fonts.font_dir())],
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=list(STANDARDS),
            timestamp=int(made_at.timestamp()),
        )
        return made

    return _compiled(document, head, made_at, compile_in)


def pictures(document: Document, head: Letterhead, made_at: datetime, ppi: int) -> list[bytes]:
    """Each page as PNG, for a preview on the screen."""
    import typst

    def compile_in(page: Path, inputs: dict[str, str]) -> list[bytes]:
        made = typst.compile(
            str(page),
            root=str(page.parent),
            font_paths=[str(fonts.font_dir())],
            ignore_system_fonts=True,
            sys_inputs=inputs,
            format="png",
            ppi=ppi,
        )
        return [made] if isinstance(made, bytes) else list(made)

    return _compiled(document, head, made_at, compile_in)


def _compiled(
    document: Document,
    head: Letterhead,
    made_at: datetime,
    compile_in: Callable[[Path, dict[str, str]], _Made],
) -> _Made:
    import typst

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, _TEMPLATE)
        page.write_bytes(files("pantau.reports.templates").joinpath(_TEMPLATE).read_bytes())
        if head.logo is not None:
            Path(folder, f"logo.{head.logo.kind}").write_bytes(head.logo.content)
        try:
            return compile_in(page, {"document": _as_json(document, head, made_at)})
        except typst.TypstError as error:
            raise ReportError(f"the PDF can't be set: {str(error)[:300]}") from error


def _as_json(document: Document, head: Letterhead, made_at: datetime) -> str:
    shown: dict[str, Any] = _showable(asdict(document))
    shown["blocks"] = [_block(block) for block in document.blocks]
    shown["date"] = [made_at.year, made_at.month, made_at.day]
    shown["families"] = list(fonts.FAMILIES)
    shown["logo"] = None if head.logo is None else head.logo.kind
    shown["logo_alt"] = words.LOGO_ALT
    shown["outline_title"] = words.OUTLINE_TITLE
    return json.dumps(shown, ensure_ascii=False)


def _block(block: Block) -> dict[str, Any]:
    return {"kind": type(block).__name__, **_showable(asdict(block))}


def _showable(value: Any) -> Any:
    """Every text made fit for the fonts, except the drawings, whose texts are ours."""
    if isinstance(value, str):
        return value if value.startswith("<svg") else _breakable(fonts.showable(value))
    if isinstance(value, dict):
        return {key: _showable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_showable(inner) for inner in value]
    return value


def _breakable(text: str) -> str:
    """Words too long for a narrow column may break after a dot or the like, and those longer than a
    line anywhere: else they would run over their neighbours."""
    marked = _LONG.sub(lambda found: re.sub(r"(?<=[._/@-])(?=\w)", _BREAK, found[0]), text)
    return _ENDLESS.sub(lambda found: _BREAK.join(re.findall(r".{1,20}", found[0])), marked)
