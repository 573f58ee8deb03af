"""The catalogue as a file: CSV, XLSX or JSON, with exactly the four columns that the law names."""

from __future__ import annotations

import codecs
import csv
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from openpyxl import Workbook

from corpus.catalogue import COLUMNS, Filters, catalogue_row
from corpus.records import StoredDocument
from corpus.store import Store

EXTRACT_MARK = "【摘录】"
"""Stands before a summary that was not published but taken from the beginning of the text."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins with one of these would be run as a formula by a spreadsheet (OWASP, CSV Injection)."""

LONGEST_CELL = 32_767
"""Characters of a cell, counted in UTF-16 (Excel specifications and limits)."""

CUT = "…（未完）"
"""Ends a cell that was cut."""

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 cannot hold."""

ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook would take for the escape of a character (ECMA-376, 22.9.2.19)."""

IN_MEMORY = 4 << 20
"""Bytes of a workbook held in memory before it goes to a temporary file. A guess."""

Row = dict[str, str | None]
Writer = Callable[[Iterator[Row], BinaryIO], int]


def export_catalogue(store: Store, filters: Filters, file_format: str, stream: BinaryIO) -> int:
    """Write the published documents within `filters`, newest first; returns how many.

    `file_format` is a key of `FORMATS`.
    """
    return FORMATS[file_format](rows(store.catalogue(filters)), stream)


def rows(documents: Iterable[StoredDocument]) -> Iterator[Row]:
    """Each document's four columns as plain text; keys as in `corpus.catalogue.COLUMNS`."""
    for stored in documents:
        row = catalogue_row(stored.document)
        yield {
            "index_number": row.index_number,
            "title": row.title,
            "summary": row.summary.text if row.summary.published else EXTRACT_MARK + row.summary.text,
            "issued_on": row.issued_on.isoformat() if row.issued_on else None,
        }


def _csv(table: Iterator[Row], stream: BinaryIO) -> int:
    # Excel takes a CSV file for the system's legacy encoding unless it starts with a byte-order mark.
    writer = csv.writer(codecs.getwriter("utf-8-sig")(stream))
    writer.writerow(COLUMNS.values())
    count = 0
    for row in table:
        writer.writerow([_cell(row[name]) for name in COLUMNS])
        count += 1
    return count


def _xlsx(table: Iterator[Row], stream: BinaryIO) -> int:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("目录")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCD", (28, 60, 80, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append(list(COLUMNS.values()))
    count = 0
    for row in table:
        sheet.append([_workbook_cell(_cell(row[name])) for name in COLUMNS])
        count += 1
    # When a stream fails, openpyxl cannot end what it began: it gets one that does not.
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as whole:
        workbook.save(whole)
        whole.seek(0)
        shutil.copyfileobj(whole, stream)
    return count


def _json(table: Iterator[Row], stream: BinaryIO) -> int:
    count = 0
    stream.write(b"[")
    for count, row in enumerate(table, 1):
        stream.write(b",\n" if count > 1 else b"\n")
        stream.write(json.dumps(row, ensure_ascii=False).encode())
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


FORMATS: dict[str, Writer] = {"csv": _csv, "xlsx": _xlsx, "json": _json}
"""The formats, by the ending of the file's name."""
