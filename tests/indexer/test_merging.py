"""Segments are merged so that there are few, and each document is rewritten rarely."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.segments.merging import GROWTH, MOST_AT_ONCE, newest_small, small_runs


@pytest.mark.parametrize(
    ("sizes", "first"),
    [
        ([], 0),
        ([7], 1),
        ([7, 7], 0),
        ([1000, 1000, 1000, 3], 0),
        ([1000, 3], 2),
        ([1000, 3, 3], 1),
        ([100_000, 900, 300, 700], 1),
    ],
)
def test_the_newest_are_merged_up_to_where_the_next_is_much_larger(sizes: list[int], first: int) -> None:
    assert newest_small(sizes) == first


@given(st.lists(st.integers(1, 1000), max_size=300))
def test_there_are_never_more_segments_than_the_logarithm_of_the_documents(added: list[int]) -> None:
    sizes: list[int] = []
    for size in added:
        sizes.append(size)
        first = newest_small(sizes)
        if first < len(sizes):
            sizes[first:] = [sum(sizes[first:])]
        assert len(sizes) <= 2 + math.log(sum(sizes), 1 + GROWTH)
    assert sum(sizes) == sum(added)


def added(sizes: list[int], more: int, most: int) -> int:
    """Add a segment and merge; gives how much was written."""
    sizes.append(more)
    written = more
    while runs := list(small_runs(sizes, most)):
        for run in runs:
            assert run.stop - run.start <= MOST_AT_ONCE
            written += sum(sizes[run])
            sizes[run] = [sum(sizes[run])]
    return written


@given(st.lists(st.integers(1, 500), max_size=200))
def test_no_merge_makes_more_than_the_most(more: list[int]) -> None:
    sizes: list[int] = []
    for size in more:
        added(sizes, size, 1000)
        assert max(sizes) <= 1000
    assert sum(sizes) == sum(more)


def test_what_is_added_daily_is_written_a_few_times_whatever_there_is() -> None:
    sizes = [65_000] * 20
    assert sum(added(sizes, 300, 65_536) for _ in range(365)) < 6 * 300 * 365
    assert sizes[:20] == [65_000] * 20
    assert len(sizes) < 32


def test_very_many_are_merged_in_a_few_rounds() -> None:
    sizes = [60] * 5_000
    written = added(sizes, 60, 65_536)
    assert written < 3 * sum(sizes)
    assert len(sizes) < 10
