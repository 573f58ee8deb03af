"""Leaves what an indexing machine made beside the index for the machines that serve."""

from __future__ import annotations

from pathlib import Path

from corpus.atomic_file import write_whole
from corpus.bucket import BucketFiles
from corpus.config import Config
from corpus.store import Store
from corpus.store.shared_texts import TextName
from indexer.errors import IndexBusy
from indexer.segments.disk_errors import disk_faults
from indexer.shared_folders.notes import (
    FOLLOWED,
    MADE,
    Note,
    bucket_of,
    files_in,
    leave,
    note_of,
    shared,
    stamps_of,
)

TRIES = 3
"""Where another process changes a folder meanwhile. A guess."""


def publish(store: Store, config: Config) -> int:
    """How many folders changed since they were last left; none where machines share no bucket.

    Each file is sent once. Raises IndexBusy where another process keeps changing them, FilesUnreachable,
    ConfigError, IndexFault, StoreError; what was left before is followed on then.
    """
    folders = shared(config)
    if not folders:
        return 0
    bucket = bucket_of(config)
    with store.lock("publish", IndexBusy()):
        return sum(_published(store, bucket, name, folder) for name, folder in folders.items())


def _published(store: Store, bucket: BucketFiles, name: TextName, folder: Path) -> bool:
    before, last = note_of(store, name)
    for _ in range(TRIES):
        with disk_faults():
            stamps, files = stamps_of(folder), files_in(folder)
        if not files:
            return False
        if files == before.files:
            _mark(folder, last)
            return False
        try:
            for file, digest in files.items():
                bucket.send(folder / file, digest)
        except FileNotFoundError:
            continue
        if stamps_of(folder) != stamps:
            continue
        left = leave(store, name, Note(files, tuple(before.files.values())))
        _mark(folder, left)
        for digest in {*before.former} - {*files.values()} - {*before.files.values()}:
            bucket.remove(digest)
        return True
    raise IndexBusy


def _mark(folder: Path, note: str) -> None:
    """That this machine made it: it need not follow."""
    with disk_faults():
        write_whole(folder / FOLLOWED, f"{MADE}{note}".encode())
