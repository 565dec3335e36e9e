"""A file handed in: it can't refuse and has no tokens."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pantau.connectors.base import Connector
from pantau.connectors.file_import import FileImport
from tests.connectors.worlds import Said
from tests.fakes import NOON


class FileWorld:
    lacks = frozenset({"tokens", "refusal", "secret", "strangers"})
    secret = ""

    def __init__(self, path: Path, said: Sequence[Said]) -> None:
        self._path = path
        self.say(said)

    def connector(self) -> Connector:
        return FileImport([self._path], lambda: NOON, rows_a_page=2)

    def say(self, said: Sequence[Said]) -> None:
        with self._path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["ID", "Isi", "Tanggal", "Nama", "Bintang", "Nomor HP"])
            writer.writerows(map(_row, said))

    def refuse(self) -> None:
        raise NotImplementedError("a file can't refuse")

    def repeat_token(self) -> None:
        raise NotImplementedError("a file has no tokens")


def _row(said: Said) -> list[str]:
    date = "kapan-kapan" if said.is_broken else said.at.isoformat()
    return [
        f"kontrak-{said.number}",
        said.text,
        date,
        said.author,
        str(said.stars),
        "0899-0000-0000",
    ]


@contextmanager
def open_world(folder: Path, said: Sequence[Said]) -> Iterator[FileWorld]:
    yield FileWorld(folder / "kontrak.csv", said)
