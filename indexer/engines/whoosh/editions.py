"""Versions of one law: which document has a later one."""

from __future__ import annotations

import numpy as np

from indexer.segments.array_writer import Array


def later(edition: Array, agency: Array, day: Array, effect: Array, counting: Array) -> Array:
    """intp, for each document: the latest one of its edition and agency if that is a later version, else -1.

    `edition`: hashes, 0 for none; `day`: 0 for none; `effect`: from which day it holds, 0 for none, which
    tells versions apart that are all dated by the first; `counting`: bool, those alive and in force.
    """
    after = np.full(len(edition), -1, dtype=np.intp)
    docs = np.flatnonzero((edition != 0) & (day > 0))
    docs = docs[np.lexsort((effect[docs], day[docs], counting[docs], agency[docs], edition[docs]))]
    if not len(docs):
        return after
    same = (edition[docs][1:] == edition[docs][:-1]) & (agency[docs][1:] == agency[docs][:-1])
    last = np.flatnonzero(np.append(~same, True))
    latest = docs[last[np.searchsorted(last, np.arange(len(docs)))]]
    alike = (day[latest] == day[docs]) & (effect[docs] > 0) & (effect[latest] > effect[docs])
    kept = counting[latest] & ((day[latest] > day[docs]) | alike)
    after[docs[kept]] = latest[kept]
    return after
