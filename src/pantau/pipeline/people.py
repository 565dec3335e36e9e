"""What people add, written through the one writer: under the lock, then published like any night."""

from __future__ import annotations

import csv
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from pantau.clock import utc_now
from pantau.config import Config
from pantau.domain.agreement import cohens_kappa
from pantau.domain.spreadsheet import formula_safe
from pantau.domain.taxonomy import FEEDBACK_IDS, Sentiment, ordered
from pantau.errors import InputError
from pantau.pipeline.work import Clock
from pantau.pipeline.writing import locked, published, writing
from pantau.store import people
from pantau.store.db import Connection, transaction
from pantau.store.snapshot import open_snapshot

Result = TypeVar("Result")
QUEUE_COLUMNS = ("mention_key", "text_hash", "text", "date", "sentiment", "feedback")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Cohen's kappa per label over `n` texts coded twice; `None` where it can't be told."""

    n: int
    kappas: dict[str, float | None]


def add_event(
    config: Config,
    *,
    first_on: date,
    last_on: date,
    title: str,
    detail: str = "",
    written_by: str = "",
    clock: Clock = utc_now,
) -> str:
    """Note an event and publish it; returns its id. Raises `InputError`, `LockedError`, `StoreError`."""
    if last_on < first_on or not title.strip():
        raise InputError("an event needs a title, and can't end before it begins")
    event = people.Event(
        secrets.token_hex(8), first_on, last_on, title.strip()[:80], detail.strip()[:500],
        written_by.strip()[:80], clock(),
    )  # fmt: skip
    _written(config, clock, lambda con: people.add_event(con, event))
    return event.event_id


def remove_event(config: Config, event_id: str, *, clock: Clock = utc_now) -> None:
    """Take a note back and publish."""
    _written(config, clock, lambda con: people.remove_event(con, event_id, clock()))


def write_queue(config: Config, path: Path, *, coder: str, limit: int) -> int:
    """A CSV of the texts that wait for `coder`, to be filled in and handed to `import_codes`."""
    with open_snapshot(config.published_dir) as snapshot:
        waiting = people.queue(snapshot.con, coder=coder, limit=limit)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(QUEUE_COLUMNS)
        for q in waiting:
            writer.writerow(
                (q.mention_key, q.text_hash, formula_safe(q.text), q.local_date, "", "")
            )
    return len(waiting)


def import_codes(
    config: Config, path: Path, *, coder: str, clock: Clock = utc_now
) -> tuple[int, int]:
    """(stored, left blank). A row with a wrong code raises `InputError` naming its line; nothing is stored."""
    if not coder.strip():
        raise InputError("a coder needs a short name: --coder NAME")
    codes, n_blank = _read_codes(path)
    stored = _written(
        config, clock, lambda con: people.add_codes(con, codes, coder=coder.strip(), now=clock())
    )
    return stored, n_blank


def save_code(config: Config, code: people.Code, *, coder: str, clock: Clock = utc_now) -> bool:
    """One code of one text; whether the text still stands in the form that was read.

    Not published: a snapshot for each of a hundred codes would push out those that others read. It counts
    from the next night, or from the next `publish`. Raises `InputError`, `LockedError`, `StoreError`.
    """
    _check_code(code, coder)
    stored = _written(
        config,
        clock,
        lambda con: people.add_codes(con, [code], coder=coder.strip(), now=clock()),
        is_published=False,
    )
    return stored > 0


def _check_code(code: people.Code, coder: str) -> None:
    if not coder.strip():
        raise InputError("a coder needs a short name")
    is_known = code.feedback and all(f in FEEDBACK_IDS for f in code.feedback)
    if not is_known or code.sentiment not in set(Sentiment):
        raise InputError("a code needs a sentiment and at least one type of the codebook")


def agreement(config: Config) -> dict[str, Agreement]:
    """Between people, and between people and the model."""
    with open_snapshot(config.published_dir) as snapshot:
        return {
            "people": _agreement(people.doubly_coded(snapshot.con)),
            "model": _agreement(people.coded_and_predicted(snapshot.con)),
        }


def _agreement(pairs: Sequence[people.CodePair]) -> Agreement:
    kappas = {"sentiment": _kappa([(p.first_sentiment, p.second_sentiment) for p in pairs])}
    primaries = [(p.first_feedback[0], p.second_feedback[0]) for p in pairs]
    kappas["primary_feedback"] = _kappa(primaries)
    for label in FEEDBACK_IDS:
        kappas[label] = _kappa(
            [(str(label in p.first_feedback), str(label in p.second_feedback)) for p in pairs]
        )
    return Agreement(len(pairs), kappas)


def _kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    return cohens_kappa([a for a, _ in pairs], [b for _, b in pairs]) if pairs else None


def _read_codes(path: Path) -> tuple[list[people.Code], int]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: can't be read: {error}") from error
    missing = {"mention_key", "text_hash", "sentiment", "feedback"} - set(rows[0] if rows else ())
    if missing:
        raise InputError(f"{path}: columns missing: {', '.join(sorted(missing))}")
    filled = [
        (n, row) for n, row in enumerate(rows, start=2) if row["sentiment"] or row["feedback"]
    ]
    return [_code(path, n, row) for n, row in filled], len(rows) - len(filled)


def _code(path: Path, line: int, row: dict[str, str]) -> people.Code:
    types = [part.strip() for part in (row["feedback"] or "").split(",") if part.strip()]
    unknown = [t for t in types if t not in FEEDBACK_IDS]
    if unknown or not types:
        raise InputError(
            f"{path}, line {line}, feedback: {row['feedback']!r}; use {', '.join(FEEDBACK_IDS)}"
        )
    if row["sentiment"] not in set(Sentiment):
        raise InputError(
            f"{path}, line {line}, sentiment: {row['sentiment']!r}; use {', '.join(Sentiment)}"
        )
    return people.Code(row["mention_key"], row["text_hash"], row["sentiment"], ordered(types))


def _written(
    config: Config,
    clock: Clock,
    write: Callable[[Connection], Result],
    *,
    is_published: bool = True,
) -> Result:
    with locked(config):
        with writing(config) as con, transaction(con):
            result = write(con)
        if is_published:
            published(config, clock())
    return result
