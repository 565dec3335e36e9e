"""Fine-tuning of the accurate tier on coded texts, on the CPU. Needs torch (extra `train`).

Two settings were measured rather than guessed: plain binary cross-entropy left the rare types
at zero, hence positive weights; matrix products in bfloat16 with attention in float32 train
twice as fast as float32 throughout on processors that have them.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from pantau.classify.data import Example
from pantau.classify.transformer_vocabulary import PAD_ID, UNKNOWN_ID
from pantau.domain.taxonomy import FEEDBACK_IDS, Sentiment

if TYPE_CHECKING:
    from torch import Tensor

    from pantau.classify.transformer_network import Network

SENTIMENTS = tuple(s.value for s in Sentiment)
_SMOOTHING = 0.05
FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts and what is to be learnt of each, row for row.

    `sentiment` (n, 3) and `feedback` (n, 13): the probabilities wanted. `positive` (n, 13): how
    much a type that applies weighs against one that doesn't. `is_known` (n, 1): 0 where only the
    sentiment is known.
    """

    texts: tuple[str, ...]
    sentiment: FloatArray
    feedback: FloatArray
    positive: FloatArray
    is_known: FloatArray

    @classmethod
    def coded(cls, examples: Sequence[Example], cap: float) -> Lesson:
        """Positive weights are sqrt(negatives / positives) over the texts with types, at most `cap`.
        A text without types teaches its sentiment only."""
        named = np.array([[t in e.types for t in FEEDBACK_IDS] for e in examples], np.float32)
        is_known = np.array([bool(e.types) for e in examples])
        weights = positive_weights(named[is_known], cap)
        moods = np.eye(len(SENTIMENTS), dtype=np.float32)
        rows = moods[[SENTIMENTS.index(e.sentiment) for e in examples]]
        return cls(
            tuple(e.text for e in examples),
            rows * (1.0 - _SMOOTHING) + _SMOOTHING / len(SENTIMENTS),
            named,
            np.tile(weights, (len(examples), 1)),
            is_known.astype(np.float32)[:, None],
        )

    @classmethod
    def taught(cls, texts: Sequence[str], sentiment: FloatArray, feedback: FloatArray) -> Lesson:
        """What a teacher says of uncoded texts. Its probabilities hold the weight of rare types
        already, so it is not put on once more."""
        ones = np.ones_like(feedback)
        return cls(tuple(texts), sentiment, feedback, ones, ones[:, :1])

    def beside(self, other: Lesson) -> Lesson:
        """These texts, then those of `other`."""
        return Lesson(
            self.texts + other.texts,
            np.concatenate([self.sentiment, other.sentiment]),
            np.concatenate([self.feedback, other.feedback]),
            np.concatenate([self.positive, other.positive]),
            np.concatenate([self.is_known, other.is_known]),
        )


@dataclass(frozen=True, slots=True)
class Schedule:
    """The knobs of one run; the figures in the score card name them."""

    epochs: int = 5
    batch: int = 32
    rate: float = 1.5e-4
    layer_decay: float = 0.9
    head_factor: float = 8.0
    warm_up: float = 0.1
    dropout: float = 0.1
    token_dropout: float = 0.1
    max_tokens: int = 112
    positive_weight_cap: float = 8.0
    seed: int = 1
    threads: int = 2


Encode = Callable[[Sequence[str]], list[list[int]]]
Variant = Callable[[str, random.Random], str]


def plain(text: str, _: random.Random) -> str:
    """The variant that leaves every text as it is."""
    return text


