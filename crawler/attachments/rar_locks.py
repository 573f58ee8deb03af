"""Which members of a RAR archive are locked: older versions of libarchive hand out their bytes as text."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

MARK, MARK_5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
"""Of RAR 2 to 4, and of RAR 5 and later ("RAR 5.0 archive format")."""

FILE, END = 0x74, 0x7B
LOCKED, HAS_DATA = 0x0004, 0x8000
HEAD, DATA_SIZE = struct.Struct("<2xBHH"), struct.Struct("<I")

FILE_5, END_5 = 2, 5
HAS_EXTRA_5, HAS_DATA_5 = 0x01, 0x02
ENCRYPTION_5 = 1
"""Kind of a record in a header's extra area."""
MOST_BITS = 63


def locked_members(body: bytes) -> set[int]:
    """Places of the encrypted ones among all members, folders too; none for archives of other kinds."""
    found: set[int] = set()
    members = _members_5(body) if body.startswith(MARK_5) else _members(body) if body.startswith(MARK) else ()
    with suppress(IndexError, struct.error):  # what stands before is known
        for place, is_locked in enumerate(members):
            if is_locked:
                found.add(place)
    return found


def _members(body: bytes) -> Iterator[bool]:
    at = len(MARK)
    while at < len(body):
        kind, flags, size = HEAD.unpack_from(body, at)
        if kind == FILE:
            yield bool(flags & LOCKED)
        if kind == END or size < HEAD.size:
            return
        has_data = kind == FILE or flags & HAS_DATA
        at += size + (DATA_SIZE.unpack_from(body, at + HEAD.size)[0] if has_data else 0)


def _members_5(body: bytes) -> Iterator[bool]:
    at = len(MARK_5)
    while at < len(body):
        numbers = _Numbers(body, at + 4)
        size = numbers.next()
        end = numbers.at + size
        kind, flags = numbers.next(), numbers.next()
        extra = numbers.next() if flags & HAS_EXTRA_5 else 0
        data = numbers.next() if flags & HAS_DATA_5 else 0
        if kind == FILE_5:
            yield _is_locked(body, max(end - extra, numbers.at), end)
        if kind == END_5:
            return
        at = end + data


def _is_locked(body: bytes, at: int, end: int) -> bool:
    while 0 < at < end:
        record = _Numbers(body, at)
        size = record.next()
        at = record.at + size
        if record.next() == ENCRYPTION_5:
            return True
    return False


@dataclass(slots=True)
class _Numbers:
    """Numbers in sevens of bits, the lowest first. Raises IndexError where they end."""

    body: bytes
    at: int

    def next(self) -> int:
        number = shift = 0
        while shift <= MOST_BITS:
            sign = self.body[self.at]
            self.at += 1
            number |= (sign & 0x7F) << shift
            if not sign & 0x80:
                return number
            shift += 7
        raise IndexError
