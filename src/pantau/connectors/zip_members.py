"""Files in a ZIP, read where they are: nothing is unpacked to a path that the archive names."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Final

from pantau.connectors.table_rows import DamagedTableError, Opener
from pantau.errors import InputError

MAX_MEMBERS: Final = 1000
MAX_UNPACKED_MEGABYTES: Final = 2000
# A CSV shrinks to a tenth, one with many repeats to a fiftieth; a bomb to a thousandth.
MAX_RATIO: Final = 200
_MEGABYTE: Final = 1_000_000
_ENCRYPTED: Final = 0x1


def members(path: Path, stack: ExitStack) -> list[tuple[str, Opener]]:
    """Names and openers of the files in an archive; what systems add of their own is passed over."""
    try:
        archive = stack.enter_context(zipfile.ZipFile(path))
        found = [m for m in archive.infolist() if not m.is_dir() and not _is_litter(m.filename)]
        _check(path.name, found)
        return [
            (f"{path.name}/{_plain(m.filename)}", _opener(archive, m, path.name)) for m in found
        ]
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise InputError(f"{path}: the ZIP file is damaged and can't be read") from error


def in_one_piece(opener: Opener, stack: ExitStack) -> BinaryIO:
    """A member as a file that can be read back and forth: nameless, gone when the process ends."""
    whole = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    with opener() as member:
        shutil.copyfileobj(member, whole)
    whole.seek(0)
    return whole


def _check(name: str, found: list[zipfile.ZipInfo]) -> None:
    """The size a member states is the most that is ever read of it."""
    if not found:
        raise InputError(f"{name}: the ZIP file is empty")
    if len(found) > MAX_MEMBERS:
        raise InputError(f"{name}: {len(found):,} files in it, the limit is {MAX_MEMBERS:,}")
    if any(m.flag_bits & _ENCRYPTED for m in found):
        raise InputError(f"{name}: protected by a password: save it without one")
    unpacked = sum(m.file_size for m in found)
    packed = sum(m.compress_size for m in found)
    if unpacked > MAX_UNPACKED_MEGABYTES * _MEGABYTE:
        raise InputError(
            f"{name}: {unpacked / _MEGABYTE:,.0f} MB unpacked, the limit is {MAX_UNPACKED_MEGABYTES:,} MB"
        )
    if unpacked > _MEGABYTE and unpacked > packed * MAX_RATIO:
        raise InputError(
            f"{name}: unpacks to more than {MAX_RATIO} times its size: not read, a ZIP bomb"
        )


def _is_litter(name: str) -> bool:
    return name.startswith("__MACOSX/") or Path(name).name in (
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
    )


def _plain(name: str) -> str:
    """The member's own name: its folders are of no use, and `../` of less."""
    return name.replace("\\", "/").rpartition("/")[2]


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Callable[[], BinaryIO]:
    return lambda: io.BufferedReader(_Member(archive, member, name))


class _Member(io.RawIOBase):
    """A member's bytes; damage comes as `DamagedTableError`, not as one of four kinds of the library."""

    def __init__(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
        self._name = f"{name}/{_plain(member.filename)}"
        try:
            self._inner = archive.open(member)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise DamagedTableError(f"{self._name}: damaged, can't be read") from error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            piece = self._inner.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise DamagedTableError(f"{self._name}: damaged, can't be read on") from error
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()
