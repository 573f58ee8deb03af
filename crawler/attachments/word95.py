"""DOC of Word 6 and 95: the text as bytes of a code page, in one run or in pieces."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from crawler.attachments.budget import Broken
from crawler.pages.decode import decode

FIRST_TEXT, CLX = 0x18, 0x160
"""Offsets in the file's head: where the text begins, and the table of its pieces."""
COMPLEX, WIDE = 0x0004, 0x1000
"""Flags of the file's head: the text lies in pieces; every character has two bytes, as in East Asia."""
UNICODE = (*range(0x30, 0xA0), 0xFF)
"""Higher bytes of Chinese in UTF-16; those of a code page are others."""
DOUBLE = 0x30
"""From which higher byte on both are of one character; else the lower one is, of the West."""
CCP = 0x34
"""Offset of the numbers of characters that each part of the text has."""
MAIN, FOOTNOTES, HEADS, MACROS, COMMENTS, ENDNOTES, BOXES = range(7)
READ = (MAIN, FOOTNOTES, ENDNOTES, BOXES)
PRC, PCDT = 1, 2

_PAGES = {
    0x0804: "gb18030", 0x1004: "gb18030", 0x0404: "big5", 0x0C04: "big5", 0x0411: "cp932", 0x0412: "cp949",
    0x0419: "cp1251", 0x0409: "cp1252", 0x0809: "cp1252",
}  # fmt: skip
"""Code pages by the language of the Word that wrote the file."""


def parts(header: bytes, language: int, flags: int) -> list[str]:
    """The main text, its notes and its text boxes. Raises struct.error, Broken."""
    width = 2 if flags & WIDE else 1
    start = struct.unpack_from("<I", header, FIRST_TEXT)[0]
    body = _in_pieces(header, width) if flags & COMPLEX else header[start:]
    counts = struct.unpack_from("<7I", header, CCP)
    starts = [sum(counts[:at]) for at in range(len(counts))]
    found = [body[width * starts[part] : width * (starts[part] + counts[part])] for part in READ]
    # A Word of another language, used for Chinese, names its own: then the bytes tell.
    page = _PAGES.get(language, "")
    whole = b"".join(found)
    double = [pair for pair in _pairs(whole) if pair[1:]] if width > 1 else []
    if sum(pair[0] in UNICODE for pair in double) > max(len(double) / 2, 1):
        return [part.decode("utf-16-le", "replace") for part in found]
    said = whole if width == 1 else b"".join(double)
    if page in ("", "cp1252") and any(sign >= 0x80 for sign in said):
        page = decode(said)[1]
    if width == 1:
        return [part.decode(page or "cp1252", "replace") for part in found]
    return ["".join(_character(pair, page) for pair in _pairs(part)) for part in found]


def _pairs(said: bytes) -> Iterator[bytes]:
    """The bytes of each character, one or two, the first one first."""
    for low, high in zip(said[::2], said[1::2], strict=False):
        yield bytes((high, low)) if high >= DOUBLE else bytes((low,))


def _character(pair: bytes, page: str) -> str:
    return pair.decode(page or "gb18030" if len(pair) > 1 else "cp1252", "replace")


def _in_pieces(header: bytes, width: int) -> bytes:
    at, size = struct.unpack_from("<II", header, CLX)
    end = at + size
    while at < end and header[at] == PRC:
        at += 3 + struct.unpack_from("<H", header, at + 1)[0]
    if at >= end or header[at] != PCDT:
        raise Broken
    (length,) = struct.unpack_from("<I", header, at + 1)
    count = (length - 4) // 12
    if not 0 < count <= len(header) // 12:
        raise Broken
    starts = struct.unpack_from(f"<{count + 1}I", header, at + 5)
    table = at + 5 + 4 * (count + 1)
    found = b""
    for place in range(count):
        (offset,) = struct.unpack_from("<I", header, table + 8 * place + 2)
        found += header[offset : offset + width * (starts[place + 1] - starts[place])]
    return found
