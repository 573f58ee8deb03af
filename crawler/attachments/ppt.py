"""PPT of PowerPoint 97 and later, and WPS's DPS ([MS-PPT]): the slides in their order."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import olefile

from crawler.attachments.budget import Broken, Budget, Encrypted

DOCUMENT, SLIDE, SLIDE_TEXTS, SLIDE_PLACE = 0x03E8, 0x03EE, 0x0FF0, 0x03F3
CHARACTERS, BYTES, OUTLINE_PLACE, SHOW, TEXT_BOX = 0x0FA0, 0x0FA8, 0x0F9E, 0x03F9, 0xF00D
EDIT, PLACES = 0x0FF5, 0x1772
GROUP, SHAPE, WITHIN_GROUP, MORE_OPTIONS, IS_TABLE = 0xF003, 0xF004, 0xF00F, 0xF122, 0x039F
"""Shapes ([MS-ODRAW]): a group, one, where it lies in the group, further options, and that of a table."""
MOST_COLUMNS = 75
"""Of a table, in PowerPoint."""
CONTAINER = 0xF
SLIDE_MARK = struct.pack("<HH", CONTAINER, SLIDE)
"""How a slide begins."""
OF_SLIDES = 0
"""Instance of the list of slides; the others are of masters and notes."""
SHOW_HIDDEN = 0x04
LOCKED_EDIT = 32
"""Bytes of the edit of a locked file: one word more."""
MOST_NESTED, MOST_EDITS = 24, 10_000

_BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n"})

Extent = tuple[int, int, int, int]
"""Kind, instance, begin and end."""


def read(stream: bytes, ole: olefile.OleFileIO, budget: Budget) -> None:
    """Slide by slide, title first. Raises Broken, Encrypted."""
    try:
        current = ole.openstream("Current User").read()
        places, document = _places(stream, struct.unpack_from("<I", current, 16)[0])
        kind, _, begin, end = _record(stream, places[document])
        if kind != DOCUMENT:
            raise Broken
        before = budget.page_count
        for place, texts in _listed(stream, begin, end):
            budget.page()
            _slide(stream, places.get(place), texts, budget)
        if budget.page_count == before and stream.find(SLIDE_MARK) >= 0:
            raise Broken  # there are slides, and no list names them
    except (struct.error, IndexError, KeyError) as error:
        raise Broken from error


def _places(stream: bytes, edit: int) -> tuple[dict[int, int], int]:
    """Where each object of the newest state lies, and the document's number."""
    places: dict[int, int] = {}
    document = None
    for _ in range(MOST_EDITS):
        kind, _, begin, end = _record(stream, edit)
        if kind != EDIT:
            raise Broken
        if end - begin >= LOCKED_EDIT:
            raise Encrypted
        before, directory, newest = struct.unpack_from("<3I", stream, begin + 8)
        document = newest if document is None else document
        _, _, at, stop = _record(stream, directory)
        while at < stop:
            (packed,) = struct.unpack_from("<I", stream, at)
            first, count = packed & 0xFFFFF, packed >> 20
            for number, offset in enumerate(struct.unpack_from(f"<{count}I", stream, at + 4)):
                places.setdefault(first + number, offset)
            at += 4 + 4 * count
        if not before:
            break
        edit = before
    return places, document or 0


def _listed(stream: bytes, begin: int, end: int) -> Iterator[tuple[int, list[str]]]:
    """The slides in their order: each one's number, and the texts of its placeholders. Raises Broken."""
    for kind, instance, at, stop in _records(stream, begin, end):
        if kind != SLIDE_TEXTS or instance != OF_SLIDES:
            continue
        place, texts = None, list[str]()
        for inner, _, first, last in _records(stream, at, stop):
            if last > stop:
                raise Broken
            if inner == SLIDE_PLACE:
                if place is not None:
                    yield place, texts
                place, texts = struct.unpack_from("<I", stream, first)[0], []
            elif inner in (CHARACTERS, BYTES):
                texts.append(_text(stream, inner, first, last))
        if place is not None:
            yield place, texts


