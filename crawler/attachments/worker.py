"""The process that reads files."""

from __future__ import annotations

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.config import AttachmentSettings
from corpus.records import Reading
from corpus.workers import serve
from crawler.attachments import formats
from crawler.attachments.budget import Broken, Budget, Encrypted, LimitReached, Unsupported

OWN_TIME = 0.8
"""Share of its time after which a reading ends by itself; code of C heeds it when it is done. A guess."""


def answers(settings: AttachmentSettings) -> Callable[[str], dict[str, Any]]:
    """Reads the file at each path, with no more memory than the settings allow."""
    limit = settings.memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return lambda path: read_file(path, settings)


@contextmanager
def _clock(seconds: float) -> Iterator[None]:
    """Ends a reading before its parent would end the process, so that what was read is kept."""

    def ring(*_: object) -> None:
        raise LimitReached

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def read_file(path: str, settings: AttachmentSettings) -> dict[str, Any]:
    """The fields of an AttachmentText. What no reader expects makes its parent start another process."""
    budget = Budget(
        settings.max_characters, settings.max_pages, settings.max_depth, settings.max_unpacked_bytes
    )
    try:
        with _clock(settings.timeout_seconds * OWN_TIME):
            formats.read(Path(path).read_bytes(), budget)
        reading = _came(budget)
    except (LimitReached, MemoryError):
        reading = Reading.LIMIT
    except Broken:
        reading = Reading.LIMIT if budget.cut else Reading.BROKEN
    except Encrypted:
        reading = Reading.ENCRYPTED
    except Unsupported:
        reading = Reading.TEXT if budget.lines else Reading.UNSUPPORTED
    return {
        "reading": reading.value,
        "text": "\n".join(budget.lines).encode("utf-8", "replace").decode(),
        "pages": budget.page_count or None,
        "hidden": budget.hidden,
        "scans": list(budget.scans.items()) if budget.lines else [],
    }


def _came(budget: Budget) -> Reading:
    """Of a file that was read to its end."""
    if budget.cut:
        return Reading.LIMIT
    if budget.damaged:
        return Reading.BROKEN
    if budget.lines:
        return Reading.TEXT
    return Reading.NO_TEXT if budget.has_pictures else Reading.EMPTY


if __name__ == "__main__":
    serve(answers)
