"""Copies of a text: of those in a result one stands for all."""

from __future__ import annotations

import numpy as np

from indexer.segments.array_writer import Array

ALONE = -1


class Copies:
    """Which documents of a snapshot have the same text."""

    def __init__(self, ids: Array, copy_of: Array, alive: Array) -> None:
        originals = np.where(copy_of == 0, ids, copy_of)
        _, group, sizes = np.unique(originals[alive], return_inverse=True, return_counts=True)
        self._group = np.full(len(ids), ALONE, dtype=np.int64)
        self._group[alive] = np.where(sizes[group] > 1, group, ALONE)
        self._copied = np.flatnonzero(self._group != ALONE)
        self._ids = ids
        self._is_copy = originals != ids

    def spare(self, mask: Array) -> Array:
        """Copies among the documents of a mask that another one there stands for.

        The one that the others are copies of stands for them, or else the one with the lowest id.
        """
        copies = self._among(mask)
        group = self._group[copies]
        order = np.lexsort((self._ids[copies], self._is_copy[copies], group))
        again = np.flatnonzero(np.diff(group[order]) == 0) + 1
        others: Array = copies[order[again]]
        return others

    def of(self, doc: int, others: Array) -> tuple[int, ...]:
        """Ids of those of the others that `doc` stands for."""
        if self._group[doc] == ALONE:
            return ()
        return tuple(sorted(self._ids[others[self._group[others] == self._group[doc]]].tolist()))

    def surplus(self, mask: Array, codes: Array) -> Array:
        """By code: how often counting documents counts a text more than once. `codes`: of every document."""
        copies = self._among(mask)
        if not len(copies):
            return copies
        kinds = int(codes.max(initial=0)) + 1
        each = np.unique(self._group[copies] * kinds + codes[copies]) % kinds
        more: Array = np.bincount(codes[copies], minlength=kinds) - np.bincount(each, minlength=kinds)
        return more

    def _among(self, mask: Array) -> Array:
        among: Array = self._copied[mask[self._copied]]
        return among
