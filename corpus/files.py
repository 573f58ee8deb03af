"""Raw pages and attachments, kept by SHA-256: written once, never changed."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from pathlib import Path

from corpus.errors import StoreError, StoreFull


class FileStore:
    """A folder of immutable files, named by the SHA-256 of their content."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where the file with this digest is, or would be. Raises ValueError if it is no digest."""
        if len(sha256) != hashlib.sha256().digest_size * 2 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.root / sha256[:2] / sha256[2:]

    def put(self, body: bytes) -> str:
        """Keep `body` and return its SHA-256. On return it is on disk, whole.

        Raises StoreFull when the disk is full, StoreError for other faults of the disk.
        """
        digest = hashlib.sha256(body).hexdigest()
        target = self.path(digest)
        if target.exists():
            return digest
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(target, body)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StoreFull from error
            raise StoreError(error.strerror or str(error)) from error
        return digest

    def get(self, sha256: str) -> bytes:
        """The content. Raises FileNotFoundError when it is not held."""
        return self.path(sha256).read_bytes()


def _write_whole(target: Path, body: bytes) -> None:
    """Write beside the target and rename, so that a reader never sees half a file."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
