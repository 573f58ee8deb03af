"""The process that reads pictures: of the lowest priority, one page a request."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.config import OcrSettings
from corpus.workers import serve
from crawler.recognition import page
from crawler.recognition.engine import Engine
from crawler.recognition.pictures import pages
from crawler.recognition.processor_time import bounded

LOWEST = 19


def answers(settings: OcrSettings) -> Callable[[tuple[str, int]], dict[str, Any] | None]:
    """Reads a page of the file at a path; None behind the last."""
    os.nice(LOWEST)
    limit = settings.memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    engine = Engine()

    def read(asked: tuple[str, int]) -> dict[str, Any] | None:
        path, number = asked
        with bounded(settings.page_seconds):
            picture = next(pages(Path(path).read_bytes(), settings.dpi, number), None)
        if picture is None:
            return None
        with bounded(settings.page_seconds):
            return asdict(page.read(engine, picture))

    return read


if __name__ == "__main__":
    serve(answers)
