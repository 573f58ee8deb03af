"""TRS WCM: static pages, `createPageHTML(pages, current, stem, extension)`, page n is stem_{n-1}."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex
from crawler.families import _paging
from crawler.families._base import ListPage, has_any
from crawler.pages import rows
from crawler.pages.page import Page

_CALL = lazy_regex(
    r"createPage\w{0,12}\(\s*[\"']?(\d{1,6})[\"']?\s*,\s*[\"']?(\d{1,6})[\"']?\s*,\s*[\"']([^\"',]{1,80})[\"']\s*,\s*[\"'](\w{2,6})[\"']"
)
_PAGER = lazy_regex(r"\bPager\(\s*\{([^}]{1,600})\}")
_PAGER_FIELD = lazy_regex(r"(\w+)\s*:\s*[\"']?([\w./-]*)")
_COUNT = lazy_regex(r"\bcountPage\s*=\s*[\"']?(\d{1,6})")
_CURRENT = lazy_regex(r"\bcurrentPage\s*=\s*[\"']?(\d{1,6})")
_WRITTEN = lazy_regex(
    r"[\"'/](\w{1,40}?)(?:[\"']\s*\+\s*[\"'])?_\\?[\"']\s*\+\s*\w{0,20}(?i:page)\w{0,20}"
    r"\s*\+\s*\\?[\"']\.(?:[\"']\s*\+\s*[\"'])?(s?html?|aspx?|jsp)\b"
)
"""What such a script makes addresses of pages of: "index_"+nextPage+".htm", "index"+"_"+nextPage+".htm"."""

_MEMBER = lazy_regex(
    r"\bm_(nRecordCount|nPageSize|nCurrPage|sPageName|sPageExt)\s*=\s*[\"']?\.?([\w-]{1,60})"
)
"""Of catalogues (gkml), whose script counts rows."""

_ADDRESS = lazy_regex(r"/t(?:19|20)\d{6}_\d{3,}(?:_\d+)?\.\w+")
_MARKS = ("TRS_Editor", "TRS_UEDITOR", "trs_paper", "trs_web", "trs_external", "CurrChnlCls")
_LINK = lazy_regex(r"/t(?:19|20)\d{6}_\d{5,}\.s?html?")


class Trs:
    """TRS WCM and TRS 海云."""

    name = "trs"

    def matches(self, page: Page) -> bool:
        """Its paging script, its editor's marks or its t<date>_<id> addresses."""
        return bool(
            _ADDRESS.search(page.url)
            or has_any(page.html, _MARKS)
            or _LINK.search(page.html)
            or paging(page.html)
        )

    def entries(self, page: Page) -> ListPage:
        """Rows of links; the next page from the script, else from links."""
        script = paging(page.html)
        if script is None:
            return ListPage(self.name, rows.entries(page), _paging.next_link(page), _paging.page_count(page))
        address = script.address()
        following = page.absolute(address) if address else None
        return ListPage(self.name, rows.entries(page), following, max(script.pages, 1))


def paging(html: str) -> _paging.Numbered | None:
    """The parameters of whichever paging script the page has."""
    if call := _CALL.search(html):
        return _paging.Numbered(int(call.group(1)), int(call.group(2)), call.group(3), call.group(4))
    if "Pager(" in html and (pager := _PAGER.search(html)):
        values = dict(_PAGER_FIELD.findall(pager.group(1)))
        if values.get("size", "").isdigit() and values.get("current", "").isdigit() and values.get("prefix"):
            suffix = values.get("suffix") or "html"
            return _paging.Numbered(
                int(values["size"]), int(values["current"]), values["prefix"], suffix.lstrip(".")
            )
    if "m_nRecordCount" in html:
        return _counted(html)
    if "countPage" not in html:
        return None
    count, current = _COUNT.search(html), _CURRENT.search(html)
    if count and current:
        named = _WRITTEN.search(html, count.end())
        stem, extension = named.groups() if named else ("index", "html")
        return _paging.Numbered(int(count.group(1)), int(current.group(1)), stem, extension)
    return None


def _counted(html: str) -> _paging.Numbered | None:
    """The parameters of a script that says how many rows there are, and how many a page has."""
    said: dict[str, str] = {}
    for name, told in _MEMBER.findall(html):
        said.setdefault(name, told)
    rows_of_all, size = (said.get(name, "") for name in ("nRecordCount", "nPageSize"))
    if not (rows_of_all.isdecimal() and size.isdecimal() and int(size[:6]) and len(rows_of_all) < 10):
        return None
    current = said.get("nCurrPage", "0")
    pages = min(-(-int(rows_of_all) // int(size[:6])), _paging.MAX_PAGES)
    number = int(current) if current.isdecimal() and len(current) < 7 else 0
    return _paging.Numbered(pages, number, said.get("sPageName", "index"), said.get("sPageExt", "html"))