def _slide(stream: bytes, offset: int | None, texts: list[str], budget: Budget) -> None:
    found: list[str | list[str]] = []
    if offset is not None:
        _, _, begin, end = _record(stream, offset)
        left = dict(enumerate(texts))
        if _is_hidden(stream, begin, end):
            budget.hidden += 1
            return
        found += _said(stream, begin, end, left)
        texts = list(left.values())
    for said in (*found, *texts):
        if isinstance(said, list):
            budget.row(said)
            continue
        for line in said.split("\n"):
            budget.line(line)


def _is_hidden(stream: bytes, begin: int, end: int) -> bool:
    return any(
        kind == SHOW and stream[first + 10] & SHOW_HIDDEN
        for kind, _, first, _ in _records(stream, begin, end)
    )


def _said(
    stream: bytes, begin: int, end: int, left: dict[int, str], depth: int = 0
) -> Iterator[str | list[str]]:
    """Texts, and rows of tables, in their order; `left` are the texts of placeholders, which are taken."""
    for kind, _, first, last in _records(stream, begin, end):
        if kind in (CHARACTERS, BYTES):
            yield _text(stream, kind, first, last)
        elif kind == OUTLINE_PLACE:
            yield left.pop(struct.unpack_from("<I", stream, first)[0], "")
        elif depth >= MOST_NESTED or (stream[first - 8] & 0xF != CONTAINER and kind != TEXT_BOX):
            continue
        elif kind == GROUP and _is_table(stream, first, last):
            yield from _rows(stream, first, last, left, depth + 1)
        else:
            yield from _said(stream, first, last, left, depth + 1)


def _is_table(stream: bytes, begin: int, end: int) -> bool:
    """Whether a group's own shape, its first, says so."""
    own = next((extent for extent in _records(stream, begin, end) if extent[0] == SHAPE), None)
    return own is not None and any(
        struct.unpack_from("<H", stream, first + 6 * at)[0] & 0x3FFF == IS_TABLE
        for kind, count, first, _ in _records(stream, own[2], own[3])
        if kind == MORE_OPTIONS
        for at in range(count)
    )


def _rows(stream: bytes, begin: int, end: int, left: dict[int, str], depth: int) -> Iterator[list[str]]:
    """The cells of a table, which are boxes that lie beside and below each other, row by row."""
    cells: dict[tuple[int, int], str] = {}
    for kind, _, first, last in _records(stream, begin, end):
        inside = {extent[0]: extent for extent in _records(stream, first, last)} if kind == SHAPE else {}
        if WITHIN_GROUP in inside and TEXT_BOX in inside:
            across, down = struct.unpack_from("<2i", stream, inside[WITHIN_GROUP][2])
            said = (text for text in _said(stream, first, last, left, depth) if isinstance(text, str))
            cells[down, across] = " ".join(said)
    columns = sorted({across for _, across in cells})
    if len(columns) > MOST_COLUMNS:
        yield from ([said] for said in cells.values())
        return
    for row in sorted({down for down, _ in cells}):
        yield [cells.get((row, column), "") for column in columns]


def _records(stream: bytes, begin: int, end: int) -> Iterator[Extent]:
    while begin + 8 <= end:
        record = _record(stream, begin)
        yield record
        begin = record[3]


def _record(stream: bytes, offset: int) -> Extent:
    version, kind, size = struct.unpack_from("<HHI", stream, offset)
    return kind, version >> 4, offset + 8, min(offset + 8 + size, len(stream))


def _text(stream: bytes, kind: int, begin: int, end: int) -> str:
    said = stream[begin:end].decode("utf-16-le" if kind == CHARACTERS else "latin-1", "replace")
    return said.translate(_BREAKS)
