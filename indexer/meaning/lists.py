"""Inverted lists: near vectors stand together, so that a query looks through the likeliest only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from indexer.segments.array_writer import Array

ROWS = 256
"""Vectors of a list, at the mean. With 24,000 of 152,000 passages looked at and 3,000 contenders, lists of
128, 256 and 512 give Recall@10 0.546, 0.543 and 0.542 and MRR@10 0.493, 0.491 and 0.491; shorter ones cost
more."""

LEAST_LISTED = 16 * ROWS
"""Vectors that are put into lists; fewer are looked through as they stand. A guess."""

SAMPLED = 64
"""Vectors a list by which the centroids are found; some 40 are usual (faiss asks for 39)."""

ROUNDS = 8
"""In which the centroids move to the middle of what is nearest to them. A guess."""

AT_A_TIME = 8_192
"""Vectors that are float32 and compared with all centroids at a time: 13 MB and twice as much."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Where each list of some vectors ends, and its middle."""

    centroids: Array
    """float32 of shape (lists, width)."""
    ends: Array
    """int64: rows, ascending; a list begins where the one before ends."""


def listed(vectors: Array, scales: Array) -> tuple[Array, Lists | None]:
    """The order of int8 vectors with a scale each in which lists stand one after another, and the lists.

    Of few vectors none. By k-means, from the same start each time.
    """
    count = len(vectors)
    if count < LEAST_LISTED:
        return np.arange(count), None
    lists = count // ROWS
    chance = np.random.default_rng(0)
    sampled = np.sort(chance.choice(count, min(count, SAMPLED * lists), replace=False))
    first = chance.choice(sampled, lists, replace=False)
    centroids = vectors[first] * scales[first, None]
    for _ in range(ROUNDS):
        centroids = _moved(centroids, vectors[sampled], scales[sampled])
    lists_of = np.concatenate([_nearest(centroids, part) for part in _parts(vectors, scales)])
    ends = np.bincount(lists_of, minlength=lists).cumsum()
    return np.argsort(lists_of, kind="stable"), Lists(centroids, ends)


def _parts(vectors: Array, scales: Array) -> Iterator[Array]:
    """AT_A_TIME of them, as float32."""
    for start in range(0, len(vectors), AT_A_TIME):
        at = slice(start, start + AT_A_TIME)
        yield vectors[at] * scales[at, None]


def _nearest(centroids: Array, vectors: Array) -> Array:
    """The place of the nearest centroid of each vector."""
    near: Array = (vectors @ centroids.T - 0.5 * np.square(centroids).sum(axis=1)).argmax(axis=1)
    return near


def _moved(centroids: Array, vectors: Array, scales: Array) -> Array:
    """Each in the middle of the vectors nearest to it; without any it stays."""
    sums, counts = np.zeros_like(centroids), np.zeros(len(centroids), np.float32)
    for part in _parts(vectors, scales):
        lists_of = _nearest(centroids, part)
        order = np.argsort(lists_of)
        lists, begins, of_each = np.unique(lists_of[order], return_index=True, return_counts=True)
        sums[lists] += np.add.reduceat(part[order], begins, axis=0)
        counts[lists] += of_each
    moved: Array = np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], centroids)
    return moved
