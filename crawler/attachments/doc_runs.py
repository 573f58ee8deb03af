"""Runs of text that a DOC hides, or that were struck out while changes were tracked ([MS-DOC], 2.4.6.2)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator

from crawler.attachments.doc_sprms import PAGE, pages, part, sprms

RUNS = 0xFA
"""Offset in the FIB of where the table of runs lies in the table stream, and its size."""
DELETED, VANISHED = 0x0800, 0x083C
ON = 1

UNSEEN = "\ufdd1"
"""Put for what is not seen, so that offsets stay; no character (Unicode, 23.7)."""


class Runs:
    """Tells what of a text is not seen. Raises struct.error, IndexError."""

    def __init__(self, header: bytes, table: bytes) -> None:
        found = sorted(_hidden(header, part(header, table, RUNS)))
        self._begins = [begin for begin, _ in found]
        self._ends = [end for _, end in found]

    def hides(self, offset: int) -> bool:
        """Whether what lies at this offset of the file is not seen."""
        at = bisect_right(self._begins, offset) - 1
        return at >= 0 and offset < self._ends[at]

    def seen(self, text: str, offset: int, width: int) -> str:
        """The text at this offset without what is not seen; marks of paragraphs and fields stay."""
        if not self._begins or not self._meets(offset, offset + width * len(text)):
            return text
        signs = []
        for sign in text:
            size = width if sign <= "\uffff" else 2 * width
            signs.append(UNSEEN * (size // width) if sign >= " " and self.hides(offset) else sign)
            offset += size
        return "".join(signs)

    def _meets(self, begin: int, end: int) -> bool:
        at = bisect_right(self._ends, begin)
        return at < len(self._begins) and self._begins[at] < end


def _hidden(header: bytes, places: bytes) -> Iterator[tuple[int, int]]:
    for page in pages(header, places):
        runs = page[PAGE - 1]
        for at in range(runs):
            place = 2 * page[4 * (runs + 1) + at]
            if place and _is_hidden(page[place + 1 : place + 1 + page[place]]):
                begin, end = struct.unpack_from("<II", page, 4 * at)
                yield begin, end


def _is_hidden(properties: bytes) -> bool:
    said = {kind: properties[at] for kind, at in sprms(properties) if kind in (DELETED, VANISHED)}
    return ON in said.values()
