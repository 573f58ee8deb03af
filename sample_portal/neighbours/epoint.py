"""A trading centre on Epoint: lists three levels down, pages counted by a script, tabs, details by uuid."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from sample_portal.neighbours.site import Site, columns, html, sheets, text, title
from sample_portal.records import Posting

NAME = "云岭县公共资源交易中心"
COLUMNS = {
    "招标公告": "jyxx/003001/003001001",
    "中标公示": "jyxx/003001/003001002",
    "采购公告": "jyxx/003002/003002001",
    "结果公告": "jyxx/003002/003002002",
    "通知公告": "xwzx/002001/002001001",
    "政策法规": "zcfg/004001/004001001",
}
SIZE = 6

_FOOT = f"<div class='ewb-foot'><p>版权所有：{NAME}　技术支持：某某软件</p></div>"
_TOP = (
    "<div class='ewb-nav'><ul><li><a href='/'>首页</a></li><li><a href='/jyxx/tradeInfo.html'>交易信息</a></li>"
    "<li><a href='/xwzx/subpage.html'>新闻中心</a></li><li onclick=\"window.open('/zcfg/subpage.html')\">政策法规</li></ul></div>"
)


def epoint_centre(most: int = 26) -> Site:
    """Home, section, category, list: columns stand on the third level."""
    pages: dict[str, bytes] = {}
    titles: dict[str, str] = {}
    dealt = columns(tuple(COLUMNS), most)
    for name, postings in dealt.items():
        folder = COLUMNS[name]
        pages |= _lists(name, folder, postings)
        for at, posting in enumerate(postings):
            titles[path := _path(folder, posting)] = posting.plain_title
            pages[path] = _detail(name, posting, at)
    pages["/index.html"] = _home(dealt)
    for section, page in (("jyxx", "tradeInfo"), ("xwzx", "subpage"), ("zcfg", "subpage")):
        pages[f"/{section}/{page}.html"] = _section(section)
    return Site(pages, titles)


def _path(folder: str, posting: Posting) -> str:
    return f"/{folder}/{posting.published_on:%Y%m%d}/{uuid5(NAMESPACE_URL, posting.key)}.html"


def _home(dealt: dict[str, list[Posting]]) -> bytes:
    tabs = "".join(
        f"<div class='ewb-tab{' hidden' if at else ''}'><h2>{name}<a href='/{COLUMNS[name]}/moreinfo.html'>MORE+</a></h2><ul>"
        + "".join(
            f"<li><a href='{_path(COLUMNS[name], p)}' title='{title(p)}'>{title(p)[:16]}...</a>"
            f"<span>{p.published_on:%m-%d}</span></li>"
            for p in dealt[name][:3]
        )
        + "</ul></div>"
        for at, name in enumerate(list(dealt)[:2])
    )
    return html(NAME, f"{_TOP}<div class='ewb-main'>{tabs}</div>{_FOOT}")


def _section(section: str) -> bytes:
    tree = "".join(
        f"<li><a href='/{folder}/moreinfo.html'>{name}</a></li>"
        for name, folder in COLUMNS.items()
        if folder.startswith(section)
    )
    return html(NAME, f"{_TOP}<div class='ewb-left'><ul class='wb-tree-items'>{tree}</ul></div>{_FOOT}")


def _lists(name: str, folder: str, postings: list[Posting]) -> Iterator[tuple[str, bytes]]:
    found = sheets(postings, SIZE)
    for number, sheet in enumerate(found, start=1):
        rows = "".join(
            f"<li class='wb-data-list'><div class='wb-data-infor'><a href='{_path(folder, p)}' title='{title(p)}'>"
            f"<font color=red>[云岭县]</font>{title(p)[:20]}…</a></div><span class='wb-data-date'>{p.published_on:%Y-%m-%d}</span></li>"
            for p in sheet
        )
        pager = (
            "<div id='page' class='pagination'></div><script>var total=" + str(len(postings)) + ";"
            f"$('#page').pagination({{pageIndex: {number - 1}, pageSize: {SIZE}, total: total}})</script>"
        )
        crumb = f"<div class='ewb-location'>您现在的位置：<a href='/'>首页</a> &gt; {name}</div>"
        body = f"{_TOP}{crumb}<ul class='wb-data-item'>{rows}</ul>{pager}{_FOOT}"
        yield f"/{folder}/{'moreinfo' if number == 1 else number}.html", html(NAME, body)


def _detail(name: str, posting: Posting, at: int) -> bytes:
    day = f"{posting.published_on:%Y-%m-%d}"
    tools = (
        "【<a href='javascript:window.print()'>我要打印</a>】【<a href='javascript:window.close()'>关闭</a>】"
    )
    forms = (
        f"<div class='article-info'><h1>{title(posting)}</h1><p class='info-sources'>【信息时间：{day}　阅读次数：<span id='hit'></span>】"
        f"{tools}</p><div class='con'>{text(posting)}</div></div>",
        f"<table id='tblInfo'><tr><td id='tdTitle' align=center><font size=4><b>{title(posting)}</b></font><br>"
        f"<font class='webfont'>【信息时间： {posting.published_on:%Y/%m/%d}　　阅读次数：3】{tools}</font></td></tr>"
        f"<tr><td id='TDContent' class='infodetail'>{text(posting)}</td></tr></table>",
        f"<div class='ewb-trade-hd'><div class='ewb-trade-tabs'><span>招标公告</span><span>中标候选人公示</span></div></div>"
        f"<div class='ewb-details-info'><div class='ewb-details-title'>{title(posting)}</div>"
        f"<div class='ewb-details-sub'><span>{day}</span></div><div class='ewb-details-content'>{text(posting)}</div></div>",
    )
    crumb = f"<div class='ewb-location'>您现在的位置：<a href='/'>首页</a> &gt; {name} &gt; 正文</div>"
    return html(NAME, f"{_TOP}{crumb}{forms[at % 3]}{_FOOT}")
