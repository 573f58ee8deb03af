"""A segment that is merged with others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engines.whoosh.segment_format import DOCUMENT
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import Array


@dataclass(frozen=True, slots=True)
class MergeSource:
    """What it gives to the merged one."""

    arrays: ArrayFile
    alive: Array
    """bool, for each document."""
    living: int
    numbers: Array
    """Of its documents in the merged segment; those of deleted ones mean nothing."""

    @property
    def whole(self) -> bool:
        """Whether nothing is deleted."""
        return self.living == len(self.alive)


def sources(segments: Sequence[tuple[ArrayFile, Array]]) -> list[MergeSource]:
    """Segments, each with which of its documents are alive, in the order of the merged one. At most
    MOST_DOCUMENTS alive."""
    made: list[MergeSource] = []
    base = 0
    for arrays, alive in segments:
        living = int(alive.sum())
        numbers = (np.cumsum(alive) - 1 + base).astype(DOCUMENT)
        made.append(MergeSource(arrays, alive, living, numbers))
        base += living
    return made
