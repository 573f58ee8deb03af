"""One worker process, from the side that asks."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Timer
from typing import IO, Any, cast

from corpus.workers.messages import error_from_json, receive, send
from corpus.workers.process import begin

ALONE = "corpus.workers.alone"
"""What runs a worker: that loads no more than it works with."""


class WorkerFailed(Exception):
    """It ended, or met what it was not made for; carries detail, and whether its time was over."""

    def __init__(self, detail: str, late: bool = False) -> None:
        self.detail = detail
        self.late = late
        super().__init__(detail)


class Worker:
    """A process that runs `module`, answers one request at a time, and ends with this one."""

    def __init__(self, module: str, setup: Any, *, quiet: bool = False) -> None:
        """`setup` goes to the process with the first request; `quiet` drops what it prints."""
        self._first: list[Any] = [setup]
        self._process = begin(ALONE, module, quiet=quiet)
        self._requests = cast("IO[bytes]", self._process.stdin)
        self._replies = cast("IO[bytes]", self._process.stdout)

    def ask(self, request: Any, seconds: float | None = None) -> Any:
        """Its answer, within `seconds`, its start aside. Raises WorkerFailed, and the GongkaiError it met."""
        while self._first:
            self._answer(self._first.pop(), None)
        return self._answer(request, seconds)

    def kill(self) -> None:
        """End it at once, whoever still waits for its answer; nothing when it has ended."""
        self._process.kill()

    def close(self) -> None:
        """End it at once, and let go of its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._requests, self._replies):
            # The process may have gone with data still in the pipe.
            with suppress(OSError):
                pipe.close()

    def _answer(self, message: Any, seconds: float | None) -> Any:
        with self._deadline(seconds) as late:
            try:
                send(self._requests, pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL))
                reply = json.loads(receive(self._replies))
            except (OSError, EOFError, ValueError, RecursionError) as error:
                raise WorkerFailed(f"工作进程意外结束（{type(error).__name__}）", late.is_set()) from error
        if "error" in reply:
            raise error_from_json(reply["error"])
        if "failure" in reply:
            raise WorkerFailed(reply["failure"])
        return reply["answer"]

    @contextmanager
    def _deadline(self, seconds: float | None) -> Iterator[Event]:
        """Ends the process in `seconds`; the event says that it came to that."""
        late = Event()
        if seconds is None:
            yield late
            return

        def expire() -> None:
            late.set()
            self._process.kill()

        timer = Timer(seconds, expire)
        timer.start()
        try:
            yield late
        finally:
            timer.cancel()
            timer.join()
