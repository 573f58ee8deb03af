"""The text of any file, as a crawl would read it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.config import Config
from corpus.file_kinds import file_kind
from corpus.records import AttachmentText, Reading
from crawler.attachments import AttachmentReader
from crawler.recognition import PageReader, engine_name, whole


@dataclass(frozen=True, slots=True)
class FileText:
    """What came of it."""

    text: AttachmentText
    format: str | None
    """By its first bytes; None for plain text and what has no mark of its own."""
    engine: str | None = None
    """What read its pictures, with its version."""
    confidence: float | None = None
    """From 0 to 1, of what was read in pictures: the mean of its lines."""


def file_text(path: Path, config: Config, *, recognises: bool = False) -> FileText:
    """The text of a file; with `recognises`, of its pictures where it has no other. Raises OSError."""
    with path.open("rb") as stream:
        kind = file_kind(stream.read(4096))
    told = kind.name.lower() if kind else None
    with AttachmentReader(config.attachments) as reader:
        found = reader.read(path, "")
    if found.reading is not Reading.NO_TEXT or not recognises:
        return FileText(found, told)
    pages: list[list[dict[str, Any]]] = []
    with PageReader(config.ocr) as machine:
        while len(pages) < config.ocr.max_pages and (page := machine.page(path, len(pages))) is not None:
            pages.append(list(page.lines))
            if page.failed and len(pages) == 1:
                break
    scores = [float(line["score"]) for page in pages for line in page]
    confidence = round(sum(scores) / len(scores), 4) if scores else None
    return FileText(whole("", pages), told, engine_name(), confidence)
