"""How many documents of a result have each value of each field."""

from __future__ import annotations

import numpy as np

from indexer.arrays import Array
from indexer.engines.base import FACETS, FacetCounts
from indexer.engines.whoosh.snapshot import Snapshot


def count_facets(snapshot: Snapshot, found: Array, docs: Array, masks: dict[str, Array]) -> FacetCounts:
    """Counts over `docs`, and for a filtered field over what was found before its own filter.

    `found` is a mask of what the query matched, `masks` the filters by field, `docs` what passes them all.
    """
    profiles = _profiles(snapshot, docs)
    facets: FacetCounts = {}
    for name in FACETS:
        if name in masks:
            others = [mask for other, mask in masks.items() if other != name]
            counted = _profiles(snapshot, np.flatnonzero(narrowed(found, others)))
        else:
            counted = profiles
        codes = snapshot.profiles[name]
        counts = np.bincount(codes, weights=counted, minlength=1).astype(np.int64)
        facets[name] = _years(counts) if name == "year" else _values(counts, snapshot.values[name])
    return facets


def narrowed(mask: Array, filters: list[Array]) -> Array:
    """What passes all filters too."""
    for one in filters:
        mask = mask & one
    return mask


def _profiles(snapshot: Snapshot, docs: Array) -> Array:
    """How many of the documents have each combination of values; counted from the smaller side."""
    kinds = len(snapshot.profile_counts)
    if 2 * len(docs) <= snapshot.living:
        return np.bincount(snapshot.profile[docs], minlength=kinds)
    absent = snapshot.alive.copy()
    absent[docs] = False
    return snapshot.profile_counts - np.bincount(snapshot.profile[absent], minlength=kinds)


def _years(counts: Array) -> tuple[tuple[int, int], ...]:
    return tuple((int(year), int(counts[year])) for year in np.flatnonzero(counts)[::-1] if year)


def _values(counts: Array, values: list[str]) -> tuple[tuple[str, int], ...]:
    present = ((values[code - 1], int(counts[code])) for code in np.flatnonzero(counts) if code)
    return tuple(sorted(present, key=lambda one: (-one[1], one[0])))
