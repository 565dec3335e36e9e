"""Trains the `fast` tier's small network on what the accurate tier says. Needs the extra `train`.

Few apps have many uncoded reviews, so the accurate tier also labels texts made of them: single
clauses, and texts whose words were exchanged for words that it takes for the same thing. Sense
and grammar don't matter there: the accurate tier says what each would count as.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from pantau.classify import arrays, convolution, features
from pantau.classify.convolution import CHAR_BUCKETS, PLACES, Rows, word_of
from pantau.classify.decide import Floats
from pantau.classify.linear import N_HEADS
from pantau.classify.transformer_training import Lesson, batches, loss_of, rate_at

if TYPE_CHECKING:
    from torch import Tensor

Tensors = Mapping[str, "Tensor"]

_CLAUSE_ENDS: Final = re.compile(r"[.!?;,\n]+|\b(?:tapi|dan|karena|padahal)\b")
_LEAST_LETTERS: Final = 8
_NEAREST: Final = 12
_EXCHANGED: Final = 0.3  # of a text's words that may be exchanged
_DROPPED: Final = 0.04
_TOO_COMMON: Final = 6_000  # texts; words that more have are grammar and stay


@dataclass(frozen=True, slots=True)
class Schedule:
    """Chosen on KAI Access, Mobile JKN, BPOM Mobile and the tweets, left out together (docs/adr/0007),
    channels by speed."""

    width: int = 64
    channels: int = 96
    layers: int = 3
    epochs: int = 6
    batch: int = 128
    rate: float = 2e-3
    warm_up: float = 0.02
    token_dropout: float = 0.1
    word_dropout: float = 0.1  # words that must be known by their characters alone
    dropout: float = 0.1
    head_dropout: float = 0.3
    state_weight: float = 1.0  # of coming near to the teacher's states, beside its answers
    seed: int = 1
    threads: int = 2


def clauses(texts: Sequence[str]) -> list[str]:
    """The distinct parts of texts, cut at signs and conjunctions; no whole text is among them."""
    known = set(texts)
    parts = (part.strip() for text in texts for part in _CLAUSE_ENDS.split(text))
    return [p for p in dict.fromkeys(parts) if len(p) >= _LEAST_LETTERS and p not in known]


class Exchange:
    """Callable: a normal text -> the same with some words exchanged for near ones."""

    def __init__(self, vectors: Mapping[str, Floats], counts: Counter[str], seed: int) -> None:
        words = [w for w in vectors if any(map(str.isalpha, w)) and counts[w] < _TOO_COMMON]
        rows = np.array([vectors[word] for word in words])
        rows = rows - rows.mean(axis=0)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        self._near = {word: [words[i] for i in near] for word, near in _nearest(words, rows)}
        self._rng = random.Random(seed)  # noqa: S311 - variety, not a secret

    def __call__(self, normal: str) -> str:
        return " ".join(self._words(normal.split()))

    def _words(self, words: Sequence[str]) -> Iterator[str]:
        for word in words:
            if word in self._near and self._rng.random() < _EXCHANGED:
                yield self._rng.choice(self._near[word])
            elif self._rng.random() >= _DROPPED:
                yield word


def _nearest(words: Sequence[str], rows: Floats) -> Iterator[tuple[str, list[int]]]:
    for at in range(0, len(words), 1_000):
        near = np.argsort(-(rows[at : at + 1_000] @ rows.T), axis=1)[:, 1 : _NEAREST + 1]
        yield from zip(words[at : at + 1_000], near.tolist(), strict=True)


def word_counts(normal: Sequence[str]) -> Counter[str]:
    """In how many texts each token stands, marks among them."""
    return Counter(
        token for text in normal for token in set(map(word_of, features.tokens_of(text)))
    )


def train(
    lesson: Lesson,
    states: Floats,
    vectors: Mapping[str, Floats],
    schedule: Schedule,
    path: Path,
    say: Callable[[str], None],
) -> None:
    """Writes the network to `path`. Its words are those of `vectors`, which they start from. The
    texts of the lesson are normal ones; `states` (n, hidden) is what the teacher's network makes
    of each."""
    import torch

    torch.manual_seed(schedule.seed)
    torch.set_num_threads(schedule.threads)
    rng = np.random.default_rng(schedule.seed)
    order = random.Random(schedule.seed)  # noqa: S311 - order of texts, not a secret
    vocabulary = sorted(vectors)
    texts = _Texts([features.tokens_of(text) for text in lesson.texts], vocabulary)
    net = _start([vectors[word] for word in vocabulary], schedule, rng)
    loss, distance = loss_of(lesson), _Distance(states, schedule)
    optimiser = torch.optim.AdamW(
        [*net.values(), *distance.map], lr=schedule.rate, weight_decay=0.0
    )
    steps, done = schedule.epochs * -(-len(texts.tokens) // schedule.batch), 0
    for epoch in range(1, schedule.epochs + 1):
        total = 0.0
        for picked in batches([len(t) for t in texts.tokens], schedule.batch, order):
            for group in optimiser.param_groups:
                group["lr"] = schedule.rate * rate_at((done + 1) / steps, schedule.warm_up)
            pooled, out = _outputs(net, texts, picked, schedule, rng)
            step = loss(out, picked) + schedule.state_weight * distance(pooled, picked)
            optimiser.zero_grad()
            step.backward()
            optimiser.step()
            done, total = done + 1, total + float(step.detach()) * len(picked)
        say(
            f"{path.name}: epoch {epoch} of {schedule.epochs}, loss {total / len(texts.tokens):.4f}"
        )
    tables = {name: tensor.detach().numpy() for name, tensor in net.items()}
    tables["words"][0] = tables["chars"][0] = 0.0
    convolution.save(path, vocabulary, tables)


class _Distance:
    """Callable: how far the network's pooled states, put through a linear `map` that is learnt
    beside it and not kept, are from the teacher's: mean square, 1 for no better than their mean."""

    def __init__(self, states: Floats, schedule: Schedule) -> None:
        import torch

        centred = states - states.mean(axis=0)
        self._wanted = torch.from_numpy(centred / max(float(centred.std()), 1e-6))
        last = torch.nn.Linear(2 * schedule.channels, states.shape[1])
        self.map = list(last.parameters())

    def __call__(self, pooled: Tensor, picked: list[int]) -> Tensor:
        from torch.nn.functional import linear, mse_loss

        return mse_loss(linear(pooled, *self.map), self._wanted[picked])


