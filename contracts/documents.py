"""What was read from a page: a document, an entry of a list."""

from __future__ import annotations

from datetime import date
from typing import Any

from contracts.values import day
from corpus.fields import FIELDS
from corpus.records import DATE_FIELDS, DOCUMENT_FIELDS, Document, Entry

BRIEF = tuple(field.key for field in FIELDS if field.brief)

NOT_ON_THE_PAGE = ("portal", "column")
"""What the crawl knows of a document beside its page."""


def document_json(document: Document) -> dict[str, Any]:
    """A document as its page has it; what the page does not say is null."""
    values = {key: getattr(document, key) or None for key in DOCUMENT_FIELDS if key not in NOT_ON_THE_PAGE}
    values["attachments"] = [{"url": file.url, "title": file.title} for file in document.attachments]
    values["agencies"] = list(document.agencies)
    return values | {key: day(values[key]) for key in DATE_FIELDS}


def brief_json(document: Document) -> dict[str, Any]:
    """What a line of a list says of a document besides its title."""
    values = {key: getattr(document, key) for key in BRIEF}
    days = {key: day(value) for key, value in values.items() if isinstance(value, date)}
    return {**values, **days, "agencies": list(document.agencies)}


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry of a list page."""
    return {"url": entry.url, "title": entry.title, "published_on": day(entry.published_on)}
