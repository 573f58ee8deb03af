"""Whether a page is a document, a list of documents, or neither."""

from __future__ import annotations

from typing import Literal

from crawler.page import Page

Kind = Literal["detail", "list", "other"]


def classify(page: Page) -> Kind:
    """What a crawl that came here by links should do with the page."""
    return "other"
