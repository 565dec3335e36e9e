"""Labels for any CSV with a column `text`: streamed, so its size does not matter."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from pantau.classify.base import Classifier
from pantau.errors import InputError

ADDED: Final = ("sentiment", "sentiment_score", "feedback", "topics", "mode")
_AT_ONCE: Final = 20_000
_DELIMITERS: Final = (",", ";", "\t")
_FIELD_LIMIT: Final = 10_000_000


@dataclass(slots=True)
class Predicted:
    """`rejected`: one line per unreadable row, with file, line and reason."""

    n_rows: int = 0
    rejected: list[str] = field(default_factory=list)


def predict_csv(
    source: Path,
    target: Path,
    classifier: Classifier,
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> Predicted:
    """Writes `source` with `ADDED` columns to `target`, which appears only when complete.

    All input columns stay; one that bears a name of ours is renamed with `_input`.
    """
    done = Predicted()
    part = target.with_name(f".{target.name}.part")
    try:
        with _opened(source) as read, part.open("w", encoding="utf-8", newline="") as write:
            _copy(source, read, write, classifier, done, progress)
        os.replace(part, target)
    except OSError as error:
        raise InputError(f"{error.filename or target}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return done


def _opened(path: Path) -> TextIO:
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def _copy(
    source: Path,
    read: TextIO,
    write: TextIO,
    classifier: Classifier,
    done: Predicted,
    progress: Callable[[int], None],
) -> None:
    header, delimiter, column = _header(source, read.readline())
    writer = csv.writer(write, delimiter=delimiter, lineterminator="\n")
    writer.writerow([*(f"{n}_input" if n in ADDED else n for n in header), *ADDED])
    rows = _rows(source, csv.reader(read, delimiter=delimiter), len(header), done)
    while batch := list(islice(rows, _AT_ONCE)):
        added = _labels(classifier, [row[column] for row in batch])
        writer.writerows([*row, *extra] for row, extra in zip(batch, added, strict=True))
        done.n_rows += len(batch)
        progress(done.n_rows)


def _header(path: Path, line: str) -> tuple[list[str], str, int]:
    for delimiter in _DELIMITERS:
        names = next(csv.reader([line], delimiter=delimiter), [])
        plain = [name.strip().lower() for name in names]
        if "text" in plain:
            return names, delimiter, plain.index("text")
    raise InputError(f"{path}, line 1: no column `text`; found: {line.strip()[:200] or 'nothing'}")


def _rows(
    path: Path, reader: Iterator[list[str]], width: int, done: Predicted
) -> Iterator[list[str]]:
    csv.field_size_limit(_FIELD_LIMIT)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            done.rejected.append(f"{path}, line {_line(reader)}: {error}")
            continue
        if reason := _fault(row, width):
            done.rejected.append(f"{path}, line {_line(reader)}: {reason}")
        elif row:
            yield row


def _line(reader: Iterator[list[str]]) -> int:
    return int(getattr(reader, "line_num", 0)) + 1  # the header was read before the reader began


def _fault(row: Sequence[str], width: int) -> str:
    if row and len(row) != width:
        return f"{len(row)} columns, the header has {width}"
    if not all(cell.isascii() or cell.isprintable() or _is_utf8(cell) for cell in row):
        return "not UTF-8"
    return ""


def _is_utf8(cell: str) -> bool:
    return not any("\udc80" <= char <= "\udcff" for char in cell)


def _labels(classifier: Classifier, texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    table = classifier.predict(texts).select([*ADDED])
    columns = {name: table.column(name).to_pylist() for name in ADDED}
    for sentiment, score, feedback, topics, mode in zip(*columns.values(), strict=True):
        yield sentiment, f"{score:.3f}", ",".join(feedback), ",".join(topics), mode
