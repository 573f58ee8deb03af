"""Documents in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from corpus.records import StoredDocument

Progress = Callable[[int, int], None]
"""Called with the documents done and the documents in all."""

BATCH = 500
"""Documents worked on at a time: as many as the store reads at once."""


def batches(documents: Iterable[StoredDocument]) -> Iterator[list[StoredDocument]]:
    """Some at a time, in their order."""
    left = iter(documents)
    while batch := list(islice(left, BATCH)):
        yield batch
