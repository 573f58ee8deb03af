"""Combinations of the values of all fields: they are few, and counting them counts every field."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from indexer.segments.array_writer import Array


class Profiles:
    """One number for each combination of values that a document has."""

    def __init__(self, columns: Mapping[str, Array], alive: Array) -> None:
        """`columns`: codes from 0 on for each document, by field."""
        profile = np.zeros(len(alive), dtype=np.int64)
        for column in columns.values():
            # Numbered anew with each field, so that no combination outgrows 64 bits.
            _, profile = np.unique(profile, return_inverse=True)
            profile = profile * (int(column.max(initial=0)) + 1) + column
        _, first, profile = np.unique(profile, return_index=True, return_inverse=True)
        self._alive = alive
        self._living = int(alive.sum())
        # As narrow as it goes: what is counted at each search stays in the processor's cache.
        self._profile: Array = profile.astype(np.min_scalar_type(len(first)))
        self.codes = {name: column[first] for name, column in columns.items()}
        """By field the code of each combination."""
        self._every = self._counted(alive)

    def count(self, mask: Array) -> Array:
        """How many of the documents of a mask have each combination; counted from the smaller side."""
        if 2 * np.count_nonzero(mask) <= self._living:
            return self._counted(mask)
        most: Array = self._every - self._counted(self._alive & ~mask)
        return most

    def _counted(self, mask: Array) -> Array:
        kinds = len(next(iter(self.codes.values())))
        return np.bincount(self._profile[np.flatnonzero(mask)], minlength=kinds)
