"""Properties in a DOC: where their tables lie, and how they are told ([MS-DOC], 2.2.5 and 2.9)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

PAGE, _PAGE_NUMBER = 512, 0x3FFFFF
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Sizes of operands by the three highest bits of a sprm (2.2.5.1); 6 says its own."""
_LONG = 0xD608


def part(header: bytes, table: bytes, at: int) -> bytes:
    """A table that the FIB names at this offset."""
    begin, size = struct.unpack_from("<II", header, at)
    return table[begin : begin + size]


def pages(header: bytes, places: bytes) -> Iterator[bytes]:
    """The pages of properties that a table (a PlcBteChpx or PlcBtePapx) names."""
    count = max(len(places) - 4, 0) // 8
    for (number,) in struct.iter_unpack("<I", places[4 * (count + 1) : 4 * (2 * count + 1)]):
        begin = (number & _PAGE_NUMBER) * PAGE
        yield header[begin : begin + PAGE]


def sprms(properties: bytes) -> Iterator[tuple[int, int]]:
    """Each single property (of a grpprl), and where its operand stands."""
    at = 0
    while at + 2 < len(properties):
        (kind,) = struct.unpack_from("<H", properties, at)
        at += 2
        yield kind, at
        size = _OPERANDS.get(kind >> 13)
        if kind == _LONG:
            size = 1 + struct.unpack_from("<H", properties, at)[0]
        elif size is None:
            size = 1 + properties[at]
        at += size
