"""All files copied to another place, each read back there: for who moves them into a bucket, or out of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from corpus.errors import FileLost, StoreError
from corpus.files import FileStore
from corpus.progress import Progress

AT_ONCE = 8
"""Files under way, and in memory: each waits for answers of a bucket most of its time. With 10 ms to the
bucket eight went 5.5 times as fast as one, and sixteen no faster (benchmarks/files_copying.py)."""


@dataclass(slots=True)
class FilesCopied:
    """What a copy did."""

    files: int = 0
    """All that the other place holds now of what is here."""
    written: int = 0
    """Those that this run brought; the rest was there."""
    lost: int = 0
    """Those that are damaged or missing here, and were not brought."""


def copy_files(
    source: FileStore, target: FileStore, progress: Progress, at_once: int = AT_ONCE
) -> FilesCopied:
    """Bring what the other place lacks; one that was interrupted goes on. Nothing is changed here.

    Raises StoreError.
    """
    every, there = sorted(source.digests()), set(target.digests())
    lacking = [sha256 for sha256 in every if sha256 not in there]
    done = FilesCopied(files=len(every) - len(lacking))
    progress(done.files, len(every))
    for brought in _each_brought(source, target, lacking, at_once):
        done.files += brought
        done.written += brought
        done.lost += not brought
        progress(done.files + done.lost, len(every))
    return done


def _each_brought(
    source: FileStore, target: FileStore, lacking: Iterable[str], at_once: int
) -> Iterator[bool]:
    """Whether each was, in their order; after the first that fails no other is begun."""
    under_way: deque[Future[bool]] = deque()
    with ThreadPoolExecutor(at_once, "copying") as pool:
        try:
            for sha256 in lacking:
                under_way.append(pool.submit(_bring, source, target, sha256))
                # So many wait that no thread does, where the first takes long.
                if len(under_way) > 2 * at_once:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _bring(source: FileStore, target: FileStore, sha256: str) -> bool:
    """False where it is damaged or missing here. Raises StoreError."""
    try:
        body = source.get(sha256)
    except FileLost:
        return False
    if target.put(body) != sha256 or not target.matches(sha256):
        raise StoreError(f"复制的文件 {sha256} 读回来与原来的不同")
    return True
