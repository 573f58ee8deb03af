"""Ucap (开普): `createPageHTML('page_div', pages, current, stem, extension, total)`, page n is stem_n."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from corpus.lazy_regex import lazy_regex
from crawler.families import _paging
from crawler.families._base import ListPage, has_any
from crawler.pages import rows
from crawler.pages.page import Page

_CALL = lazy_regex(
    r"createPageHTML\(\s*[\"'][\w-]{1,40}[\"']\s*,\s*[\"']?(\d{1,6})[\"']?\s*,\s*[\"']?(\d{1,6})[\"']?\s*,"
    r"\s*[\"']([^\"',]{1,80})[\"']\s*,\s*[\"'](\w{2,6})[\"']"
)
_SEARCH = lazy_regex(r"/common/search/[0-9a-f]{32}")
SEARCH = {"_isAgg": "false", "_isJson": "false", "_pageSize": "20", "_template": "index", "page": "1"}
"""What the list's script asks for; the answer is a fragment of HTML."""

_MARKS = (
    "<ucapcontent",
    "<UCAPCONTENT",
    "<ucaptitle",
    "<UCAPTITLE",
    "/common/search/",
    "UCAP-CONTENT",
    "ucapSpace",
)
_ADDRESS = lazy_regex(r"/c\d{6}[\w]*/(?:19|20)\d{4}/[0-9a-f]{6,32}\.shtml")
_HIDDEN_LIST = lazy_regex(r"<!--((?:(?!-->).)*?<a\s[^>]*href(?:(?!-->).)*)-->", re.DOTALL | re.IGNORECASE)


class Ucap:
    """Ucap portals, whose lists may stand in an HTML comment that a script fills in."""

    name = "ucap"

    def matches(self, page: Page) -> bool:
        """Its paging script, its body tag or its search address."""
        return bool(_CALL.search(page.html) or has_any(page.html, _MARKS) or _ADDRESS.search(page.url))

    def entries(self, page: Page) -> ListPage:
        """Rows of links, from the comment where the visible list is empty."""
        found = rows.entries(page)
        hidden = rows.entries(revealed(page)) if _HIDDEN_LIST.search(page.html) else ()
        dated = sum(entry.published_on is not None for entry in found)
        if sum(entry.published_on is not None for entry in hidden) > dated:
            found = hidden
        call = _CALL.search(page.html)
        if call is None:
            following = _paging.next_link(page) or _searched(page, len(found))
            source = _search(page) if not found else None
            return ListPage(self.name, found, following, _paging.page_count(page), source=source)
        script = _paging.Numbered(int(call.group(1)), int(call.group(2)) - 1, call.group(3), call.group(4))
        address = script.address(offset=1)
        return ListPage(self.name, found, page.absolute(address) if address else None, max(script.pages, 1))


def _searched(page: Page, held: int) -> str | None:
    """The next page of an answer that is full."""
    query = dict(parse_qsl(urlsplit(page.url).query)) if _SEARCH.search(page.url) else {}
    number, size = query.get("page", ""), query.get("_pageSize", "")
    if not number.isdecimal() or not size.isdecimal() or held < int(size):
        return None
    query["page"] = str(int(number) + 1)
    return urlsplit(page.url)._replace(query=urlencode(query)).geturl()


def _search(page: Page) -> str | None:
    """The search that fills the list of a column in."""
    asked = _SEARCH.search(page.html)
    return page.absolute(f"{asked.group(0)}?{urlencode(SEARCH)}") if asked else None


def revealed(page: Page) -> Page:
    """Only what the comments with links hide, so that a short list is not outweighed by navigation."""
    return page.with_html("".join(_HIDDEN_LIST.findall(page.html)))
