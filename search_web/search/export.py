"""The documents of a search as a table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import BinaryIO, cast

from corpus.exchange.tables import Layout, Row, csv_lines, write_xlsx
from corpus.fields import NAMES
from corpus.records import StoredDocument
from indexer import Searcher, SearchRequest
from search_web.shared.public_address import public_url

MOST_ROWS = 10_000
"""As many as a spreadsheet is still looked through; a whole catalogue is exported as one."""

AT_ONCE = 200
"""Documents read at a time. A guess: bounds the memory."""

FORMATS = ("csv", "xlsx")

IN_MEMORY = 4 << 20
"""Bytes of a workbook held in memory before it goes to a temporary file. A guess."""

PART = 1 << 16
"""Bytes of a part of what is sent. A guess."""

COLUMNS = {
    **{key: NAMES[key] for key in ("title", "document_number", "agency", "issued_on", "published_on")},
    **{key: NAMES[key] for key in ("validity", "column", "index_number")},
    "address": "网址",
    "url": "原文网址",
}

LAYOUT = Layout("检索结果", COLUMNS, (60, 24, 28, 12, 12, 10, 16, 28, 40, 40))


def export_results(searcher: Searcher, asked: SearchRequest, file_format: str) -> Iterator[bytes]:
    """The first MOST_ROWS documents found, in order, part by part. Raises IndexFault.

    Lines come as they are found; a workbook when its last row is written, from a temporary file.
    """
    found = _rows(searcher, asked)
    return _lines(found) if file_format == "csv" else _workbook(found)


def _lines(found: Iterator[Row]) -> Iterator[bytes]:
    lines = csv_lines(LAYOUT, found)
    while part := b"".join(islice(lines, AT_ONCE)):
        yield part


def _workbook(found: Iterator[Row]) -> Iterator[bytes]:
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as stream:
        write_xlsx(LAYOUT, found, cast(BinaryIO, stream))
        stream.seek(0)
        while part := stream.read(PART):
            yield part


def _rows(searcher: Searcher, asked: SearchRequest) -> Iterator[Row]:
    for offset in range(0, MOST_ROWS, AT_ONCE):
        page = searcher.search(replace(asked, offset=offset, limit=AT_ONCE, snippets=False))
        yield from (_row(hit.document) for hit in page.hits)
        if offset + AT_ONCE >= page.total:
            return


def _row(stored: StoredDocument) -> Row:
    document = stored.document
    days = {"issued_on": document.issued_on, "published_on": document.published_on}
    return {
        **{key: getattr(document, key) for key in COLUMNS if hasattr(document, key)},
        **{key: day.isoformat() if day else None for key, day in days.items()},
        "address": public_url("document.page", number=stored.id),
    }