class _Texts:
    """Texts as rows of distinct tokens, with each token's row of words and rows of characters."""

    def __init__(self, tokens: Sequence[Sequence[str]], vocabulary: Sequence[str]) -> None:
        place = {t: at for at, t in enumerate(dict.fromkeys(t for text in tokens for t in text))}
        known = {word: row for row, word in enumerate(vocabulary, start=1)}
        short = (text[: convolution.MOST_TOKENS] for text in tokens)
        self.tokens = [np.array([place[t] for t in text], np.int64) for text in short]
        self.words = np.array([known.get(word_of(token), 0) for token in place], np.int64)
        rows, starts = convolution.char_rows(list(place))
        self.chars = np.split(rows, starts[1:])


def _start(
    vectors: Sequence[Floats], schedule: Schedule, rng: np.random.Generator
) -> dict[str, Tensor]:
    import torch

    width, channels, layers = schedule.width, schedule.channels, schedule.layers
    centred = np.array(vectors) - np.mean(vectors, axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:width]
    words = centred @ axes.T
    words *= _SPREAD / words.std()

    def random_rows(*shape: int, scale: float) -> Floats:
        return np.asarray(rng.normal(0.0, scale, shape), np.float32)

    tables: arrays.Arrays = {
        "words": np.vstack([np.zeros((1, width)), words]),
        "chars": random_rows(CHAR_BUCKETS + 1, width, scale=_SPREAD),
        "first": random_rows(PLACES, width, channels, scale=0.6 / np.sqrt(PLACES * width)),
        "first_bias": np.zeros(channels),
        "near": np.tile(np.array([0.3, 0.5, 0.3])[None, :, None], (layers, 1, channels)),
        "mix": random_rows(layers, channels, channels, scale=0.6 / np.sqrt(channels)),
        "whole": np.zeros((layers, 2 * channels, channels)),
        "mix_bias": np.zeros((layers, channels)),
        "head": random_rows(2 * channels, N_HEADS, scale=0.6 / np.sqrt(2 * channels)),
        "head_bias": np.zeros(N_HEADS),
    }
    tables["chars"][0] = 0.0
    return {
        name: torch.from_numpy(np.asarray(table, np.float32)).requires_grad_()
        for name, table in tables.items()
    }


