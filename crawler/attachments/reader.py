"""Reading files in a process of its own: it may crash, hang or run out of memory without harm."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from types import TracebackType

from corpus.config import AttachmentSettings
from corpus.records import AttachmentText, Reading, Scan
from corpus.workers import Worker, WorkerFailed

READER = 12
"""Version of the readers; raise it when they find more, and files are read again."""

WORKER = "crawler.attachments.worker"


class AttachmentReader:
    """Owns the worker process; safe to share between threads."""

    def __init__(self, settings: AttachmentSettings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._worker: Worker | None = None

    def __enter__(self) -> AttachmentReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: Path, sha256: str) -> AttachmentText:
        """The text of a file; this never fails: `reading` says what came of it."""
        with self._lock:
            if self._worker is None:
                self._worker = Worker(WORKER, self._settings, quiet=True)
            try:
                said = self._worker.ask(str(path), self._settings.timeout_seconds)
            except WorkerFailed as failure:
                self._end()
                reading = Reading.LIMIT if failure.late else Reading.BROKEN
                return AttachmentText(sha256, reading, reader=READER)
        reading = Reading(said["reading"])
        scans = tuple(Scan(page, line) for page, line in said["scans"])
        return AttachmentText(sha256, reading, said["text"], said["pages"], READER, said["hidden"], scans)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()
