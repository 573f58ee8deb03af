"""Hanweb JPAAS (大汉): the page is a template, and a script fetches the list; the page itself has no entries."""

from __future__ import annotations

import re

from crawler.families._base import ListPage
from crawler.page import Page

_LOADER = re.compile(r"\bloadPageData\(\s*params")
_CHANNEL = re.compile(r"channelCode[\"']?\s*:")


class Jpaas:
    """Hanweb JPAAS list pages."""

    name = "jpaas"

    def matches(self, page: Page) -> bool:
        """The script that loads the list of a channel."""
        return bool(_LOADER.search(page.html) and _CHANNEL.search(page.html))

    def entries(self, page: Page) -> ListPage:
        """Nothing: the list is not in the page."""
        return ListPage(self.name, ())
