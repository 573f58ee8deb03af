"""What an inspection can find, in words: a name, one sentence, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What was found; the values are keys of `gongkai status --json`. In the order of urgency."""

    PORTAL_DOWN = "portal_down"
    CLOCK_OFF = "clock_off"
    HELD_BACK = "held_back"
    NOT_WITHDRAWN = "not_withdrawn"
    OVERWRITTEN = "overwritten"
    UNREAD_COLUMN = "unread_column"
    UNCHECKED_COLUMN = "unchecked_column"
    EMPTY_COLUMN = "empty_column"
    STALE_COLUMN = "stale_column"
    BROKEN_LINK = "broken_link"
    HIDDEN_PARTS = "hidden_parts"
    FUTURE_DATE = "future_date"
    PUBLISHED_BEFORE_ISSUED = "published_before_issued"
    ONE_DAY = "one_day"
    PUBLISHED_LATE = "published_late"


NAMES = {
    Kind.PORTAL_DOWN: "网站没有读完",
    Kind.CLOCK_OFF: "时间不一致",
    Kind.HELD_BACK: "内容没有采信",
    Kind.NOT_WITHDRAWN: "打不开而没有撤下",
    Kind.OVERWRITTEN: "曾被提示页替换",
    Kind.UNREAD_COLUMN: "栏目读不出来",
    Kind.UNCHECKED_COLUMN: "栏目很久没有采集",
    Kind.EMPTY_COLUMN: "空白栏目",
    Kind.STALE_COLUMN: "栏目长期不更新",
    Kind.BROKEN_LINK: "链接打不开",
    Kind.HIDDEN_PARTS: "附件中有隐藏内容",
    Kind.FUTURE_DATE: "日期还没有到",
    Kind.PUBLISHED_BEFORE_ISSUED: "发布早于成文",
    Kind.ONE_DAY: "整个栏目同一天发布",
    Kind.PUBLISHED_LATE: "超过期限才公开",
}

ARTICLE = "《政府信息公开条例》第二十六条（2008 年条例第十八条）"
"""Where the twenty working days stand: in the regulations of 2019, and in those of 2008."""

STANDARD = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）"

_DATES = "请对照原件，在网站上改正日期。"

ADVICE = {
    Kind.PORTAL_DOWN: "请打开网站看是否正常；网站拒绝采集的，请与网站管理方联系，再运行 gongkai crawl。",
    Kind.CLOCK_OFF: "请管理员核对本机时间；本机无误的，请网站管理方核对。时间一致以前，不撤下该网站的文件。",
    Kind.HELD_BACK: (
        "已收录的原样保留。请打开网址核对：网站在维护、出错或要求验证的，恢复以后自动核对，不必处理；"
        "内容属实的，请在巡检页面确认，或运行 gongkai crawl 门户名称 --accept-changes。"
    ),
    Kind.NOT_WITHDRAWN: (
        "仍可检索。请打开网站核对：网站有故障的，请通知网站管理方，恢复以后自动核对；"
        "文件确已删除的，请在巡检页面确认，或运行 gongkai crawl 门户名称 --confirm-withdrawals。"
    ),
    Kind.OVERWRITTEN: "下次采集读到原来的文件就会恢复；现在的内容属实的，请在巡检页面确认。",
    Kind.UNREAD_COLUMN: (
        "请打开栏目：打不开的，请与网站管理方联系，恢复以后自动核对；打得开的，看是否改版或换了地址，"
        "如果是，请管理员按新的地址调整该栏目的配置。"
    ),
    Kind.UNCHECKED_COLUMN: "请管理员检查定时任务，运行 gongkai crawl；在此之前无法判断栏目是否更新。",
    Kind.EMPTY_COLUMN: "请补充内容，或者归并、撤下这个栏目。",
    Kind.STALE_COLUMN: f"请补发应当公开的内容；不再更新的栏目请归并或撤下。期限见{STANDARD}。",
    Kind.BROKEN_LINK: "请恢复打不开的页面或附件，或者在链接所在的页面上改正、删去这个链接。",
    Kind.HIDDEN_PARTS: (
        "隐藏的部分不检索、不显示，但下载附件的人都能看到。请核对其中有没有不应公开的内容（如身份证号、电话）；"
        "有的，请删去后重新上传附件。"
    ),
    Kind.FUTURE_DATE: _DATES,
    Kind.PUBLISHED_BEFORE_ISSUED: _DATES,
    Kind.ONE_DAY: "请核对是否在改版或补录时改动了发布日期；如果是，请恢复为实际公开的日期。",
    Kind.PUBLISHED_LATE: (
        f"请核对成文日期和发布日期；确实迟延的，请查明原因并改进。依据：{ARTICLE}，法律、法规对期限另有规定的除外。"
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at."""

    kind: Kind
    portal: str | None
    """Name of the portal in the store."""
    column: str | None
    says: str
    """One sentence in Chinese."""
    document: int | None = None
    """`StoredDocument.id` of the document it is about."""
    title: str | None = None
    """Of the document or page, where known."""
    url: str | None = None
    """The portal's page that it is about."""
    found_on: str | None = None
    """The portal's page that links to it."""
