"""The stored files of documents: read once each, their texts kept in the store."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from corpus.errors import FileLost
from corpus.file_kinds import HEAD, FileKind, file_kind
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
        self._looked_up: set[str] = set()
        self._unread: set[str] = set()

    def look_up(self, files: Iterable[str]) -> None:
        """Ask for many files together, by SHA-256, which of them are to be read."""
        wanted = set(files) - self._looked_up
        if wanted:
            self._unread.update(self._texts.unread(wanted, READER))
            self._looked_up |= wanted

    def holds(self, attachment: Attachment) -> bool:
        """Whether there is nothing to fetch: its file is held and sound, or the page names none."""
        if "#" in attachment.url:
            return True
        return attachment.sha256 is not None and self._files.is_sound(attachment.sha256)

    def kind(self, sha256: str) -> FileKind | None:
        """Of what kind a held file is by its first bytes; None where none is known, or it is lost."""
        with suppress(FileLost, OSError), self._files.sound_path(sha256).open("rb") as stream:
            return file_kind(stream.read(HEAD))
        return None

    def read(self, attachments: Iterable[Attachment], document: int | None) -> None:
        """Read the files of a document; `document` is its number when it is stored already."""
        held = [attachment.sha256 for attachment in attachments if attachment.sha256]
        self.look_up(held)
        for sha256 in held:
            if sha256 in self._unread:
                with suppress(FileLost):  # It is read once it was fetched again.
                    self._texts.put(self._reader.read(self._files.sound_path(sha256), sha256), document)
                    self._unread.discard(sha256)
