"""Pages of PDF files as pictures, kept once drawn: by the file's SHA-256 and the page."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from threading import Lock

from corpus.atomic_file import write_whole
from corpus.config import AttachmentSettings
from corpus.workers import Worker, WorkerFailed

WORKER = "crawler.attachments.drawing"


class PagePictures:
    """Owns the process that draws, which may crash without harm; safe to share between threads."""

    def __init__(self, folder: Path, settings: AttachmentSettings) -> None:
        """`folder` can be deleted: what is asked for again is drawn again."""
        self._folder = folder
        self._settings = settings
        self._lock = Lock()
        self._worker: Worker | None = None

    def page(self, path: Path, sha256: str, number: int) -> bytes | None:
        """A page of the file, counted from 1, as WebP; None where it cannot be drawn."""
        kept = self._folder / sha256[:2] / f"{sha256}-{number}.webp"
        if kept.exists():
            return kept.read_bytes()
        drawn = self._drawn(path, number)
        if drawn:
            os.makedirs(kept.parent, exist_ok=True)
            write_whole(kept, drawn)
        return drawn

    def _drawn(self, path: Path, number: int) -> bytes | None:
        with self._lock:
            if self._worker is None:
                self._worker = Worker(WORKER, self._settings, quiet=True)
            try:
                said = self._worker.ask((str(path), number), self._settings.timeout_seconds)
            except WorkerFailed:
                self._end()
                return None
        return base64.b64decode(said["webp"]) if said else None

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()
