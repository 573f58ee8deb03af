"""Where the files of a configuration are: in a folder, or in a bucket."""

from __future__ import annotations

from pathlib import Path

from corpus.bucket import BucketFiles
from corpus.config import Config
from corpus.files import FileStore
from corpus.limits import BUCKET


def open_files(config: Config) -> FileStore:
    """Raises ConfigError where the client of a bucket is missing."""
    url = config.files.url
    return BucketFiles(url, config.files_path) if url.startswith(BUCKET) else FileStore(config.files_path)


def files_at(url: str, near: Path) -> FileStore:
    """A bucket by its address, else a folder; `near`: for what is read of a bucket. Raises ConfigError."""
    return BucketFiles(url, near) if url.startswith(BUCKET) else FileStore(Path(url))
