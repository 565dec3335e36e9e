"""What a text is about (axis C): the topics of an editable list, found by words and phrases.

A keyword matches whole tokens of the normal text; a `*` at the end of a word matches any
ending. A match does not count inside an excluded phrase, nor right after "bukan".
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from pantau.errors import ConfigError

_NEGATOR: Final = "bukan"
_SKIPPED: Final = frozenset({"soal", "masalah", "tentang", "urusan", "cuma", "saja"})
_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_FIELDS: Final = frozenset({"id", "title", "service", "owner", "keywords", "exclude"})
SERVICES: Final = frozenset({"app", "city"})


@dataclass(frozen=True, slots=True)
class Topic:
    """`service`: "app" for a function of the app, "city" for a service of the city."""

    id: str
    title: str
    service: str
    owner: str
    keywords: tuple[str, ...]
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One match. `blocked_by` is the excluded phrase or negator that cancels it, else empty."""

    topic: str
    keyword: str
    found: str
    blocked_by: str = ""


@dataclass(frozen=True, slots=True)
class _Pattern:
    words: tuple[str, ...]
    keyword: str
    topic: int
    is_exclusion: bool

    def matches(self, tokens: list[str], at: int) -> bool:
        """Whether all words stand at `at`; the first is known to (see `_Starts`)."""
        end = at + len(self.words)
        return end <= len(tokens) and all(map(_fits, self.words[1:], tokens[at + 1 : end]))


def _fits(word: str, token: str) -> bool:
    return token.startswith(word[:-1]) if word.endswith("*") else token == word


@dataclass(frozen=True, slots=True)
class _Start:
    """What may begin at a token: `single` patterns are it, `longer` ones need these next words."""

    single: tuple[_Pattern, ...]
    longer: tuple[_Pattern, ...]
    seconds: frozenset[str]

    def at(self, tokens: list[str], at: int) -> Iterator[_Pattern]:
        yield from self.single
        if at + 1 < len(tokens) and (tokens[at + 1] in self.seconds or "" in self.seconds):
            yield from (pattern for pattern in self.longer if pattern.matches(tokens, at))


class _Starts(dict[str, _Start | None]):
    """Token to what may begin with it, worked out once per distinct token; mostly `None`."""

    _LIMIT: Final = 200_000

    def __init__(self, patterns: Iterable[_Pattern]) -> None:
        super().__init__()
        self._exact: dict[str, list[_Pattern]] = defaultdict(list)
        self._prefix: dict[str, list[_Pattern]] = defaultdict(list)
        for pattern in patterns:
            word = pattern.words[0]
            (self._prefix if word.endswith("*") else self._exact)[word.rstrip("*")].append(pattern)

    def __missing__(self, token: str) -> _Start | None:
        if len(self) >= self._LIMIT:
            self.clear()
        prefixes = (token[:size] for size in range(1, len(token) + 1))
        open_ended = (p for prefix in prefixes for p in self._prefix.get(prefix, ()))
        found = [*self._exact.get(token, ()), *open_ended]
        self[token] = _start(found) if found else None
        return self[token]


def _start(patterns: list[_Pattern]) -> _Start:
    longer = tuple(p for p in patterns if len(p.words) > 1)
    # "" stands for "any word": a second word with an open end can't be looked up.
    seconds = frozenset("" if p.words[1].endswith("*") else p.words[1] for p in longer)
    return _Start(tuple(p for p in patterns if len(p.words) == 1), longer, seconds)


