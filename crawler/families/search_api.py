"""Answers of search servers in JSON: the State Council's policy library, TRS IGS and IRS, and their like."""

from __future__ import annotations

from crawler.families import _json
from crawler.families._base import ListPage
from crawler.pages.page import Page


class SearchApi:
    """Any JSON answer that holds records with titles and addresses."""

    name = "search_api"

    def matches(self, page: Page) -> bool:
        """Whether the page is JSON."""
        return _json.parsed(page) is not None

    def entries(self, page: Page) -> ListPage:
        """The records; the next page by the number in the address."""
        answer = _json.parsed(page)
        found = _json.entries(page, answer) or _json.in_fragments(page, answer)
        following, pages = _json.following(page, answer, len(found))
        return ListPage(self.name, found, following, pages)
