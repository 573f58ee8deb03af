"""Numbers that Word counts in a DOC, of a paragraph's own properties or its style's, and where tables stand.

[MS-DOC], 2.4.6 and 2.4.3.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler.attachments.counted_lists import FORMS, LEVELS, CountedList, Counter, Level
from crawler.attachments.doc_sprms import PAGE, pages, part, sprms

STYLES, PARAGRAPHS, LISTS, OVERRIDES = 0xA2, 0x102, 0x2E2, 0x2EA
"""Offsets in the FIB of where each table lies in the table stream, and its size."""
SPRM_LEVEL, SPRM_LIST, SPRM_IN_TABLE, SPRM_ROW_END = 0x260A, 0x460B, 0x2416, 0x2417
NO_STYLE, NEGATED = 0x0FFF, 0xF802
SIMPLE, LEGAL, NO_RESTART = 1, 4, 8
STARTS, FORMATTED = 0x10, 0x20
MOST_STYLES = 4096
"""Their numbers have twelve bits."""


@dataclass(frozen=True, slots=True)
class _Place:
    """List and level as properties say them; None where they do not."""

    number: int | None = None
    level: int | None = None
    in_table: bool = False
    ends_row: bool = False
    """Whether the paragraph is the mark that ends a row of a table."""


class Numbers:
    """Counts the paragraphs of a document in their order. Raises struct.error, IndexError."""

    def __init__(self, header: bytes, table: bytes) -> None:
        self._lists = dict(_lists(header, table))
        self._ends: list[int] = []
        self._places: list[tuple[int, _Place]] = []
        self._styles = _styles(part(header, table, STYLES)) if self._lists else {}
        self._read_paragraphs(header, part(header, table, PARAGRAPHS))
        self._counter = Counter()

    def of(self, offset: int) -> str:
        """The number of the paragraph whose mark lies at this offset of the file; empty for none."""
        at = bisect_right(self._ends, offset)
        if at >= len(self._places):
            return ""
        style, own = self._places[at]
        chain = [own, *self._chain(style)]
        number = next((place.number for place in chain if place.number is not None), 0)
        level = next((place.level for place in chain if place.level is not None), 0)
        if number >= NEGATED:
            number = 0x10000 - number
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return ""
        return self._counter.count(str(number), found, level)

    def ends_row(self, offset: int) -> bool:
        """Whether the mark at this offset of the file ends a row of a table, rather than a cell of it."""
        return self._own(offset).ends_row

    def in_table(self, offset: int) -> bool:
        """Whether the paragraph whose mark lies at this offset of the file stands in a table."""
        return self._own(offset).in_table

    def _own(self, offset: int) -> _Place:
        at = bisect_right(self._ends, offset)
        return self._places[at][1] if at < len(self._places) else _Place()

    def _chain(self, style: int) -> Iterator[_Place]:
        seen = set[int]()
        while style in self._styles and style not in seen:
            seen.add(style)
            style, place = self._styles[style]
            yield place

    def _read_paragraphs(self, header: bytes, places: bytes) -> None:
        for page in pages(header, places):
            runs = page[PAGE - 1]
            for at in range(runs):
                (end,) = struct.unpack_from("<I", page, 4 * (at + 1))
                self._ends.append(end)
                self._places.append(_properties(page, 2 * page[4 * (runs + 1) + 13 * at]))


def _properties(page: bytes, at: int) -> tuple[int, _Place]:
    """The style of a paragraph, and what it says itself (PapxInFkp)."""
    if not at:
        return 0, _Place()
    size = 2 * page[at] - 1
    if size < 0:
        at += 1
        size = 2 * page[at]
    (style,) = struct.unpack_from("<H", page, at + 1)
    return style, _place(page[at + 3 : at + 1 + size])


def _place(properties: bytes) -> _Place:
    """List and level out of single properties (a grpprl)."""
    found = _Place()
    for kind, at in sprms(properties):
        if kind == SPRM_LIST:
            found = replace(found, number=struct.unpack_from("<H", properties, at)[0])
        elif kind == SPRM_LEVEL:
            found = replace(found, level=properties[at])
        elif kind == SPRM_IN_TABLE:
            found = replace(found, in_table=bool(properties[at]))
        elif kind == SPRM_ROW_END:
            found = replace(found, ends_row=bool(properties[at]))
    return found


def _styles(sheet: bytes) -> dict[int, tuple[int, _Place]]:
    """For each paragraph style the one that it is based on, and what it says of lists (2.9.271)."""
    found: dict[int, tuple[int, _Place]] = {}
    head, count, base = struct.unpack_from("<3H", sheet)
    at = 2 + head
    for number in range(min(count, MOST_STYLES)):
        (size,) = struct.unpack_from("<H", sheet, at)
        style = sheet[at + 2 : at + 2 + size]
        at += 2 + size + size % 2
        if len(style) < base + 2:
            continue
        (kind_and_base,) = struct.unpack_from("<H", style, 2)
        if kind_and_base & 0xF != 1:
            continue
        (name,) = struct.unpack_from("<H", style, base)
        begin = base + 2 + 2 * name + 2
        (own,) = struct.unpack_from("<H", style, begin)
        found[number] = kind_and_base >> 4, _place(style[begin + 4 : begin + 2 + own])
    return found


def _lists(header: bytes, table: bytes) -> Iterator[tuple[int, CountedList]]:
    """The lists by the numbers, from 1, that paragraphs name them by."""
    begin, size = struct.unpack_from("<II", header, LISTS)
    overrides = part(header, table, OVERRIDES)
    if not size or not overrides:
        return
    definitions: dict[int, dict[int, Level]] = {}
    (count,) = struct.unpack_from("<h", table, begin)
    at = begin + 2 + 28 * max(count, 0)
    for number in range(count):
        (name,) = struct.unpack_from("<i", table, begin + 2 + 28 * number)
        simple = table[begin + 2 + 28 * number + 26] & SIMPLE
        levels = definitions.setdefault(name, {})
        for level in range(1 if simple else LEVELS):
            levels[level], at = _level(table, at)
    (count,) = struct.unpack_from("<I", overrides)
    at = 4 + 16 * count
    for number in range(count):
        (name,) = struct.unpack_from("<i", overrides, 4 + 16 * number)
        levels, restarted = dict(definitions.get(name, {})), set[int]()
        at += 4
        for _ in range(overrides[4 + 16 * number + 12]):
            start, flags = struct.unpack_from("<iI", overrides, at)
            at, level = at + 8, flags & 0xF
            if flags & FORMATTED:
                levels[level], at = _level(overrides, at)
            elif flags & STARTS:
                levels[level] = replace(levels.get(level, Level()), start=start)
            if flags & STARTS:
                restarted.add(level)
        yield number + 1, CountedList(levels, str(name), frozenset(restarted))


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """A level of a list, and where the next lies (2.9.150)."""
    start, form, flags = struct.unpack_from("<iBB", table, at)
    places = {place - 1 for place in table[at + 6 : at + 15] if place}
    characters, paragraphs, restart = table[at + 24], table[at + 25], table[at + 26]
    at += 28 + characters + paragraphs
    (length,) = struct.unpack_from("<H", table, at)
    signs = [struct.unpack_from("<H", table, at + 2 + 2 * place)[0] for place in range(length)]
    text = "".join(f"%{sign + 1}" if place in places else chr(sign) for place, sign in enumerate(signs))
    bounded = restart if flags & NO_RESTART else None
    told = Level(start, FORMS.get(form, "decimal"), text, bounded, bool(flags & LEGAL))
    return told, at + 2 + 2 * length
