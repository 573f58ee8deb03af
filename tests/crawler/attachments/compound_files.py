"""The smallest compound files ([MS-CFB]) of Word and PowerPoint that say something."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from itertools import pairwise

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


def ppt_table(*rows: Sequence[str], is_table: bool = True, inside: bytes = b"") -> bytes:
    """A group of boxes, an empty one for no text, which may say that it is a table ([MS-ODRAW], 2.3.4.37).

    `inside`: what each box holds behind its text.
    """
    option = _record(0xF122, struct.pack("<HI", 0x039F if is_table else 0x0380, 1), 0x13)
    shapes = _record(0xF004, option, 0xF)
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            box = _record(0xF00D, _record(0x0FA0, text.encode("utf-16-le")) if text else b"", 0xF)
            box += inside
            place = _record(0xF00F, struct.pack("<4i", across, down, across + 1, down + 1))
            shapes += _record(0xF004, place + box, 0xF)
    return _record(0xF003, shapes, 0xF)


def made_ppt(text: str, before: int | None = None, drawn: bytes = b"") -> bytes:
    """A show of one slide; `before`: where the edit before the newest is said to lie."""
    slide = _record(0x03F3, struct.pack("<I16x", 2)) + _record(0x0FA0, text.encode("utf-16-le"))
    document = _record(0x03E8, _record(0x0FF0, slide, 0xF), 0xF)
    shapes = _record(0x03EE, drawn, 0xF)
    places = _record(0x1772, struct.pack("<III", 2 << 20 | 1, 0, len(document)))
    at = len(document) + len(shapes)
    edit = at + len(places)
    newest = _record(0x0FF5, struct.pack("<8xIII8x", before or 0, at, 1))
    if before is not None:
        newest = _record(0x0FF5, struct.pack("<8xIII8x", edit, at, 1))
    user = _record(0x0FF6, struct.pack("<III", 20, 0xE391C05F, edit))
    return compound(Current_User=user, PowerPoint_Document=document + shapes + places + newest)


def made_word95(
    *parts: bytes, language: int = 0x804, flags: int = 0, pieces: int = 1, width: int = 1
) -> bytes:
    """A document of Word 6 and 95: its main text and its footnotes, in so many pieces, the last one first."""
    start, text = 1024, b"".join(parts)
    head = bytearray(start)
    struct.pack_into("<HHxxHxxH", head, 0, 0xA5DC, 104, language, flags | 4 * (pieces > 1))
    struct.pack_into("<I", head, 0x18, start)
    struct.pack_into("<7I", head, 0x34, *[len(part) // width for part in parts], *[0] * (7 - len(parts)))
    size = len(text) // pieces // width * width
    cuts = [size * at for at in range(pieces)] + [len(text)]
    body, places = b"", []
    for begin, end in reversed(list(pairwise(cuts))):
        places.append(struct.pack("<HIH", 0, start + len(body), 0))
        body += text[begin:end]
    table = b"".join(struct.pack("<I", cut // width) for cut in cuts) + b"".join(reversed(places))
    table = b"\x02" + struct.pack("<I", len(table)) + table
    struct.pack_into("<2I", head, 0x160, start + len(body), len(table))
    return compound(WordDocument=bytes(head) + body + table)


PARAGRAPH_MARK = re.compile(r"[\r\x07]")


def made_doc(
    text: str,
    flags: int = 0,
    pieces: int = 1,
    properties: Sequence[bytes] = (),
    runs: Sequence[tuple[str, bytes]] = (),
) -> bytes:
    """A document of Word 97, as WPS writes it; its text is said to stand in so many pieces.

    `properties` are those of each paragraph or cell, in their order; `runs`, parts of the text with theirs.
    """
    start = 1024
    head = bytearray(start)
    struct.pack_into("<HHxxHxxH", head, 0, 0xA5EC, 193, 0x804, 0x0200 | flags)
    struct.pack_into("<HH", head, 0x20, 14, 0)
    struct.pack_into("<8i", head, 0x4C, len(text) * pieces, *[0] * 7)
    places = [struct.pack("<I", at * len(text)) for at in range(pieces + 1)]
    places += [struct.pack("<HIH", 0, start, 0)] * pieces
    table = b"\x02" + struct.pack("<I", sum(map(len, places))) + b"".join(places)
    struct.pack_into("<II", head, 0x01A2, 0, len(table))
    body = text.encode("utf-16-le")
    if properties:
        body = body.ljust(-(-len(body) // 512) * 512, b"\0")
        struct.pack_into("<II", head, 0x0102, len(table), 12)
        table += struct.pack("<3I", start, start + 2 * len(text), (start + len(body)) // 512)
        body += _paragraphs([start + 2 * mark.end() for mark in PARAGRAPH_MARK.finditer(text)], properties)
    if runs:
        body = body.ljust(-(-len(body) // 512) * 512, b"\0")
        struct.pack_into("<II", head, 0x00FA, len(table), 12)
        table += struct.pack("<3I", start, start + 2 * len(text), (start + len(body)) // 512)
        body += _runs(start, text, runs)
    return compound(WordDocument=bytes(head) + body, **{"1Table": table})


def _runs(start: int, text: str, runs: Sequence[tuple[str, bytes]]) -> bytes:
    """A page of properties ([MS-DOC], 2.9.33): where each run ends in the file, and what it says."""
    places, said, laid = [0], [b""], b""
    for part, own in runs:
        places += [text.index(part), text.index(part) + len(part)]
        said += [own, b""]
    where = b""
    for own in said:
        where += bytes([160 + len(laid) // 2 if own else 0])
        laid += bytes([len(own)]) + own + b"\0" * (1 - len(own) % 2) if own else b""
    page = struct.pack(f"<{len(places) + 1}I", *(start + 2 * at for at in (*places, len(text)))) + where
    return (page.ljust(320, b"\0") + laid).ljust(511, b"\0") + bytes([len(said)])


def _paragraphs(ends: list[int], properties: Sequence[bytes]) -> bytes:
    """A page of properties ([MS-DOC], 2.9.174): where each paragraph ends in the file, and what it says."""
    where, laid = b"", b""
    for own in properties:
        where += bytes([160 + len(laid) // 2]) + b"\0" * 12
        said = b"\0\0" + own
        laid += bytes([len(said) // 2 + 1]) + said if len(said) % 2 else bytes([0, len(said) // 2]) + said
        laid += b"\0" * (len(laid) % 2)
    page = struct.pack(f"<{len(ends) + 1}I", 1024, *ends) + where
    return (page.ljust(320, b"\0") + laid).ljust(511, b"\0") + bytes([len(ends)])
