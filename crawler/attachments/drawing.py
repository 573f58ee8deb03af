"""The process that draws pages of PDF files."""

from __future__ import annotations

import base64
import io
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2

from corpus.config import AttachmentSettings
from corpus.workers import serve

WIDTH = 1240
"""Pixels of A4 at 150 dots an inch: small print can be read on it."""

LARGEST = 4_000
"""Pixels of the longer side: a drawing of a metre is not drawn in full. A guess."""

QUALITY = 60
"""Of WebP: a page of text takes some 60 KB. A guess, looked at."""


def answers(settings: AttachmentSettings) -> Callable[[tuple[str, int]], dict[str, Any]]:
    """Draws a page of the file at a path, with no more memory than the settings allow."""
    limit = settings.memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return draw


def draw(asked: tuple[str, int]) -> dict[str, Any]:
    """The page, counted from 1, as WebP in Base64; nothing for one that is not there."""
    path, number = asked
    document = pypdfium2.PdfDocument(Path(path).read_bytes())
    try:
        if not 1 <= number <= len(document):
            return {}
        document.init_forms()
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(WIDTH / width, LARGEST / max(width, height))
        drawn = io.BytesIO()
        page.render(scale=scale, may_draw_forms=True).to_pil().save(drawn, "WEBP", quality=QUALITY)
        return {"webp": base64.b64encode(drawn.getvalue()).decode()}
    finally:
        document.close()


if __name__ == "__main__":
    serve(answers)
