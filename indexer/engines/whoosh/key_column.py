"""A key for each document, and the documents of a key: most keys that are asked for none has."""

from __future__ import annotations

import numpy as np

from indexer.segments.array_writer import Array

BITS = 20
"""Of a key, by which it is told that no document has it: of seven keys in eight, with 147,288 documents."""


class KeyColumn:
    """uint64 for each document, 0 for none. Immutable."""

    def __init__(self, keys: Array) -> None:
        self.keys = keys
        self._known = np.zeros(1 << BITS, dtype=bool)
        self._known[keys & np.uint64(len(self._known) - 1)] = True

    def documents(self, key: int) -> Array:
        """Those with a key, ascending."""
        if not key or not self._known[key & (len(self._known) - 1)]:
            return np.zeros(0, dtype=np.intp)
        return np.flatnonzero(self.keys == np.uint64(key))
