"""What the command prints: documents, list pages and results as JSON or as text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import click

from corpus.records import Document, Entry

EXTRACT_KEYS = (
    "url",
    "title",
    "summary",
    "text",
    "index_number",
    "document_number",
    "agency",
    "issued_on",
    "published_on",
    "topic",
    "genre",
    "validity",
    "keywords",
    "source",
    "attachments",
    "family",
)
"""The keys of `gongkai extract`, in this order: a contract."""


def print_json(value: Any) -> None:
    """One JSON value on one line; dates in ISO form."""
    click.echo(json.dumps(value, ensure_ascii=False, default=_plain))


def document_json(document: Document) -> dict[str, Any]:
    """A document as `gongkai extract` gives it; what the page does not say is None."""
    values = {name: getattr(document, name) for name in EXTRACT_KEYS}
    values["attachments"] = [{"url": file.url, "title": file.title} for file in document.attachments]
    return {name: value if name == "attachments" else value or None for name, value in values.items()}


def entries_json(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The entries of a list page as `gongkai entries` gives them."""
    return [{"url": e.url, "title": e.title, "published_on": e.published_on} for e in entries]


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"not JSON: {value!r}")
