"""Numbers that Word counts in a DOC, from its own tables of lists, styles and paragraphs."""

from __future__ import annotations

import struct

from crawler.attachments.doc_lists import (
    LISTS,
    NO_RESTART,
    OVERRIDES,
    PARAGRAPHS,
    SIMPLE,
    STARTS,
    STYLES,
    Numbers,
)

CHINESE = 37
PAGE = 1024
"""Where the properties of paragraphs lie in the file."""


def level(text: str, flags: int = 0) -> bytes:
    """\\0 to \\x08 stand for the numbers of the levels; never begun anew with NO_RESTART."""
    places = bytes(at + 1 for at, sign in enumerate(text) if sign < "\x09")
    head = struct.pack("<iBB9sB8s4B", 1, CHINESE, flags, places, 0, b"", 0, 0, 0, 0)
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def properties(number: int | None, at: int | None = None) -> bytes:
    said = b"" if at is None else struct.pack("<HB", 0x260A, at)
    # A property of another kind, which says its own size, stands before them.
    return b"\x15\xc6\x03abc" + said + (b"" if number is None else struct.pack("<HH", 0x460B, number))


def style(own: bytes) -> bytes:
    """A paragraph style, based on none."""
    said = struct.pack("<HH6s", 0, 1 | 0xFFF << 4, b"") + struct.pack("<H", 1) + "甲\0".encode("utf-16-le")
    said += struct.pack("<HH", len(own) + 2, 0) + own
    return struct.pack("<H", len(said)) + said + b"\0" * (len(said) % 2)


def page(paragraphs: list[tuple[int, bytes]]) -> bytes:
    """Each paragraph of ten bytes, with its style and properties."""
    ends = struct.pack(f"<{len(paragraphs) + 1}I", *range(0, 10 * len(paragraphs) + 1, 10))
    where, laid = b"", b""
    for number, own in paragraphs:
        where += bytes([128 + len(laid) // 2]) + b"\0" * 12
        said = struct.pack("<H", number) + own
        laid += (
            (b"\0" + bytes([len(said) // 2]) + said)
            if len(said) % 2 == 0
            else bytes([len(said) // 2 + 1]) + said
        )
        laid += b"\0" * (len(laid) % 2)
    body = (ends + where).ljust(256, b"\0") + laid
    return body.ljust(511, b"\0") + bytes([len(paragraphs)])


def numbers(paragraphs: list[tuple[int, bytes]]) -> list[str]:
    """Of a document with two lists, the second begun at five, and a style of the second."""
    lists = struct.pack("<h", 2)
    lists += b"".join(struct.pack("<i22sBB", name, b"", flags, 0) for name, flags in ((7, 0), (8, SIMPLE)))
    chapters = level("第\0章") + level("第\1条", NO_RESTART) + level("", 0) * 7
    overrides = (
        struct.pack("<I", 2) + struct.pack("<i8sB3s", 7, b"", 0, b"") + struct.pack("<i8sB3s", 8, b"", 1, b"")
    )
    overrides += b"\xff" * 4 + b"\xff" * 4 + struct.pack("<iI", 5, STARTS)
    sheet = struct.pack("<3H", 4, 2, 10) + style(b"") + style(properties(2))
    header, table = bytearray(PAGE + 512), b""
    tables = {
        LISTS: lists,
        OVERRIDES: overrides,
        STYLES: sheet,
        PARAGRAPHS: struct.pack("<3I", 0, 10 * len(paragraphs), PAGE // 512),
    }
    for at, part in tables.items():
        struct.pack_into("<II", header, at, len(table), len(part))
        table += part + (chapters + level("（\0）") if at == LISTS else b"")
    header[PAGE:] = page(paragraphs)
    counted = Numbers(bytes(header), table)
    return [counted.of(10 * at + 9) for at in range(len(paragraphs))]


def test_chapters_articles_and_paragraphs_of_a_style_are_counted() -> None:
    chapter, article, plain = (0, properties(1, 0)), (0, properties(1, 1)), (0, properties(None))
    of_style, taken_out = (1, properties(None)), (1, properties(0))
    asked = [chapter, article, plain, article, chapter, article, of_style, taken_out, of_style]
    assert numbers(asked) == ["第一章", "第一条", "", "第二条", "第二章", "第三条", "（五）", "", "（六）"]
