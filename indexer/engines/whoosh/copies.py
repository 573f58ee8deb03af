"""Copies of a text: of those in a result one stands for all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indexer.engines.whoosh.arrays import Array

ALONE = -1


@dataclass(frozen=True, slots=True)
class Folded:
    """Documents of a result, copies apart; both ascending."""

    docs: Array
    """Those that stand for themselves and their copies."""
    others: Array
    """The copies that one of `docs` stands for."""


class Copies:
    """Which documents of a snapshot have the same text."""

    def __init__(self, ids: Array, copy_of: Array, alive: Array) -> None:
        originals = np.where(copy_of == 0, ids, copy_of)
        _, group, sizes = np.unique(originals[alive], return_inverse=True, return_counts=True)
        self._group = np.full(len(ids), ALONE, dtype=np.int64)
        self._group[alive] = np.where(sizes[group] > 1, group, ALONE)
        self._any = bool((self._group != ALONE).any())
        self._ids = ids
        self._is_copy = originals != ids

    def fold(self, docs: Array) -> Folded:
        """Let the one that the others are copies of, or else the one with the lowest id, stand for them."""
        places = self._places(docs)
        if not len(places):
            return Folded(docs, places)
        copies = docs[places]
        group = self._group[copies]
        order = np.lexsort((self._ids[copies], self._is_copy[copies], group))
        again = np.append(False, np.diff(group[order]) == 0)
        kept = np.ones(len(docs), dtype=bool)
        kept[places[order[again]]] = False
        return Folded(docs[kept], docs[~kept])

    def of(self, doc: int, others: Array) -> tuple[int, ...]:
        """Ids of those of the others that `doc` stands for."""
        same = others[self._group[others] == self._group[doc]]
        return tuple(sorted(self._ids[same].tolist())) if self._group[doc] != ALONE else ()

    def surplus(self, docs: Array, codes: Array) -> Array:
        """By code: how often counting documents counts a text more than once. `codes`: of every document."""
        copies = docs[self._places(docs)]
        if not len(copies):
            return copies
        kinds = int(codes.max(initial=0)) + 1
        each = np.unique(self._group[copies] * kinds + codes[copies]) % kinds
        more: Array = np.bincount(codes[copies], minlength=kinds) - np.bincount(each, minlength=kinds)
        return more

    def _places(self, docs: Array) -> Array:
        """Where among the documents those are that have copies."""
        return np.flatnonzero(self._group[docs] != ALONE) if self._any else docs[:0]
