"""Documents that are read, and stored at the end of the run: on the disk until then."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from corpus.disk_faults import fault_of
from corpus.records import Document, PageState
from corpus.store import PageReading
from crawler.walk.arrivals import Arrival


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A document to be stored with its visit; where others came in place of files, once these are judged."""

    document: Document
    """With the files that are held."""
    arrival: Arrival
    heals: bool
    there: PageState | None
    """Of the address where it is from now on, where that is another one."""
    reading: PageReading | None
    number: int | None
    """Of the stored document, where there is one."""
    was_public: bool
    """Whether that was not withdrawn when this was read."""


class Waiting:
    """By the addresses that were visited; a file without a name holds them, which no crash leaves behind.

    Some 200 bytes of memory for each: all the files of a portal may be replaced in one night.
    """

    def __init__(self, folder: Path) -> None:
        """`folder`: where there is room for them; it is made when the first one waits."""
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._places: dict[str, int] = {}
        self._ends = array("q", [0])

    def __iter__(self) -> Iterator[str]:
        """The addresses, in the order in which they came."""
        return iter(list(self._places))

    def add(self, one: Unfinished) -> None:
        """In place of what waited at that address. Raises StoreFull, StoreReadOnly, StoreError."""
        record = pickle.dumps(one, protocol=pickle.HIGHEST_PROTOCOL)
        try:
            if self._file is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115
            self._file.seek(self._ends[-1])
            left = memoryview(record)
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            raise fault_of(error, self._folder) from error
        self._places[one.arrival.visit.url] = len(self._ends) - 1
        self._ends.append(self._ends[-1] + len(record))

    def get(self, url: str) -> Unfinished:
        """As it was added. Raises KeyError."""
        place = self._places[url]
        if self._file is None:
            raise KeyError(url)
        self._file.seek(self._ends[place])
        record = self._file.read(self._ends[place + 1] - self._ends[place])
        one: Unfinished = pickle.loads(record)  # noqa: S301  (what this run wrote, in a file that nobody else has)
        return one

    def close(self) -> None:
        """Let go of all."""
        if self._file is not None:
            self._file.close()
        self._file = None
        self._places.clear()
