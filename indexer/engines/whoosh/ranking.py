"""BM25 over all segments: words of title and text as fields of one term, and pairs of characters."""

from __future__ import annotations

import numpy as np

from indexer.query.weights import HALF_LIFE_DAYS, K1, B
from indexer.segments.array_writer import Array


def length_norm(lengths: Array, average: float) -> Array:
    """What a frequency is divided by, for each document (float32)."""
    norm: Array = (1 - B + B * lengths / max(average, 1.0)).astype(np.float32)
    return norm


def impacts(frequency: Array, weight: float) -> Array:
    """Score of a term from its normalised frequency in each document (float32)."""
    scores: Array = frequency * np.float32((K1 + 1) * weight) / (frequency + np.float32(K1))
    return scores.astype(np.float32, copy=False)


def freshness(days: Array, alive: Array) -> Array:
    """float32: 1 for a document of the latest day, half for one of HALF_LIFE_DAYS before; 0 for day 0."""
    latest = days[alive].max(initial=0)
    fresh: Array = np.exp2((days - latest) / HALF_LIFE_DAYS) * (days > 0)
    return fresh.astype(np.float32)


def count_each(every: Array, wanted: list[Array]) -> Array:
    """int64, for each place of the wanted arrays: how often their values stand in `every`; 0 is no value."""
    values, counts = np.unique(np.append(every, np.uint64(0)), return_counts=True)
    counts[0] = 0
    total = np.zeros(len(wanted[0]), dtype=np.int64)
    for one in wanted:
        places = np.minimum(np.searchsorted(values, one), len(values) - 1)
        total += np.where(values[places] == one, counts[places], 0)
    return total
