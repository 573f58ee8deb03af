"""What is looked up of documents that were not compared yet, in files beside the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from indexer.duplicates.signatures import LOOKED_UP, KeyTable, Numbers, Signature, joined
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import writing_arrays


class Batch(NamedTuple):
    """Documents that are compared together: rows of a file; goes to other processes as it is."""

    file: int
    first: int
    end: int
    revision: int
    """Of the last of them."""

    @property
    def size(self) -> int:
        return self.end - self.first


@dataclass(frozen=True, slots=True)
class FreshDocuments:
    """Documents of a batch, without those that changed once more later."""

    ids: Numbers
    revisions: Numbers
    keys: Mapping[str, KeyTable]
    """By what of `LOOKED_UP` they are; none for a document that is gone or says too little."""


def write_fresh(path: Path, revisions: Mapping[int, int], signed: Mapping[int, Signature]) -> None:
    """Write changed documents with their revisions, ascending, and the keys of those that were signed."""
    nothing = Signature.empty()
    signatures = [signed.get(number, nothing) for number in revisions]
    with writing_arrays(path) as writer:
        writer.add("ids", np.array(list(revisions), np.int64))
        writer.add("revisions", np.array(list(revisions.values()), np.int64))
        for name in LOOKED_UP:
            keys = joined(signatures, name)
            writer.add(name, keys.flat)
            writer.add(f"{name}.ends", np.append(0, np.cumsum(keys.counts)))


class Fresh:
    """All such files, the oldest first. Raises IndexBroken."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._files = [ArrayFile(path) for path in paths]
        self._revisions = [file["revisions"] for file in self._files]
        self._last = np.zeros(1 + max((int(file["ids"].max()) for file in self._files), default=0), np.int64)
        for file in self._files:
            self._last[file["ids"]] = file["revisions"]

    def revisions(self, documents: Numbers) -> Numbers:
        """Since when documents are as they are; 0 for those that are not here."""
        known = documents < len(self._last)
        return np.where(known, self._last[np.where(known, documents, 0)], 0)

    def batches(self, after: int, size: int) -> Iterator[Batch]:
        """All that changed after a revision, in the order of revisions, so many at a time."""
        for place, revisions in enumerate(self._revisions):
            for first in range(int(np.searchsorted(revisions, after, "right")), len(revisions), size):
                end = min(first + size, len(revisions))
                yield Batch(place, first, end, int(revisions[end - 1]))

    def documents(self, batch: Batch) -> FreshDocuments:
        """The documents of a batch."""
        file = self._files[batch.file]
        ids, revisions = file["ids"][batch.first : batch.end], file["revisions"][batch.first : batch.end]
        latest = self._last[ids] == revisions
        keys = {}
        for name in LOOKED_UP:
            ends = file[f"{name}.ends"][batch.first : batch.end + 1]
            counts = np.diff(ends)
            flat = file.part(name, slice(int(ends[0]), int(ends[-1])))
            keys[name] = KeyTable(flat[np.repeat(latest, counts)], counts[latest])
        return FreshDocuments(ids[latest], revisions[latest], keys)
