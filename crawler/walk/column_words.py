"""What columns of published items are called, and their addresses: how likely a link leads to one."""

from __future__ import annotations

import re

from corpus.lazy_regex import lazy_regex

WANTED = lazy_regex(
    r"信息公开|政务公开|公开目录|法定主动公开|政策|文件|法规|规章|规范性|通知|公告|公示|解读|人事|招考|财政|预算|决算"
    r"|规划|计划|总结|公报|年报|年度报告|许可|处罚|执法|采购|招标|项目|应急|动态|要闻|新闻|统计|环保|扶贫|教育|医疗"
)
UNWANTED = lazy_regex(
    r"登录|注册|旅游(?!资讯|动态|新闻|公告|政策|要闻|统计)|投资|微博|微信|客户端|无障碍|繁体|English|链接|导航|搜索|邮箱|地图|关于我们|联系|声明|依申请"
)
SELDOM = lazy_regex(r"视频|专题|领导之窗|领导信息|机构|办事|图片|互动|信箱|留言|咨询|投诉")
"""Names of columns that are looked at when all others were that stand beside them."""
LATE = -0.9
"""What these are worth, and links that are a picture."""
CALLED = lazy_regex(r"[\u4e00-\u9fff]{2,8}")
"""A name that a column may have. A guess: longer ones are mostly titles."""
SITE_MAP = lazy_regex(r"网站地图|站点地图|sitemap", re.IGNORECASE)
OF_COLUMN = lazy_regex(r"/(?:(?:index|list|moreinfo)\.\w+(?:\?\w+=\w+)?)?$", re.IGNORECASE)
"""Addresses of columns: believed of a link that is a picture of 更多."""

YEAR = lazy_regex(r"(?:19|20)\d{2}\s?年?度?")
"""A year of a column that has a list for each."""

MORE = lazy_regex(r"^[\s>》»\[【]*(?:更多|查看更多|more)[\s>》»+.…\]】]*$", re.IGNORECASE)
"""What leads from a preview on the page of a section to the column."""

PAGER = lazy_regex(
    r"\s*(?:第?\s*\d+\s*页?|[<>«»‹›.…]+|.{0,2}[首上下前后末尾]一?页.{0,2}|共\d+页|跳转|转到|确定|go)\s*",
    re.IGNORECASE,
)
"""What leads from page to page of one list."""

_OF_CALENDAR = lazy_regex(
    r"(?:(?:(?:19|20)\d{2}\s?[年./-]\s?)?\d{1,2}\s?[月./-]\s?)?\d{1,2}\s?[日号]?"
    r"|[上下前后][一个]{0,2}(?:年|月|周|星期|天|日)|今[天日]|本[周月]"
)
"""What the leaves of a calendar and its turns are called."""


def worth(text: str) -> float:
    """How likely a link leads to published items: columns have short names of certain words."""
    name = "".join(text.split())
    if SITE_MAP.search(name):
        return 2.0
    if UNWANTED.search(name) or _OF_CALENDAR.fullmatch(name):
        return -1.0
    if SELDOM.search(name) or not name:
        return LATE
    if WANTED.search(name):
        return 1.5 if len(name) <= 10 else 0.5 if len(name) <= 16 else -1.0
    return 0.0 if len(name) <= 10 else -1.0
