"""What a page says of its document in JSON-LD: schema.org articles, and Baidu pages for search engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from crawler.pages.markup import squeeze

TAGS = {"headline": "articletitle", "title": "articletitle", "datePublished": "pubdate", "pubDate": "pubdate"}
"""Keys, and the meta tags of the national page-label standard that say the same; the first that is there."""

MOST_CHARACTERS = 100_000
"""A longer script is no description of a page. A guess."""


def linked_data(tree: Any) -> dict[str, str]:
    """The values by the name of the meta tag; empty where the page has none or it is broken."""
    found: dict[str, str] = {}
    for item in _items(tree):
        for key, tag in TAGS.items():
            value = item.get(key)
            if isinstance(value, str) and squeeze(value):
                found.setdefault(tag, squeeze(value))
    return found


def _items(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of all scripts that describe an article or a page."""
    for script in tree.iter("script"):
        text = script.text or ""
        if (script.get("type") or "").strip().lower() != "application/ld+json" or len(text) > MOST_CHARACTERS:
            continue
        try:
            read = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        read = read.get("@graph", read) if isinstance(read, dict) else read
        for item in read if isinstance(read, list) else [read]:
            if isinstance(item, dict) and _describes(item):
                yield item


def _describes(item: dict[str, Any]) -> bool:
    """Whether it is about the document: neither the site, nor the trail of columns, nor who published it."""
    kind = item.get("@type", "Article")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(name, str) and name.endswith(("Article", "Posting", "Report")) for name in kinds)
