"""Segments are merged so that there are few, and each document is rewritten rarely."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.segments.merging import GROWTH, newest_small


@pytest.mark.parametrize(
    ("sizes", "first"),
    [
        ([], 0),
        ([7], 1),
        ([7, 7], 0),
        ([1000, 1000, 1000, 3], 0),
        ([1000, 3], 2),
        ([1000, 3, 1], 1),
        ([100_000, 900, 300], 1),
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
        assert len(sizes) <= 2 + math.log(sum(sizes), GROWTH)
    assert sum(sizes) == sum(added)
