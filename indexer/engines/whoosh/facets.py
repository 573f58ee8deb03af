"""How many documents of a result have each value of each field."""

from __future__ import annotations

from collections import Counter

import numpy as np

from corpus.fields import FACETS, single_values
from indexer.engines.contract import FacetCounts
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.segments.array_writer import Array


def count_facets(
    snapshot: Snapshot, found: Array, passing: Array, masks: dict[str, Array], fold: bool
) -> FacetCounts:
    """Counts over what passes, and of a filtered field over what was found before its filter.

    `found` is a mask of what the query matched, `masks` the filters by field, `passing` what passes
    them all; with `fold` copies count once.
    """
    profiles, copies = snapshot.profiles.count(passing), snapshot.copies.among(passing)
    facets: FacetCounts = {}
    for name in FACETS:
        if name != "year" and not snapshot.values[name]:
            facets[name] = ()
            continue
        of_each, among = profiles, copies
        if name in masks:
            others = [mask for other, mask in masks.items() if other != name]
            counted = narrowed(found, others)
            of_each, among = snapshot.profiles.count(counted), snapshot.copies.among(counted)
        counts = np.bincount(snapshot.profiles.codes[name], weights=of_each, minlength=1).astype(np.int64)
        if fold:
            surplus = snapshot.copies.surplus(among, name)
            counts[: len(surplus)] -= surplus[: len(counts)]
        facets[name] = _years(counts) if name == "year" else _values(counts, snapshot.values[name], name)
    return facets


def narrowed(mask: Array, filters: list[Array]) -> Array:
    """What passes all filters too."""
    for one in filters:
        mask = mask & one
    return mask


def _present(counts: Array) -> list[tuple[int, int]]:
    """Codes that occur, and how often."""
    codes = np.flatnonzero(counts)
    return list(zip(codes.tolist(), counts[codes].tolist(), strict=True))


def _years(counts: Array) -> tuple[tuple[int, int], ...]:
    return tuple((year, count) for year, count in reversed(_present(counts)) if year)


def _values(counts: Array, values: list[str], name: str) -> tuple[tuple[str, int], ...]:
    present: Counter[str] = Counter()
    for code, count in _present(counts):
        for value in single_values(name, values[code - 1]) if code else ():
            present[value] += count
    return tuple(sorted(present.items(), key=lambda one: (-one[1], one[0])))
