"""A detail page to a Document."""

from __future__ import annotations

from corpus.records import Document
from crawler.families import by_name, detect
from crawler.page import Page


def extract(page: Page, family: str | None = None) -> Document:
    """The document a page publishes; what the page does not say is None."""
    reader = by_name(family) if family else detect(page)
    title = page.tree.findtext(".//title") or ""
    return Document(page.url, " ".join(title.split()), family=reader.name)
