"""Which segments are written as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

GROWTH = 1
"""A segment takes part in a merge when it has at most this many times the documents of all newer ones: each
time a document is written again it is in a segment at least twice as large. A year of 300 more a day writes
each 4.7 times, with 4 it would be 9.2 times; of segments there are 9 on the average, with 4 there were 7."""

MOST_AT_ONCE = 64
"""Segments of one merge: so many are open, and each has a share of its memory. A guess."""


def newest_small(sizes: Sequence[int]) -> int:
    """Where, of segments from the oldest to the newest, those begin that are merged; the end for none."""
    first, newer = len(sizes), 0
    for place in reversed(range(len(sizes))):
        if sizes[place] <= GROWTH * max(newer, 1):
            first = place
        newer += sizes[place]
    return first if len(sizes) - first > 1 else len(sizes)


def small_runs(sizes: Sequence[int], most: int) -> Iterator[slice]:
    """Which neighbours, of segments from the oldest to the newest, are merged; the newest come first.

    None becomes larger than `most`: what is added costs the same, whatever there is.
    """
    end = len(sizes)
    while end:
        start = end - 1
        while start and end - start < MOST_AT_ONCE and sum(sizes[start - 1 : end]) <= most:
            start -= 1
        first = start + newest_small(sizes[start:end])
        if first < end:
            yield slice(first, end)
        end = start
