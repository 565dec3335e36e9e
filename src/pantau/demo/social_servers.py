"""Pretended social networks on this machine: what each of them shares, and a way to make it misbehave.

The networks themselves stand beside this file, one each, in their own formats.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from pantau.demo.loopback import Answer, Asked, LoopbackServer

Spoil: TypeAlias = Callable[[Answer], Answer]


@dataclass(slots=True)
class _Injected:
    spoil: Spoil
    left: int | None
    path: str

    def fits(self, asked: Asked) -> bool:
        return (self.left is None or self.left > 0) and self.path in asked.path


class SocialServer(LoopbackServer):
    """Serves what `respond` says; `inject` spoils the answers of chosen requests."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__(self._answer, host, port)
        self._lock = threading.Lock()
        self._injected: list[_Injected] = []

    def respond(self, asked: Asked) -> Answer:
        raise NotImplementedError

    def inject(self, spoil: Spoil, *, times: int | None = None, path: str = "") -> None:
        """Spoil the next `times` answers (all, if `None`) whose path holds `path`."""
        self._injected.append(_Injected(spoil, times, path))

    def clear(self) -> None:
        """Behave again."""
        self._injected.clear()

    def _answer(self, asked: Asked) -> Answer:
        with self._lock:
            answer = self.respond(asked)
            for injected in self._injected:
                if injected.fits(asked):
                    if injected.left is not None:
                        injected.left -= 1
                    return injected.spoil(answer)
            return answer


def json_answer(value: Any, status: int = 200, **headers: str) -> Answer:
    """`value` as JSON; header names with `_` for `-`."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), named)


def cut_short(answer: Answer) -> Answer:
    """Two thirds of the body, under a length that says it is all."""
    return replace(answer, body=answer.body[: len(answer.body) * 2 // 3])


def changed(change: Callable[[Any], Any]) -> Spoil:
    """The answer's JSON after `change`, which alters it in place or returns another."""

    def spoil(answer: Answer) -> Answer:
        value = json.loads(answer.body)
        altered = change(value)
        return replace(answer, body=json.dumps(value if altered is None else altered).encode())

    return spoil


def web_page(answer: Answer, status: int = 403) -> Answer:
    """What a proxy or a shield puts in place of data."""
    return Answer(status, b"<!DOCTYPE html><title>403</title>", content_type="text/html")
