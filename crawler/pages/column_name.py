"""What a column calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.pages.markup import class_and_id
from crawler.pages.page import Page

MOST_LINES = 50
"""Elements that may hold the way to a page of which so many are looked at. A guess; it bounds the work."""

LONGEST = 24
"""Characters; longer is a title, not the name of a column. A guess."""

_MARK = lazy_regex(r"(?:您?(?:当前|现在|所在|所处)?的?位置|您(?:现在)?在)\s*[:：]?")
_PLACE = lazy_regex(r"(?:^|[\s_-])(?:pos|position|weizhi|location|dqwz|crumbs?)(?=[\s_-]|$)", re.IGNORECASE)
_ALONE = lazy_regex(r"[\u4e00-\u9fff]{2,8}")
_SEPARATOR = lazy_regex(r"[>＞›»→/\\|]+|\s+-+\s+|&gt;")
_TITLE_PARTS = lazy_regex(r"\s*[-_|–—]+\s*")
_NOT_A_COLUMN = lazy_regex(
    r"^(?:首\s*页|网站首页|主页|正文|详情|列表|内容|信息内容|.*门户网站|(?:查看)?更多.{0,4}|more\W{0,4})$",
    re.IGNORECASE,
)


def column_name(page: Page, link_text: str = "") -> str | None:
    """From the page-label standard's ColumnName, the breadcrumb, the link that led here, the element of
    the place, or the title."""
    candidates = [_meta(page), breadcrumb(page), link_text, _at_place(page)]
    candidates += _TITLE_PARTS.split(_title(page))
    return next((name for name in candidates if name and _is_name(name)), None)


def breadcrumb(page: Page, title: str = "") -> str | None:
    """The innermost column of the page's 当前位置 line, which may end with the title of the page."""
    names = (_last_name(line, title) for line in islice(_lines(page), MOST_LINES))
    return next(filter(None, names), None)


def column_of(page: Page, title: str) -> str | None:
    """The column a detail page with this title says it stands in."""
    candidates = (_meta(page), breadcrumb(page, title))
    return next((name for name in candidates if name and _is_name(name)), None)


def _lines(page: Page) -> Iterator[Any]:
    """The elements that say 当前位置, or are called breadcrumb."""
    for element in page.tree.iter(
        "div", "p", "span", "td", "li", "ul", "h1", "h2", "h3", "h4", "a", "em", "b"
    ):
        if element.text and _MARK.search(element.text):
            yield _line(element)
        elif "crumb" in class_and_id(element):
            yield element


def _at_place(page: Page) -> str | None:
    """What stands alone, in a few characters, in the element that is called the place of the page."""
    called = (one for one in page.tree.iter("div", "p", "td", "span") if _PLACE.search(class_and_id(one)))
    texts = ("".join(one.text_content()[:MOST_LINES].split()) for one in islice(called, MOST_LINES))
    return next((text for text in texts if _ALONE.fullmatch(text) and _is_name(text)), None)


def _line(mark: Any) -> Any:
    """The element that holds the links after the mark: the marked one or, if it is a label, its parent."""
    if mark.find(".//a") is None and mark.getparent() is not None:
        return mark.getparent()
    return mark


def _last_name(line: Any, title: str) -> str | None:
    text = " ".join(line.text_content().split())
    if len(text) > 300:
        return None
    parts = [part.strip() for part in _SEPARATOR.split(_MARK.sub(">", text))]
    if len([part for part in parts if part]) < 2:
        parts = [" ".join(link.text_content().split()) for link in line.iter("a")]
    names = [part for part in parts if _is_name(part) and not (title and title.startswith(part.rstrip("….")))]
    return names[-1] if names else None


def _is_name(text: str) -> bool:
    return 1 < len(text) <= LONGEST and not _NOT_A_COLUMN.match(text)


def _meta(page: Page) -> str | None:
    for element in page.tree.iter("meta"):
        if (element.get("name") or "").lower() == "columnname":
            return " ".join((element.get("content") or "").split()) or None
    return None


def _title(page: Page) -> str:
    return " ".join((page.tree.findtext(".//title") or "").split())
