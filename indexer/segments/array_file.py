"""Named NumPy arrays and a little JSON in one file that is written once and mapped into memory.

Each block of an array has a checksum, which is looked at before the block is first handed out: opening a file
reads next to nothing, and nothing unchecked.
"""

from __future__ import annotations

import errno
import json
import mmap
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from indexer.errors import IndexBroken, IndexFault
from indexer.segments.array_writer import BLOCK_BYTES, MAGIC, Array

FOOTER_BYTES = 24
"""Length and checksum of the directory, then the magic."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where an array is."""

    array: Array
    """In the file, unread."""
    offset: int
    bytes: int
    """How long it is."""
    checks: Sequence[int]
    """Of its blocks."""
    whole: bytearray
    """For each block 1 when it was checked."""


class ArrayFile(Mapping[str, Array]):
    """The arrays of a finished file. Raises IndexBroken when what is asked for is not as it was written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as stream:
                self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            if isinstance(error, OSError) and error.errno == errno.ENOMEM:
                raise MemoryError from error
            if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
                raise IndexFault("打开的文件太多，请稍后再试") from error
            raise IndexBroken(f"{path.name} 无法读取") from error
        self._bytes = memoryview(self._map)
        self._entries, self.notes = self._directory()

    def part(self, name: str, where: slice) -> Array:
        """A part of an array; nothing else of it is read."""
        entry = self._entries[name]
        start, end, _ = where.indices(len(entry.array))
        size = entry.array.itemsize
        self._check(entry, start * size, end * size)
        return entry.array[start:end]

    def slices(self, name: str, starts: Array, ends: Array) -> Iterator[bytes]:
        """Runs of an array of bytes, ascending; nothing else of it is read."""
        entry = self._entries[name]
        content = self._bytes[entry.offset : entry.offset + entry.bytes]
        low = high = 0
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            if start < low or end > high:
                self._check(entry, start, end)
                low, high = start // BLOCK_BYTES * BLOCK_BYTES, -(-end // BLOCK_BYTES) * BLOCK_BYTES
            yield bytes(content[start:end])

    def length(self, name: str) -> int:
        """Of an array, without reading it."""
        return len(self._entries[name].array)

    def give_back(self) -> None:
        """Let go of the memory that was read; the system keeps of the file what it has room for."""
        self._map.madvise(mmap.MADV_DONTNEED)

    def check(self) -> None:
        """Read everything through."""
        for entry in self._entries.values():
            self._check(entry, 0, entry.bytes)

    def _directory(self) -> tuple[dict[str, _Entry], dict[str, Any]]:
        size = len(self._bytes)
        footer = bytes(self._bytes[-FOOTER_BYTES:])
        length = int.from_bytes(footer[:8], "little")
        if footer[16:] != MAGIC or length > size - FOOTER_BYTES:
            raise IndexBroken(f"{self.path.name} 不完整")
        content = bytes(self._bytes[size - FOOTER_BYTES - length : size - FOOTER_BYTES])
        if zlib.crc32(content) != int.from_bytes(footer[8:16], "little"):
            raise IndexBroken(f"{self.path.name} 校验不符")
        directory = json.loads(content)
        entries = {name: self._entry(*told) for name, told in directory["arrays"].items()}
        return entries, directory["notes"]

    def _entry(self, kind: str, count: int, offset: int, checks: Sequence[int]) -> _Entry:
        array = np.frombuffer(self._map, dtype=kind, count=count, offset=offset)
        return _Entry(array, offset, array.nbytes, checks, bytearray(len(checks)))

    def _check(self, entry: _Entry, start: int, end: int) -> None:
        """Look at the blocks that hold the bytes from `start` to `end` of an array, each once."""
        last = -(-end // BLOCK_BYTES)
        block = entry.whole.find(0, start // BLOCK_BYTES, last) if end > start else -1
        while block >= 0:
            first = entry.offset + block * BLOCK_BYTES
            size = min(BLOCK_BYTES, entry.bytes - block * BLOCK_BYTES)
            if zlib.crc32(self._bytes[first : first + size]) != entry.checks[block]:
                raise IndexBroken(f"{self.path.name} 校验不符")
            entry.whole[block] = 1
            block = entry.whole.find(0, block + 1, last)

    def __getitem__(self, name: str) -> Array:
        entry = self._entries[name]
        self._check(entry, 0, entry.bytes)
        return entry.array

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
