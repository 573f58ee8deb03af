"""Changed documents in a file for the length of a run: what signs, compares and indexes reads them there."""

from __future__ import annotations

import os
import pickle
import zlib
from array import array
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from corpus.records import StoredDocument
from indexer.errors import IndexFault

Documents = Callable[[Sequence[int]], list[StoredDocument]]
"""Gives documents by their ids, in that order, unknown ones left out."""

_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where documents stand in the file; goes to other processes as it is."""

    path: Path
    ids: _Numbers
    """Ascending."""
    places: _Numbers
    """For each id where its record begins and ends, and its checksum."""

    def or_else(self, others: Documents) -> Documents:
        """Gives documents from the file, and those that are not there from elsewhere."""

        def documents(numbers: Sequence[int]) -> list[StoredDocument]:
            found = self._read(numbers)
            if missing := [number for number in numbers if number not in found]:
                found.update((one.id, one) for one in others(missing))
            return [found[number] for number in numbers if number in found]

        return documents

    def _read(self, numbers: Sequence[int]) -> dict[int, StoredDocument]:
        wanted = np.array(numbers, np.int64)
        if not len(self.ids):
            return {}
        at = np.searchsorted(self.ids[:-1], wanted)
        here = self.ids[at] == wanted
        places = self.places[at[here]].tolist()
        handle = os.open(self.path, os.O_RDONLY)
        try:
            return {
                number: _load(handle, *place)
                for number, place in zip(wanted[here].tolist(), places, strict=True)
            }
        finally:
            os.close(handle)


class Spool:
    """What changed in a range of revisions, in their order, without the bodies for display.

    Empty at first; some 32 bytes of memory for each document.
    """

    def __init__(self) -> None:
        self.since = 0
        """What changed after this revision is here."""
        self._handle = -1
        self._revisions, self._ids, self._checks = array("q"), array("q"), array("q")
        self._ends = array("q", [0])

    @property
    def until(self) -> int:
        """The last revision that is here."""
        return self._revisions[-1] if self._revisions else self.since

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._handle >= 0:
            os.close(self._handle)

    @contextmanager
    def named(self, path: Path, since: int) -> Iterator[None]:
        """Begin a file, in place of one that a killed run left there; for what changed after a revision.

        Other processes find it within the block; this one reads it after that, too. Raises OSError.
        """
        path.unlink(missing_ok=True)
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        self.since = since
        try:
            yield
        finally:
            path.unlink(missing_ok=True)

    def add(self, batch: Iterable[StoredDocument]) -> None:
        """Keep what changed next. Raises OSError; then nothing of the batch is here."""
        slim = [
            replace(stored, document=replace(stored.document, html=None)) if stored.document.html else stored
            for stored in batch
        ]
        records = [pickle.dumps(stored, protocol=pickle.HIGHEST_PROTOCOL) for stored in slim]
        _write(self._handle, b"".join(records), self._ends[-1])
        for stored, record in zip(slim, records, strict=True):
            self._revisions.append(stored.revision)
            self._ids.append(stored.id)
            self._checks.append(zlib.crc32(record))
            self._ends.append(self._ends[-1] + len(record))

    def kept(self, path: Path) -> Kept:
        """Where all that is here stands in the file of this name."""
        last = self._last()
        places = np.array([self._ends[:-1], self._ends[1:], self._checks], np.int64).T
        return Kept(path, np.array(self._ids, np.int64)[last], places[last])

    def changes_since(self, revision: int) -> Iterator[StoredDocument]:
        """What is here and changed after a revision."""
        first = bisect(self._revisions, revision)
        for (start, end), check in zip(pairwise(self._ends[first:]), self._checks[first:], strict=True):
            yield _load(self._handle, start, end, check)

    def _last(self) -> _Numbers:
        """Where each document came last, by id."""
        _, from_behind = np.unique(np.array(self._ids, np.int64)[::-1], return_index=True)
        last: _Numbers = len(self._ids) - 1 - from_behind
        return last


def _write(handle: int, data: bytes, at: int) -> None:
    left = memoryview(data)
    while left:
        written = os.pwrite(handle, left, at)
        left, at = left[written:], at + written


def _load(handle: int, start: int, end: int, check: int) -> StoredDocument:
    record = os.pread(handle, end - start, start)
    if zlib.crc32(record) != check:
        raise IndexFault("暂存的文件读不出来")
    stored: StoredDocument = pickle.loads(record)  # noqa: S301  (what this run wrote, by its checksum)
    return stored
