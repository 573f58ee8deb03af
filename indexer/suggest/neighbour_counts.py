"""Counts neighbouring characters of texts, as the tables that `language_model` reads.

From a sample of the collection's titles and texts, the thesaurus, and the words of jieba's dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from indexer.segments.array_writer import Array
from indexer.suggest.characters import BITS, Codes, codes, keys_of, runs
from indexer.suggest.language_model import LAST_CODE, ORDER

LEAST = 2
"""Times that three or four neighbours must occur to be kept: single ones are most of them and tell little."""

BLOCK = 400_000
"""Characters counted at a time: bounds the memory of the counting to about 30 MB."""


def count(texts: Iterable[str], weighted: Iterable[tuple[int, Iterable[str]]]) -> Mapping[str, Array]:
    """The tables of texts, and of words that count as if each had occurred so often."""
    tallies: list[_Tally] = [_Tally() for _ in range(ORDER)]
    for block in _blocks(texts):
        row = codes(block)
        for order, tally in enumerate(tallies, 1):
            tally.add(_neighbours(row, order), 1)
    for weight, words in weighted:
        row = codes("\n".join(words))
        for order, tally in enumerate(tallies, 1):
            tally.add(_neighbours(row, order), weight)
    return _tables([tally.result(LEAST if order > 2 else 1) for order, tally in enumerate(tallies, 1)])


def _tables(counted: list[tuple[Codes, Codes]]) -> Mapping[str, Array]:
    """`counted`: for one, two, three and four neighbours their keys, ascending, and counts."""
    tables: dict[str, Array] = {}
    for order, (keys, counts) in enumerate(counted, 1):
        tables[f"run{order}.keys"] = keys
        tables[f"run{order}.logs"] = np.log(counts).astype(np.float32)
    pairs = counted[1][0]
    tables["run2.turned"] = np.sort((pairs & LAST_CODE) << BITS | pairs >> BITS)
    tables["run1.total"] = np.log([counted[0][1].sum() + 1.0])
    return tables


class _Tally:
    """Keys with counts, added up block by block."""

    def __init__(self) -> None:
        self._parts: list[tuple[Codes, Codes]] = []

    def add(self, keys: Codes, weight: int) -> None:
        own, counts = np.unique(keys, return_counts=True)
        self._parts.append((own, counts.astype(np.int64) * weight))
        while len(self._parts) > 1 and len(self._parts[-2][0]) < 2 * len(self._parts[-1][0]):
            self._parts.append(_merged(self._parts.pop(), self._parts.pop()))

    def result(self, least: int) -> tuple[Codes, Codes]:
        while len(self._parts) > 1:
            self._parts.append(_merged(self._parts.pop(), self._parts.pop()))
        keys, counts = self._parts[0] if self._parts else (np.zeros(0, np.int64), np.zeros(0, np.int64))
        kept = counts >= least
        return keys[kept], counts[kept]


def _merged(one: tuple[Codes, Codes], other: tuple[Codes, Codes]) -> tuple[Codes, Codes]:
    keys, counts = np.concatenate((one[0], other[0])), np.concatenate((one[1], other[1]))
    if not len(keys):
        return keys, counts
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return keys[first], np.add.reduceat(counts, first)


def _neighbours(row: Codes, order: int) -> Codes:
    """Keys of all runs of so many neighbours without a break."""
    windows = runs(row, order)
    return keys_of(windows[(windows > 0).all(axis=1)])


def _blocks(texts: Iterable[str]) -> Iterator[str]:
    """Texts joined to blocks of about `BLOCK` characters."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text) + 1
        if size >= BLOCK:
            yield "\n".join(held)
            held, size = [], 0
    if held:
        yield "\n".join(held)
