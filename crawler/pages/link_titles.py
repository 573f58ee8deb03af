"""The titles that the links of a list show."""

from __future__ import annotations

import re

from bs4 import Tag

from corpus.lazy_regex import lazy_regex
from crawler.pages import dates
from crawler.pages.chrome import names_of

MIN_TITLE = 4
"""A shorter link is a column, 更多 or 下载, not a document's title. (通知公告 is 4.) A guess."""

ROW_TITLE = 8
"""Characters of a link that is a document of its own within a row. A guess."""

MOST_WRAPPED = 5
"""Blocks around each other within a link. A guess."""

_ELISION = lazy_regex(r"(?:\.{2,}|…+)$")
_ORNAMENT = lazy_regex(r"^[\s·•◆■▪●○►▶›»>\-–—|]+")
_DATE_AT_END = lazy_regex(
    r"[\s\[(（【]*(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\s\])）】]*$"
)
_DATE_AT_START = lazy_regex(
    r"^[\[(（【]?(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}(?:\s\d{1,2}:\d{2}(?::\d{2})?)?[\])）】]?\s*(?=[^\d\s])"
)
"""Documents are called by days with 年月日, if by any."""

_SAID_TITLE = lazy_regex(r"^\s*(?:文章)?(?:标题|名称)\s*[:：]\s*")
_SAID_DAY = lazy_regex(r"(?:发布|更新|发表)(?:时间|日期)\s*[:：].*$", re.DOTALL)
"""What the tip of a link says beside its title."""

_NAMED = lazy_regex(r"(?:^|[\s_-])(?:title|tit|bt|biaoti|headline)(?=[\s_-]|$)", re.IGNORECASE)
_INLINE = ("span", "em", "i", "b")
_PARTS = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "dt", "dd", "span", "em", "i", "b"]


def title_of(link: Tag) -> str:
    """The title a link shows: its attribute where the text is cut, its heading where it holds a row."""
    text = _first_part(link)
    full = " ".join(_SAID_DAY.sub("", _SAID_TITLE.sub("", str(link.get("title") or ""))).split())
    cut = _ELISION.sub("", text)
    longer = cut != text and (len(full) > len(cut) or full[:MIN_TITLE] in cut[1:])
    if full and (not text or longer or full.startswith(text)):
        text = full
    text = _ORNAMENT.sub("", text)
    text = _DATE_AT_END.sub("", text) or text
    behind = _DATE_AT_START.sub("", text)
    return behind if len(behind) >= MIN_TITLE else text


def _first_part(link: Tag) -> str:
    heading = link.find(["h1", "h2", "h3", "h4", "h5", "h6", "dt", "strong"])
    if isinstance(heading, Tag) and len(heading.get_text(strip=True)) >= MIN_TITLE:
        return " ".join(heading.get_text(" ").split())
    blocks = _blocks(link)
    if len(blocks) > 1:
        if all(tag.name in _INLINE and len(tag.get_text(strip=True)) < ROW_TITLE for tag in blocks):
            return "".join(" ".join(tag.get_text().split()) for tag in blocks)
        if named := next((tag for tag in blocks if _NAMED.search(names_of(tag))), None):
            return " ".join(named.get_text(" ").split())
        longest = max(blocks, key=lambda tag: len(_DATE_AT_END.sub("", tag.get_text(strip=True))))
        if "。" in longest.get_text():
            longest = next(filter(_may_be_title, blocks), longest)
        return " ".join(longest.get_text(" ").split())
    return " ".join(link.get_text().split())


def _may_be_title(block: Tag) -> bool:
    """Whether a block above a summary is the title: no day, and no sentence."""
    text = "".join(block.get_text().split())
    return len(text) >= ROW_TITLE and "。" not in text and dates.parse(text) is None


def _blocks(element: Tag) -> list[Tag]:
    """What an element is made of, where that is blocks alone: of those that only wrap others, the others."""
    blocks = [element]
    for _ in range(MOST_WRAPPED):
        if any(text.strip() for text in blocks[0].find_all(string=True, recursive=False)):
            return []
        blocks = [tag for tag in blocks[0].find_all(_PARTS, recursive=False) if tag.get_text(strip=True)]
        if len(blocks) != 1:
            break
    return blocks
