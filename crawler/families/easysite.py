"""EasySite / eportal: /eportal/ui?pageId=…&currentPage=n&moduleId=… answers with the whole page."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex
from crawler.families import _paging
from crawler.families._base import ListPage
from crawler.pages import rows
from crawler.pages.page import Page

_MARK = "/eportal/ui?"
_PAGE = lazy_regex(r"[?&]pageId=(\w{1,40})")
_MODULE = lazy_regex(r"[?&]?moduleId[\"']?\s*[=:]\s*[\"']?([0-9a-f]{32})")
_CURRENT = lazy_regex(r"[?&]currentPage=(\d{1,6})")


class EasySite:
    """Portals whose pages are all parts of one portal servlet."""

    name = "easysite"

    def matches(self, page: Page) -> bool:
        """Its servlet."""
        return _MARK in page.url or _MARK in page.html

    def entries(self, page: Page) -> ListPage:
        """Rows of links; the next page by its link, or by the number in the servlet's address."""
        found, pages = rows.entries(page), _paging.page_count(page)
        return ListPage(self.name, found, _paging.next_link(page) or _numbered(page, pages or 0), pages)


def _numbered(page: Page, pages: int) -> str | None:
    module = _MODULE.search(page.url) or _MODULE.search(page.html)
    place = _PAGE.search(page.url) or _PAGE.search(page.html)
    shown = _CURRENT.search(page.url)
    number = int(shown.group(1)) + 1 if shown else 2
    if not module or not place or number > pages:
        return None
    return page.absolute(
        f"/eportal/ui?pageId={place.group(1)}&currentPage={number}&moduleId={module.group(1)}"
    )
