"""Whom a page says that its document is from: 来源, without what stands behind it in the line."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex
from crawler.extract.labels import Labels, clean
from crawler.pages.markup import squeeze

_BEHIND = lazy_regex(
    r"(?:^|\s)[\[(（【|｜]?(?:19|20)\d{2}\s?[-./年]\s?\d{1,2}\s?[-./月].*$"
    r"|(?:^|\s|(?<=[^\s《“\d]))[\[(（【|｜]?(?:"
    r"(?:19|20)\d{2}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}日?(?:[\s\[(（【)）\]】|｜].*|(?:打印|关闭|浏览|点击|阅读|字[体号]).*|$)"
    r"|[【\[]?(?:打印|关闭|返回|收藏)(?:本页|窗口|此页|页面|本文|正文).*"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数).*|(?:文章)?字[体号](?:大小)?\s?[:：].*)$"
)
"""The day, tools, and how often a page was read."""


def source(shown: Labels) -> str | None:
    """The first under its label; None where that is no more than a day or tools."""
    return clean(_BEHIND.sub("", squeeze(shown.first("source") or "")))
