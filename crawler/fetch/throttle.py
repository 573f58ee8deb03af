"""One request at a time to a host, with a pause between two."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock


class Throttle:
    """Holds back requests to a host until its pause is over; safe to share between threads."""

    def __init__(
        self,
        delay: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.delay = delay
        self._clock = clock
        self._sleep = sleep
        self._guard = Lock()
        self._locks: dict[str, Lock] = {}
        self._delays: dict[str, float] = {}
        self._ended: dict[str, float] = {}

    def ask_for(self, host: str, delay: float) -> None:
        """Respect a longer pause that this host asks for; a shorter one changes nothing."""
        self._delays[host] = max(delay, self.delay)

    def delay_of(self, host: str) -> float:
        """The pause between two requests to a host, in seconds."""
        return self._delays.get(host, self.delay)

    def pause(self, seconds: float) -> None:
        """Wait before trying again after a fault."""
        if seconds > 0:
            self._sleep(seconds)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for the host's turn and keep it while the request runs; the pause counts from its end."""
        with self._guard:
            lock = self._locks.setdefault(host, Lock())
        with lock:
            ended = self._ended.get(host)
            if ended is not None:
                self.pause(ended + self.delay_of(host) - self._clock())
            try:
                yield
            finally:
                self._ended[host] = self._clock()
