"""Guangdong's unified platform: static lists whose page n is index_n, and the catalogue gkmlpt, an API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from corpus.lazy_regex import lazy_regex
from corpus.records import Entry
from crawler.families import _json, _records
from crawler.families._base import ListPage
from crawler.families._marked import Marked
from crawler.pages.page import Page

STATIC = Marked(
    name="gd",
    marks=("/content/post_", "/content/mpost_", "/gkmlpt/", "NFCMS"),
    addresses=lazy_regex(r"/m?post_\d+\.html|/gkmlpt/"),
    total=lazy_regex(r"class=\"last\"[^>]*href=\"[^\"]*index_(\d+)\.html"),
)
_API = "/gkmlpt/api/"
_TREE = lazy_regex(r"\bTREE[\"']?\s*:\s*(?=\[)")
_SID = lazy_regex(r"\bSID[\"']?\s*:\s*[\"']?(\d{1,9})")


class Gd:
    """Portals of the platform."""

    name = "gd"

    def matches(self, page: Page) -> bool:
        """Its addresses and names, or an answer of its API."""
        if _json.parsed(page) is not None:
            return _API in page.url
        return STATIC.matches(page)

    def entries(self, page: Page) -> ListPage:
        """Rows, or the articles of an answer; a catalogue's index names its columns."""
        answer = _json.parsed(page)
        if answer is not None:
            found = _json.entries(page, answer)
            following, pages = _json.following(page, answer, len(found))
            return ListPage(self.name, found, following, pages)
        columns = _columns(page) if "_CONFIG" in page.html else ()
        return ListPage(self.name, (), columns=columns) if columns else STATIC.entries(page)


def _columns(page: Page) -> tuple[Entry, ...]:
    tree, site = _TREE.search(page.html), _SID.search(page.html)
    if not tree or not site:
        return ()
    try:
        nodes, _ = json.JSONDecoder().raw_decode(page.html, tree.end())
    except (ValueError, RecursionError):
        return ()
    found = []
    for node in _leaves(nodes, 0):
        url = page.absolute(f"{_API}all/{node.get('id')}?page=1&sid={site.group(1)}")
        if url and str(node.get("id")).isdecimal():
            found.append(Entry(url, str(node.get("name") or "")))
    return tuple(found)


def _leaves(nodes: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Categories without parts of their own; those that lead to other pages are found by their links."""
    for node in nodes if isinstance(nodes, list) and depth < _records.DEEPEST else ():
        if isinstance(node, dict):
            inner = node.get("children")
            if inner:
                yield from _leaves(inner, depth + 1)
            elif not node.get("jump_url"):
                yield node
