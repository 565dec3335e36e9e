"""Rules for rare feedback types, from a file that people can read: `data/model/rules.toml`.

A rule never decides alone: it adds its weight to the model's value for one type, so that a
clear "no" of the model still stands.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from pantau.classify.scorer import Floats
from pantau.domain.taxonomy import FEEDBACK_IDS
from pantau.errors import ModelError

FILE: Final = "rules.toml"
_FIELDS: Final = frozenset({"type", "weight", "groups", "none_of"})


@dataclass(frozen=True, slots=True)
class Rule:
    type: str
    weight: float
    groups: tuple[frozenset[str], ...]
    none_of: frozenset[str] = frozenset()

    def applies(self, tokens: Sequence[str]) -> bool:
        if any(group.isdisjoint(tokens) for group in self.groups):
            return False
        return self.none_of.isdisjoint(tokens)


def load(path: Path) -> tuple[Rule, ...]:
    """Raises `ModelError` naming the file and the rule at fault."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path}: can't be read ({error.strerror})") from error
    except ValueError as error:
        raise ModelError(f"{path}: {error}") from error
    return tuple(_rule(path, n, entry) for n, entry in enumerate(document.get("rule", []), 1))


def boosts(rules: Sequence[Rule], texts: Sequence[Sequence[str]]) -> Floats:
    """What the rules add, one row per text (its tokens) and one column per feedback type."""
    added = np.zeros((len(texts), len(FEEDBACK_IDS)), np.float32)
    columns = [FEEDBACK_IDS.index(rule.type) for rule in rules]
    telling = frozenset(word for rule in rules for word in rule.groups[-1])
    for row, tokens in enumerate(texts):
        if telling.isdisjoint(tokens):
            continue
        for column, rule in zip(columns, rules, strict=True):
            if rule.applies(tokens):
                added[row, column] += rule.weight
    return added


def _rule(path: Path, number: int, entry: dict[str, Any]) -> Rule:
    where = f"{path}: rule {number}"
    if unknown := entry.keys() - _FIELDS:
        raise ModelError(
            f"{where}: unknown key {min(unknown)!r}; known: {', '.join(sorted(_FIELDS))}"
        )
    if entry.get("type") not in FEEDBACK_IDS:
        raise ModelError(f"{where}: type is one of {', '.join(FEEDBACK_IDS)}")
    if not isinstance(entry.get("weight"), int | float) or not entry.get("groups"):
        raise ModelError(f"{where}: weight is a number, groups a list of lists of words")
    groups = tuple(frozenset(group) for group in entry["groups"])
    return Rule(entry["type"], float(entry["weight"]), groups, frozenset(entry.get("none_of", ())))
