"""An attachment as its page shows it: pictures of its pages, and its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.records import Attachment, AttachmentText, Document, Reading
from indexer import Fragment
from search_web.document import blocks
from search_web.shared.links import kind

MOST_PAGES = 50
"""Pages shown as pictures; a longer file is downloaded. A guess."""

FIRST_PAGES = 3
"""Pages shown below the text that the file belongs to; the others are a step away. A guess."""

MOST_CHARACTERS = 100_000
"""Characters of its text that are shown; the page would grow beyond what a browser lays out well. A guess."""


@dataclass(frozen=True, slots=True)
class ShownFile:
    """What can be shown of a file."""

    file: Attachment
    pages: int = 0
    """As pictures; 0 where there are none."""
    all_pages: int = 0
    blocks: tuple[blocks.Paragraph | blocks.Table, ...] = ()
    cut: bool = False
    """Whether its text goes on."""
    recognised: bool = False
    """Whether a machine read it."""

    @property
    def readable(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.pages or self.blocks)


def held(document: Document, sha256: str) -> Attachment | None:
    """The stored file of a document that has this digest."""
    return next((file for file in document.attachments if file.sha256 == sha256), None)


def readable(document: Document, texts: Mapping[str, AttachmentText], *, draws: bool) -> dict[str, int]:
    """Digests of the files that can be read here, and how many pages of each can be drawn, as of scans.

    They have a text, or such pages.
    """
    kept = {file.sha256: file for file in document.attachments if file.sha256}
    pages = {sha256: _pages(file, texts.get(sha256)) if draws else 0 for sha256, file in kept.items()}
    return {
        sha256: count
        for sha256, count in pages.items()
        if count or ((text := texts.get(sha256)) is not None and text.text)
    }


def shown_file(file: Attachment, text: AttachmentText | None, *, draws: bool) -> ShownFile:
    """`draws`: whether pages can be drawn here."""
    said = text.text[:MOST_CHARACTERS] if text else ""
    every = _pages(file, text) if draws else 0
    laid_out = tuple(blocks.blocks((Fragment(said, False),))) if said else ()
    cut = bool(text and len(text.text) > MOST_CHARACTERS)
    recognised = text is not None and text.reading is Reading.RECOGNISED
    return ShownFile(file, min(every, MOST_PAGES), every, laid_out, cut, recognised)


def _pages(file: Attachment, text: AttachmentText | None) -> int:
    """Pages that can be drawn."""
    return (text.pages or 0) if text and kind(file) == "pdf" else 0
