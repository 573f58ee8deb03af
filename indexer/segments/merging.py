"""Which segments are written as one."""

from __future__ import annotations

from collections.abc import Sequence

GROWTH = 4
"""A segment takes part in a merge when it has at most this many times the documents of all newer ones: so
there are about log4(documents) segments, and a document is merged about as often."""


def newest_small(sizes: Sequence[int]) -> int:
    """Where, of segments from the oldest to the newest, those begin that are merged; the end for none."""
    first, newer = len(sizes), 0
    for place in reversed(range(len(sizes))):
        if sizes[place] <= GROWTH * max(newer, 1):
            first = place
        newer += sizes[place]
    return first if len(sizes) - first > 1 else len(sizes)
