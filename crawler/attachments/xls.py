"""XLS and ET, of Excel 5 to 2003 and WPS: the cells that a sheet shows, as their formats show them."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from crawler.attachments import biff
from crawler.attachments.biff_lock import unlocked
from crawler.attachments.biff_text import guessed, is_chinese
from crawler.attachments.budget import Broken, Budget
from crawler.attachments.cells import Sheet, write_sheet
from crawler.attachments.number_formats import BUILT_IN, Formats
from crawler.attachments.text_formats import told

WORKSHEET = 0
BOF_KIND, SHEET_ALONE = 6, 0x10
"""Where the first record says what the stream is, and what a sheet without a book around it says."""
ROW_HIDDEN = 0x20
FAULTS = (struct.error, IndexError, ValueError, LookupError)


def read(stream: bytes, budget: Budget, read_unlocked: Callable[[], None]) -> None:
    """Every visible row of every visible sheet; `read_unlocked` reads a locked book. Raises Unreadable."""
    try:
        book = _book(stream)
        if book.locked and not book.is_biff8 and (plain := unlocked(stream)):
            stream, book = plain, _book(plain)
    except FAULTS as error:
        raise Broken from error
    if book.locked:
        read_unlocked()
        return
    worksheets = [sheet for sheet in book.sheets if sheet.kind == WORKSHEET]
    for entry in worksheets:
        budget.page()
        if entry.hidden:
            budget.hidden += 1
            continue
        sheet = Sheet(entry.name if len(worksheets) > 1 else "")
        try:
            _Filling(book, sheet).read(stream, entry.offset)
        except FAULTS:
            continue  # damaged from there on
        finally:
            write_sheet(sheet, budget)


@dataclass(slots=True)
class _Entry:
    offset: int
    hidden: bool
    kind: int
    name: str


@dataclass(slots=True)
class _Book:
    """What all sheets share."""

    is_biff8: bool = True
    locked: bool = False
    encoding: str = ""
    """Empty where the book does not say it."""
    of_fonts: str = ""
    """Of the first font of East Asia, or as the cells tell: programs write so and name a page of the West."""
    sheets: list[_Entry] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    own_formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    formats: Formats = field(default_factory=Formats)

    def text(self, data: bytes, offset: int, wide_count: bool = True) -> str:
        """A string, in the book's code page before Excel 97."""
        if self.is_biff8:
            return biff.unicode_string(data, offset, wide_count)
        size = 2 if wide_count else 1
        count = int.from_bytes(data[offset : offset + size], "little")
        said = data[offset + size : offset + size + count]
        if self.encoding in biff.WESTERN:
            return guessed(said, self.of_fonts, self.encoding)
        return said.decode(self.encoding, "replace")

    def shown(self, value: float, style: int) -> str:
        """What a cell shows for a number."""
        return self.formats.shown(value, self._form(style))

    def told(self, text: str, style: int) -> str:
        """What a cell shows for a text."""
        return told(text, self._form(style))

    def _form(self, style: int) -> str:
        form = self.styles[style] if style < len(self.styles) else 0
        return self.own_formats.get(form) or BUILT_IN.get(form, "General")


def _book(stream: bytes) -> _Book:
    book = _Book()
    named: list[bytes] = []
    formats: list[bytes] = []
    for record in biff.records(stream):
        data = record.data
        if record.kind == biff.EOF:
            break
        if record.kind == biff.FILEPASS:
            book.locked = True
            return book
        if record.kind == biff.BOUNDSHEET:
            named.append(data)
        elif record.kind == biff.FORMAT:
            formats.append(data)
        else:
            _take(book, record)
    _guess_encoding(book, stream)
    for data in named:
        offset, state, kind = struct.unpack_from("<IBB", data)
        book.sheets.append(_Entry(offset, bool(state & 3), kind, book.text(data, 6, wide_count=False)))
    for data in formats:
        number = struct.unpack_from("<H", data)[0]
        book.own_formats[number] = book.text(data, 2, wide_count=book.is_biff8)
    if not book.sheets:
        if struct.unpack_from("<H", stream, BOF_KIND)[0] != SHEET_ALONE:
            raise Broken
        book.sheets.append(_Entry(0, False, WORKSHEET, ""))
    return book


def _guess_encoding(book: _Book, stream: bytes) -> None:
    if not book.is_biff8 and not book.of_fonts and book.encoding in biff.WESTERN and is_chinese(stream):
        book.of_fonts = "gb18030"


