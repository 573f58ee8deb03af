"""A page around a body, read as the crawler reads it."""

from __future__ import annotations

from corpus.records import Document
from crawler.extract import extract
from crawler.pages.page import Page


def read(body: str, head: str = "") -> Document:
    """What is read of it."""
    page = f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return extract(Page.parse(page.encode(), "http://portal.example/art/1.html"))
