"""Why a page is not what its address promised: it is gone, or wants a sign-in."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from corpus.lazy_regex import lazy_regex
from crawler.pages.errors import CrawlError, GoneWithoutSaying, LayoutChanged, ScriptsAlone, SignInNeeded
from crawler.pages.markup import dense, lines
from crawler.pages.page import Page

_SIGN_IN = lazy_regex(
    r"/(?:login|signin|sign-in|passport|cas|sso|oauth2?|auth|logon)(?:[/.?]|$)", re.IGNORECASE
)
_GONE = lazy_regex(
    r"(?:页面|网页|文章|内容|信息|文件|文档|资源|栏目|稿件|链接).{0,10}(?:不存在|找不到|未找到|没有找到|已?被?删除|已?被?移除|已?失效|已?下线|已?撤稿|已?过期)"
    r"|(?:不存在|找不到|未找到|没有找到|已?被?删除).{0,8}(?:页面|网页|文章|内容|信息|文件|文档|资源|稿件)"
    r"|page.{0,6}not.{0,3}found|(?:^|\D)404(?:\D|$)",
    re.IGNORECASE,
)

LONGEST = 600
"""Characters of a page that says no more than that. A guess, as for other notices."""


def why_not(page: Page, expected: str) -> CrawlError:
    """What to say of a page on which `expected` was not found."""
    if _wants_sign_in(page):
        return SignInNeeded(page.url)
    title = page.tree.findtext(".//title") or ""
    body = page.tree.find("body")
    said = dense("".join(lines(page.tree if body is None else body)))
    if len(said) <= LONGEST and (_GONE.search(dense(title)) or _GONE.search(said)):
        return GoneWithoutSaying(page.url)
    if not said and page.tree.find(".//script") is not None and page.tree.find(".//img") is None:
        return ScriptsAlone(page.url)
    return LayoutChanged(page.url, expected)


def _wants_sign_in(page: Page) -> bool:
    fields = (field for field in page.tree.iter("input") if (field.get("type") or "").lower() == "password")
    return next(fields, None) is not None or bool(_SIGN_IN.search(urlsplit(page.url).path))
