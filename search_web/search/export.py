"""The documents of a search as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from corpus.exchange.tables import WRITERS, Layout, Row
from corpus.fields import NAMES
from corpus.records import StoredDocument
from indexer import Searcher, SearchRequest
from search_web.shared.public_address import public_url

MOST_ROWS = 10_000
"""As many as a spreadsheet is still looked through; a whole catalogue is exported as one."""

AT_ONCE = 200
"""Documents read at a time. A guess: bounds the memory."""

FORMATS = ("csv", "xlsx")

COLUMNS = {
    **{key: NAMES[key] for key in ("title", "document_number", "agency", "issued_on", "published_on")},
    **{key: NAMES[key] for key in ("validity", "column", "index_number")},
    "address": "网址",
    "url": "原文网址",
}

LAYOUT = Layout("检索结果", COLUMNS, (60, 24, 28, 12, 12, 10, 16, 28, 40, 40))


def export_results(searcher: Searcher, asked: SearchRequest, file_format: str, stream: BinaryIO) -> int:
    """Write the first MOST_ROWS documents found, in order; returns how many. Raises IndexFault."""
    return WRITERS[file_format](LAYOUT, _rows(searcher, asked), stream)


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
