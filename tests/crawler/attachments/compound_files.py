"""The smallest compound files ([MS-CFB]) of Word and PowerPoint that say something."""

from __future__ import annotations

import struct

SECTOR, LEAST = 512, 4096
"""Streams shorter than this would lie in a stream of their own."""
FREE, LAST, IS_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(**streams: bytes) -> bytes:
    """A file of these streams, each filled up with zeros; `_` in a name is a blank."""
    chains, body, entries = [IS_FAT, LAST], b"", []
    for name, stream in streams.items():
        filled = stream.ljust(max(LEAST, -(-len(stream) // SECTOR) * SECTOR), b"\x00")
        first, count = len(chains), len(filled) // SECTOR
        chains += [*range(first + 1, first + count), LAST]
        body += filled
        entries.append(_entry(name.replace("_", " "), 2, first, len(filled), right=len(entries) + 2))
    entries[-1] = entries[-1][:72] + struct.pack("<I", FREE) + entries[-1][76:]
    directory = (_entry("Root Entry", 5, LAST, 0, child=1) + b"".join(entries)).ljust(SECTOR, b"\x00")
    head = struct.pack("<8s16xHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, LEAST, LAST, 0, LAST, 0, 0)
    head += struct.pack("<108I", *[FREE] * 108)
    fat = struct.pack("<128I", *(chains + [FREE] * (128 - len(chains))))
    return head + fat + directory + body


def _entry(name: str, kind: int, first: int, size: int, right: int = FREE, child: int = FREE) -> bytes:
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    return (
        struct.pack("<64sHBB", encoded, len(encoded), kind, 1)
        + struct.pack("<III", FREE, right, child)
        + struct.pack("<36xII4x", first, size)
    )


def _record(kind: int, data: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(data)) + data


def made_ppt(text: str, before: int | None = None) -> bytes:
    """A show of one slide; `before`: where the edit before the newest is said to lie."""
    slide = _record(0x03F3, struct.pack("<I16x", 2)) + _record(0x0FA0, text.encode("utf-16-le"))
    document = _record(0x03E8, _record(0x0FF0, slide, 0xF), 0xF)
    shapes = _record(0x03EE, b"", 0xF)
    places = _record(0x1772, struct.pack("<III", 2 << 20 | 1, 0, len(document)))
    at = len(document) + len(shapes)
    edit = at + len(places)
    newest = _record(0x0FF5, struct.pack("<8xIII8x", before or 0, at, 1))
    if before is not None:
        newest = _record(0x0FF5, struct.pack("<8xIII8x", edit, at, 1))
    user = _record(0x0FF6, struct.pack("<III", 20, 0xE391C05F, edit))
    return compound(Current_User=user, PowerPoint_Document=document + shapes + places + newest)


def made_doc(text: str, flags: int = 0, pieces: int = 1) -> bytes:
    """A document of Word 97, as WPS writes it; its text is said to stand in so many pieces."""
    start = 1024
    head = bytearray(start)
    struct.pack_into("<HHxxHxxH", head, 0, 0xA5EC, 193, 0x804, 0x0200 | flags)
    struct.pack_into("<HH", head, 0x20, 14, 0)
    struct.pack_into("<8i", head, 0x4C, len(text) * pieces, *[0] * 7)
    places = [struct.pack("<I", at * len(text)) for at in range(pieces + 1)]
    places += [struct.pack("<HIH", 0, start, 0)] * pieces
    table = b"\x02" + struct.pack("<I", sum(map(len, places))) + b"".join(places)
    struct.pack_into("<II", head, 0x01A2, 0, len(table))
    return compound(WordDocument=bytes(head) + text.encode("utf-16-le"), **{"1Table": table})