class TopicList:
    """The list as loaded; give it normal text (see `normalise`)."""

    def __init__(self, version: str, topics: Iterable[Topic]) -> None:
        self.version = version
        self.topics = tuple(topics)
        self._ids = tuple(topic.id for topic in self.topics)
        self._starts = _Starts(_patterns(self.topics))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises `ConfigError` naming the file and the topic at fault."""
        document = _document(path)
        version = document.get("version")
        if not isinstance(version, str) or not version:
            raise ConfigError(f'{path}: needs a line such as version = "2026.11"')
        topics = [_topic(path, n, entry) for n, entry in enumerate(document.get("topic", []), 1)]
        _refuse_twins(path, topics)
        return cls(version, topics)

    def tag(self, text: str) -> tuple[str, ...]:
        """Ids of the topics that the text is about, in the order of the list."""
        tokens = text.split()
        free = {p.topic for at, p, blocked in self._found(tokens) if not blocked}
        return tuple(self._ids[topic] for topic in sorted(free)) if free else ()

    def explain(self, text: str) -> list[Hit]:
        """Every match with its keyword, and what cancels it."""
        tokens = text.split()
        return [
            Hit(self._ids[p.topic], p.keyword, " ".join(tokens[at : at + len(p.words)]), blocked)
            for at, p, blocked in self._found(tokens)
        ]

    def _found(self, tokens: list[str]) -> Iterator[tuple[int, _Pattern, str]]:
        """Place, pattern, and what cancels it, for each keyword found."""
        starts = enumerate(map(self._starts.__getitem__, tokens))
        matches = [(at, p) for at, start in starts if start for p in start.at(tokens, at)]
        exclusions = [(at, p) for at, p in matches if p.is_exclusion]
        for at, pattern in matches:
            if not pattern.is_exclusion:
                blocked = _exclusion(exclusions, at, pattern) if exclusions else ""
                yield at, pattern, blocked or _negator(tokens, at)


def _exclusion(exclusions: list[tuple[int, _Pattern]], at: int, pattern: _Pattern) -> str:
    """The excluded phrase of the same topic that covers the match."""
    end = at + len(pattern.words)
    covering = (
        e.keyword
        for start, e in exclusions
        if e.topic == pattern.topic and start <= at and end <= start + len(e.words)
    )
    return next(covering, "")


def _negator(tokens: list[str], at: int) -> str:
    before = at - 1
    while before >= 0 and tokens[before] in _SKIPPED:
        before -= 1
    return _NEGATOR if before >= 0 and tokens[before] == _NEGATOR else ""


def _patterns(topics: Iterable[Topic]) -> Iterator[_Pattern]:
    for number, topic in enumerate(topics):
        for keyword in topic.keywords:
            yield _Pattern(tuple(keyword.split()), keyword, number, is_exclusion=False)
        for phrase in topic.exclude:
            yield _Pattern(tuple(phrase.split()), phrase, number, is_exclusion=True)


def _document(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: can't be read ({error.strerror})") from error
    except ValueError as error:  # not TOML, or not UTF-8
        raise ConfigError(f"{path}: {error}") from error


def _topic(path: Path, number: int, entry: Mapping[str, Any]) -> Topic:
    where = f"{path}: topic {number} ({entry.get('id', 'without id')})"
    if unknown := entry.keys() - _FIELDS:
        raise ConfigError(
            f"{where}: unknown key {min(unknown)!r}; known: {', '.join(sorted(_FIELDS))}"
        )
    if missing := _FIELDS - {"exclude"} - entry.keys():
        raise ConfigError(f"{where}: {min(missing)} is missing")
    if not _ID.match(str(entry["id"])) or entry["service"] not in SERVICES:
        raise ConfigError(f'{where}: id is a-z, 0-9 and _; service is "app" or "city"')
    words = tuple(_keywords(where, entry, key) for key in ("keywords", "exclude"))
    return Topic(entry["id"], str(entry["title"]), entry["service"], str(entry["owner"]), *words)


def _keywords(where: str, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    words = entry.get(key, [])
    if not isinstance(words, list) or not all(isinstance(w, str) and w.strip(" *") for w in words):
        raise ConfigError(f"{where}: {key} is a list of words or phrases")
    return tuple(word.lower() for word in words)


def _refuse_twins(path: Path, topics: list[Topic]) -> None:
    ids = [topic.id for topic in topics]
    if twin := next((each for each in ids if ids.count(each) > 1), None):
        raise ConfigError(f"{path}: topic {twin!r} stands twice")
