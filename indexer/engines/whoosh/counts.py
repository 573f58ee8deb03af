"""How often each of a word's postings stands in one field: a byte, and what does not fit in it beside."""

from __future__ import annotations

import numpy as np

from indexer.engines.whoosh.term_lists import NumberList, write_numbers
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import Array, ArrayWriter

DENSE_SHARE = 1 / 8
"""A field with counts for less than this of the postings has no bytes, only what stands beside, of 6 each."""

FULL = np.iinfo(np.uint8).max


class CountsWriter:
    """Writes the counts of one field, which come in runs."""

    def __init__(self, writer: ArrayWriter, name: str, postings: int, counted: int) -> None:
        """`counted`: for how many of the postings there are counts, or a little more."""
        self._writer = writer
        self._name = name
        self._dense = counted > postings * DENSE_SHARE
        self._pieces = writer.reserve(name, np.uint8, postings if self._dense else 0)
        self._at = [np.zeros(0, dtype=np.uint32)]
        self._more = [np.zeros(0, dtype=np.uint16)]
        self._written = 0
        self._counted = 0

    def append(self, counts: Array) -> None:
        """The next run: uint16, 0 where the word does not stand in this field."""
        self._counted += int(np.count_nonzero(counts))
        if self._dense:
            fitting = np.minimum(counts, FULL).astype(np.uint8)
            self._pieces.append(fitting)
            counts = counts - fitting
        at = np.flatnonzero(counts)
        self._at.append((at + self._written).astype(np.uint32))
        self._more.append(counts[at].astype(np.uint16))
        self._written += len(counts)

    def finish(self) -> None:
        """Have them in the file."""
        write_numbers(self._writer, f"{self._name}.at", np.concatenate(self._at))
        self._writer.add(f"{self._name}.more", np.concatenate(self._more))
        self._writer.note(self._name, self._counted)


class Counts:
    """What `CountsWriter` wrote."""

    def __init__(self, arrays: ArrayFile, name: str) -> None:
        self._arrays = arrays
        self._name = name
        self._at = NumberList(arrays, f"{name}.at")
        self._dense = arrays.length(name) > 0
        self.counted: int = arrays.notes[name]
        """Postings with a count that is not 0."""

    def part(self, where: slice) -> Array:
        """uint8 or uint16, of some of the postings."""
        first, end = self._at.between(where.start, where.stop)
        counts = self._fitting(where)
        if first < end:
            counts = counts.astype(np.uint16)
            at = self._at.part(first, end) - np.uint32(where.start)
            counts[at] += self._arrays.part(f"{self._name}.more", slice(first, end))
        return counts

    def _fitting(self, where: slice) -> Array:
        if self._dense:
            return self._arrays.part(self._name, where)
        return np.zeros(where.stop - where.start, dtype=np.uint8)
