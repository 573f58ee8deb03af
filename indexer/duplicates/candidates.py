"""Which documents are worth an exact comparison, by the keys they share with a text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.duplicates.prepared import Hashes
from indexer.duplicates.signatures import Signature
from indexer.duplicates.tables import Numbers, Tables

MOST_DOCUMENTS = 200
"""A key in more documents is a form or a site's frame, and finds nothing."""

MOST_COPIES = 1_000
"""Documents with the very same text that are looked at. A guess: bounds the time."""

CANDIDATES = 24
"""Compared exactly, the most promising first; bounds the time of a check."""

LEAST_SHARE = 0.2
"""Of the kept shingles of the smaller text that both must have. Below the weakest kind: a sample."""

LEAST_SHARED = 2
"""Kept shingles that both must have: one alone is a phrase."""


BAND_WEIGHT = 0.2
"""What each common band adds: one is enough to be looked at."""

LINE_WEIGHT = 0.5
"""What common sentences add, by their share of the text's own."""

AT_ONCE = 20_000
"""Keys looked up at a time: at most 64 MB of documents are found with them."""


class _Shared(NamedTuple):
    """Texts and documents that share keys of one table, each pair once, in order."""

    pairs: Numbers
    """The text's place times `_Batch.stride`, plus the document."""
    counts: Numbers


class _Batch:
    """Several texts that are looked up together."""

    def __init__(self, tables: Tables, signatures: Sequence[Signature]) -> None:
        self.tables = tables
        self.signatures = signatures
        self.stride = tables.last + 1

    def shared(self, table: str, most: int) -> _Shared:
        """What each text shares with each document, by keys in at most so many documents."""
        own = [getattr(signature, table) for signature in self.signatures]
        keys: Hashes = np.concatenate([*own, np.zeros(0, np.uint64)])
        order = np.argsort(keys)
        keys, texts = keys[order], np.repeat(np.arange(len(own)), [len(one) for one in own])[order]
        pairs, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for start in range(0, len(keys), AT_ONCE):
            found = self.tables.find(table, keys[start : start + AT_ONCE], most)
            met = texts[start + found.keys] * self.stride + found.documents
            some, times = np.unique(met, return_counts=True)
            pairs.append(some)
            counts.append(times)
        distinct, places = np.unique(np.concatenate(pairs), return_inverse=True)
        total = np.bincount(places, np.concatenate(counts), len(distinct)).astype(np.int64)
        return _Shared(distinct, total)

    def sizes(self, table: str) -> Numbers:
        """How many keys each text has, but at least one."""
        return np.array([max(len(getattr(one, table)), 1) for one in self.signatures], np.int64)


def candidates(
    tables: Tables, signatures: Sequence[Signature], leave_out: Sequence[int | None]
) -> list[list[int]]:
    """For each text ids of documents, the most promising first."""
    batch = _Batch(tables, signatures)
    scored = [
        (batch.shared("exact", MOST_COPIES).pairs, np.float64(2.0)),
        _by_shingles(batch),
        _by_bands(batch),
        _by_lines(batch),
    ]
    pairs = np.unique(np.concatenate([some for some, _ in scored]))
    scores = np.zeros(len(pairs))
    for some, score in scored:
        scores[np.searchsorted(pairs, some)] += score
    texts, documents = np.divmod(pairs, batch.stride)
    own = np.array([number or -1 for number in leave_out], np.int64)
    likely = np.flatnonzero((scores >= LEAST_SHARE) & (documents != own[texts]))
    ranked = likely[np.lexsort((documents[likely], -scores[likely], texts[likely]))]
    ends = np.searchsorted(texts[ranked], np.arange(len(signatures) + 1))
    numbers = documents[ranked]
    return [numbers[start : min(start + CANDIDATES, end)].tolist() for start, end in pairwise(ends.tolist())]


def _by_shingles(batch: _Batch) -> tuple[Numbers, NDArray[np.float64]]:
    pairs, counts = batch.shared("gram", MOST_DOCUMENTS)
    pairs, counts = pairs[counts >= LEAST_SHARED], counts[counts >= LEAST_SHARED]
    texts, documents = np.divmod(pairs, batch.stride)
    smaller = np.minimum(batch.tables.kept(documents), batch.sizes("gram")[texts])
    share: NDArray[np.float64] = np.minimum(counts / np.maximum(smaller, 1), 1.0)
    return pairs, share


def _by_bands(batch: _Batch) -> tuple[Numbers, NDArray[np.float64]]:
    pairs, counts = batch.shared("band", MOST_DOCUMENTS)
    return pairs, counts.astype(np.float64) * BAND_WEIGHT


def _by_lines(batch: _Batch) -> tuple[Numbers, NDArray[np.float64]]:
    pairs, counts = batch.shared("line", MOST_DOCUMENTS)
    weights: NDArray[np.float64] = LINE_WEIGHT / batch.sizes("line")
    return pairs, weights[pairs // batch.stride] * counts
