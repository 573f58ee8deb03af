"""The records of an XLS ([MS-XLS] 2.1.4, and BIFF5 of Excel 5 and 95 before it), and the strings in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

BOF, EOF, CONTINUE, CODEPAGE, FILEPASS, DATE_1904 = 0x809, 0x0A, 0x3C, 0x42, 0x2F, 0x22
BOUNDSHEET, SST, FORMAT, XF, FONT = 0x85, 0xFC, 0x41E, 0xE0, 0x31
COLUMN, ROW = 0x7D, 0x208
LABEL, RICH_LABEL, SHARED_LABEL, NUMBER, RK, RK_ROW, FORMULA, STRING, BOOLEAN = (
    0x204, 0xD6, 0xFD, 0x203, 0x27E, 0xBD, 0x06, 0x207, 0x205,
)  # fmt: skip
TEXT_BOX = 0x1B6
OLD_INTEGER, OLD_NUMBER, OLD_LABEL = 0x02, 0x03, 0x04
"""Cells of Excel 2: three bytes of looks stand where later ones name a format."""
BOFS = (BOF, 0x409, 0x209, 0x09)
"""From Excel 97 to Excel 2."""

BIFF8 = 0x600
CODEPAGES = {
    936: "gb18030",
    950: "big5",
    932: "cp932",
    949: "cp949",
    1200: "utf-16-le",
    10000: "mac-roman",
    10008: "gb18030",
}
WESTERN = ("", "cp1252", "mac-roman")
"""What books name, or name nothing, whose fonts may say better."""
CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5"}
"""Of fonts."""
CHARSET, NAME = 12, 14
"""Where the record of a font says its own, and where its name begins with its length."""


@dataclass(slots=True)
class Record:
    """One record; long ones go on in others."""

    kind: int
    parts: list[bytes]
    offset: int = 0

    @property
    def data(self) -> bytes:
        """All of it."""
        return self.parts[0] if len(self.parts) == 1 else b"".join(self.parts)


def records(stream: bytes, offset: int = 0) -> Iterator[Record]:
    """The records from an offset on, each with what continues it."""
    found: Record | None = None
    while offset + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        data = stream[offset + 4 : offset + 4 + size]
        if kind == CONTINUE and found is not None:
            found.parts.append(data)
        else:
            if found is not None:
                yield found
            found = Record(kind, [data], offset)
        offset += 4 + size
    if found is not None:
        yield found


def font_encoding(data: bytes) -> str:
    """What a font of East Asia is written in; empty for others, and those of Excel 2, which do not say it."""
    is_whole = len(data) > NAME and data[NAME] == len(data) - NAME - 1
    return CHARSETS.get(data[CHARSET], "") if is_whole else ""


def rk(packed: int) -> float:
    """A number of 30 bits ([MS-XLS], 2.5.217)."""
    number: float
    if packed & 2:
        number = (packed - (1 << 32) if packed & 0x80000000 else packed) >> 2
    else:
        (number,) = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))
    return number / 100 if packed & 1 else number


def unicode_string(data: bytes, offset: int, wide_count: bool = True) -> str:
    """A string that lies in one record (XLUnicodeString, or with a count of one byte)."""
    count = int.from_bytes(data[offset : offset + 2], "little") if wide_count else data[offset]
    at = offset + (2 if wide_count else 1)
    flags = data[at]
    at += 1 + (2 if flags & 8 else 0) + (4 if flags & 4 else 0)
    return characters(data[at:], count, flags)


def characters(data: bytes, count: int, flags: int) -> str:
    """UTF-16, or its low bytes alone."""
    if flags & 1:
        return data[: 2 * count].decode("utf-16-le", "replace")
    return data[:count].decode("latin-1")


def shared_strings(record: Record) -> list[str]:
    """The table of strings; one that a record's end cuts begins anew with its flags ([MS-XLS], 2.5.293)."""
    reader = _Parts(record.parts)
    (count,) = struct.unpack("<I", reader.take(8)[4:8])
    found: list[str] = []
    while len(found) < count and not reader.at_end():
        length, flags = struct.unpack("<HB", reader.take(3))
        runs = int.from_bytes(reader.take(2), "little") if flags & 8 else 0
        extra = int.from_bytes(reader.take(4), "little") if flags & 4 else 0
        found.append(reader.text(length, flags))
        reader.skip(4 * runs + extra)
    return found


class _Parts:
    """Reads over the borders of a record's parts."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts
        self._part = self._at = 0

    def at_end(self) -> bool:
        while self._part < len(self._parts) and self._at >= len(self._parts[self._part]):
            self._part, self._at = self._part + 1, 0
        return self._part >= len(self._parts)

    def take(self, size: int) -> bytes:
        found = b""
        while len(found) < size and not self.at_end():
            piece = self._parts[self._part][self._at : self._at + size - len(found)]
            self._at += len(piece)
            found += piece
        return found

    def skip(self, size: int) -> None:
        while size > 0 and not self.at_end():
            step = min(size, len(self._parts[self._part]) - self._at)
            self._at += step
            size -= step

    def text(self, length: int, flags: int) -> str:
        said = ""
        while length > 0:
            begins = self._at >= len(self._parts[self._part]) if self._part < len(self._parts) else True
            if self.at_end():
                break
            if begins:
                flags = self.take(1)[0]
            width = 2 if flags & 1 else 1
            here = min(length, (len(self._parts[self._part]) - self._at) // width)
            if here <= 0:
                break
            said += characters(self.take(here * width), here, flags)
            length -= here
        return said
