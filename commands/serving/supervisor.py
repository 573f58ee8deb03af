"""Several processes that answer on one port: begun, watched, begun again when one dies, ended together.

Each gets the numbers of the listening socket and of what else it shares as its arguments, and the
configuration on standard input, says READY on standard output when it can answer, and again and again
while it does, and ends when its standard input does: with this process, whatever becomes of it. A process
has ended when its standard output has; one that says nothing any more is killed.
"""

from __future__ import annotations

import logging
import math
import os
import pickle
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import IO, cast

from corpus.config import Config
from corpus.workers import begin

READY = b"ready\n"

SAID_AT_ONCE = 1 << 12
"""Bytes of what a process says that are read together."""

SETTLED_SECONDS = 10.0
"""A process that answered for so long did not die of its start. A guess."""

HUNG_SECONDS = 90.0
"""A process that answered and has said nothing for so long is taken for hung: several times what it lets a
request wait before it holds its tongue (`search_web.server`). A guess."""

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds before a process that died at once is begun again; each time twice as long. A guess."""

END_SECONDS = 40.0
"""How long processes may take to end before they are killed: longer than `search_web.server` waits."""

_log = logging.getLogger(__name__)


class NoneStarted(Exception):
    """The first process ended by itself before it answered anything, and has said why."""


def pause(early_deaths: int) -> float:
    """Seconds before a process is begun again that died so many times soon after its start."""
    if early_deaths <= 1:
        return 0.0
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(early_deaths - 2, 30))


class Supervisor:
    """Keeps `count` processes of one module answering on one socket."""

    def __init__(
        self,
        module: str,
        listening: socket.socket,
        config: Config,
        count: int,
        beside: tuple[int, ...] = (),
    ) -> None:
        """`beside`: further descriptors that each gets, -1 for none, and then the number of its place."""
        setup = pickle.dumps(config)
        self._places = [_Place(module, listening, setup, beside, number) for number in range(count)]
        self._selector = DefaultSelector()
        self._answering = False

    def run(self, answering: Callable[[], None]) -> None:
        """Until SIGTERM or SIGINT; `answering` is called when the first process does. Raises NoneStarted.

        The first begins alone: what keeps it from answering is said once.
        """
        self._places[0].due = monotonic()
        try:
            with self._selector, _told_to_end() as told:
                self._selector.register(told, EVENT_READ)
                while True:
                    self._begin_what_is_due()
                    self._kill_what_hangs()
                    heard = [key.data for key, _ in self._selector.select(self._until_next())]
                    if None in heard:
                        return
                    for place in heard:
                        self._hear(place, answering)
        finally:
            self._end()

    def _begin_what_is_due(self) -> None:
        for place in self._places:
            if place.due <= monotonic():
                self._selector.register(place.fill(), EVENT_READ, place)

    def _kill_what_hangs(self) -> None:
        for place in self._places:
            if place.hangs_at <= monotonic():
                _log.warning("a server process has not answered for %.0f s and is ended", HUNG_SECONDS)
                place.kill()

    def _until_next(self) -> float | None:
        due = min(min(place.due, place.hangs_at) for place in self._places)
        return None if due == math.inf else max(0.0, due - monotonic())

    def _hear(self, place: _Place, answering: Callable[[], None]) -> None:
        if os.read(place.voice.fileno(), SAID_AT_ONCE):
            place.answers()
            if not self._answering:
                self._answering = True
                answering()
                for other in self._places:
                    if other is not place:
                        other.due = monotonic()
            return
        self._selector.unregister(place.voice)
        status = place.bury()
        if status > 0 and not self._answering:
            raise NoneStarted
        again = max(0.0, place.due - monotonic())
        _log.warning("a server process ended with status %d; again in %.1f s", status, again)

    def _end(self) -> None:
        late = monotonic() + END_SECONDS
        for place in self._places:
            place.let_go()
        try:
            for place in self._places:
                place.end(late)
        finally:
            # A second Ctrl-C: nobody wants to wait.
            for place in self._places:
                place.end(0.0)


class _Place:
    """What one process after another fills."""

    def __init__(
        self, module: str, listening: socket.socket, setup: bytes, beside: tuple[int, ...], number: int
    ) -> None:
        self.due = math.inf
        self._module = module
        self._listening = listening
        self._setup = setup
        self._beside = beside
        self._number = number
        self._process: subprocess.Popen[bytes] | None = None
        self._ready_at: float | None = None
        self.hangs_at = math.inf
        """When its process is taken for hung, unless it says something."""
        self._early_deaths = 0

    @property
    def voice(self) -> IO[bytes]:
        """The standard output of its process."""
        return cast("IO[bytes]", cast("subprocess.Popen[bytes]", self._process).stdout)

    def fill(self) -> IO[bytes]:
        """Begin a process; gives its `voice`."""
        self.due, self._ready_at, self.hangs_at = math.inf, None, math.inf
        files = (self._listening.fileno(), *self._beside)
        inherited = tuple(file for file in files if file >= 0)
        self._process = begin(self._module, *map(str, (*files, self._number)), inherited=inherited)
        # It may have died at once.
        with suppress(BrokenPipeError):
            stdin = cast("IO[bytes]", self._process.stdin)
            stdin.write(self._setup)
            stdin.flush()
        return self.voice

    def answers(self) -> None:
        """Its process says that it can answer, for the first time or again."""
        self._ready_at = self._ready_at or monotonic()
        self.hangs_at = monotonic() + HUNG_SECONDS

    def kill(self) -> None:
        """End its process, which hears nothing."""
        self.hangs_at = math.inf
        cast("subprocess.Popen[bytes]", self._process).kill()

    def bury(self) -> int:
        """The exit status of its process, after its end; `due` is set."""
        status = cast("subprocess.Popen[bytes]", self._process).wait()
        self.hangs_at = math.inf
        self._close()
        settled = self._ready_at is not None and monotonic() - self._ready_at >= SETTLED_SECONDS
        self._early_deaths = 0 if settled else self._early_deaths + 1
        self.due = monotonic() + pause(self._early_deaths)
        return status

    def let_go(self) -> None:
        """Tell its process to end."""
        if self._process is not None:
            with suppress(BrokenPipeError):
                cast("IO[bytes]", self._process.stdin).close()

    def end(self, late: float) -> None:
        """Wait for the end of its process; kill it when it is `late`."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, late - monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._close()

    def _close(self) -> None:
        self.let_go()
        self.voice.close()
        self._process = None


@contextmanager
def _told_to_end() -> Iterator[socket.socket]:
    """A socket that can be read once this process got SIGTERM or SIGINT."""
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    wanted = [signal.SIGTERM]
    # In the background of a shell Ctrl-C is not for us.
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        wanted.append(signal.SIGINT)
    former = {number: signal.signal(number, lambda *_: None) for number in wanted}
    woken = signal.set_wakeup_fd(writing.fileno())
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(woken)
        for number, handler in former.items():
            signal.signal(number, handler)
        reading.close()
        writing.close()
