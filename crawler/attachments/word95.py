"""DOC of Word 6 and 95: the text as bytes of a code page, in one run or in pieces."""

from __future__ import annotations

import struct

from crawler.attachments.budget import Broken
from crawler.pages.decode import decode

FIRST_TEXT, COMPLEX, CLX = 0x18, 0x0004, 0x160
"""Offsets and a flag of the file's head: where the text begins, whether in pieces, and their table."""
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
    body = (
        _in_pieces(header) if flags & COMPLEX else header[struct.unpack_from("<I", header, FIRST_TEXT)[0] :]
    )
    counts = struct.unpack_from("<7I", header, CCP)
    starts = [sum(counts[:at]) for at in range(len(counts))]
    found = [body[starts[part] : starts[part] + counts[part]] for part in READ]
    # A Word of another language, used for Chinese, names its own: then the bytes tell.
    page = _PAGES.get(language, "")
    if page in ("", "cp1252") and any(sign >= 0x80 for sign in b"".join(found)):
        page = decode(b"".join(found))[1]
    return [part.decode(page or "cp1252", "replace") for part in found]


def _in_pieces(header: bytes) -> bytes:
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
        found += header[offset : offset + starts[place + 1] - starts[place]]
    return found
