"""The catalogue (目录): its four columns, its filters, and the summary it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.records import Document

EXTRACT_CHARACTERS = 100
"""Length of a leading extract: about two lines of the catalogue's table. A guess."""


FILTERED = ("column", "agency", "topic", "genre", "validity", "portal", "year")
"""What a catalogue or a search is narrowed by: fields of `Document`."""

ENDED = ("失效", "废止")
"""Words of a 有效性 that tell that a document is no longer in force: 已废止, 失效, 全文废止 …"""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a catalogue or a search: any of the values within a field, all of the fields together."""

    column: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    genre: tuple[str, ...] = ()
    validity: tuple[str, ...] = ()
    portal: tuple[str, ...] = ()
    year: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in FILTERED)


def ended(validity: str | None) -> str | None:
    """失效 or 废止 when a 有效性 says so, else None."""
    return next((word for word in ENDED if word in (validity or "")), None)


@dataclass(frozen=True, slots=True)
class Summary:
    """内容概述 with its origin."""

    text: str
    published: bool
    """False for a leading extract that Gongkai made, which the interface marks as such."""


def summary(document: Document) -> Summary:
    """The published summary, or else the beginning of the text."""
    if document.summary:
        return Summary(document.summary, published=True)
    flat = " ".join(document.text.split())
    extract = flat if len(flat) <= EXTRACT_CHARACTERS else flat[:EXTRACT_CHARACTERS] + "…"
    return Summary(extract, published=False)


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A document in the four columns that the law names."""

    index_number: str | None
    """索引号."""
    title: str
    """名称."""
    summary: Summary
    """内容概述."""
    issued_on: date | None
    """生成日期; None where the page names none, since the day of posting is not the day of making."""


COLUMNS = {"index_number": "索引号", "title": "名称", "summary": "内容概述", "issued_on": "生成日期"}
"""The catalogue's columns as the law has them."""


def catalogue_row(document: Document) -> CatalogueRow:
    """The document as the catalogue lists it."""
    return CatalogueRow(document.index_number, document.title, summary(document), document.issued_on)
