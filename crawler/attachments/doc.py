"""DOC of Word 97 and later, and WPS's copies of it, by the piece table ([MS-DOC], 2.4.1)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise

import olefile

from corpus.lazy_regex import lazy_regex
from crawler.attachments import word95
from crawler.attachments.budget import Broken, Budget, Encrypted
from crawler.attachments.doc_lists import Numbers
from crawler.attachments.doc_runs import UNSEEN, Runs

ENCRYPTED, TABLE_1 = 0x0100, 0x0200
VERSION, WORD_97 = 0x02, 193
CCP = 0x4C
"""Offset in the FIB: how many characters each part of the text has."""
MAIN, FOOTNOTES, HEADS, MACROS, COMMENTS, ENDNOTES, BOXES, HEAD_BOXES = range(8)
READ = (MAIN, FOOTNOTES, ENDNOTES, BOXES)
"""Parts of the text, which follow each other; those that are read are without heads and feet of pages."""
FC_CLX, LCB_CLX = 0x01A2, 0x01A6
"""Offsets in the FIB: where in the table stream the piece table lies, and its size."""
PRC, PCDT = 1, 2
COMPRESSED = 0x40000000
"""In a piece's file offset: one byte a character (Windows-1252), at half the offset."""

_FIELD_CODE = lazy_regex(r"\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))")
_UNSEEN = lazy_regex(rf"[\x00-\x06\x08\x0e-\x12\x15-\x1d\x1f{UNSEEN}]")
_MARK = lazy_regex(r"[\r\x07\x0c]")
"""Where a paragraph ends: by itself, with its cell, with its section."""
CELL_END, ROW_END = "\x07", "\ufdd0"
"""The latter is put for the mark that ends a row of a table; no character (Unicode, 23.7)."""

_BREAKS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\xa0": " "})


def read(ole: olefile.OleFileIO, budget: Budget) -> None:
    """The main text, notes and text boxes; a table row is a line."""
    try:
        header = ole.openstream("WordDocument").read()
        version, language, flags = struct.unpack_from("<HxxHxxH", header, VERSION)
        if flags & ENCRYPTED:
            raise Encrypted
        if version < WORD_97:
            parts = word95.parts(header, language, flags)
        else:
            table = ole.openstream("1Table" if flags & TABLE_1 else "0Table").read()
            parts = list(_parts(header, table))
    except (OSError, struct.error, IndexError, UnicodeDecodeError) as error:
        raise Broken from error
    for part in parts:
        for line in readable(part).split("\n"):
            if line.endswith(ROW_END):
                budget.row(line.removesuffix(ROW_END).removesuffix("\t").split("\t"))
            else:
                budget.line(line)


def readable(text: str) -> str:
    """Word's control characters as line ends and tabs; what fields show, without their codes.

    Where rows do not end in ROW_END, two ends of cells end one.
    """
    while _FIELD_CODE.search(text):
        text = _FIELD_CODE.sub("", text)
    text = _UNSEEN.sub("", text).translate(_BREAKS)
    ends, line_end = (ROW_END, f"{ROW_END}\n") if ROW_END in text else (2 * CELL_END, "\n")
    return text.replace(ends, line_end).replace(CELL_END, "\t")


def _parts(header: bytes, table: bytes) -> Iterator[str]:
    counts = struct.unpack_from("<8i", header, CCP)
    starts, pieces = _piece_table(header, table)
    numbers, shown = _numbers(header, table), _runs(header, table)
    for part in READ:
        begin = sum(counts[:part])
        runs = _between(begin, begin + counts[part], header, starts, pieces)
        yield "".join(_paragraphs(runs, numbers, shown))


def _numbers(header: bytes, table: bytes) -> Numbers | None:
    """None where what is said of lists is damaged: the text is not."""
    with suppress(struct.error, IndexError):
        return Numbers(header, table)
    return None


def _runs(header: bytes, table: bytes) -> Runs | None:
    """None where what is said of runs is damaged."""
    with suppress(struct.error, IndexError):
        return Runs(header, table)
    return None


def _paragraphs(
    runs: Iterable[tuple[str, int, str]], numbers: Numbers | None, shown: Runs | None
) -> Iterator[str]:
    """The text that is seen, before each paragraph its number."""
    begun = end = ""
    for text, offset, coding in runs:
        done = 0
        text = shown.seen(text, offset, len(" ".encode(coding))) if shown else text
        for mark in _MARK.finditer(text):
            offset += len(text[done : mark.end()].encode(coding, "replace"))
            unseen = shown is not None and shown.hides(offset - len(mark.group().encode(coding)))
            number = numbers.of(offset - 1) if numbers and not unseen else ""
            yield f"{number} " if number else ""
            said, before, end = begun + text[done : mark.start()], end, mark.group()
            if numbers:
                said, end = _in_table(said, end, before, offset - 1, numbers)
            yield said + end
            begun, done = "", mark.end()
        begun += text[done:]
    yield begun


def _in_table(said: str, mark: str, before: str, offset: int, numbers: Numbers) -> tuple[str, str]:
    """A paragraph and what stands for its mark: cells are on one line, rows end in a mark of their own.

    A row's end whose properties lie elsewhere, as those of wide rows do, stands right behind a cell's.
    """
    within = numbers.in_table(offset)
    if mark == CELL_END:
        behind = before == CELL_END and not said and not within
        end = ROW_END if behind or numbers.ends_row(offset) else mark
    else:
        end = " " if within else mark
    return said.replace("\x0b", " ") if within else said, end


def _between(
    begin: int, end: int, header: bytes, starts: tuple[int, ...], pieces: bytes
) -> Iterator[tuple[str, int, str]]:
    """The text from one character to another, in runs: where each lies in the file, and how it is coded."""
    for at, (first, last) in enumerate(pairwise(starts)):
        skipped, count = max(begin - first, 0), min(end, last) - max(begin, first)
        if count <= 0:
            continue
        (offset,) = struct.unpack_from("<I", pieces, at * 8 + 2)
        if offset & COMPRESSED:
            offset = (offset & ~COMPRESSED) // 2 + skipped
            yield header[offset : offset + count].decode("cp1252", "replace"), offset, "latin-1"
        else:
            offset += 2 * skipped
            yield header[offset : offset + 2 * count].decode("utf-16-le", "replace"), offset, "utf-16-le"


def _piece_table(header: bytes, table: bytes) -> tuple[tuple[int, ...], bytes]:
    """Where each piece begins, in characters, and the descriptors of 8 bytes each."""
    (at,) = struct.unpack_from("<I", header, FC_CLX)
    (size,) = struct.unpack_from("<I", header, LCB_CLX)
    end = at + size
    while at < end and table[at] == PRC:
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if at >= end or table[at] != PCDT:
        raise Broken
    (length,) = struct.unpack_from("<I", table, at + 1)
    count = (length - 4) // 12
    if not 0 < count <= len(table) // 12:
        raise Broken
    starts = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    return starts, table[at + 5 + 4 * (count + 1) :]
