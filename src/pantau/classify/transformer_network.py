"""The encoder and its two heads as plain functions of named tensors. Imports torch: training only.

Tensor names are those of `transformer_weights`, so that reading, training and exporting share
them. `head.w` (16, hidden) and `head.b` give three sentiments, then the 13 feedback types.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from pantau.classify.transformer_weights import EncoderShape, EncoderWeights
from pantau.domain.taxonomy import FEEDBACK_IDS, Sentiment

N_SENTIMENTS = len(Sentiment)
N_OUTPUTS = N_SENTIMENTS + len(FEEDBACK_IDS)
POSITIONS_KEPT = 160


@dataclass(frozen=True, slots=True)
class Network:
    """`tensors` are leaves that the optimiser changes in place."""

    shape: EncoderShape
    tensors: dict[str, Tensor]


def start_network(encoder: EncoderWeights, rows: tuple[int, ...], seed: int) -> Network:
    """The pretrained encoder with the kept vocabulary `rows` and fresh heads."""
    tensors = {name: torch.from_numpy(value.copy()) for name, value in encoder.tensors.items()}
    hidden = encoder.shape.hidden
    tensors["emb.word"] = tensors["emb.word"][list(rows)].clone()
    tensors["emb.pos"] = tensors["emb.pos"][:POSITIONS_KEPT].clone()
    tensors["emb.type"] = tensors["emb.type"][:hidden].clone()
    generator = torch.Generator().manual_seed(seed)
    tensors["head.w"] = torch.randn(N_OUTPUTS, hidden, generator=generator) * 0.02
    tensors["head.b"] = torch.zeros(N_OUTPUTS)
    for tensor in tensors.values():
        tensor.requires_grad_(True)
    return Network(encoder.shape, tensors)


def logits(net: Network, ids: Tensor, mask: Tensor, dropout: float = 0.0) -> Tensor:
    """(texts, 16) raw outputs; `mask` is True where a token stands. `dropout` 0 for use."""
    pooled = _pool(_encode(net, ids, mask, dropout), mask)
    return functional.linear(
        functional.dropout(pooled, dropout, dropout > 0),
        net.tensors["head.w"],
        net.tensors["head.b"],
    ).float()


def _pool(states: Tensor, mask: Tensor) -> Tensor:
    weight = mask.float().unsqueeze(-1)
    return (states.float() * weight).sum(1) / weight.sum(1)


def _encode(net: Network, ids: Tensor, mask: Tensor, dropout: float) -> Tensor:
    t = net.tensors
    x = functional.embedding(ids, t["emb.word"]) + t["emb.pos"][: ids.shape[1]] + t["emb.type"]
    x = functional.dropout(_norm(net, "emb.ln", x), dropout, dropout > 0)
    for i in range(net.shape.layers):
        attended = _attend(net, f"l{i}", x, mask)
        x = _norm(net, f"l{i}.aln", x + functional.dropout(attended, dropout, dropout > 0))
        inner = functional.gelu(_linear(net, f"l{i}.fi", x))
        out = functional.dropout(_linear(net, f"l{i}.fo", inner), dropout, dropout > 0)
        x = _norm(net, f"l{i}.oln", x + out)
    return x


def _attend(net: Network, layer: str, x: Tensor, mask: Tensor) -> Tensor:
    """In float32 even under autocast: the bfloat16 backward pass is ten times slower on CPU."""
    n, length, hidden = x.shape
    heads = net.shape.heads
    query, key, value = (
        _linear(net, f"{layer}.{part}", x).float().view(n, length, heads, -1).transpose(1, 2)
        for part in "qkv"
    )
    with torch.autocast("cpu", enabled=False):
        out = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask[:, None, None, :]
        )
    return _linear(net, f"{layer}.ao", out.transpose(1, 2).reshape(n, length, hidden))


def _linear(net: Network, name: str, x: Tensor) -> Tensor:
    return functional.linear(x, net.tensors[f"{name}.w"], net.tensors[f"{name}.b"])


def _norm(net: Network, name: str, x: Tensor) -> Tensor:
    weight, bias = net.tensors[f"{name}.w"], net.tensors[f"{name}.b"]
    return functional.layer_norm(x, (net.shape.hidden,), weight, bias, net.shape.eps)