def _take(book: _Book, record: biff.Record) -> None:
    data = record.data
    if record.kind in biff.BOFS and record.offset == 0:
        book.is_biff8 = struct.unpack_from("<H", data)[0] >= biff.BIFF8
    elif record.kind == biff.CODEPAGE:
        page = struct.unpack_from("<H", data)[0]
        name = biff.CODEPAGES.get(page, f"cp{page}")
        with suppress(LookupError):
            "".encode(name)
            book.encoding = name
    elif record.kind == biff.FONT and not book.is_biff8:
        book.of_fonts = book.of_fonts or biff.font_encoding(data)
    elif record.kind == biff.DATE_1904 and data[:1] == b"\x01":
        book.formats = Formats(from_1904=True)
    elif record.kind == biff.SST:
        book.strings = biff.shared_strings(record)
    elif record.kind == biff.XF:
        book.styles.append(struct.unpack_from("<H", data, 2)[0])


class _Filling:
    """Puts the cells of one sheet where they stand."""

    def __init__(self, book: _Book, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._awaits: tuple[int, int] | None = None

    def read(self, stream: bytes, offset: int) -> None:
        """From the sheet's first record to its last; charts within it are left out."""
        depth = 0
        for record in biff.records(stream, offset):
            if record.kind in biff.BOFS:
                depth += 1
            elif record.kind == biff.EOF:
                depth -= 1
                if depth <= 0:
                    return
            elif depth == 1:
                self._record(record)

    def _record(self, record: biff.Record) -> None:
        data, kind = record.parts[0], record.kind
        if kind == biff.COLUMN:
            first, last, width, _, flags = struct.unpack_from("<5H", data)
            if flags & 1 or not width:
                self._sheet.hidden_columns.append((first, last))
        elif kind == biff.ROW:
            if len(data) >= 14 and struct.unpack_from("<H", data, 12)[0] & ROW_HIDDEN:
                self._sheet.hidden_rows.add(struct.unpack_from("<H", data)[0])
        elif kind == biff.TEXT_BOX:
            self._text_box(record)
        elif kind == biff.STRING:
            if self._awaits is not None:
                self._sheet.put(*self._awaits, self._book.text(record.data, 0))
        elif kind in _OLD_CELLS:
            self._old_cell(kind, record.data)
        elif kind in _CELLS:
            row, column, style = struct.unpack_from("<3H", data)
            self._cell(kind, row, column, style, record.data)

    def _cell(self, kind: int, row: int, column: int, style: int, data: bytes) -> None:
        book, put = self._book, self._sheet.put
        if kind == biff.SHARED_LABEL:
            at = struct.unpack_from("<I", data, 6)[0]
            put(row, column, book.told(book.strings[at] if at < len(book.strings) else "", style))
        elif kind in (biff.LABEL, biff.RICH_LABEL):
            put(row, column, book.told(book.text(data, 6), style))
        elif kind == biff.NUMBER:
            put(row, column, book.shown(struct.unpack_from("<d", data, 6)[0], style))
        elif kind == biff.RK:
            put(row, column, book.shown(biff.rk(struct.unpack_from("<I", data, 6)[0]), style))
        elif kind == biff.RK_ROW:
            for place in range((len(data) - 6) // 6):
                style, packed = struct.unpack_from("<HI", data, 4 + 6 * place)
                put(row, column + place, book.shown(biff.rk(packed), style))
        elif kind == biff.BOOLEAN:
            put(row, column, "" if data[7] else ("FALSE", "TRUE")[data[6] != 0])
        else:
            self._formula(row, column, style, data)

    def _old_cell(self, kind: int, data: bytes) -> None:
        row, column = struct.unpack_from("<2H", data)
        if kind == biff.OLD_LABEL:
            said = self._book.text(data, 7, wide_count=False)
        else:
            said = self._book.shown(
                struct.unpack_from("<d" if kind == biff.OLD_NUMBER else "<H", data, 7)[0], 0
            )
        self._sheet.put(row, column, said)

    def _formula(self, row: int, column: int, style: int, data: bytes) -> None:
        self._awaits = None
        if data[12:14] != b"\xff\xff":
            self._sheet.put(row, column, self._book.shown(struct.unpack_from("<d", data, 6)[0], style))
        elif data[6] == 0:
            self._awaits = (row, column)
        elif data[6] == 1:
            self._sheet.put(row, column, ("FALSE", "TRUE")[data[8] != 0])

    def _text_box(self, record: biff.Record) -> None:
        """TxO ([MS-XLS], 2.4.329): its characters go on in the next records, each with its flags."""
        left = struct.unpack_from("<H", record.parts[0], 10)[0]
        said = ""
        for part in record.parts[1:]:
            if left <= 0 or not part:
                break
            piece = biff.characters(part[1:], left, part[0])
            left -= len(piece)
            said += piece
        self._sheet.boxes.extend(said.splitlines())


_OLD_CELLS = frozenset((biff.OLD_INTEGER, biff.OLD_NUMBER, biff.OLD_LABEL))
_CELLS = frozenset(
    (
        biff.LABEL,
        biff.RICH_LABEL,
        biff.SHARED_LABEL,
        biff.NUMBER,
        biff.RK,
        biff.RK_ROW,
        biff.FORMULA,
        biff.BOOLEAN,
    )
)
