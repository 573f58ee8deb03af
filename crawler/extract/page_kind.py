"""Whether a page is a document, a list of documents, or neither: weighed before a crawl stores anything."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from corpus.lazy_regex import lazy_regex
from crawler.extract import attachments, labels, pictures
from crawler.extract.document import gather
from crawler.extract.evidence import Evidence
from crawler.extract.publication import STAMP, between, published
from crawler.families import ListPage, has_former, read
from crawler.pages import rows
from crawler.pages.frames import followed
from crawler.pages.links import redirect
from crawler.pages.markup import dense
from crawler.pages.page import Page

PageKind = Literal["detail", "list", "other"]

NEAR_HEADING = 2
"""Text runs below a heading among which its date is looked for. A guess."""

MIN_TEXT = 40
"""Characters below which a text without a known holder is no document. A guess."""

DATED_ROWS = 3
"""So many rows with dates are a list, however long the page's other text is."""

DETAIL_ADDRESS = lazy_regex(
    r"/t(?:19|20)\d{6}_\d+(?:_\d+)?\.\w+$|/m?post_\d+\.html|/art_\d+_\d+\.html|/contents/\d+/\d+\.html|/info/\d+/\d+\.htm"
    r"|/c\d+/(?:19|20)\d{4}/[0-9a-f]{6,32}\.shtml|/(?:19|20)\d{4}/[0-9a-f]{32}\.s?html|/(?:19|20)\d{6}/[0-9a-f-]{36}\.html"
    r"|/(?:19|20)\d{6,}\d{4,}\.s?html?$|/content_\d+\.s?html?$",
    re.IGNORECASE,
)
"""Addresses that content systems give to documents only."""

_LIST_ADDRESS = lazy_regex(
    r"(?:/|^)(?:index|list|moreinfo|node)(?:_\d+){0,2}\.\w+$|/channels/\d+(?:_\d+)?\.html|/col/col\d+/|/$|list\.jsp|zwgklist|/col\d+\.html",
    re.IGNORECASE,
)
"""Addresses that content systems give to columns, home pages among them."""

_FURTHER = lazy_regex(r"/(?:list|moreinfo|node)_\d+_\d+\.\w+$", re.IGNORECASE)
"""Addresses of the pages of a list that name it and the page."""

_COUNTED = lazy_regex(
    r"共(?:\s|&nbsp;|<[^<>]{1,80}>){0,4}\d{1,7}(?:\s|&nbsp;|<[^<>]{1,80}>){0,4}(?:条|篇|记录)"
)
"""How lists of one page count what they hold."""

HOME = lazy_regex(r"^/?(?:(?:index|default|main)\.\w+)?$", re.IGNORECASE)

_TELLING = frozenset(("index_number", "document_number", "issued_on"))
"""Labels that stand beside a document only."""

SEARCH = lazy_regex(r"搜索结果|站内搜索|在线申请|网上申请|依申请公开申请|信件查询|高级搜索")


def classify(page: Page) -> PageKind:
    """What a crawl that came here by links should do with the page."""
    at = urlsplit(page.url)
    if redirect(page) or (HOME.match(at.path) and not at.query):
        return "other"
    if DETAIL_ADDRESS.search(page.url) and not SEARCH.search(page.tree.findtext(".//title") or ""):
        return "detail"
    found = read(page)
    dated = sum(entry.published_on is not None for entry in found.entries)
    column = bool(_LIST_ADDRESS.search(page.url))
    goes_on = bool(found.next or (found.pages or 0) > 1)
    if dated >= DATED_ROWS and goes_on:
        return "list"
    if not _has_sentences(page):
        counted = column and found.pages is not None
        paged = counted or goes_on or has_former(page) or bool(_COUNTED.search(page.html))
        enough = 1 if counted else DATED_ROWS
        if dated < enough and (paged or column) and rows.count_dated(page) >= enough:
            return "list" if dated else "other"  # rows that lead nowhere
        if dated >= enough and paged:
            return "list"
    if _FURTHER.search(at.path) and not is_dated_below_heading(gather(page)):
        return "list" if dated else "other"  # its rows may have a sentence each
    document = not _is_filled_by_script(page, found) and (
        _looks_like_document(page, strict=column) or (not (column or goes_on) and _is_headed(page))
    )
    if document and (dated < DATED_ROWS or not column):
        return "detail"
    if dated >= DATED_ROWS or (column and found.entries and (found.next or dated)):
        return "list"
    return "other"


def _is_filled_by_script(page: Page, found: ListPage) -> bool:
    """Whether a script fetches the page's list, and what it has of its own are tabs and tools."""
    return bool(found.source) and not (found.entries or _has_sentences(page))


def _is_headed(page: Page) -> bool:
    """Whether the line of the date stands below the heading, and files, pictures or a frame behind it."""
    seen = gather(page)
    if any("。" in line for line in seen.body.lines) or not is_dated_below_heading(seen):
        return False
    holder = seen.body.element
    return bool(attachments.find(seen.page, holder) or pictures.names(seen.page, holder)) or any(
        followed(seen.page, holder)
    )


def is_dated_below_heading(seen: Evidence) -> bool:
    heading = dense(seen.title)
    if not any(dense(chunk.text) == heading for chunk in seen.chunks):
        return False
    near = between(seen)[:NEAR_HEADING]
    return any(STAMP.match(chunk.text) or labels.opens_dateline(chunk.text) for chunk in near)


def _has_sentences(page: Page) -> bool:
    """Whether it has a text of sentences, which may count its own parts and have lists beside it."""
    return any("。" in line for line in gather(page).body.lines)


def _looks_like_document(page: Page, strict: bool) -> bool:
    """Whether it has a text, and beside it a date or the meta tags of an article."""
    seen = gather(page)
    size = len(dense("".join(seen.body.lines)))
    if size < MIN_TEXT and (strict or not seen.body.known):
        return False
    if published(seen) or seen.meta.get("articletitle") or seen.shown.values.keys() & _TELLING:
        return True
    return not strict and seen.body.known and not rows.entries(page)
