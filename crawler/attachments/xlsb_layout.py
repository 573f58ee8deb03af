"""Rows and columns that an XLSB hides, which calamine does not tell ([MS-XLSB], 2.1.4 and 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from crawler.attachments.package import Package

ROW, COLUMNS, SHEET = 0, 60, 156
"""Kinds of records: BrtRowHdr, BrtColInfo, BrtBundleSh."""
ROW_HIDDEN, COLUMN_HIDDEN = 0x10, 0x01


@dataclass(slots=True)
class Hidden:
    """Rows and ranges of columns from 0, both ends included."""

    rows: set[int] = field(default_factory=set)
    columns: list[tuple[int, int]] = field(default_factory=list)


def hidden_parts(package: Package, main: str) -> dict[str, Hidden]:
    """By the names of the sheets; those of which nothing can be told are missing."""
    found = {}
    targets = package.relations(main)
    with suppress(struct.error, IndexError, UnicodeDecodeError):
        for kind, data in _records(package.read(main)):
            if kind == SHEET:
                relation, at = _string(data, 8)
                name, _ = _string(data, at)
                if relation in targets and targets[relation].target in package:
                    found[name] = _of_sheet(package.read(targets[relation].target))
    return found


def _of_sheet(part: bytes) -> Hidden:
    hidden = Hidden()
    for kind, data in _records(part):
        if kind == ROW and data[11] & ROW_HIDDEN:
            hidden.rows.add(struct.unpack_from("<I", data)[0])
        elif kind == COLUMNS and data[16] & COLUMN_HIDDEN:
            hidden.columns.append(struct.unpack_from("<2I", data))
    return hidden


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Kinds and contents, both numbers in sevens of bits, the lowest first."""
    at = 0
    while at < len(part):
        kind, size, shift = part[at], 0, 0
        at += 1
        if kind & 0x80:
            kind, at = kind & 0x7F | (part[at] & 0x7F) << 7, at + 1
        while True:
            size |= (part[at] & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if not part[at - 1] & 0x80 or shift > 21:
                break
        yield kind, part[at : at + size]
        at += size


def _string(data: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le"), end
