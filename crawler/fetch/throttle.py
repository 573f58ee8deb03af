"""One request at a time to a host, with a pause between two that grows while the host turns us away."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock

GROWTH = 2.0
"""How much longer each further refusal makes the pause; the usual factor of exponential backoff."""

LEAST_PENALTY = 0.01
"""Seconds; a smaller pause after refusals counts as none."""

LONGEST_PENALTY = 300.0
"""Seconds; a guess: who still refuses after five minutes is asked again by the next crawl."""


class Stopped(Exception):
    """The crawl was told to stop; what it stored stays, and the next one goes on."""


class Throttle:
    """Holds back requests to a host until its pause is over; shared by all crawls of a process."""

    def __init__(
        self,
        delay: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self.delay = delay
        self.stop = Event()
        """Set it to make every crawl end at its next request."""
        self._clock = clock
        self._sleep = sleep or self.stop.wait
        self._guard = Lock()
        self._locks: dict[str, Lock] = {}
        self._base: dict[str, float] = {}
        self._asked: dict[str, float] = {}
        self._penalties: dict[str, float] = {}
        self._ended: dict[str, float] = {}

    def set_delay(self, host: str, delay: float) -> None:
        """The pause that the configuration wants for a host, in place of the general one."""
        self._base[host] = delay

    def ask_for(self, host: str, delay: float) -> None:
        """Respect a longer pause that this host asks for; a shorter one changes nothing."""
        self._asked[host] = delay

    def delay_of(self, host: str) -> float:
        """The pause between two requests to a host, in seconds."""
        return max(self._base.get(host, self.delay), self._asked.get(host, 0.0))

    def refused(self, host: str, wait: float | None) -> None:
        """Lengthen the pause: the host turned us away and may have said for how many seconds."""
        before = self._penalties.get(host, 0.0)
        grown = max(before, self.delay_of(host)) * GROWTH
        self._penalties[host] = min(max(grown, wait or 0.0), LONGEST_PENALTY)

    def accepted(self, host: str) -> None:
        """Shorten the pause again, step by step: the host answers."""
        left = self._penalties.pop(host, 0.0) / GROWTH
        if left > max(self.delay_of(host), LEAST_PENALTY):
            self._penalties[host] = left

    def pause_of(self, host: str) -> float:
        """The pause before the next request to a host, refusals included, in seconds."""
        return self.delay_of(host) + self._penalties.get(host, 0.0)

    def pause(self, seconds: float) -> None:
        """Wait before trying again after a fault. Raises Stopped."""
        if seconds > 0:
            self._sleep(seconds)
        if self.stop.is_set():
            raise Stopped

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for the host's turn and keep it while the request runs; the pause counts from its end.

        Raises Stopped.
        """
        with self._guard:
            lock = self._locks.setdefault(host, Lock())
        with lock:
            ended = self._ended.get(host)
            self.pause(0.0 if ended is None else ended + self.pause_of(host) - self._clock())
            try:
                yield
            finally:
                self._ended[host] = self._clock()
