"""Families whose lists are plain rows and links: data only, read by one class."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.families import _paging
from crawler.families._base import ListPage, has_any
from crawler.pages import rows
from crawler.pages.page import Page


@dataclass(frozen=True)
class Marked:
    """A family told by marks in its markup or its addresses."""

    name: str
    marks: tuple[str, ...]
    """Found in the markup of its pages only."""
    addresses: re.Pattern[str]
    """Found in the addresses of its pages only."""
    total: re.Pattern[str] | None = None
    """Number of pages in a script, where it is not in the text."""

    def matches(self, page: Page) -> bool:
        """Whether a mark is there."""
        return bool(self.addresses.search(page.url) or has_any(page.html, self.marks))

    def entries(self, page: Page) -> ListPage:
        """Rows of links, and the link to the next page."""
        said = self.total.search(page.html) if self.total else None
        pages = int(said.group(1)) if said else _paging.page_count(page)
        return ListPage(self.name, rows.entries(page), _paging.next_link(page), pages)