_SPREAD: Final = 0.1


def _outputs(
    net: Tensors, texts: _Texts, picked: Sequence[int], schedule: Schedule, rng: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Pooled states and (texts, 16) raw outputs in training: what `Convolution` computes, and
    chance."""
    import torch
    from torch.nn.functional import dropout

    kept = [_thinned(texts.tokens[i], schedule.token_dropout, rng) for i in picked]
    lengths = [len(rows) for rows in kept]
    counts = torch.tensor(lengths)
    tokens, places = np.unique(np.concatenate(kept), return_inverse=True)
    vectors = _vectors(net, texts, tokens, schedule.word_dropout, rng)
    ids = torch.nn.utils.rnn.pad_sequence(
        [torch.from_numpy(part) for part in np.split(places + 1, np.cumsum(lengths)[:-1])], True
    )
    mask = (torch.arange(ids.shape[1])[None, :] < counts[:, None]).unsqueeze(-1)
    state = torch.cat([torch.zeros_like(vectors[:1]), vectors])[ids]
    state = dropout(state, schedule.dropout)
    wide = torch.cat(_neighbours(state), dim=-1)
    state = torch.relu(wide @ net["first"].flatten(0, 1) + net["first_bias"]) * mask
    root = counts.sqrt()[:, None]
    layers = zip(net["near"], net["mix"], net["whole"], net["mix_bias"], strict=True)
    for near, mix, of_whole, bias in layers:
        said = (_pooled(state, root) @ of_whole + bias)[:, None]
        summed = sum(part * weight for part, weight in zip(_neighbours(state), near, strict=True))
        added = torch.relu(dropout(summed, schedule.dropout) @ mix + said)
        state = (state + added) * mask
    pooled = _pooled(state, root)
    return pooled, dropout(pooled, schedule.head_dropout) @ net["head"] + net["head_bias"]


def _pooled(state: Tensor, root: Tensor) -> Tensor:
    import torch

    return torch.cat([state.amax(1), state.sum(1) / root], dim=1)


def _neighbours(state: Tensor) -> list[Tensor]:
    """The state of the word before, of the word, of the word after, at each word."""
    import torch

    edge = torch.zeros_like(state[:, :1])
    before, after = torch.cat([edge, state[:, :-1]], 1), torch.cat([state[:, 1:], edge], 1)
    return [before, state, after]


def _vectors(
    net: Tensors, texts: _Texts, tokens: Rows, share: float, rng: np.random.Generator
) -> Tensor:
    import torch
    from torch.nn.functional import embedding, embedding_bag

    words = np.where(rng.random(len(tokens)) < share, 0, texts.words[tokens])
    rows = [texts.chars[token] for token in tokens]
    starts = np.cumsum([0, *(len(each) for each in rows[:-1])])
    chars, offsets = torch.from_numpy(np.concatenate(rows)), torch.from_numpy(starts)
    of_chars = embedding_bag(chars, net["chars"], offsets, mode="mean", padding_idx=0)
    return of_chars + embedding(torch.from_numpy(words), net["words"], padding_idx=0)


def _thinned(tokens: Rows, share: float, rng: np.random.Generator) -> Rows:
    kept = tokens[rng.random(len(tokens)) >= share]
    return kept if len(kept) else tokens
