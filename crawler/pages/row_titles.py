"""Titles of rows whose link says what it does alone: 查看详情, 下载, 阅读全文."""

from __future__ import annotations

from itertools import islice

from bs4 import Tag

from corpus.lazy_regex import lazy_regex
from crawler.pages import dates

SHORTEST, LONGEST = 4, 120
"""Characters of a title. Guesses."""

MOST_PARTS = 40
"""Elements of a row that are looked at. A guess."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "strong", "dt")
_PARTS = ("td", "th", "span", "p", "div", "em", "b", "i")
_ACTS = lazy_regex(
    r"[\[【(（<《>》\s]*(?:点击|在线)?(?:查看|下载|浏览|预览|打开|阅读|详[情细])(?:详[情细]|全文|原文|更多|附件|文件|内容|公告|信息)?[\]】)）<>》\s]*"
)
_SAID = lazy_regex(r"(?:发布|更新|公示)?(?:时间|日期)|来源|简介|摘要|浏览|阅读|点击")
"""How what stands below a title begins."""


def acts_alone(text: str) -> bool:
    """Whether what a link says is what it does, and no title."""
    return _ACTS.fullmatch(text) is not None


def title_beside(row: Tag, link: Tag) -> str:
    """What a row is called beside its link: by its heading, else by its longest part without a day; or ""."""
    parts = [tag for tag in islice(row.find_all(True), MOST_PARTS) if tag is not link and not tag.find("a")]
    for names in (_HEADINGS, _PARTS):
        texts = (" ".join(tag.get_text().split()) for tag in parts if tag.name in names)
        titles = [text for text in texts if SHORTEST <= len(text) <= LONGEST and _may_be_title(text)]
        if titles:
            return titles[0] if names is _HEADINGS else max(titles, key=len)
    return ""


def _may_be_title(text: str) -> bool:
    return not (_SAID.match(text) or acts_alone(text) or "。" in text or "……" in text or dates.parse(text))
