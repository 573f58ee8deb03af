"""Turns at a host that hold over all workers that share a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.config import CrawlSettings
from corpus.store import HostTurns
from crawler.fetch import Throttle

LONGEST_LOOK = 5.0
"""Seconds after which a host that another worker asks is looked at again at the latest. A guess."""


class SharedThrottle(Throttle):
    """Waits for this process's own turn first, then for that of all workers."""

    def __init__(self, settings: CrawlSettings, turns: HostTurns, worker: str) -> None:
        super().__init__(settings.delay_seconds)
        self._turns = turns
        self._worker = worker
        # Whoever dies while they ask hold the host no longer than an answer may take.
        self._longest = settings.deadline_seconds

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """As `Throttle.turn`; also raises StoreError."""
        with super().turn(host):
            while wait := self._turns.take(host, self._worker, self._longest):
                self.pause(min(wait, LONGEST_LOOK))
            try:
                yield
            finally:
                self._turns.give_back(host, self._worker, self.pause_of(host))
