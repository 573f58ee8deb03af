"""Raw pages and attachments, kept by SHA-256: written once, never changed, looked at before they are used."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeAlias

from corpus.atomic_file import OWNER, write_whole
from corpus.disk_faults import fault_of
from corpus.errors import FileLost

DAMAGED = "damaged"
"""The folder, among those of sound files, of what is not any more what its name says; what is known to be
missing has an empty file there. What comes again is taken out of it."""

PIECE = 1 << 20
"""Bytes read at a time."""

MOST_REMEMBERED = 100_000
"""Files whose soundness is remembered: about 20 MB. A guess."""

Seen: TypeAlias = tuple[int, int, int, int]
"""Size, inode and times of a file: another where anything wrote to it."""


class FileStore:
    """A folder of immutable files, named by the SHA-256 of their content.

    One that is not what its name says is set aside, so that it is missing: the next crawl fetches it again.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._sound: dict[str, Seen] = {}

    def path(self, sha256: str) -> Path:
        """Where the file with this digest is, or would be. Raises ValueError if it is no digest."""
        if not is_digest(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.root / sha256[:2] / sha256[2:]

    def sound_path(self, sha256: str) -> Path:
        """Where the file is, its content compared with its digest; what was compared once is remembered.

        Raises FileLost when it is missing or damaged, ValueError if it is no digest.
        """
        path = self.path(sha256)
        try:
            seen = _seen(path)
        except OSError as error:
            raise FileLost(sha256) from error
        if self._sound.get(sha256) == seen:
            return path
        if not self.matches(sha256):
            self.set_aside(sha256)
            raise FileLost(sha256)
        if len(self._sound) >= MOST_REMEMBERED:
            self._sound.clear()
        self._sound[sha256] = seen
        return path

    def matches(self, sha256: str) -> bool:
        """Whether the file is what its name says; it is read, nothing is remembered, and it is left alone.

        Raises FileLost where it cannot be read.
        """
        try:
            with self.path(sha256).open("rb") as stream:
                return digest_of(stream) == sha256
        except OSError as error:
            raise FileLost(sha256) from error

    def is_sound(self, sha256: str) -> bool:
        """Whether the file is there and is what its name says."""
        try:
            self.sound_path(sha256)
        except FileLost:
            return False
        return True

    def is_there(self, sha256: str, size: int | None = None) -> bool:
        """Whether there is such a file, of this size; it is not read."""
        try:
            found = self.path(sha256).stat().st_size
        except OSError:
            return False
        return size is None or size == found

    def put(self, body: bytes) -> str:
        """Keep `body` and return its SHA-256. On return it is on disk, whole, whatever was there before.

        Raises StoreFull, StoreReadOnly, StoreError for other faults of the disk.
        """
        digest = hashlib.sha256(body).hexdigest()
        if self.is_sound(digest):
            return digest
        target = self.path(digest)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, body, OWNER)
        except OSError as error:
            raise fault_of(error, target.parent) from error
        with suppress(OSError):
            (self.root / DAMAGED / digest).unlink(missing_ok=True)
        return digest

    def get(self, sha256: str) -> bytes:
        """The content. Raises FileLost when it is missing or damaged."""
        try:
            return self.sound_path(sha256).read_bytes()
        except OSError as error:
            raise FileLost(sha256) from error

    def set_aside(self, sha256: str) -> bool:
        """Move a damaged file out of the way, and note that it is to be had again, as of one that is missing.

        False where the folder cannot be written.
        """
        aside = self.root / DAMAGED / sha256
        try:
            aside.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.replace(self.path(sha256), aside)
            except FileNotFoundError:
                aside.touch()
        except OSError:
            return False
        return True

    def is_awaited(self, sha256: str) -> bool:
        """Whether it was set aside and has not been had again."""
        return (self.root / DAMAGED / sha256).exists()

    def digests(self) -> Iterator[str]:
        """The names of all files that are kept, sound or not."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            yield from (name for path in folder.iterdir() if is_digest(name := folder.name + path.name))


def is_digest(text: str) -> bool:
    """Whether it is a SHA-256 as we write them."""
    return len(text) == hashlib.sha256().digest_size * 2 and set(text) <= set("0123456789abcdef")


def digest_of(stream: IO[bytes]) -> str:
    """The SHA-256 of what is left of a stream."""
    digest = hashlib.sha256()
    while piece := stream.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _seen(path: Path) -> Seen:
    found = path.stat()
    return found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns
