"""Versions of one law: which document has a later one."""

from __future__ import annotations

import numpy as np

from indexer.segments.array_writer import Array


def later(edition: Array, agency: Array, day: Array, counting: Array) -> Array:
    """intp, for each document: the latest one of its edition and agency if that is of a later day, else -1.

    `edition`: hashes, 0 for none; `day`: 0 for none; `counting`: bool, those alive and in force.
    """
    after = np.full(len(edition), -1, dtype=np.intp)
    docs = np.flatnonzero((edition != 0) & (day > 0))
    docs = docs[np.lexsort((day[docs], counting[docs], agency[docs], edition[docs]))]
    if not len(docs):
        return after
    same = (edition[docs][1:] == edition[docs][:-1]) & (agency[docs][1:] == agency[docs][:-1])
    last = np.flatnonzero(np.append(~same, True))
    latest = docs[last[np.searchsorted(last, np.arange(len(docs)))]]
    kept = counting[latest] & (day[latest] > day[docs])
    after[docs[kept]] = latest[kept]
    return after
