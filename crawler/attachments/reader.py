"""Reading files in a process of its own: it may crash, hang or run out of memory without harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Lock, Timer
from types import TracebackType

from corpus.config import AttachmentSettings
from corpus.records import AttachmentText, Reading

READER = 1
"""Version of the readers; raise it when they find more, and files are read again."""

ROOT = Path(__file__).resolve().parents[2]
"""Where our packages lie, for the worker."""


class AttachmentReader:
    """Owns the worker process; safe to share between threads."""

    def __init__(self, settings: AttachmentSettings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._worker: _Worker | None = None

    def __enter__(self) -> AttachmentReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: Path, sha256: str) -> AttachmentText:
        """The text of a file; this never fails: `reading` says what came of it."""
        with self._lock:
            answer, late = self._ask(path)
            if answer is None:
                self._end()
        if answer is None:
            return AttachmentText(sha256, Reading.LIMIT if late else Reading.BROKEN, reader=READER)
        said = json.loads(answer)
        return AttachmentText(sha256, Reading(said["reading"]), said["text"], said["pages"], READER)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._end()

    def _ask(self, path: Path) -> tuple[str | None, bool]:
        """The worker's answer, or None and whether its time was over."""
        worker = self._running()
        late = False

        def expire() -> None:
            nonlocal late
            late = True
            worker.kill()

        timer = Timer(self._settings.timeout_seconds, expire)
        timer.start()
        try:
            worker.tell(json.dumps({"path": str(path), **self._limits()}))
            return worker.answer(), late
        except OSError:
            return None, late
        finally:
            timer.cancel()
            timer.join()

    def _limits(self) -> dict[str, int]:
        return {
            "characters": self._settings.max_characters,
            "pages": self._settings.max_pages,
            "depth": self._settings.max_depth,
            "unpacked_bytes": self._settings.max_unpacked_bytes,
        }

    def _running(self) -> _Worker:
        if self._worker is None:
            self._worker = _Worker(self._settings.memory_mb * 2**20)
        return self._worker

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.close()


class _Worker:
    """The process and its two pipes."""

    def __init__(self, memory: int) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            [sys.executable, "-m", "crawler.attachments.worker", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )
        self._pipes = [pipe for pipe in (self._process.stdin, self._process.stdout) if pipe]

    def tell(self, line: str) -> None:
        """Raises OSError when the process is gone."""
        self._pipes[0].write(line.encode() + b"\n")
        self._pipes[0].flush()

    def answer(self) -> str | None:
        """A line; None when the process ended without one."""
        line: bytes = self._pipes[1].readline()
        return line.decode() if line.endswith(b"\n") else None

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in self._pipes:
            try:
                pipe.close()
            except OSError:
                continue  # a question that the process did not live to read
