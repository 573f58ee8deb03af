"""The stored files of documents: read once each, their texts kept in the store."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.files import FileStore
from corpus.records import Attachment
from corpus.store import FileTexts
from crawler.attachments import READER, AttachmentReader


class AttachmentFiles:
    """Reads what was not read yet."""

    def __init__(self, files: FileStore, texts: FileTexts, reader: AttachmentReader) -> None:
        self._files = files
        self._texts = texts
        self._reader = reader

    def read(self, attachments: Iterable[Attachment], document: int | None) -> None:
        """Read the files of a document; `document` is its number when it is stored already."""
        held = [attachment.sha256 for attachment in attachments if attachment.sha256]
        for sha256 in self._texts.unread(held, READER) if held else ():
            self._texts.put(self._reader.read(self._files.path(sha256), sha256), document)
