"""What was counted: a row of numbers for each process, in one file that all of them map.

A process writes into its own row alone, so that nobody waits; the sum of the rows is told. One that is begun
in place of another goes on with its row.
"""

from __future__ import annotations

import mmap
import os
import tempfile
from collections.abc import Mapping
from threading import Lock

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

KINDS = ("search", "suggest", "document", "staff", "other")
"""Of requests, by what they cost and who waits for them."""

STATUSES = ("2xx", "3xx", "4xx", "5xx")

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Seconds up to which answers are counted together. A guess: the aims are 0.1, 0.3 and 0.5."""

NAMES = (
    *(f"request {kind} {status}" for kind in KINDS for status in STATUSES),
    *(f"seconds {kind} {bound}" for kind in KINDS for bound in (*BOUNDS, "+Inf")),
    *(f"sum {kind}" for kind in KINDS),
    "found",
    "empty",
    "remembered",
    "overload",
    "limit",
)
PLACES = {name: place for place, name in enumerate(NAMES)}

ROW_BYTES = mmap.ALLOCATIONGRANULARITY
"""As little as can be mapped; it has room for 512 numbers."""


def shared_file() -> int:
    """The descriptor of a file without a name, for this process and those that it begins."""
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


class Counts:
    """Of the process in one place among several; for several threads."""

    def __init__(self, file: int, place: int = 0) -> None:
        """`file`: a descriptor."""
        self._file = file
        os.posix_fallocate(file, place * ROW_BYTES, ROW_BYTES)
        self._map = mmap.mmap(file, ROW_BYTES, offset=place * ROW_BYTES)
        self._own: Numbers = np.frombuffer(self._map, dtype=np.float64)[: len(NAMES)]
        self._lock = Lock()

    def add(self, *names: str) -> None:
        """One to each of these."""
        with self._lock:
            for name in names:
                self._own[PLACES[name]] += 1

    def answered(self, kind: str, status: int, seconds: float) -> None:
        """One request."""
        bound = next((one for one in BOUNDS if seconds <= one), "+Inf")
        self.add(f"request {kind} {STATUSES[min(max(status // 100, 2), 5) - 2]}", f"seconds {kind} {bound}")
        with self._lock:
            self._own[PLACES[f"sum {kind}"]] += seconds

    def totals(self) -> Mapping[str, float]:
        """Of all processes."""
        held = os.pread(self._file, os.fstat(self._file).st_size, 0)
        rows = np.frombuffer(held, dtype=np.float64).reshape(-1, ROW_BYTES // np.dtype(np.float64).itemsize)
        return dict(zip(NAMES, rows.sum(axis=0)[: len(NAMES)].tolist(), strict=True))
