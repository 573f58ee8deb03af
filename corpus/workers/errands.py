"""Processes that each carry out one order, side by side with the one that began them, and end with it."""

from __future__ import annotations

import pickle
import subprocess
from collections.abc import Hashable
from typing import IO, cast

from corpus.workers.process import begin


class Errands:
    """What was begun, by what it is about; not safe for threads."""

    def __init__(self) -> None:
        self._running: dict[Hashable, subprocess.Popen[bytes]] = {}

    def is_running(self, key: Hashable) -> bool:
        """Whether what was begun under this key goes on."""
        former = self._running.get(key)
        if former is not None and former.poll() is not None:
            _let_go(self._running.pop(key))
        return key in self._running

    def begin(self, key: Hashable, program: str, order: object) -> None:
        """Run a module, with the order pickled on its standard input. Raises OSError."""
        process = self._running[key] = begin(program)
        pipe = cast("IO[bytes]", process.stdin)
        pipe.write(pickle.dumps(order))
        pipe.flush()

    def wait(self, seconds: float) -> None:
        """Until all have ended. Raises subprocess.TimeoutExpired."""
        for process in list(self._running.values()):
            process.wait(seconds)

    def close(self) -> None:
        """Their standard input ends, which tells them to."""
        for process in self._running.values():
            _let_go(process)


def _let_go(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        cast("IO[bytes]", pipe).close()
