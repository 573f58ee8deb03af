"""Hanweb JPAAS (大汉): the page is a template whose list a script fetches; it has no entries itself."""

from __future__ import annotations

from crawler.families._base import ListPage
from crawler.page import Page

_LOADER, _CHANNEL = "loadPageData(", "channelCode"


class Jpaas:
    """Hanweb JPAAS list pages."""

    name = "jpaas"

    def matches(self, page: Page) -> bool:
        """The script that loads the list of a channel."""
        return _LOADER in page.html and _CHANNEL in page.html

    def entries(self, page: Page) -> ListPage:
        """Nothing: the list is not in the page."""
        return ListPage(self.name, ())
