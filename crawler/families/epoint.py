"""Epoint (新点): moreinfo.html, then <n>.html, paged by a script that knows sizes only."""

from __future__ import annotations

import re

from corpus.lazy_regex import lazy_regex
from crawler.families import _paging
from crawler.families._base import ListPage, has_any
from crawler.pages import rows
from crawler.pages.page import Page

STATIC_PAGES = 100
"""Pages 2 to 100 are files beside the first; later ones are a dynamic address (seen on saved pages)."""

_SCRIPT = lazy_regex(r"\.pagination\(\s*\{(.{1,1500}?)\}\s*\)", re.DOTALL)
_FIELD = lazy_regex(r"\b(pageIndex|pageSize|total)\s*:\s*[\"']?(\d{1,9})")
_VARIABLE = lazy_regex(r"\b(pageIndex|pageSize|total)\s*=\s*[\"']?(\d{1,9})")
_MARKS = ("TDContent", "moreinfo.html", "/EpointWebBuilder", "epointsoft", "wb-data-item", "ewb-")
_CATEGORY = lazy_regex(r"categoryNum=(\w+)")


class Epoint:
    """Epoint portals, of public-resource trading above all."""

    name = "epoint"

    def matches(self, page: Page) -> bool:
        """Its body holder, its list address or its builder."""
        return bool(has_any(page.url, _MARKS) or has_any(page.html, _MARKS))

    def entries(self, page: Page) -> ListPage:
        """Rows of links; the next page counted from the script."""
        script = _SCRIPT.search(page.html)
        said = [*_VARIABLE.findall(page.html), *_FIELD.findall(script.group(1))] if script else []
        values = {key: int(value) for key, value in said}
        if not values.get("total") or not values.get("pageSize"):
            return ListPage(self.name, rows.entries(page), _paging.next_link(page), _paging.page_count(page))
        pages = -(-values["total"] // values["pageSize"])
        following = _address(page, max(values.get("pageIndex", 0), _shown(page.url)) + 1, pages)
        return ListPage(self.name, rows.entries(page), following, pages)


def _shown(url: str) -> int:
    """The page number in an address like …/3.html; 1 for the first page."""
    number = re.search(r"/(\d{1,4})\.html$|pageIndex=(\d+)", url)
    return int(number.group(1) or number.group(2)) if number else 1


def _address(page: Page, number: int, pages: int) -> str | None:
    if number > pages:
        return None
    if number <= STATIC_PAGES:
        return page.absolute(f"{number}.html")
    category = _CATEGORY.search(page.html)
    return (
        page.absolute(f"moreinfo.html?categoryNum={category.group(1)}&pageIndex={number}")
        if category
        else None
    )
