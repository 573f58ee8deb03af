"""One state of the vectors, for several threads: which passages mean what a query means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.meaning.files import MeaningFolder, MeaningState, VectorFile, live_rows, signs
from indexer.meaning.lists import Lists
from indexer.segments.array_writer import Array

PROBED, PROBED_LEAST = 1 / 6, 24_000
"""Share of the vectors in lists that are looked at, in the lists nearest to a query, and how many at least.
Of 152,000 passages 24,000 give Recall@10 0.545, MRR@10 0.492 and Recall@100 0.745, 32,000 0.547, 0.493 and
0.744, all 0.546, 0.491 and 0.742 (see CONTENDERS), for 0.3 and 1.6 ms a query more."""

CONTENDERS = 4_000
"""Passages of those whose signs are nearest, which are compared in full: 3,000 give 0.543, 0.491 and 0.741,
for 0.2 ms less."""

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
        sizes = [len(segment.documents) for segment in self._segments]
        self._begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])
        """Of each file, were the rows of all numbered through; and how many there are."""
        self._live = np.zeros(self._begins[-1], dtype=bool)
        for begin, rows in zip(self._begins[:-1], live_rows(self._segments), strict=True):
            self._live[begin + rows] = True
        self._count = int(np.count_nonzero(self._live))
        self._probes = _Probes(self._segments, self._begins, self._live) if self._count else None

    def __len__(self) -> int:
        return self._count

    def of(self, document: int) -> Array | None:
        """float32: the mean of what its passages say, of length 1; None where none is known."""
        for segment, begin in zip(self._segments, self._begins[:-1], strict=True):
            rows = np.flatnonzero(segment.documents == document)
            rows = rows[self._live[begin + rows]]
            if len(rows):
                mean: Array = segment.column("scales")[rows] @ segment.vectors[rows].astype(np.float32)
                return mean / max(float(np.linalg.norm(mean)), 1e-9)
        return None

    def nearest(self, query: Array, count: int) -> Nearest:
        """Of all passages; each document once. Raises IndexBroken."""
        rows = self._contenders(query)
        if not len(rows):
            return Nearest(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.int32))
        parts = self._by_file(rows)
        cosines = np.concatenate([_cosines(segment, own, query) for segment, own in parts])
        documents = np.concatenate([segment.documents[own] for segment, own in parts])
        starts = np.concatenate([segment.column("starts")[own] for segment, own in parts])
        best = _best(documents, cosines, count, count + count // 4)
        if len(best) < count:
            best = _best(documents, cosines, count, len(documents))
        return Nearest(documents[best], cosines[best], starts[best])

    def _by_file(self, rows: Array) -> list[tuple[VectorFile, Array]]:
        """Of ascending rows those of each file, as it numbers them."""
        parts = np.split(rows, rows.searchsorted(self._begins[1:-1]))
        each = zip(self._segments, parts, self._begins[:-1], strict=True)
        return [(segment, part - begin) for segment, part, begin in each]

    def _contenders(self, query: Array) -> Array:
        """Ascending rows: of those looked at the ones whose signs differ least from those of the query, both
        from their file's middle.
        """
        if self._probes is None or len(self) <= CONTENDERS:
            return np.flatnonzero(self._live)
        rows = self._probes.rows(query)
        rows = rows[self._live[rows]]
        apart = [_apart(segment, own, query) for segment, own in self._by_file(rows)]
        return rows[_least(np.concatenate(apart), CONTENDERS)]


class _Probes:
    """Chooses the rows that are looked at, numbered through all files."""

    def __init__(self, segments: Sequence[VectorFile], begins: Array, live: Array) -> None:
        each = [segment.lists or _one_list(segment) for segment in segments]
        self._centroids = np.concatenate([lists.centroids for lists in each])
        ends = [begin + lists.ends for lists, begin in zip(each, begins[:-1], strict=True)]
        self._ends = np.concatenate(ends)
        self._sizes = np.diff(self._ends, prepend=0)
        self._whole = np.concatenate([np.full(len(lists.ends), len(lists.ends) == 1) for lists in each])
        living = np.concatenate([np.zeros(1, np.int64), live.cumsum()])
        self._counted = np.where(self._whole, 0, np.diff(living[self._ends], prepend=0))
        """Vectors of each list that count towards those looked at: what is gone does not."""
        self._enough = max(PROBED_LEAST, PROBED * self._counted.sum())

    def rows(self, query: Array) -> Array:
        """Ascending: of the lists with the nearest centroids, and of files without lists all."""
        near = np.where(self._whole, np.inf, self._centroids @ query)
        order = np.argsort(-near, kind="stable")
        probed = self._counted[order].cumsum()
        chosen = np.sort(order[: probed.searchsorted(self._enough) + 1])
        sizes = self._sizes[chosen]
        ends = np.cumsum(sizes)
        rows: Array = np.arange(ends[-1]) + np.repeat(self._ends[chosen] - ends, sizes)
        return rows


def _one_list(segment: VectorFile) -> Lists:
    return Lists(np.zeros((1, segment.width), np.float32), np.array([len(segment.documents)], np.int64))


def _apart(segment: VectorFile, rows: Array, query: Array) -> Array:
    """uint16: in how many signs each of some rows of a file differs from the query."""
    asked = signs(query[None] - segment.middle)[:, 0]
    apart: Array = np.zeros(len(rows), dtype=np.uint16)
    for word, own in zip(segment.codes, asked, strict=True):
        apart += np.bitwise_count(word[rows] ^ own)
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
    most = np.bincount(values).cumsum().searchsorted(count)
    places = np.flatnonzero(values <= most)
    spare = len(places) - count
    if spare <= 0:
        return places
    return np.delete(places, np.flatnonzero(values[places] == most)[-spare:])


def _cosines(segment: VectorFile, rows: Array, query: Array) -> Array:
    """float32: how near some rows of a file are to the query."""
    cosines = np.empty(len(rows), np.float32)
    some = np.empty((AT_A_TIME, segment.width), np.float32)
    for start in range(0, len(rows), AT_A_TIME):
        part = rows[start : start + AT_A_TIME]
        vectors = some[: len(part)]
        vectors[:] = segment.vectors[part]
        np.dot(vectors, query, out=cosines[start : start + AT_A_TIME])
    return cosines * segment.column("scales")[rows]
