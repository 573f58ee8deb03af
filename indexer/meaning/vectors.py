"""One state of the vectors, for several threads: which passages mean what a query means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from indexer.meaning.files import MeaningFolder, MeaningState, VectorFile, live_rows, signs
from indexer.segments.array_writer import Array

CONTENDERS = 3_000
"""Passages of a file whose signs are nearest, which are compared in full."""
FEW = 4_096
"""Rows that are all compared in full."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """Documents by how near their best passage is, the nearest first."""

    documents: Array
    """int64: `StoredDocument.id`."""
    cosines: Array
    """float32."""
    starts: Array
    """int32: where the best passage begins, of the first at least."""


class Vectors:
    """Immutable; files that were replaced meanwhile stay mapped."""

    def __init__(self, folder: MeaningFolder, state: MeaningState) -> None:
        """Raises IndexBroken."""
        self.state = state
        self._segments = [folder.segment(name) for name in state.segments]
        self._live = live_rows(self._segments)

    def __len__(self) -> int:
        return sum(map(len, self._live))

    def of(self, document: int) -> Array | None:
        """float32: the mean of what its passages say, of length 1; None where none is known."""
        for segment, live in zip(self._segments, self._live, strict=True):
            rows = live[segment.documents[live] == document]
            if len(rows):
                mean: Array = segment.column("scales")[rows] @ segment.vectors[rows].astype(np.float32)
                return mean / max(float(np.linalg.norm(mean)), 1e-9)
        return None

    def nearest(self, query: Array, count: int) -> Nearest:
        """Of all passages; each document once. Raises IndexBroken."""
        found = list(self._found(query))
        if not found:
            return Nearest(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.int32))
        documents, cosines, starts = (np.concatenate(column) for column in zip(*found, strict=True))
        order = np.lexsort((documents, -cosines))
        _, first = np.unique(documents[order], return_index=True)
        best = order[np.sort(first)[:count]]
        return Nearest(documents[best], cosines[best], starts[best])

    def _found(self, query: Array) -> Iterator[tuple[Array, Array, Array]]:
        for segment, live in zip(self._segments, self._live, strict=True):
            rows = live if len(segment.documents) <= FEW else _contenders(segment, query, live)
            cosines = segment.vectors[rows].astype(np.float32) @ query * segment.column("scales")[rows]
            yield segment.documents[rows], cosines, segment.column("starts")[rows]


def _contenders(segment: VectorFile, query: Array, live: Array) -> Array:
    """Rows whose signs differ least from those of the query, both from the middle of the segment."""
    asked = signs(query[None] - segment.middle)[:, 0]
    apart = np.zeros(len(segment.documents), dtype=np.uint16)
    for word, own in zip(segment.codes, asked, strict=True):
        apart += np.bitwise_count(word ^ own)
    apart = apart[live]
    if len(apart) <= CONTENDERS:
        return live
    rows: Array = live[np.argpartition(apart, CONTENDERS)[:CONTENDERS]]
    return rows
