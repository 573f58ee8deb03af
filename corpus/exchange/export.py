"""The catalogue as a file: CSV, XLSX or JSON, with exactly the four columns that the law names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from corpus.catalogue import COLUMNS, catalogue_row
from corpus.exchange.tables import WRITERS, Layout, Row
from corpus.records import StoredDocument

EXTRACT_MARK = "【摘录】"
"""Stands before a summary that was not published but taken from the beginning of the text."""

FORMATS = tuple(WRITERS)
"""The formats, by the ending of the file's name."""

LAYOUT = Layout("目录", COLUMNS, (28, 60, 80, 12))


def export_catalogue(documents: Iterable[StoredDocument], file_format: str, stream: BinaryIO) -> int:
    """Write `documents`, as the store's `catalogue` gives them; returns how many.

    `file_format` is one of `FORMATS`.
    """
    return WRITERS[file_format](LAYOUT, rows(documents), stream)


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
