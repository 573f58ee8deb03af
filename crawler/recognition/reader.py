"""Pages of pictures read in a process of its own: it may crash, hang or run out of memory without harm."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from corpus.config import OcrSettings
from corpus.workers import Worker, WorkerFailed

WORKER = "crawler.recognition.worker"

PATIENCE = 20
"""How many times the processor's time for a page may pass on the clock: everything else goes first, and a
machine that indexes leaves a process of the lowest priority a hundredth of a core. A guess."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What a page says."""

    lines: tuple[dict[str, Any], ...]
    """Each with its text, its box in pixels of the picture (left, top, right, bottom), and how sure it is."""
    width: int = 0
    height: int = 0
    failed: bool = False
    """It could not be read within the limits, or is damaged."""

    @property
    def text(self) -> str:
        """Its lines."""
        return "\n".join(str(line["text"]) for line in self.lines)


class PageReader:
    """Owns the worker process; it is begun with the first page."""

    def __init__(self, settings: OcrSettings) -> None:
        self._settings = settings
        self._worker: Worker | None = None

    def __enter__(self) -> PageReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def page(self, path: Path, number: int) -> ReadPage | None:
        """A page of a file, counted from 0; None behind the last. This never fails: the page says so."""
        if self._worker is None:
            self._worker = Worker(WORKER, self._settings, quiet=True)
        try:
            said = self._worker.ask((str(path), number), self._settings.page_seconds * PATIENCE)
        except WorkerFailed:
            self._end()
            return ReadPage((), failed=True)
        return ReadPage(tuple(said["lines"]), said["width"], said["height"]) if said else None

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()
