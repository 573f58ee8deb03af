"""Many values, asked for some at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

BATCH = 400
"""Named twice in one question they stay under the 999 variables of old builds of SQLite."""


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of so many values at the most, none twice, in their order."""
    rest = iter(dict.fromkeys(values))
    while batch := list(islice(rest, size)):
        yield batch
