"""Progress of long work: one live line on a terminal, plain lines at intervals in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

TERMINAL_INTERVAL = 0.1
"""Seconds between two redraws: as often as an eye can follow."""

LOG_INTERVAL = 10.0
"""Seconds between two lines of a log: alive, but not flooding. A guess."""


class Progress:
    """Reports on standard error, so that standard output stays clean for results."""

    def __init__(self, label: str, unit: str, stream: TextIO | None = None) -> None:
        self._label = label
        self._unit = unit
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._last = time.monotonic()
        self._drawn = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            self._stream.write("\n")

    def update(self, done: int, total: int | None = None, note: str = "") -> None:
        """Say how far it is, if the last time is long enough ago."""
        now = time.monotonic()
        if now - self._last < (TERMINAL_INTERVAL if self._live else LOG_INTERVAL) and done != total:
            return
        self._last = now
        amount = f"{done} / {total}" if total else str(done)
        line = f"{self._label}：{amount} {self._unit}{' · ' + note if note else ''}"
        if self._live:
            self._stream.write(f"\r\x1b[K{line}")
            self._drawn = True
        else:
            self._stream.write(line + "\n")
        self._stream.flush()

    def stage(self, label: str, unit: str) -> Callable[[int, int], None]:
        """The progress of a stage that follows: it leaves the last line of the one before."""

        def update(done: int, total: int) -> None:
            if self._label != label:
                if self._drawn:
                    self._stream.write("\n")
                self._label, self._unit = label, unit
                self._last = -LOG_INTERVAL
            self.update(done, total)

        return update

    def line(self, text: str) -> None:
        """A line that stays: something the reader should not miss."""
        self._stream.write(("\r\x1b[K" if self._drawn else "") + text + "\n")
        self._drawn = False
        self._stream.flush()
