"""All files copied to another place, each read back there: for who moves them into a bucket, or out of it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import FileLost, StoreError
from corpus.files import FileStore
from corpus.progress import Progress


@dataclass(slots=True)
class FilesCopied:
    """What a copy did."""

    files: int = 0
    """All that the other place holds now of what is here."""
    written: int = 0
    """Those that this run brought; the rest was there."""
    lost: int = 0
    """Those that are damaged or missing here, and were not brought."""


def copy_files(source: FileStore, target: FileStore, progress: Progress) -> FilesCopied:
    """Bring what the other place lacks; one that was interrupted goes on. Nothing is changed here.

    Raises StoreError.
    """
    done = FilesCopied()
    every = sorted(source.digests())
    there = set(target.digests())
    for number, sha256 in enumerate(every, 1):
        if sha256 in there:
            done.files += 1
        else:
            _bring(source, target, sha256, done)
        progress(number, len(every))
    return done


def _bring(source: FileStore, target: FileStore, sha256: str, done: FilesCopied) -> None:
    try:
        body = source.get(sha256)
    except FileLost:
        done.lost += 1
        return
    if target.put(body) != sha256 or not target.matches(sha256):
        raise StoreError(f"复制的文件 {sha256} 读回来与原来的不同")
    done.files += 1
    done.written += 1
