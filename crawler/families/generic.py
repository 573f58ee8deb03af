"""Any portal: repeated rows of links with dates, and the usual links to the next page."""

from __future__ import annotations

from crawler.families import _paging
from crawler.families._base import ListPage
from crawler.pages import rows
from crawler.pages.page import Page


class Generic:
    """Reads what it can from a page of no known family."""

    name = "generic"

    def matches(self, page: Page) -> bool:
        """Always."""
        return True

    def entries(self, page: Page) -> ListPage:
        """The most list-like block of the page."""
        return ListPage(self.name, rows.entries(page), _paging.next_link(page), _paging.page_count(page))
