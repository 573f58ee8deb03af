"""Frames in which a page may show its document or its list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from corpus.addresses import parts_of
from corpus.lazy_regex import lazy_regex
from crawler.pages.addresses import changes_something, is_viewer
from crawler.pages.markup import unseen_style
from crawler.pages.page import Page

_EDGE = lazy_regex(
    r"(?:^|[^a-z])(?:top|head(?:er)?|left|menu|nav|tree|foot(?:er)?|bottom|banner|logo|copyright)"
    r"(?:frame|frm|bar|menu|tree)?(?![a-z])",
    re.IGNORECASE,
)
"""Names of the frames around the one that shows the text."""


_LOADED = lazy_regex(
    r"(?:\$|jQuery)\(\s*[\"']#([\w-]{1,60})[\"']\s*\)\.load\(\s*[\"']([^\"'\s<>{}+]{1,300}\.[sj]?html?(?:\?[^\"'\s<>]{0,200})?)[\"']"
)
MOST_LOADED = 10
"""Pieces that a page puts in that are looked at. A guess."""


def followed(page: Page, element: Any) -> Iterator[str]:
    """The addresses of the frames in an element that are of the same site, and seen; edges of a page last.

    Frames that show a file are none.
    """
    host = urlsplit(page.url).netloc
    for frame in sorted(element.iter("iframe", "frame"), key=_is_edge):
        url = page.absolute(frame.get("src") or "")
        if url and urlsplit(url).netloc == host and not (_is_speck(frame) or is_viewer(url)):
            yield url
    if ".load(" in page.html:
        yield from _put_in(page, element, host)


def _put_in(page: Page, element: Any, host: str) -> Iterator[str]:
    """The addresses of what a script puts into an empty element: $("#text").load("text.html")."""
    for match in islice(_LOADED.finditer(page.html), MOST_LOADED):
        url = page.absolute(match[2])
        if not url or urlsplit(url).netloc != host or _EDGE.search(match[1]) or changes_something(url):
            continue
        holder = next((one for one in element.iter() if one.get("id") == match[1]), None)
        if holder is not None and not (len(holder) or (holder.text or "").strip()):
            yield url


def _is_edge(frame: Any) -> bool:
    named = frame.get("name") or frame.get("id") or ""
    file = parts_of(frame.get("src") or "").path.rpartition("/")[2]
    return bool(_EDGE.search(named) or _EDGE.search(file))


def _is_speck(frame: Any) -> bool:
    return "0" in (frame.get("width"), frame.get("height")) or unseen_style(frame)
