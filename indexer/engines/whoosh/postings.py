"""Postings decoded for ranking: documents and what a term adds to their scores, kept in a bounded cache."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import numpy as np

from indexer.segments.array_writer import Array

DENSE_SHARE = 1 / 8
"""A term in more of the documents than this is kept as one score for every document, which adds up at the
speed of memory and takes no more of it than the numbers and scores of half of them."""

ENTRY_BYTES = 300
"""What an entry costs beside its arrays, roughly."""


EVERY = slice(None)
"""In the place of numbers of documents: all of them."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents of one term, over all segments, deleted ones left out."""

    docs: Array | None
    """int32, ascending; None when `impacts` has one value for every document."""
    impacts: Array
    """float32: what the term adds to the score of each document; bool where it is only there or not."""
    count: int
    """Documents that have the term."""

    @property
    def bytes(self) -> int:
        """Memory."""
        shared = 0 in self.impacts.strides
        own = 0 if shared else self.impacts.nbytes
        return own + (0 if self.docs is None else self.docs.nbytes) + ENTRY_BYTES

    def add_to(self, scores: Array, looked_at: Array | slice = EVERY) -> None:
        """Add to the scores of all documents, or at least of those that are looked at."""
        if self.docs is None:
            scores[looked_at] += self.impacts[looked_at]
        else:
            np.add.at(scores, _places(self.docs), self.impacts)

    def presence(self, documents: int) -> Array:
        """bool, for each of so many documents: whether it has the term."""
        having: Array = np.zeros(documents, dtype=bool)
        self.mark(having)
        return having

    def mark(self, mask: Array) -> None:
        """Set a mask, bool for each document, for all that have the term."""
        if self.docs is None:
            mask |= self.impacts > 0
        else:
            mask[_places(self.docs)] = True

    def add_presence_to(self, shares: Array, weight: float) -> None:
        """Add a weight to all documents that have the term."""
        if self.docs is None:
            shares += (self.impacts > 0) * np.float32(weight)
        else:
            np.add.at(shares, _places(self.docs), np.float32(weight))


def postings(docs: Array, impacts: Array, documents: int) -> Postings:
    """Postings of documents, intp and ascending, in the form that suits their number."""
    if len(docs) <= documents * DENSE_SHARE:
        return Postings(docs.astype(np.int32), impacts, len(docs))
    dense = np.zeros(documents, dtype=impacts.dtype)
    dense[docs] = impacts
    return Postings(None, dense, len(docs))


def presences(docs: Array, documents: int) -> Postings:
    """Postings that add nothing but say where a term is; without a value for each document."""
    return postings(docs, np.broadcast_to(np.True_, len(docs)), documents)


def _places(docs: Array) -> Array:
    """As NumPy looks up by; what it makes of half as wide ones itself takes twice as long (measured)."""
    return docs.astype(np.intp)


class PostingsCache:
    """The most recently used postings, up to a number of bytes. Safe for several threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = Lock()
        self._entries: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self.bytes = 0

    def get(self, key: tuple[str, str], decode: Callable[[], Postings]) -> Postings:
        """The postings at `key`, decoded when they are not here."""
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
                return found
        decoded = decode()
        with self._lock:
            if key not in self._entries and decoded.bytes <= self._limit:
                self._entries[key] = decoded
                self.bytes += decoded.bytes
            while self.bytes > self._limit:
                self.bytes -= self._entries.popitem(last=False)[1].bytes
        return decoded
