"""Frames in which a page may show its document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from crawler.pages.markup import unseen_style
from crawler.pages.page import Page


def followed(page: Page, element: Any) -> Iterator[str]:
    """The addresses of the frames in an element that are of the same site, and seen."""
    host = urlsplit(page.url).netloc
    for frame in element.iter("iframe", "frame"):
        url = page.absolute(frame.get("src") or "")
        if url and urlsplit(url).netloc == host and not _is_speck(frame):
            yield url


def _is_speck(frame: Any) -> bool:
    return "0" in (frame.get("width"), frame.get("height")) or unseen_style(frame)
