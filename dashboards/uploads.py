"""Files that a visitor hands in: kept in a folder of their own while they are read, then removed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MAX_MEGABYTES = (
    25  # a file lies in the server's memory while its page is open; larger ones go by command
)
ENDINGS = ("csv", "tsv", "xlsx", "jsonl", "ndjson", "zip")
_LONGEST = 100


def safe_name(name: str) -> str:
    """The name alone, without folders, control or direction characters, so short that any disk takes it."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in bare if c.isprintable()).lstrip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    return f"{stem[: _LONGEST - 12]}{dot}{ending[:11]}".strip() or "berkas"


@contextmanager
def on_disk(name: str, content: bytes) -> Iterator[Path]:
    """The file for the time of the block, where only this process's user can read it."""
    with tempfile.TemporaryDirectory(prefix="pantau-impor-") as folder:
        path = Path(folder) / safe_name(name)
        path.write_bytes(content)
        yield path
