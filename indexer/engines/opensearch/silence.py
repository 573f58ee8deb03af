"""Whether the cluster was silent lately: then nobody waits for it but one who tries again now and then."""

from __future__ import annotations

from threading import Lock
from time import monotonic

from indexer.errors import IndexUnreachable

REST = 5.0
"""Seconds after a silence in which everybody is refused at once. A guess."""


class Silence:
    """Of one cluster, for several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._detail: str | None = None
        self._until = 0.0

    def check(self) -> None:
        """Raises IndexUnreachable during a rest; after it lets one through, and others after the next."""
        with self._lock:
            if self._detail is None:
                return
            moment = monotonic()
            if moment < self._until:
                raise IndexUnreachable(self._detail)
            self._until = moment + REST

    def begin(self, detail: str) -> None:
        """It did not answer in time."""
        with self._lock:
            self._detail, self._until = detail, monotonic() + REST

    def end(self) -> None:
        """It answered."""
        self._detail = None
