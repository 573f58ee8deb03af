"""Which documents are worth an exact comparison, by the keys they share with a text."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.duplicates.prepared import distinct
from indexer.duplicates.signatures import KeyTable, Numbers
from indexer.duplicates.tables import Tables

MOST_DOCUMENTS = 200
"""A key in more documents is a form or a site's frame, and finds nothing."""

MOST_COPIES = 1_000
"""Documents with the very same text that are looked at. A guess: bounds the time."""

MOST_MEETINGS = 4_000
"""Times that keys of one table may lead from a text to documents, those in the fewest first.

Bounds the time, however large the collection; what was looked up stands for the rest. A guess."""

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

Shares = NDArray[np.float64]


class _Shared(NamedTuple):
    """Texts and documents that share keys of one table, each pair once, in order."""

    pairs: Numbers
    """The text's place times the tables' `stride`, plus the document."""
    counts: Numbers
    shares: Shares
    """Of the text's keys that were looked up."""


def candidates(tables: Tables, keys: Mapping[str, KeyTable], own: Numbers) -> list[list[int]]:
    """For each text ids of documents but its own, the most promising first."""
    scored = [
        (_shared(tables, "exact", keys, MOST_COPIES).pairs, np.float64(2.0)),
        _by_shingles(tables, keys),
        _by_bands(tables, keys),
        _by_lines(tables, keys),
    ]
    pairs = distinct(np.concatenate([some for some, _ in scored]))
    scores = np.zeros(len(pairs))
    for some, score in scored:
        scores[np.searchsorted(pairs, some)] += score
    texts, documents = np.divmod(pairs, tables.stride)
    likely = np.flatnonzero((scores >= LEAST_SHARE) & (documents != own[texts]))
    ranked = likely[np.lexsort((documents[likely], -scores[likely], texts[likely]))]
    ends = np.searchsorted(texts[ranked], np.arange(len(own) + 1))
    numbers = documents[ranked]
    return [numbers[start : min(start + CANDIDATES, end)].tolist() for start, end in pairwise(ends.tolist())]


def _by_shingles(tables: Tables, keys: Mapping[str, KeyTable]) -> tuple[Numbers, Shares]:
    found = _shared(tables, "gram", keys, MOST_DOCUMENTS)
    several = found.counts >= LEAST_SHARED
    texts, documents = np.divmod(found.pairs[several], tables.stride)
    own = keys["gram"].counts[texts]
    smaller = np.minimum(tables.kept[documents], own)
    shares: Shares = np.minimum(found.shares[several] * own / np.maximum(smaller, 1), 1.0)
    return found.pairs[several], shares


def _by_bands(tables: Tables, keys: Mapping[str, KeyTable]) -> tuple[Numbers, Shares]:
    found = _shared(tables, "band", keys, MOST_DOCUMENTS)
    return found.pairs, found.counts.astype(np.float64) * BAND_WEIGHT


def _by_lines(tables: Tables, keys: Mapping[str, KeyTable]) -> tuple[Numbers, Shares]:
    found = _shared(tables, "line", keys, MOST_DOCUMENTS)
    return found.pairs, found.shares * LINE_WEIGHT


def _shared(tables: Tables, table: str, keys: Mapping[str, KeyTable], most: int) -> _Shared:
    """What each text shares with each document, by keys in at most so many documents."""
    flat, texts = keys[table].by_key()
    located = tables.locate(table, flat)
    looked_up = _affordable(texts, np.where(located.total <= most, located.total, 0))
    found = tables.documents(located, np.flatnonzero(looked_up & (located.total <= most)))
    pairs = np.sort(texts[found.keys] * tables.stride + found.documents)
    starts = np.flatnonzero(np.diff(pairs, prepend=-1))
    pairs, counts = pairs[starts], np.diff(starts, append=len(pairs))
    used = np.bincount(texts[looked_up], minlength=len(keys[table].counts))
    return _Shared(pairs, counts, counts / used[pairs // tables.stride])


def _affordable(texts: Numbers, costs: Numbers) -> NDArray[np.bool_]:
    """The cheapest keys of each text, as many as may be looked up."""
    affordable = np.ones(len(texts), bool)
    if len(texts) and np.bincount(texts, costs).max() > MOST_MEETINGS:
        order = np.lexsort((costs, texts))
        running = np.cumsum(costs[order])
        first = np.flatnonzero(np.diff(texts[order], prepend=-1))
        before = np.repeat(running[first] - costs[order][first], np.diff(first, append=len(texts)))
        affordable[order] = running - before <= MOST_MEETINGS
    return affordable
