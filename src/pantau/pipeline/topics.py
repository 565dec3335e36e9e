"""What the topic list and the word lists make of texts: for those who keep them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pantau.config import Config
from pantau.errors import InputError
from pantau.resources import lexicon_dir, topics_path
from pantau.store.marts import own_texts
from pantau.store.snapshot import open_snapshot

MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class TopicHit:
    """One match in one line; `cancelled_by` is the negator or excluded phrase, else empty."""

    line: int
    topic: str
    owner: str
    keyword: str
    found: str
    cancelled_by: str


@dataclass(frozen=True, slots=True)
class StrangeWord:
    word: str
    n_texts: int


def check(config: Config, path: Path) -> list[TopicHit]:
    """Every hit of the configured topic list in a file of texts, one a line."""
    from pantau.classify import lexicon
    from pantau.classify.normalise import Normaliser
    from pantau.classify.topics import TopicList

    topics = TopicList.load(config.model.topics or topics_path())
    normalise = Normaliser(lexicon.load(lexicon_dir()))
    titles = {topic.id: topic for topic in topics.topics}
    return [
        TopicHit(
            number,
            titles[hit.topic].title,
            titles[hit.topic].owner,
            hit.keyword,
            hit.found,
            hit.blocked_by,
        )
        for number, line in enumerate(_lines(path), start=1)
        for hit in topics.explain(normalise(line))
    ]


def strange_words(config: Config, limit: int) -> list[StrangeWord]:
    """The most frequent words of the published texts that no lexicon knows."""
    from pantau.classify import lexicon
    from pantau.classify.unknown import unknown_words

    words = lexicon.load(lexicon_dir())
    with open_snapshot(config.published_dir) as snapshot:
        found = unknown_words(own_texts(snapshot.con), words, limit=limit)
    return [StrangeWord(w.word, w.n_texts) for w in found]


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB; give fewer lines")
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't be read as UTF-8 text: {error}") from error
