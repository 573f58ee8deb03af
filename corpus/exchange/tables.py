"""Tables as files for a spreadsheet, CSV or XLSX, and rows as JSON; no cell is run as a formula."""

from __future__ import annotations

import codecs
import csv
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from corpus.lazy_regex import lazy_regex

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins with one of these would be run as a formula by a spreadsheet (OWASP, CSV Injection)."""

LONGEST_CELL = 32_767
"""Characters of a cell, counted in UTF-16 (Excel specifications and limits)."""

CUT = "…（未完）"
"""Ends a cell that was cut."""

UNWRITABLE = lazy_regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 cannot hold."""

ESCAPED = lazy_regex(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook would take for the escape of a character (ECMA-376, 22.9.2.19)."""

IN_MEMORY = 4 << 20
"""Bytes of a workbook held in memory before it goes to a temporary file. A guess."""

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table is called and which columns it has."""

    name: str
    """Of the sheet."""
    columns: Mapping[str, str]
    """The keys of a row and the words at the head of their columns."""
    widths: tuple[int, ...]
    """Of the columns of a sheet, in characters."""


def csv_lines(layout: Layout, table: Iterable[Row]) -> Iterator[bytes]:
    """The head and a line for each row, each as soon as its row is there."""
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(layout.columns.values())
    # Excel takes a CSV file for the system's legacy encoding unless it starts with a byte-order mark.
    yield codecs.BOM_UTF8 + line.getvalue().encode()
    for row in table:
        line.seek(0)
        line.truncate()
        writer.writerow([_cell(row[name]) for name in layout.columns])
        yield line.getvalue().encode()


def write_csv(layout: Layout, table: Iterable[Row], stream: BinaryIO) -> int:
    """Write the rows; returns how many."""
    lines = csv_lines(layout, table)
    stream.write(next(lines))
    count = 0
    for line in lines:
        stream.write(line)
        count += 1
    return count


def write_xlsx(layout: Layout, table: Iterable[Row], stream: BinaryIO) -> int:
    """Write the rows as a workbook of one sheet; returns how many."""
    # With NumPy it takes a fifth of a second to load, and commands that write no table come by here.
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(layout.name)
    sheet.freeze_panes = "A2"
    for place, width in enumerate(layout.widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append(list(layout.columns.values()))
    count = 0
    for row in table:
        sheet.append([_workbook_cell(_cell(row[name])) for name in layout.columns])
        count += 1
    # When a stream fails, openpyxl cannot end what it began: it gets one that does not.
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as whole:
        workbook.save(whole)
        whole.seek(0)
        shutil.copyfileobj(whole, stream)
    return count


def write_json(layout: Layout, table: Iterable[Row], stream: BinaryIO) -> int:
    """Write the rows as a list of objects, one a line; returns how many."""
    count = 0
    stream.write(b"[")
    for count, row in enumerate(table, 1):
        stream.write(b",\n" if count > 1 else b"\n")
        stream.write(json.dumps({name: row[name] for name in layout.columns}, ensure_ascii=False).encode())
    stream.write(b"\n]\n")
    return count


def _cell(value: str | None) -> str:
    text = value or ""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def _workbook_cell(text: str) -> str:
    """What a cell of a workbook can hold of it."""
    text = ESCAPED.sub("_x005F_", UNWRITABLE.sub("", text))
    coded = text.encode("utf-16-le")
    if len(coded) <= LONGEST_CELL * 2:
        return text
    kept = coded[: (LONGEST_CELL - len(CUT)) * 2].decode("utf-16-le", "ignore")
    return kept + CUT


WRITERS: dict[str, Callable[[Layout, Iterable[Row], BinaryIO], int]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "json": write_json,
}
"""By the ending of the file's name."""
