"""Lists in XML of no standard: elements that repeat, each with a title and an address."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.html import defs

from corpus.lazy_regex import lazy_regex
from crawler.families import _json
from crawler.families._base import ListPage
from crawler.families.feed import above_root, local, root
from crawler.pages.page import Page

_ROOT = lazy_regex(r"<([\w:.-]+)[\s>]")
_OTHERS = ("svg", "wml", "datastore")
"""Roots of what is no list, or is read by others."""

MOST_ELEMENTS = 20_000
"""Elements that are looked at. A guess."""


class XmlList:
    """Any XML answer with records."""

    name = "xml"

    def matches(self, page: Page) -> bool:
        """Whether all stands in one element that no page of the web has, with records in it."""
        found = _ROOT.match(page.html, above_root(page.html))
        name = found[1] if found else ""
        known = not name or name.lower() in _OTHERS or name.lower() in defs.tags
        whole = not known and page.html.rstrip().endswith(f"</{name}>")
        return whole and bool(_json.entries(page, list(_records(root(page)))))

    def entries(self, page: Page) -> ListPage:
        """The records; the next page by the number in the address."""
        whole = root(page)
        answer = {**_said(whole), "records": list(_records(whole))}
        found = _json.entries(page, answer)
        following, pages = _json.following(page, answer, len(found))
        return ListPage(self.name, found, following, pages)


def held_records(page: Page) -> Iterator[dict[str, str]]:
    """The records of XML that a page holds, given alone."""
    yield from _records(root(page))


def _records(whole: Any) -> Iterator[dict[str, str]]:
    """Every element below the root with what its attributes and its children say."""
    for element in islice(whole.iterdescendants(), MOST_ELEMENTS):
        if len(element) or element.attrib:
            yield _said(element)


def _said(element: Any) -> dict[str, str]:
    own = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    told = {local(child): "".join(child.itertext()).strip() for child in element if not len(child)}
    return own | {name: text for name, text in told.items() if name}
