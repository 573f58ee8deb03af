"""The model as a graph for onnxruntime: matrices in int8; the rows of the pieces are given, added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from indexer.meaning.weights_file import WeightsFile
from indexer.segments.array_writer import Array

CONTRIBUTED = "com.microsoft"
"""The operators of onnxruntime itself."""
MOST = 63
"""The largest weight: with more, two products may overflow 16 bits on processors without VNNI. The weights
have 4 bits as they come; the cosine to the same weights in float32 is 0.993 at the median, as with 127."""
OPSET, IR = 20, 10
"""What the oldest onnxruntime for our oldest Python reads."""


def graph(weights: WeightsFile) -> bytes:
    """A finished model: `rows` (texts, pieces, width), all texts of one length, to `out` of that shape."""
    return _Graph(weights).finished()


class _Graph:
    """Gathers nodes and constants."""

    def __init__(self, weights: WeightsFile) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def finished(self) -> bytes:
        shape = self._weights.shape
        last = self._normed("rows", "emb.ln")
        for layer in range(shape.layers):
            last = self._layer(f"l{layer}.", last)
        self._nodes.append(helper.make_node("Identity", [last], ["out"]))
        size: list[str | int | None] = ["texts", "pieces", shape.width]
        graph = helper.make_graph(
            self._nodes,
            "meaning",
            [helper.make_tensor_value_info("rows", TensorProto.FLOAT, size)],
            [helper.make_tensor_value_info("out", TensorProto.FLOAT, size)],
            self._constants,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIBUTED, 1)]
        content: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=IR).SerializeToString()
        return content

    def _layer(self, name: str, last: str) -> str:
        width, heads = self._weights.shape.width, self._weights.shape.heads
        asked = self._linear([name + part for part in "qkv"], width, last)
        parts = [f"{name}{part}.out" for part in "qkv"]
        self._nodes.append(helper.make_node("Split", [asked], parts, axis=-1, num_outputs=3))
        attended = self._node("MultiHeadAttention", parts, CONTRIBUTED, num_heads=heads)
        last = self._added(self._linear([name + "ao"], width, attended), last, name + "aln")
        wide = self._node("Gelu", [self._linear([name + "fi"], width, last)], CONTRIBUTED)
        inner = len(self._weights.floats(name + "fi.b"))
        return self._added(self._linear([name + "fo"], inner, wide), last, name + "oln")

    def _added(self, more: str, last: str, norm: str) -> str:
        """Adding and norming as one step, as onnxruntime offers it, took six times as long."""
        return self._normed(self._node("Add", [more, last]), norm)

    def _normed(self, last: str, name: str) -> str:
        given = [self._constant(f"{name}.{kind}", self._weights.floats(f"{name}.{kind}")) for kind in "wb"]
        epsilon = self._weights.shape.epsilon
        return self._node("LayerNormalization", [last, *given], axis=-1, epsilon=epsilon)

    def _linear(self, names: Sequence[str], width: int, last: str) -> str:
        """One product with the matrices of several tensors beside each other."""
        matrix = np.concatenate([self._weights.matrix(name + ".w", width) for name in names]).T
        scale = (np.abs(matrix).max(axis=0) / MOST).astype(np.float32)
        whole = np.rint(matrix / scale).astype(np.int8)
        bias = np.concatenate([self._weights.floats(name + ".b") for name in names])
        given = [
            self._constant(f"{names[0]}.{kind}", values)
            for kind, values in (("whole", whole), ("scale", scale), ("zero", np.zeros(len(scale), np.int8)))
        ]
        return self._node(
            "DynamicQuantizeMatMul", [last, *given, self._constant(names[0] + ".bias", bias)], CONTRIBUTED
        )

    def _constant(self, name: str, values: Array) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(self, kind: str, inputs: Sequence[str], domain: str = "", **how: Any) -> str:
        out = f"n{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [out], domain=domain, **how))
        return out
