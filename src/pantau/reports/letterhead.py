"""The office's own words and logo: kop surat and signature block, checked before anything is set."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from pathlib import Path

from pantau.config import Office
from pantau.errors import ReportError

MAX_LOGO_BYTES = 2_000_000
MAX_PIXELS = 4000
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class Logo:
    """`kind` is png or jpeg; SVG isn't taken, as it may draw on other files."""

    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letterhead:
    lines: tuple[str, ...]
    address: str
    logo: Logo | None
    place: str
    signer_title: str
    signer_name: str
    signer_rank: str
    signer_nip: str


def letterhead(office: Office) -> Letterhead:
    """Raises `ReportError` where the logo is missing, too large or no picture."""
    return Letterhead(
        lines=office.lines,
        address=office.address,
        logo=None if office.logo is None else read_logo(office.logo),
        place=office.place,
        signer_title=office.signer_title,
        signer_name=office.signer_name,
        signer_rank=office.signer_rank,
        signer_nip=office.signer_nip,
    )


def read_logo(path: Path) -> Logo:
    try:
        size = path.stat().st_size
        if size > MAX_LOGO_BYTES:
            raise ReportError(f"logo {path}: {size / 1e6:.1f} MB; make it smaller than 2 MB")
        content = path.read_bytes()
    except OSError as error:
        raise ReportError(
            f"logo {path}: {error.strerror}; correct office.logo in pantau.toml, or remove it"
        ) from error
    kind = _kind(content)
    if not kind or not _decodes(kind, content):
        raise ReportError(f"logo {path}: not a PNG or JPEG picture that can be read")
    return Logo(kind, content)


def _kind(content: bytes) -> str:
    if content.startswith(_PNG):
        return "png"
    return "jpeg" if content.startswith(_JPEG) else ""


def _decodes(kind: str, content: bytes) -> bool:
    """Whether the picture is whole: typst itself is the judge, after a guard against huge canvases."""
    if kind == "png" and not _is_small(content):
        return False
    import tempfile

    import typst

    with tempfile.TemporaryDirectory() as folder:
        name = f"logo.{kind}"
        Path(folder, name).write_bytes(content)
        page = Path(folder, "page.typ")
        page.write_text(f'#image("{name}", width: 1cm)', "utf-8")
        try:
            typst.compile(str(page), root=folder, ignore_system_fonts=True)
        except typst.TypstError:
            return False
    return True


def _is_small(png: bytes) -> bool:
    """Whether the canvas that the header names can be drawn without filling the memory."""
    return len(png) >= 24 and max(struct.unpack_from(">II", png, 16)) <= MAX_PIXELS


def fingerprint(logo: Logo | None) -> str:
    return "" if logo is None else hashlib.sha256(logo.content).hexdigest()
