"""Lists that stand beside a column's own on many of its pages: what is read most, what is recommended."""

from __future__ import annotations

import re
from itertools import islice

from bs4 import Tag

from corpus.lazy_regex import lazy_regex
from crawler.pages.page import Page

_HEADING = lazy_regex(
    r"本?[周月日年]?(?:热[点门搜]|点击|阅读|浏览|访问|推荐|相关|图片)"
    r"(?:新闻|信息|文章|资讯|阅读|内容|动态|推荐|公告|关注|专题|文件|链接|政策|量|数)?(?:排[行名]榜?|推荐|TOP\d{0,3})?"
    r"|猜你喜欢|(?:新闻|信息|文章)?排行榜?"
)
_NAMED = lazy_regex(
    r"(?:^|[\s_-])(?:hot(?:list|news|box)?|rank(?:ing|list)?|tuijian|paihang(?:bang)?|phb|rmtj|djph|recommend(?:ed)?|related)(?=[\s_-]|$)",
    re.IGNORECASE,
)
LONGEST_HEADING = 14
"""Characters of the heading of such a list. A guess."""

MOST_AROUND = 3
"""Elements around a list of which the names tell, and before which its heading stands. A guess."""

WITHIN_HEADING = 12
"""Nodes of a heading. A guess; it bounds the work."""


def stands_beside(page: Page, box: Tag) -> bool:
    """Whether portals put a list beside others, by its heading or name, and it is not the page's own."""
    own = page.soup.title.get_text() if page.soup.title else ""
    around = [box, *islice(box.parents, MOST_AROUND)]
    for element in around:
        if element.name in ("body", "html", "[document]"):
            break
        named = " ".join([*element.get_attribute_list("class"), str(element.get("id") or "")])
        if _NAMED.search(named):
            return True
        above = element.find_previous_sibling(True)
        if above is None:
            continue
        heading = _heading(above)
        return bool(_HEADING.fullmatch(heading)) and heading not in own
    return False


def _heading(above: Tag) -> str:
    """What an element says that may be a heading; nothing where it says more."""
    if sum(1 for _ in islice(above.descendants, WITHIN_HEADING + 1)) > WITHIN_HEADING:
        return ""
    said = "".join(above.get_text().split()).removesuffix("更多").strip(">》·:：")
    return said if len(said) <= LONGEST_HEADING else ""
