"""The catalogue (目录): its four columns, its filters, and the summary it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.records import Document

EXTRACT_CHARACTERS = 100
"""Length of a leading extract: about two lines of the catalogue's table. A guess."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a catalogue or a search: any of the values within a field, all of the fields together."""

    column: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    year: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.column or self.agency or self.topic or self.year)


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
