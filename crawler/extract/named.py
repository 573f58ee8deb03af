"""Documents that only what leads to them tells: pages that a link names, undated lists of such."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from urllib.parse import urlsplit

from corpus.lazy_regex import lazy_regex
from corpus.records import Entry
from crawler.extract.document import gather
from crawler.extract.evidence import Evidence
from crawler.extract.page_kind import (
    DATED_ROWS,
    DETAIL_ADDRESS,
    HOME,
    MIN_TEXT,
    SEARCH,
    is_dated_below_heading,
)
from crawler.families import read
from crawler.pages.addresses import is_file, is_page, shape
from crawler.pages.column_name import breadcrumb
from crawler.pages.links import redirect
from crawler.pages.markup import dense
from crawler.pages.page import Page

SHORTEST_NAME = 4
"""Characters of a link that names a page: 机构职能 is 4. A guess."""

CUT = 12
"""Characters of a link from which it may be the beginning of a title. A guess."""

MOST_LINKS = 2
"""Links to other pages within a text; more are a list with an introduction. A guess."""

LONG_LINK = 8
"""Characters of a link that may be another page's title. A guess."""

FEWEST_ROWS = 3
"""Rows without days that are a list by their titles. A guess."""

_ELISION = lazy_regex(r"(?:\.{2,}|…+)$")
_OF_SITE = lazy_regex(
    r"关于我们|关于本站|联系我们|联系方式|网站(?:声明|说明|帮助|简介|地图)|隐私|版权|法律声明|使用帮助|登录|注册|留言须知|首页"
)
"""What is said of the site itself."""


def name_of(page: Page, words: str) -> str | None:
    """What a page without a list is called that has a text below a heading, and a way to it that names that.

    Single pages (机构职能, a body's duties) have no day and no number, and stand at addresses of columns:
    the `words` of a link to them, or the page's own 当前位置, tell what the heading is. None for others.
    """
    if _OF_SITE.search(words) or SEARCH.search(words) or redirect(page):
        return None
    seen = gather(page)
    if not any("。" in line for line in seen.body.lines):
        return None
    name = _named(seen, dense(_ELISION.sub("", words.strip())))
    size = sum(len(dense(line)) for line in seen.body.lines)
    if name is None or (size < MIN_TEXT and not is_dated_below_heading(seen)) or _has_list(seen):
        return None
    return name


def _named(seen: Evidence, said: str) -> str | None:
    heading = dense(seen.title)
    if len(said) >= CUT and heading.startswith(said):
        return seen.title
    if len(said) >= SHORTEST_NAME and said in (heading, dense(next(iter(seen.body.lines), ""))):
        return said
    way = breadcrumb(seen.page) or ""
    return (
        seen.title
        if len(heading) >= SHORTEST_NAME and dense(way) == heading and not _OF_SITE.search(way)
        else None
    )


def _has_list(seen: Evidence) -> bool:
    """Whether the page lists others, in its text or by days."""
    leads = (
        link
        for link in seen.body.element.iter("a")
        if len(dense(link.text_content())) >= LONG_LINK
        and is_page(seen.page.absolute(link.get("href") or "") or "")
    )
    if len(list(islice(leads, MOST_LINKS + 1))) > MOST_LINKS:
        return True
    listed = read(seen.page)
    dated = sum(entry.published_on is not None for entry in listed.entries)
    return dated >= DATED_ROWS or bool(listed.next) or (listed.pages or 0) > 1


def lists_documents(url: str, entries: Sequence[Entry]) -> bool:
    """Whether rows without days are documents: by addresses, or by titles at addresses of one template."""
    at = urlsplit(url)
    if HOME.match(at.path) and not at.query:
        return False
    if all(DETAIL_ADDRESS.search(entry.url) for entry in entries):
        return True
    shapes = {shape(entry.url) for entry in entries}
    long = sum(len(dense(entry.title)) >= LONG_LINK for entry in entries)
    return (
        len(entries) >= FEWEST_ROWS
        and len(shapes) == 1
        and shape(url) not in shapes
        and long * 2 > len(entries)
    )


def lists_files(page: Page, entries: Sequence[Entry]) -> bool:
    """Whether a page without sentences has rows for files of its own folder, beside a menu."""
    folder = page.url.partition("?")[0].rpartition("/")[0] + "/"
    own = [is_file(entry.url) and entry.url.startswith(folder) for entry in entries]
    menu = (len(dense(entry.title)) < LONG_LINK for entry, file in zip(entries, own, strict=True) if not file)
    return (
        sum(own) >= FEWEST_ROWS
        and all(menu)
        and not HOME.match(urlsplit(page.url).path)
        and not any("。" in line for line in gather(page).body.lines)
    )
