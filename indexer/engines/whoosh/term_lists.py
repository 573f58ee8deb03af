"""Sorted terms in a segment file, found without reading all of them: every so-many-th is kept at hand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np

from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import Array, ArrayWriter

NUMBERS_APART, WORDS_APART = 256, 64
"""Between two numbers, or words, that are at hand. A guess."""

SAMPLED = "{}.sampled"


def write_numbers(writer: ArrayWriter, name: str, numbers: Array) -> None:
    """Write ascending numbers."""
    writer.add(name, numbers)
    writer.add(SAMPLED.format(name), numbers[::NUMBERS_APART])


class NumberList:
    """What `write_numbers` wrote."""

    def __init__(self, arrays: ArrayFile, name: str) -> None:
        self._arrays = arrays
        self._name = name
        self._count = arrays.length(name)

    def place(self, number: int) -> int:
        """How many are less."""
        if not self._count:
            return 0
        start = self._sampled_before(number)
        window = self.part(start, start + NUMBERS_APART)
        return start + int(window.searchsorted(window.dtype.type(number)))

    def between(self, first: int, end: int) -> tuple[int, int]:
        """How many are less than `first`, and than `end`; mostly with a single look at the file."""
        if not self._count:
            return 0, 0
        start = self._sampled_before(first)
        window = self.part(start, start + NUMBERS_APART + 1)
        low, high = window.searchsorted(np.array((first, end), dtype=window.dtype)).tolist()
        return start + low, start + high if high <= NUMBERS_APART else self.place(end)

    def _sampled_before(self, number: int) -> int:
        """A place from which the number is fewer than NUMBERS_APART away, if it is there."""
        wanted = self._sampled.dtype.type(number)
        return max(int(self._sampled.searchsorted(wanted)) - 1, 0) * NUMBERS_APART

    def part(self, first: int, end: int) -> Array:
        """Some of the numbers."""
        return self._arrays.part(self._name, slice(first, end))

    @cached_property
    def _sampled(self) -> Array:
        return self._arrays[SAMPLED.format(self._name)]


class WordListWriter:
    """Writes sorted words, UTF-8, that come in runs."""

    def __init__(self, writer: ArrayWriter, name: str) -> None:
        self._writer = writer
        self._name = name
        self._runs: list[bytes] = []
        self._ends = [np.zeros(1, dtype=np.uint32)]
        self._sampled: list[bytes] = []
        self._count = 0

    def append(self, words: Sequence[bytes]) -> None:
        """The next run; it may be empty, of words that only deleted documents had."""
        if not words:
            return
        ends = np.cumsum(np.fromiter(map(len, words), dtype=np.uint32, count=len(words)), dtype=np.uint32)
        self._ends.append(ends + self._ends[-1][-1])
        self._runs.append(b"".join(words))
        self._sampled += words[-self._count % WORDS_APART :: WORDS_APART]
        self._count += len(words)

    def finish(self) -> None:
        """Have them in the file."""
        self._add(self._name, np.concatenate(self._ends), b"".join(self._runs))
        ends = np.array([0, *accumulate(map(len, self._sampled))], dtype=np.uint32)
        self._add(SAMPLED.format(self._name), ends, b"".join(self._sampled))

    def _add(self, name: str, starts: Array, run: bytes) -> None:
        self._writer.add(f"{name}.starts", starts)
        self._writer.add(f"{name}.bytes", np.frombuffer(run, dtype=np.uint8))


class WordList:
    """What `WordListWriter` wrote."""

    def __init__(self, arrays: ArrayFile, name: str) -> None:
        self._arrays = arrays
        self._name = name
        self._count = arrays.length(f"{name}.starts") - 1

    def __len__(self) -> int:
        return self._count

    def part(self, first: int, end: int) -> list[bytes]:
        """Some of the words."""
        return _cut(self._arrays, self._name, first, min(end, self._count))

    def place(self, word: bytes) -> int:
        """How many are less."""
        start = max(bisect_left(self._sampled, word) - 1, 0) * WORDS_APART
        return start + bisect_left(self.part(start, start + WORDS_APART), word)

    def find(self, word: bytes) -> int | None:
        """The number of a word."""
        start = (bisect_right(self._sampled, word) - 1) * WORDS_APART
        if start < 0:
            return None
        words = self.part(start, start + WORDS_APART)
        place = bisect_left(words, word)
        return start + place if place < len(words) and words[place] == word else None

    @cached_property
    def _sampled(self) -> list[bytes]:
        name = SAMPLED.format(self._name)
        return _cut(self._arrays, name, 0, self._arrays.length(f"{name}.starts") - 1)


def _cut(arrays: ArrayFile, name: str, first: int, end: int) -> list[bytes]:
    if first >= end:
        return []
    starts = arrays.part(f"{name}.starts", slice(first, end + 1)).tolist()
    run = bytes(arrays.part(f"{name}.bytes", slice(starts[0], starts[-1])))
    return [run[start - starts[0] : stop - starts[0]] for start, stop in pairwise(starts)]
