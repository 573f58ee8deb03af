"""Hanweb JPAAS (大汉): the page is a template whose list a script asks for: /queryList by POST, or units."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from corpus.lazy_regex import lazy_regex
from crawler.families import _json, _units
from crawler.families._base import ListPage
from crawler.pages.page import Page

QUERY = "/queryList"
FIELDS = ("current", "unitid", "webSiteCode[]", "channelCode[]", "pageSize", "sort", "order")
"""What the script posts; the address carries the same, so that each page of a list has one of its own."""

_LOADER, _CHANNEL = "loadPageData(", "channelCode"
_CODES = lazy_regex(r"\b(webSiteCode|channelCode)\s*:\s*\[\s*[\"']([\w-]{1,80})[\"']")
_SIZE = lazy_regex(r"\bperPage\s*:\s*[\"']?(\d{1,3})")
_UNIT = lazy_regex(r"\bunitid\s*:\s*[\"']?(\w{1,20})")


class Jpaas:
    """Hanweb JPAAS list pages and the answers to their questions."""

    name = "jpaas"

    def matches(self, page: Page) -> bool:
        """The script that loads the list of a channel, or an answer to it."""
        if _json.parsed(page) is not None:
            return QUERY in page.url or _units.ADDRESS in page.url
        if _units.ADDRESS in page.html and _units.listed(page):
            return True
        return _LOADER in page.html and _CHANNEL in page.html

    def entries(self, page: Page) -> ListPage:
        """The records of an answer; a template has none, only the question for its first page."""
        answer = _json.parsed(page)
        if answer is None and _LOADER not in page.html and (units := _units.listed(page)):
            return units
        if answer is not None and _units.ADDRESS in page.url:
            return _units.answered(page, answer)
        if answer is None:
            url, form = _question(page, _parameters(page.html))
            return ListPage(self.name, (), source=url, form=form)
        found = _json.entries(page, answer) or _json.in_fragments(page, answer)
        asked = dict(parse_qsl(urlsplit(page.url).query))
        total, size = _json.number(answer, _json.TOTALS), int(asked.get("pageSize") or len(found) or 1)
        pages = -(-total // size) if total else None
        current = int(asked["current"]) if asked.get("current", "").isdecimal() else 1
        more = bool(found) and (current < pages if pages else len(found) >= size)
        if not more:
            return ListPage(self.name, found, None, pages)
        url, form = _question(page, asked | {"current": str(current + 1)})
        return ListPage(self.name, found, url, pages, form)


def _question(page: Page, fields: dict[str, str]) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """Where to ask for a page of the list, and what to post."""
    form = tuple((name, fields[name]) for name in FIELDS if fields.get(name))
    if "channelCode[]" not in fields:
        return None, ()
    return page.absolute(f"{QUERY}?{urlencode(form)}"), form


def _parameters(html: str) -> dict[str, str]:
    size, unit = _SIZE.search(html), _UNIT.search(html)
    fields = {f"{name}[]": code for name, code in _CODES.findall(html)}
    return fields | {
        "current": "1",
        "unitid": unit.group(1) if unit else "",
        "pageSize": size.group(1) if size else "15",
        "sort": "sortNum",
        "order": "desc",
    }
