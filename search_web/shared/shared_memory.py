"""Entries by name in memory that several processes map: a ring, the newest in place of the oldest.

Nobody waits for another. Who writes holds a lock that ends with its process, and leaves it when another
has it. Who reads has no lock, and takes nothing that its checksums do not bear out: an entry that is being
written over, or that a killed writer left, is one that is not there.

head        generation, first, end, and their checksum: where the oldest entry begins, and the newest ends
entries     length, name, digest of the content, and their checksum with the position; then the content

Positions only grow: modulo the room for entries they are places in it. An entry lies in one piece; what is
left at the end of the room has one without a name. Who finds the head damaged begins anew with another
generation.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import secrets
import struct
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock
from typing import Any, TypeAlias

NAME_BYTES = 32
DIGEST_BYTES = 16

STEP = 64
"""Bytes that the length of everything is a multiple of: the end of the room then has none or a whole head."""

_HEAD = struct.Struct("<QQQ")
_ENTRY = struct.Struct(f"<Q{NAME_BYTES}s{DIGEST_BYTES}s")
_CHECK = struct.Struct("<I")

NOBODY = bytes(NAME_BYTES)
"""The name of what fills the end of the room."""


@dataclass(slots=True)
class Kept:
    """What is kept under a name."""

    content: bytes
    notes: dict[str, Any]
    """What this process noted of it; gone with the entry."""


@dataclass(slots=True)
class _Place:
    position: int
    notes: dict[str, Any] = field(default_factory=dict)


_Head: TypeAlias = tuple[int, int, int]


class SharedMemory:
    """The entries, up to so many bytes together. For several threads, too."""

    def __init__(self, file: int, most_bytes: int) -> None:
        """`file`: a descriptor that all of them have, or -1 for memory of this process alone."""
        self._room = max(0, most_bytes // STEP - 1) * STEP
        self._file = file
        if file >= 0:
            os.ftruncate(file, STEP + self._room)
        self._memory: Any = mmap.mmap(file, STEP + self._room)
        self._lock = Lock()
        self._generation = 0
        self._seen = 0
        self._places: dict[bytes, _Place] = {}
        self._order: deque[tuple[int, bytes]] = deque()

    def get(self, name: bytes) -> Kept | None:
        """The newest entry of that name; one that was written long ago is written again."""
        with self._lock:
            head = self._follow()
            place = self._places.get(name)
            if head is None or place is None:
                return None
            content = self._content(place.position, name)
            if content is None:
                return None
            if head[2] - place.position > self._room // 2:
                self._put(name, content, place.notes)
            return Kept(content, place.notes)

    def put(self, name: bytes, content: bytes) -> None:
        """In place of the oldest ones; not where another process writes at this moment."""
        with self._lock:
            self._put(name, content, {})

    def _put(self, name: bytes, content: bytes, notes: dict[str, Any]) -> None:
        size = _size(len(content))
        if size > self._room:
            return
        with self._writing() as mine:
            if not mine:
                return
            generation, first, end = self._follow() or self._anew()
            left = -end % self._room
            skipped = left if left < size else 0
            while end + skipped + size - first > self._room:
                oldest = self._entry(first)
                if oldest is None:
                    generation, first, end = self._anew()
                    skipped = 0
                else:
                    first += _size(oldest[0])
            self._write_head(generation, first, end)
            if skipped:
                self._write_entry(end, NOBODY, bytes(skipped - STEP))
            self._write_entry(end + skipped, name, content)
            self._write_head(generation, first, end + skipped + size)
            self._follow()
            if place := self._places.get(name):
                place.notes = notes

    @contextmanager
    def _writing(self) -> Iterator[bool]:
        """Whether this process may write: no other does."""
        if self._file < 0:
            yield True
            return
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        try:
            yield True
        finally:
            with suppress(OSError):
                fcntl.lockf(self._file, fcntl.LOCK_UN)

    def _follow(self) -> _Head | None:
        """The head, with all entries known that came since; None where it is damaged or being written."""
        head = self._head()
        if head is None:
            return None
        generation, first, end = head
        if generation != self._generation or not first <= self._seen <= end:
            self._places.clear()
            self._order.clear()
            self._generation, self._seen = generation, first
        while self._seen < end and (entry := self._entry(self._seen)):
            length, name, _ = entry
            if name != NOBODY:
                self._places[name] = _Place(self._seen)
                self._order.append((self._seen, name))
            self._seen += _size(length)
        while self._order and self._order[0][0] < first:
            position, name = self._order.popleft()
            if name in self._places and self._places[name].position == position:
                del self._places[name]
        return head

    def _anew(self) -> _Head:
        self._write_head(secrets.randbits(63) | 1, 0, 0)
        head = self._follow()
        assert head is not None  # noqa: S101  (for the types: it was written just now)
        return head

    def _head(self) -> _Head | None:
        said = self._memory[: _HEAD.size + _CHECK.size]
        if zlib.crc32(said[: _HEAD.size]) != _CHECK.unpack(said[_HEAD.size :])[0]:
            return None
        generation, first, end = _HEAD.unpack(said[: _HEAD.size])
        return generation, first, end

    def _write_head(self, *head: int) -> None:
        said = _HEAD.pack(*head)
        self._memory[: _HEAD.size + _CHECK.size] = said + _CHECK.pack(zlib.crc32(said))

    def _entry(self, position: int) -> tuple[int, bytes, bytes] | None:
        """Length, name, and digest of the content; None where none begins there any more."""
        at = STEP + position % self._room
        said = self._memory[at : at + _ENTRY.size + _CHECK.size]
        if _check(position, said[: _ENTRY.size]) != _CHECK.unpack(said[_ENTRY.size :])[0]:
            return None
        length, name, digest = _ENTRY.unpack(said[: _ENTRY.size])
        return length, name, digest

    def _content(self, position: int, name: bytes) -> bytes | None:
        entry = self._entry(position)
        if entry is None or entry[1] != name:
            return None
        at = 2 * STEP + position % self._room
        content = bytes(self._memory[at : at + entry[0]])
        return content if _digest(content) == entry[2] else None

    def _write_entry(self, position: int, name: bytes, content: bytes) -> None:
        at = STEP + position % self._room
        digest = b"" if name == NOBODY else _digest(content)
        said = _ENTRY.pack(len(content), name, digest)
        self._memory[at : at + len(said) + _CHECK.size] = said + _CHECK.pack(_check(position, said))
        if name != NOBODY:
            self._memory[at + STEP : at + STEP + len(content)] = content


def _size(length: int) -> int:
    """Bytes that an entry with so much content takes."""
    return STEP + -(-length // STEP) * STEP


def _check(position: int, said: bytes) -> int:
    return zlib.crc32(said, zlib.crc32(position.to_bytes(8, "little")))


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=DIGEST_BYTES).digest()