def train(
    net: Network,
    lesson: Lesson,
    encode: Encode,
    schedule: Schedule,
    *,
    variant: Variant = plain,
    after_epoch: Callable[[int], None] = lambda _: None,
) -> None:
    """Changes `net` in place. `variant` rewrites a text anew each time it is seen."""
    import torch

    from pantau.classify.transformer_network import logits

    torch.manual_seed(schedule.seed)
    torch.set_num_threads(schedule.threads)
    rng = random.Random(schedule.seed)  # noqa: S311 - order of texts, not a secret
    loss = loss_of(lesson)
    steps = schedule.epochs * -(-len(lesson.texts) // schedule.batch)
    step = _stepper(net, schedule, steps)
    for epoch in range(1, schedule.epochs + 1):
        rows = encode([variant(text, rng) for text in lesson.texts])
        ids = [_thinned(row[: schedule.max_tokens], schedule.token_dropout, rng) for row in rows]
        for picked in batches([len(row) for row in ids], schedule.batch, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = logits(net, *padded([ids[i] for i in picked]), schedule.dropout)
            step(loss(out, picked))
        after_epoch(epoch)


def loss_of(lesson: Lesson) -> Callable[[Tensor, list[int]], Tensor]:
    """A function of a network's 16 outputs and of the rows they are for: cross-entropy of the
    sentiment plus four times the mean binary one of the types."""
    import torch
    from torch.nn import functional

    from pantau.classify.transformer_network import N_SENTIMENTS

    names = ("sentiment", "feedback", "positive", "is_known")
    mood, types, positive, known = (torch.from_numpy(getattr(lesson, n)) for n in names)

    def loss(out: Tensor, rows: list[int]) -> Tensor:
        of_types = functional.binary_cross_entropy_with_logits(
            out[:, N_SENTIMENTS:], types[rows], pos_weight=positive[rows], weight=known[rows]
        )
        return functional.cross_entropy(out[:, :N_SENTIMENTS], mood[rows]) + 4.0 * of_types

    return loss


def _thinned(ids: list[int], share: float, rng: random.Random) -> list[int]:
    """Some tokens made unknown, so that no single word of one app decides."""
    if share == 0:
        return ids
    inner = [UNKNOWN_ID if rng.random() < share else i for i in ids[1:-1]]
    return [ids[0], *inner, ids[-1]]


def positive_weights(feedback: FloatArray, cap: float) -> FloatArray:
    """One per type, from the share of texts that have it; a type never seen gets the cap."""
    positives = feedback.sum(0)
    ratio = (len(feedback) - positives) / np.maximum(positives, 1.0)
    return np.asarray(np.clip(np.sqrt(ratio), 1.0, cap), dtype=np.float32)


def padded(ids: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Token ids filled up to the longest text, and True where a token stands."""
    import torch

    width = max(len(row) for row in ids)
    filled = torch.tensor([[*row, *([PAD_ID] * (width - len(row)))] for row in ids])
    lengths = torch.tensor([len(row) for row in ids])
    return filled, torch.arange(width)[None, :] < lengths[:, None]


def batches(lengths: Sequence[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Every index once, in random batches of texts of about the same length."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    cut: list[list[int]] = []
    for start in range(0, len(order), size * 50):
        pool = sorted(order[start : start + size * 50], key=lambda i: lengths[i])
        cut += [pool[i : i + size] for i in range(0, len(pool), size)]
    rng.shuffle(cut)
    yield from cut


def rate_at(progress: float, warm_up: float) -> float:
    """Share of the full rate: a straight rise over `warm_up`, then half a cosine down to zero."""
    if progress < warm_up:
        return progress / warm_up
    return 0.5 * (1.0 + math.cos(math.pi * (progress - warm_up) / (1.0 - warm_up)))


def _stepper(net: Network, schedule: Schedule, steps: int) -> Callable[[Tensor], None]:
    """A function that takes one optimiser step on the loss that it is given."""
    import torch

    optimiser = torch.optim.AdamW(_groups(net, schedule), weight_decay=0.01, fused=True)
    full = [float(group["lr"]) for group in optimiser.param_groups]
    losses: list[float] = []
    started = time.monotonic()

    def step(loss: Tensor) -> None:
        share = rate_at((len(losses) + 1) / steps, schedule.warm_up)
        for group, rate in zip(optimiser.param_groups, full, strict=True):
            group["lr"] = rate * share
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(list(net.tensors.values()), 1.0)
        optimiser.step()
        losses.append(float(loss.detach()))
        if len(losses) % 50 == 0:
            _say(len(losses), steps, float(np.mean(losses[-50:])), time.monotonic() - started)

    return step


def _groups(net: Network, schedule: Schedule) -> list[dict[str, Any]]:
    """Lower layers learn more slowly; heads faster; no weight decay on biases and norms."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, tensor in net.tensors.items():
        rate = schedule.rate * _depth_factor(name, net.shape.layers, schedule)
        groups.setdefault((rate, 0.01 if tensor.dim() > 1 else 0.0), []).append(tensor)
    return [{"params": p, "lr": r, "weight_decay": d} for (r, d), p in groups.items()]


def _depth_factor(name: str, layers: int, schedule: Schedule) -> float:
    if name.startswith("head."):
        return schedule.head_factor
    depth = 0 if name.startswith("emb.") else int(name[1 : name.index(".")]) + 1
    return schedule.layer_decay ** (layers - depth)


def _say(done: int, steps: int, loss: float, seconds: float) -> None:
    left = seconds / done * (steps - done)
    sys.stderr.write(f"step {done}/{steps} loss {loss:.4f} {seconds:.0f} s, {left:.0f} s left\n")
    sys.stderr.flush()
