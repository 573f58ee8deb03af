"""The text of any file, as a crawl would read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from typing import Any

from corpus.config import Config
from corpus.file_kinds import file_kind
from corpus.records import AttachmentText, Reading
from crawler.attachments import AttachmentReader
from crawler.recognition import MOST_FAILED, PageReader, engine_name, whole, woven


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
    if not recognises or not (found.scans or found.reading is Reading.NO_TEXT):
        return FileText(found, told)
    pages, failed = list[list[dict[str, Any]]](), 0
    wanted = [scan.page for scan in found.scans] if found.scans else count()
    with PageReader(config.ocr) as machine:
        for number in islice(wanted, config.ocr.max_pages):
            if (page := machine.page(path, number)) is None:
                break
            pages.append(list(page.lines))
            failed += page.failed
            if failed == len(pages) == MOST_FAILED:
                break
    scores = [float(line["score"]) for page in pages for line in page]
    confidence = round(sum(scores) / len(scores), 4) if scores else None
    if not found.scans:
        return FileText(whole("", pages, failed), told, engine_name(), confidence)
    read = found.scans[: len(pages)]
    text = replace(
        found,
        reading=Reading.RECOGNISED,
        text=woven(found.text, read, pages),
        scans=found.scans[len(pages) :],
    )
    return FileText(text, told, engine_name(), confidence)
