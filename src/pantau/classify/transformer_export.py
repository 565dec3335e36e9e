"""The fine-tuned network as an ONNX file with int8 weights. Needs onnx: training only.

Weight-only quantisation: each row of a matrix is stored as int8 with one float32 scale. The
graph casts and multiplies them back, which onnxruntime does once at load, so the arithmetic is
float32. Dynamic int8 arithmetic was tried in its place: 1.5 to 2.5 points lost, nothing gained.
Attention, skip connections and GELU use onnxruntime's own fused operators.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pantau.classify.transformer_weights import Array, EncoderShape

FUSED = "com.microsoft"
OPSET = 17


def quantised(matrix: Array) -> tuple[npt.NDArray[np.int8], Array]:
    """Rows as int8 in -127 to 127, and the (rows, 1) scale to multiply them with."""
    scale = np.maximum(np.abs(matrix).max(axis=1, keepdims=True), 1e-12) / 127.0
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


class _Graph:
    """Nodes and initialisers as they are added; every method returns the name of its output."""

    def __init__(self, tensors: dict[str, Array], shape: EncoderShape) -> None:
        self.tensors, self.shape = tensors, shape
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def op(self, kind: str, inputs: list[str], name: str, domain: str = "", **settings: Any) -> str:
        from onnx import helper

        node = helper.make_node(kind, inputs, [name], name=name, domain=domain, **settings)
        self.nodes.append(node)
        return name

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def vector(self, name: str) -> str:
        return self.constant(name, self.tensors[name])

    def matrix(self, name: str, value: Array) -> str:
        """An (out, in) matrix, given back as (in, out) float32."""
        rows, scale = quantised(value)
        self.constant(f"{name}.int8", rows.T)
        self.constant(f"{name}.scale", scale.T)
        wide = self.op("Cast", [f"{name}.int8"], f"{name}.cast", to=1)
        return self.op("Mul", [wide, f"{name}.scale"], f"{name}.float")

    def linear(self, name: str, x: str, value: Array) -> str:
        return self.op("MatMul", [x, self.matrix(name, value)], f"{name}.out")

    def norm(self, name: str, x: str, skip: str, bias: str) -> str:
        """Layer norm of `x + skip + bias`."""
        weights = [self.vector(f"{name}.w"), self.vector(f"{name}.b")]
        inputs = [x, skip, *weights, self.vector(bias)]
        eps = max(self.shape.eps, 1e-12)
        return self.op("SkipLayerNormalization", inputs, f"{name}.out", FUSED, epsilon=eps)


def export(
    tensors: dict[str, Array], shape: EncoderShape, path: Path, about: dict[str, str]
) -> None:
    """Inputs `ids` and `mask` (1 where a token stands), output `logits` (texts, 16)."""
    import onnx
    from onnx import helper

    graph = _Graph(tensors, shape)
    _pooled_head(graph, _layers(graph, _embedded(graph)))
    whole = helper.make_graph(
        graph.nodes,
        "pantau",
        [
            helper.make_tensor_value_info("ids", onnx.TensorProto.INT64, ["texts", "tokens"]),
            helper.make_tensor_value_info("mask", onnx.TensorProto.INT32, ["texts", "tokens"]),
        ],
        [helper.make_tensor_value_info("logits", onnx.TensorProto.FLOAT, ["texts", None])],
        graph.constants,
    )
    sets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    model = helper.make_model(whole, opset_imports=sets, ir_version=9)
    helper.set_model_props(model, about)
    onnx.save(model, str(path))


def _embedded(graph: _Graph) -> str:
    rows, scale = quantised(graph.tensors["emb.word"])
    graph.constant("emb.word.int8", rows)
    graph.constant("emb.word.scale", scale)
    picked = graph.op("Gather", ["emb.word.int8", "ids"], "emb.picked")
    factor = graph.op("Gather", ["emb.word.scale", "ids"], "emb.factor")
    words = graph.op("Mul", [graph.op("Cast", [picked], "emb.cast", to=1), factor], "emb.words")
    graph.constant("emb.places", graph.tensors["emb.pos"] + graph.tensors["emb.type"])
    for name, value in (("zero", 0), ("one", 1), ("two", 2)):
        graph.constant(name, np.array([value], dtype=np.int64))
    size = graph.op("Slice", [graph.op("Shape", ["ids"], "ids.shape"), "one", "two"], "ids.width")
    places = graph.op("Slice", ["emb.places", "zero", size], "emb.here")
    total = graph.op("Add", [words, places], "emb.sum")
    weights = [graph.vector("emb.ln.w"), graph.vector("emb.ln.b")]
    return graph.op(
        "LayerNormalization", [total, *weights], "emb.out", axis=-1, epsilon=graph.shape.eps
    )


def _layers(graph: _Graph, x: str) -> str:
    for i in range(graph.shape.layers):
        x = _layer(graph, f"l{i}", x)
    return x


def _layer(graph: _Graph, layer: str, x: str) -> str:
    t = graph.tensors
    parts = [graph.linear(f"{layer}.{p}", x, t[f"{layer}.{p}.w"]) for p in "qkv"]
    bias = np.concatenate([t[f"{layer}.{p}.b"] for p in "qkv"])
    inputs = [*parts, graph.constant(f"{layer}.qkv.b", bias), "mask"]
    mixed = graph.op(
        "MultiHeadAttention", inputs, f"{layer}.mixed", FUSED, num_heads=graph.shape.heads
    )
    attended = graph.linear(f"{layer}.ao", mixed, t[f"{layer}.ao.w"])
    x = graph.norm(f"{layer}.aln", x, attended, f"{layer}.ao.b")
    inner = graph.linear(f"{layer}.fi", x, t[f"{layer}.fi.w"])
    inner = graph.op("BiasGelu", [inner, graph.vector(f"{layer}.fi.b")], f"{layer}.gelu", FUSED)
    return graph.norm(
        f"{layer}.oln", x, graph.linear(f"{layer}.fo", inner, t[f"{layer}.fo.w"]), f"{layer}.fo.b"
    )


def _pooled_head(graph: _Graph, x: str) -> str:
    """Mean over the tokens that stand, then the heads in float32."""
    graph.constant("axis.last", np.array([-1], dtype=np.int64))
    kept = graph.op("Cast", ["mask"], "mask.float", to=1)
    weight = graph.op("Unsqueeze", [kept, "axis.last"], "mask.column")
    summed = graph.op(
        "ReduceSum", [graph.op("Mul", [x, weight], "states.kept"), "one"], "pool.sum", keepdims=0
    )
    count = graph.op("ReduceSum", [weight, "one"], "pool.count", keepdims=0)
    pooled = graph.op("Div", [summed, count], "pool.mean")
    graph.constant("head.w", graph.tensors["head.w"].T)
    inputs = [pooled, "head.w", graph.vector("head.b")]
    return graph.op("Gemm", inputs, "logits")
