"""Writes a file of arrays: whole ones, and those that come piece by piece, each at its own place."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from corpus.atomic_file import replacing

Array = NDArray[Any]

MAGIC = b"GKARRAY3"
ALIGNMENT = 64
"""Arrays begin at a cache line, so that NumPy can map them as they are."""
BLOCK_BYTES = 1 << 16
"""Of an array that one checksum (CRC-32) stands for: the least that is read of it. A guess."""


class ArrayPieces:
    """One array that comes piece by piece; its place in the file is its own."""

    def __init__(self, stream: BinaryIO, kind: np.dtype[Any], offset: int) -> None:
        self._stream = stream
        self._kind = kind
        self._offset = offset
        self._checks: list[int] = []
        self.bytes = 0
        """Written so far."""

    def append(self, array: Array) -> None:
        """The next piece."""
        data = np.ascontiguousarray(array, dtype=self._kind)
        content = data.data.cast("B") if len(data) else memoryview(b"")
        place = self._offset + self.bytes
        if self._stream.tell() != place:
            # Seeking writes out what the stream has gathered, wherever it goes.
            self._stream.seek(place)
        self._stream.write(content)
        at = 0
        while at < len(content):
            begun = self.bytes % BLOCK_BYTES
            piece = content[at : at + BLOCK_BYTES - begun]
            if begun:
                self._checks[-1] = zlib.crc32(piece, self._checks[-1])
            else:
                self._checks.append(zlib.crc32(piece))
            at += len(piece)
            self.bytes += len(piece)

    @property
    def entry(self) -> tuple[str, int, int, list[int]]:
        """What the directory says of it."""
        return self._kind.str, self.bytes // self._kind.itemsize, self._offset, self._checks


class ArrayWriter:
    """Writes arrays one after the other."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._end = 0
        self._arrays: dict[str, ArrayPieces] = {}
        self._notes: dict[str, Any] = {}

    def add(self, name: str, array: Array) -> None:
        """Append one array."""
        self.reserve(name, array.dtype, len(array)).append(array)

    def reserve(self, name: str, kind: Any, count: int) -> ArrayPieces:
        """Keep the place of an array: exactly so many values will come, whatever is written between."""
        dtype = np.dtype(kind)
        pieces = self._arrays[name] = ArrayPieces(self._stream, dtype, self._end)
        self._end = _aligned(self._end + count * dtype.itemsize)
        return pieces

    @contextmanager
    def growing(self, name: str, kind: Any) -> Iterator[ArrayPieces]:
        """An array of any length; nothing else is written before the block ends."""
        pieces = self.reserve(name, kind, 0)
        yield pieces
        self._end = _aligned(self._end + pieces.bytes)

    def note(self, name: str, value: Any) -> None:
        """Keep a value that JSON can hold."""
        self._notes[name] = value

    def finish(self) -> None:
        """Append the directory."""
        entries = {name: pieces.entry for name, pieces in self._arrays.items()}
        directory = json.dumps({"arrays": entries, "notes": self._notes}).encode()
        check = zlib.crc32(directory)
        self._stream.seek(self._end)
        self._stream.write(directory)
        self._stream.write(len(directory).to_bytes(8, "little") + check.to_bytes(8, "little") + MAGIC)


@contextmanager
def writing_arrays(path: Path) -> Iterator[ArrayWriter]:
    """A file of arrays that is there, whole, when the block ends well. Raises OSError."""
    with replacing(path) as stream:
        writer = ArrayWriter(stream)
        yield writer
        writer.finish()


def _aligned(place: int) -> int:
    return -(-place // ALIGNMENT) * ALIGNMENT
