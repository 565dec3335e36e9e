"""One module a source: how that source would say what the contract suite wants said.

A source joins the suite by its name in the registry and a module of that name here, which offers
`open_world(folder, said)`, a context manager that gives a `World`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from pantau.connectors.base import Connector
from tests.fakes import NOON, PHONE

N_SAID = 5


@dataclass(frozen=True)
class Said:
    """What one person said, before any source gave it its form."""

    number: int
    text: str
    at: datetime
    stars: int
    is_broken: bool = False

    @property
    def author(self) -> str:
        return f"Contoh Bernama {self.number}"


class World(Protocol):
    """A source in miniature. What it can't do at all (a file can't refuse) it says by `lacks`.

    Known lacks: `pages` (everything stands on one), `tokens`, `refusal`, `stars`, `secret`, `broken`
    (no item can be broken alone), `edit`, `strangers` (its pages are written by ourselves).
    """

    lacks: frozenset[str]
    secret: str

    def connector(self) -> Connector:
        """A new one, as a new process would build it; pages hold two items where pages there are."""
        ...

    def say(self, said: Sequence[Said]) -> None:
        """From now on the source says this."""
        ...

    def refuse(self) -> None:
        """From now on the source refuses, in its own dialect of 429."""
        ...

    def repeat_token(self) -> None:
        """From now on each page leads on to one and the same page."""
        ...


OpenWorld = Callable[[Path, Sequence[Said]], AbstractContextManager[World]]


def world_of(source: str) -> OpenWorld:
    """The module's opener; a source without one fails the suite here, by name."""
    module = importlib.import_module(f"{__name__}.{source}")
    opener: OpenWorld = module.open_world
    return opener


def some_said(n: int = N_SAID) -> list[Said]:
    """Newest first, a day apart; each with a phone number that must not be archived."""
    return [
        Said(
            number,
            f"contoh kata ke-{number}, hubungi {PHONE}",
            NOON - timedelta(days=1 + n - number),
            1 + number % 5,
        )
        for number in range(n, 0, -1)
    ]
