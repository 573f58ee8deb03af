"""Named NumPy arrays and a little JSON in one file that is written once, checked, and mapped into memory."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from indexer.errors import IndexBroken

Array = NDArray[Any]

MAGIC = b"GKARRAY1"
ALIGNMENT = 64
"""Arrays begin at a cache line, so that NumPy can map them as they are."""
FOOTER_BYTES = 24
"""Length and checksum of the directory, then the magic."""
CHECK_BYTES = 1 << 22
"""Read at a time for the checksum."""


class ArrayWriter:
    """Writes arrays one after the other; `close` adds the directory and makes the file durable."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO = path.open("wb")
        self._entries: dict[str, Any] = {}
        self._notes: dict[str, Any] = {}
        self._check = 0

    def add(self, name: str, array: Array) -> None:
        """Append one array."""
        self._write(b"\0" * (-self._file.tell() % ALIGNMENT))
        data = np.ascontiguousarray(array)
        self._entries[name] = (data.dtype.str, len(data), self._file.tell())
        self._write(data.data.cast("B") if len(data) else b"")

    def note(self, name: str, value: Any) -> None:
        """Keep a value that JSON can hold."""
        self._notes[name] = value

    def close(self) -> None:
        """Finish the file."""
        directory = json.dumps({"arrays": self._entries, "notes": self._notes}).encode()
        self._write(directory)
        self._file.write(len(directory).to_bytes(8, "little") + self._check.to_bytes(8, "little") + MAGIC)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def __enter__(self) -> ArrayWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
            return
        self._abandon()

    def _abandon(self) -> None:
        # The buffer may not be writable, which is then the fault already on its way up.
        with suppress(OSError):
            self._file.close()
        self.path.unlink(missing_ok=True)

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._check = zlib.crc32(data, self._check)


class ArrayFile(Mapping[str, Array]):
    """The arrays of a finished file. Raises IndexBroken when it is not whole, byte by byte."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        except (OSError, ValueError) as error:
            raise IndexBroken(f"{path.name} 无法读取") from error
        self._entries, self.notes = self._directory()

    def _directory(self) -> tuple[dict[str, Any], dict[str, Any]]:
        size = len(self._bytes)
        footer = self._bytes[-FOOTER_BYTES:].tobytes()
        length = int.from_bytes(footer[:8], "little")
        if footer[16:] != MAGIC or length > size - FOOTER_BYTES:
            raise IndexBroken(f"{self.path.name} 不完整")
        check = 0
        for start in range(0, size - FOOTER_BYTES, CHECK_BYTES):
            check = zlib.crc32(self._bytes[start : min(start + CHECK_BYTES, size - FOOTER_BYTES)].data, check)
        if check != int.from_bytes(footer[8:16], "little"):
            raise IndexBroken(f"{self.path.name} 校验不符")
        directory = json.loads(self._bytes[size - FOOTER_BYTES - length : size - FOOTER_BYTES].tobytes())
        return directory["arrays"], directory["notes"]

    def __getitem__(self, name: str) -> Array:
        kind, count, offset = self._entries[name]
        return np.frombuffer(self._bytes, dtype=np.dtype(kind), count=count, offset=offset)

    def __iter__(self) -> Any:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
