"""Raw pages and attachments in a bucket of an S3-compatible store, which several machines share.

ab/cdef…           a file, by its SHA-256, written once
damaged/SHA256     what is not what its name says, or is known to be missing: to be had again

What was read lies in a folder of this machine too, where it is compared with its digest as any file is; that
folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus.atomic_file import replacing
from corpus.errors import ConfigError, FileLost, FilesUnreachable
from corpus.files import DAMAGED, PIECE, FileStore, is_digest

CLIENT = "obstore"
"""Comes with the extra `s3`; loaded where a bucket is configured."""

PATIENCE = {"timeout": "60s", "connect_timeout": "10s"}
TRIES = {"max_retries": 5, "retry_timeout": timedelta(seconds=60)}
"""A guess, like PATIENCE."""


class BucketFiles(FileStore):
    """As a folder of files, with a bucket behind it."""

    def __init__(self, url: str, near: Path) -> None:
        """`url`: `s3://bucket/folder?endpoint=http://host:9000`; who we are stands in AWS_ACCESS_KEY_ID and
        AWS_SECRET_ACCESS_KEY. `near`: the folder of this machine. Raises ConfigError."""
        super().__init__(near)
        self._near = FileStore(near)
        self.url = url
        self._bucket, self._store = _opened(url)

    def sound_path(self, sha256: str) -> Path:
        """Where the file is on this machine; fetched where it is not. Raises FilesUnreachable too."""
        with suppress(FileLost):
            return self._near.sound_path(sha256)
        self._near.put(self._checked(sha256))
        return self._near.sound_path(sha256)

    def get(self, sha256: str) -> bytes:
        """The content, which nothing on this machine remembers. Raises FileLost, FilesUnreachable."""
        return self._checked(sha256)

    def matches(self, sha256: str) -> bool:
        """Whether the file in the bucket is what its name says; it is read."""
        return hashlib.sha256(self._read(sha256)).hexdigest() == sha256

    def is_there(self, sha256: str, size: int | None = None) -> bool:
        """Whether the bucket has such a file, of this size; it is not read."""
        found = self._head(self._key(sha256))
        return found is not None and size in (None, found["size"])

    def put(self, body: bytes) -> str:
        """Keep `body` in the bucket, unless it is there; its SHA-256."""
        digest = hashlib.sha256(body).hexdigest()
        if not self.is_there(digest, len(body)):
            with _reaching(self.url):
                self._bucket.put(self._store, self._key(digest), body)
                if self.is_awaited(digest):
                    self._bucket.delete(self._store, f"{DAMAGED}/{digest}")
        return digest

    def send(self, path: Path, sha256: str) -> None:
        """Keep a file whose digest is known in the bucket, unless it is there; it is read in pieces.

        Raises FileNotFoundError where there is none.
        """
        if not self.is_there(sha256, path.stat().st_size):
            with _reaching(self.url):
                self._bucket.put(self._store, self._key(sha256), path)

    def bring(self, sha256: str, target: Path) -> None:
        """Have a file of the bucket in the place of `target`, in pieces, once it is what its name says.

        Raises FileLost, FilesUnreachable, OSError; then what was there stays.
        """
        digest = hashlib.sha256()
        try:
            with replacing(target) as stream, _reaching(self.url):
                for piece in self._bucket.get(self._store, self._key(sha256)).stream(PIECE):
                    digest.update(piece)
                    stream.write(piece)
                if digest.hexdigest() != sha256:
                    raise FileLost(sha256)
        except FileNotFoundError as error:
            raise FileLost(sha256) from error

    def remove(self, sha256: str) -> None:
        """Take a file out of the bucket, if it is there."""
        with suppress(FileNotFoundError), _reaching(self.url):
            self._bucket.delete(self._store, self._key(sha256))

    def set_aside(self, sha256: str) -> bool:
        """Out of the way in the bucket, noted as to be had again, and forgotten near."""
        key = self._key(sha256)
        with _reaching(self.url):
            if self._head(key) is None:
                self._bucket.put(self._store, f"{DAMAGED}/{sha256}", b"")
            else:
                self._bucket.rename(self._store, key, f"{DAMAGED}/{sha256}")
        self.path(sha256).unlink(missing_ok=True)
        return True

    def is_awaited(self, sha256: str) -> bool:
        """Whether it was set aside and has not been had again."""
        return self._head(f"{DAMAGED}/{sha256}") is not None

    def digests(self) -> Iterator[str]:
        """The names of all files in the bucket, sound or not."""
        with _reaching(self.url):
            for some in self._bucket.list(self._store):
                for one in some:
                    if is_digest(name := one["path"].replace("/", "")):
                        yield name

    def _checked(self, sha256: str) -> bytes:
        """The content as its name says; anything else is set aside."""
        body = self._read(sha256)
        if hashlib.sha256(body).hexdigest() != sha256:
            self.set_aside(sha256)
            raise FileLost(sha256)
        return body

    def _read(self, sha256: str) -> bytes:
        try:
            with _reaching(self.url):
                return bytes(self._bucket.get(self._store, self._key(sha256)).bytes())
        except FileNotFoundError as error:
            raise FileLost(sha256) from error

    def _head(self, key: str) -> dict[str, Any] | None:
        try:
            with _reaching(self.url):
                return dict(self._bucket.head(self._store, key))
        except FileNotFoundError:
            return None

    def _key(self, sha256: str) -> str:
        return self.path(sha256).relative_to(self.root).as_posix()


def _opened(url: str) -> tuple[Any, Any]:
    """The library, and its bucket."""
    try:
        library = import_module(CLIENT)
    except ImportError:
        raise ConfigError("files.url", "需要 gongkai[s3]。请安装它，或改用一个文件夹。") from None
    parts = urlsplit(url)
    asked = dict(one.partition("=")[::2] for one in parts.query.split("&") if one)
    settings = {"endpoint": asked["endpoint"]} if "endpoint" in asked else {}
    store = import_module(f"{CLIENT}.store").S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        client_options={**PATIENCE, "allow_http": asked.get("endpoint", "").startswith("http://")},
        retry_config=TRIES,
        **settings,
    )
    return library, store


@contextmanager
def _reaching(url: str) -> Iterator[None]:
    """Raises FilesUnreachable; FileNotFoundError as it is."""
    base = import_module(f"{CLIENT}.exceptions").BaseError
    try:
        yield
    except FileNotFoundError:
        raise
    except base as error:
        raise FilesUnreachable(url.partition("?")[0]) from error
