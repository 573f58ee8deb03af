"""Several processes that answer on one port: begun, watched, begun again when one dies, ended together.

Each is begun with the number of the listening socket behind its command, gets the configuration on standard
input, says READY on standard output when it can answer, and ends when standard input does: with this process,
whatever becomes of it (see `search_web.worker`). They are begun as programs of their own, not forked.
"""

from __future__ import annotations

import logging
import math
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import IO, cast

from corpus.config import Config

READY = b"ready\n"

SETTLED_SECONDS = 10.0
"""A process that answered for so long did not die of its start. A guess."""

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds before a process that died at once is begun again; each time twice as long. A guess."""

END_SECONDS = 15.0
"""How long processes may take to end before they are killed. A guess: they finish what was begun in five."""

_log = logging.getLogger(__name__)


def pause(early_deaths: int) -> float:
    """Seconds before a process is begun again that died so many times soon after its start."""
    if early_deaths <= 1:
        return 0.0
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(early_deaths - 2, 30))


class NoneStarted(Exception):
    """The first process ended by itself before it answered anything, and has said why."""


class _Process:
    """One of them, and when it is to be begun again."""

    def __init__(self) -> None:
        self.due = math.inf
        self.popen: subprocess.Popen[bytes] | None = None
        self._ready_at: float | None = None
        self._early_deaths = 0

    @property
    def life_line(self) -> IO[bytes]:
        return cast("IO[bytes]", cast("subprocess.Popen[bytes]", self.popen).stdin)

    @property
    def voice(self) -> IO[bytes]:
        return cast("IO[bytes]", cast("subprocess.Popen[bytes]", self.popen).stdout)

    def begin(self, command: Sequence[str], listening: socket.socket, config: Config) -> None:
        self.due, self._ready_at = math.inf, None
        self.popen = subprocess.Popen(  # noqa: S603  (this program's own module)
            [*command, str(listening.fileno())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[listening.fileno()],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            # Ctrl-C is for this process alone, which ends them in good order.
            start_new_session=True,
        )
        # It may have died at once.
        with suppress(BrokenPipeError):
            pickle.dump(config, self.life_line)
            self.life_line.flush()

    def is_ready(self) -> None:
        self._ready_at = monotonic()

    def bury(self) -> int:
        """Its exit status, after its end; `due` is set."""
        popen = cast("subprocess.Popen[bytes]", self.popen)
        status = popen.wait()
        self._close()
        settled = self._ready_at is not None and monotonic() - self._ready_at >= SETTLED_SECONDS
        self._early_deaths = 0 if settled else self._early_deaths + 1
        self.due = monotonic() + pause(self._early_deaths)
        return status

    def end(self, late: float) -> None:
        """Wait for its end; kill it when it is `late`."""
        if self.popen is None:
            return
        try:
            self.popen.wait(max(0.0, late - monotonic()))
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()
        self._close()

    def let_go(self) -> None:
        """Tell it to end."""
        if self.popen is not None:
            with suppress(BrokenPipeError):
                self.life_line.close()

    def _close(self) -> None:
        self.let_go()
        self.voice.close()
        self.popen = None


class Supervisor:
    """Keeps `count` processes of one command answering on one socket."""

    def __init__(self, command: Sequence[str], listening: socket.socket, config: Config, count: int) -> None:
        self._command = command
        self._listening = listening
        self._config = config
        self._processes = [_Process() for _ in range(count)]
        self._answering = False

    def run(self, answering: Callable[[], None]) -> None:
        """Until SIGTERM or SIGINT; `answering` is called when the first process does. Raises NoneStarted.

        The first begins alone: what keeps it from answering is said once.
        """
        self._processes[0].due = monotonic()
        try:
            with DefaultSelector() as selector, _signals() as told_to_end:
                selector.register(told_to_end, EVENT_READ)
                while True:
                    self._begin_what_is_due(selector)
                    for key, _ in selector.select(self._until_next()):
                        if key.fileobj is told_to_end:
                            return
                        self._hear(key.data, selector, answering)
        finally:
            self._end()

    def _begin_what_is_due(self, selector: DefaultSelector) -> None:
        for process in self._processes:
            if process.due <= monotonic():
                process.begin(self._command, self._listening, self._config)
                selector.register(process.voice, EVENT_READ, process)

    def _until_next(self) -> float | None:
        due = min(process.due for process in self._processes)
        return None if due == math.inf else max(0.0, due - monotonic())

    def _hear(self, process: _Process, selector: DefaultSelector, answering: Callable[[], None]) -> None:
        if os.read(process.voice.fileno(), len(READY)):
            process.is_ready()
            if not self._answering:
                self._answering = True
                answering()
                for other in self._processes:
                    if other.popen is None:
                        other.due = monotonic()
            return
        selector.unregister(process.voice)
        status = process.bury()
        if status > 0 and not self._answering:
            raise NoneStarted
        again = max(0.0, process.due - monotonic())
        _log.warning("a server process ended with status %d; again in %.1f s", status, again)

    def _end(self) -> None:
        late = monotonic() + END_SECONDS
        for process in self._processes:
            process.let_go()
        try:
            for process in self._processes:
                process.end(late)
        finally:
            # A second Ctrl-C: nobody wants to wait.
            for process in self._processes:
                process.end(0.0)


@contextmanager
def _signals() -> Iterator[socket.socket]:
    """A socket that can be read once this process was told to end."""
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
