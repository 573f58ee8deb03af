"""One state of the vectors, for several threads: which passages mean what a query means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.meaning.files import MeaningFolder, MeaningState, VectorFile, live_rows, signs
from indexer.segments.array_writer import Array

CONTENDERS = 6_000
"""Passages whose signs are nearest, of all files together, which are compared in full. Of 152,000 passages
3,000 give Recall@10 0.543, MRR@10 0.490 and Recall@100 0.733, 6,000 0.546, 0.490 and 0.739, 12,000 0.547,
0.488 and 0.742, for 1.5 and 3.5 ms a query more than the fewest."""

AT_A_TIME = 256
"""Vectors compared at a time: as float32 they stay in a processor's nearest cache but one (0.48 ms for 6,000;
0.63 with 1,024, 1.3 with 2,048)."""


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
        self._whole = [
            len(live) == len(one.documents) for one, live in zip(self._segments, self._live, strict=True)
        ]

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
        if not len(self):
            return Nearest(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.int32))
        found = zip(*self._found(query), strict=True)
        documents, cosines, starts = (np.concatenate(column) for column in found)
        best = _best(documents, cosines, count, count + count // 4)
        if len(best) < count:
            best = _best(documents, cosines, count, len(documents))
        return Nearest(documents[best], cosines[best], starts[best])

    def _found(self, query: Array) -> Iterator[tuple[Array, Array, Array]]:
        for segment, rows in zip(self._segments, self._contenders(query), strict=True):
            yield segment.documents[rows], _cosines(segment, rows, query), segment.column("starts")[rows]

    def _contenders(self, query: Array) -> Sequence[Array]:
        """Rows of each file whose signs differ least from those of the query, both from the file's middle."""
        if len(self) <= CONTENDERS:
            return self._live
        each = zip(self._segments, self._live, self._whole, strict=True)
        apart = [_apart(one, query) if whole else _apart(one, query)[live] for one, live, whole in each]
        least = _least(np.concatenate(apart), CONTENDERS)
        ends = np.cumsum([len(live) for live in self._live])
        parts = np.split(least, least.searchsorted(ends[:-1]))
        return [
            live[part - (end - len(live))] for live, part, end in zip(self._live, parts, ends, strict=True)
        ]


def _apart(segment: VectorFile, query: Array) -> Array:
    """uint16: in how many signs each row of a file differs from the query."""
    asked = signs(query[None] - segment.middle)[:, 0]
    apart: Array = np.zeros(len(segment.documents), dtype=np.uint16)
    for word, own in zip(segment.codes, asked, strict=True):
        apart += np.bitwise_count(word ^ own)
    return apart


def _best(documents: Array, cosines: Array, count: int, among: int) -> Array:
    """Places of the nearest passages of at most `count` documents, one of each.

    `among`: of so many passages, and those that are as near as the last of them.
    """
    farthest = max(0, len(documents) - among)
    places = np.flatnonzero(cosines >= np.partition(cosines, farthest)[farthest])
    order = places[np.lexsort((documents[places], -cosines[places]))]
    _, first = np.unique(documents[order], return_index=True)
    return order[np.sort(first)[:count]]


def _least(values: Array, count: int) -> Array:
    """Places of the `count` least of small whole numbers, the first of equal ones, in order.

    By counting: half the time of NumPy's choosing, which swaps.
    """
    most = int(np.bincount(values).cumsum().searchsorted(count))
    below = np.flatnonzero(values < most)
    return np.sort(np.concatenate([below, np.flatnonzero(values == most)[: count - len(below)]]))


def _cosines(segment: VectorFile, rows: Array, query: Array) -> Array:
    """float32: how near some rows of a file are to the query."""
    vectors, scales = segment.vectors, segment.column("scales")[rows]
    some = [rows[at : at + AT_A_TIME] for at in range(0, len(rows), AT_A_TIME)]
    near = [vectors[part].astype(np.float32) @ query for part in some]
    found: Array = np.concatenate([np.zeros(0, np.float32), *near]) * scales
    return found
