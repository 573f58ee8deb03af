"""Copies of a text: of those in a result one stands for all."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from indexer.segments.array_writer import Array

ALONE = -1


class Copies:
    """Which documents of a snapshot have the same text."""

    def __init__(self, ids: Array, copy_of: Array, alive: Array, columns: Mapping[str, Array]) -> None:
        """`columns`: codes from 0 on for each document, by field."""
        originals = np.where(copy_of == 0, ids, copy_of)
        _, group, sizes = np.unique(originals[alive], return_inverse=True, return_counts=True)
        self._group = np.full(len(ids), ALONE, dtype=np.int64)
        self._group[alive] = np.where(sizes[group] > 1, group, ALONE)
        copied = np.flatnonzero(self._group != ALONE)
        # What stands for the others comes first of each group.
        order = np.lexsort((ids[copied], (originals != ids)[copied], self._group[copied]))
        self._copied = copied[order]
        self._groups = self._group[self._copied]
        self._ids = ids
        self._alike = {name: self._numbered(column[self._copied]) for name, column in columns.items()}

    def among(self, mask: Array) -> Array:
        """Those among the documents of a mask that are copies or have some, by their places here."""
        return np.flatnonzero(mask[self._copied])

    def spare(self, among: Array, named: Array | None = None) -> Array:
        """The documents among these that another one there stands for.

        One that is named (bool, for each document) stands for the others, else the one that they are copies
        of, or else the one with the lowest id.
        """
        if named is not None:
            among = among[np.lexsort((~named[self._copied[among]], self._groups[among]))]
        again = np.flatnonzero(np.diff(self._groups[among]) == 0) + 1
        others: Array = self._copied[among[again]]
        return others

    def of(self, doc: int, others: Array) -> tuple[int, ...]:
        """Ids of those of the others that `doc` stands for."""
        if self._group[doc] == ALONE:
            return ()
        return tuple(sorted(self._ids[others[self._group[others] == self._group[doc]]].tolist()))

    def surplus(self, among: Array, name: str) -> Array:
        """By code of a field: how often counting these documents counts a text more than once."""
        numbers, codes = self._alike[name]
        times = np.bincount(numbers[among], minlength=len(codes))
        more: Array = np.bincount(codes, weights=np.maximum(times - 1, 0)).astype(np.int64)
        return more

    def _numbered(self, codes: Array) -> tuple[Array, Array]:
        """One number for the copies of a text that have the same code, and the code of each number."""
        kinds = int(codes.max(initial=0)) + 1
        alike, numbers = np.unique(self._groups * kinds + codes, return_inverse=True)
        return numbers.astype(np.intp), alike % kinds
