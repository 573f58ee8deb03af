"""Units of JPAAS pages (大汉): what a script element asks `build/unit` for, and the pages of its answers."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from corpus.lazy_regex import lazy_regex
from crawler.families import _json, _queries
from crawler.families._base import ListPage
from crawler.families._code import value
from crawler.pages.page import Page

ADDRESS = "/build/unit"
"""How the address ends at which units are asked for (MIIT, SAMR, MOHURD, Zhejiang)."""

PARAMETER = "paramJson"
"""The field that asks for another page, a text of JSON with pageNo and pageSize."""

MOST_UNITS = 20
"""Units of one page that are looked at. A guess; a column has a list, and what stands around it."""

FEWEST = 5
"""Rows of a page behind which there may be another where the answer counts nothing. A guess."""

_AROUND = lazy_regex(
    r"导航|菜单|头部|底部|顶部|页头|页脚|面包屑|位置|友情|轮播|焦点|nav|menu|head|foot|banner|link",
    re.IGNORECASE,
)
"""In the names of units that stand around a list."""

_OF_LIST = lazy_regex(r"列表|分页|内容|list|page", re.IGNORECASE)
_BEHIND = r"\\?[\"']?\s?[=:]\s?\\?[\"']?"
_PAGES = lazy_regex(rf"\b(?:total_?pages?|page_?count|count_?page){_BEHIND}(\d{{1,6}})", re.IGNORECASE)
_TOTAL = lazy_regex(rf"\b(?:total|count|total_?(?:count|records?|num)){_BEHIND}(\d{{1,7}})", re.IGNORECASE)
_SIZE = lazy_regex(rf"\bpage_?size{_BEHIND}(\d{{1,4}})", re.IGNORECASE)


def listed(page: Page) -> ListPage | None:
    """Where the units of a page are asked for, the likeliest list first; None where it has none."""
    found: dict[str, str] = {}
    told = ((script.get("url") or "", script.get("querydata") or "") for script in page.tree.iter("script"))
    units = (unit for unit in told if ADDRESS in unit[0] and unit[1])
    for address, held in islice(units, MOST_UNITS):
        fields = value(held)
        if isinstance(fields, dict):
            asked = {str(key): str(one) for key, one in fields.items() if isinstance(one, (str, int))}
            if url := page.absolute(f"{address}?{urlencode(asked)}"):
                found.setdefault(url, asked.get("tagId", ""))
    wanted = [url for url, name in found.items() if not _AROUND.search(name)] or list(found)
    wanted.sort(key=lambda url: not _OF_LIST.search(found[url]))
    if not wanted:
        return None
    return ListPage("jpaas", (), source=wanted[0], further=tuple((url, ()) for url in wanted[1:]))


def answered(page: Page, answer: Any) -> ListPage:
    """The rows of a unit, and where its next page is asked for."""
    found = _json.in_fragments(page, answer) or _json.entries(page, answer)
    query = dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))
    asked = _queries.within(query.get(PARAMETER, ""))
    number = asked.get("pageNo", 1)
    number = int(number) if str(number).isdecimal() and len(str(number)) < 6 else 1
    size = _said(_SIZE, page.html) or _number(asked.get("pageSize")) or len(found)
    total = _said(_TOTAL, page.html)
    pages = _said(_PAGES, page.html) or (-(-total // size) if total and size else None)
    more = number < pages if pages else len(found) >= FEWEST
    if not (found and more and size):
        return ListPage("jpaas", found, None, pages)
    query[PARAMETER] = json.dumps({"pageNo": number + 1, "pageSize": size}, separators=(",", ":"))
    return ListPage("jpaas", found, urlsplit(page.url)._replace(query=urlencode(query)).geturl(), pages)


def _said(pattern: re.Pattern[str], html: str) -> int | None:
    """The largest number that an answer says so; None where it says none."""
    return max((int(one) for one in islice(pattern.findall(html), MOST_UNITS)), default=0) or None


def _number(said: object) -> int:
    return int(str(said)) if str(said).isdecimal() and len(str(said)) < 5 else 0
