"""A school board on 博达 VSB: lists that count down, some details by a dynamic address, columns in columns."""

from __future__ import annotations

from collections.abc import Iterator

from sample_portal.neighbours.site import Site, columns, html, sheets, text, title
from sample_portal.records import Posting

NAME = "云岭县教育局"
COLUMNS = {
    "文件通知": "xxgk/wjtz",
    "工作动态": "gzdt",
    "招生考试": "zsks",
    "教师管理": "xxgk/jsgl",
    "党建工作": "djgz",
}
SIZE = 7

_FOOT = "<div class='foot'>地址：云岭县人民路1号　邮编：000000　备案号：省ICP备00000000号-3</div>"
_TOP = (
    f"<div class='logo'><h1><a href='/index.htm'>{NAME}</a></h1></div><ul class='nav'><li><a href='/index.htm'>首 页</a></li>"
    "<li><a href='/gzdt.htm'>工作动态</a></li><li><a href='/xxgk.htm'>信息公开</a></li><li><a href='/zsks.htm'>招生考试</a></li></ul>"
)


def vsb_school_board(most: int = 26) -> Site:
    """A fifth column is linked from a list of links on the home page only."""
    pages: dict[str, bytes] = {}
    titles: dict[str, str] = {}
    dealt = columns(tuple(COLUMNS), most)
    for tree, (name, postings) in enumerate(dealt.items(), start=1011):
        pages |= _lists(COLUMNS[name], tree, postings)
        for at, posting in enumerate(postings):
            titles[path := _path(tree, posting)] = posting.plain_title
            pages[path] = _detail(name, posting, at)
    inner = "".join(
        f"<li><a href='/{folder}.htm'>{name}</a></li>" for name, folder in COLUMNS.items() if "/" in folder
    )
    pages["/xxgk.htm"] = html(f"信息公开-{NAME}", f"{_TOP}<ul class='sub'>{inner}</ul>{_FOOT}")
    news = "".join(f"<li><a href='{_path(1012, p)}'>{title(p)}</a></li>" for p in dealt["工作动态"][:5])
    pages["/index.htm"] = pages["/index.html"] = html(
        NAME, f"{_TOP}<div class='tit'>要闻 <a href='/djgz.htm'>党建</a></div><ul>{news}</ul>{_FOOT}"
    )
    return Site(pages, titles)


def _path(tree: int, posting: Posting) -> str:
    if tree == 1013:
        return f"/content.jsp?urltype=news.NewsContentUrl&wbtreeid={tree}&wbnewsid={posting.number}"
    return f"/info/{tree}/{posting.number}.htm"


def _lists(folder: str, tree: int, postings: list[Posting]) -> Iterator[tuple[str, bytes]]:
    found = sheets(postings, SIZE)
    last = folder.rpartition("/")[2]
    for number, sheet in enumerate(found, start=1):
        rows = "".join(
            f"<tr id='line_u5_{at}'><td><a class='c5' href='{_path(tree, p)}' title='{title(p)}'>{title(p)}</a></td>"
            f"<td><span class='timestyle5'>{p.published_on:%Y/%m/%d}</span></td></tr>"
            for at, p in enumerate(sheet)
        )
        root = f"{last}/" if number == 1 else ""
        after = (
            f"<a href='{root}{len(found) - number}.htm' class='Next'>下页</a>" if number < len(found) else ""
        )
        body = f"{_TOP}<table>{rows}<tr><td>共{len(postings)}条　{number}/{len(found)}</td><td>{after}</td></tr></table>{_FOOT}"
        path = f"/{folder}.htm" if number == 1 else f"/{folder}/{len(found) - number + 1}.htm"
        yield path, html(f"{last}-{NAME}", body)


def _detail(name: str, posting: Posting, at: int) -> bytes:
    day = f"{posting.published_on:%Y-%m-%d}"
    heading = (
        f"<h2 align='center'>{title(posting)}</h2><div class='sj'>发布日期：{day}　作者：办公室　点击：<script>_showDynClicks('wbnews',1,2)</script></div>",
        f"<div class='main_contit'><h2>{title(posting)}</h2><p>时间：{day} 来源：{posting.source}</p></div>",
        f"<table><tr><td class='titlestyle7' align='center'>{title(posting)}</td></tr><tr><td align='center'><span class='timestyle7'>{day}</span></td></tr></table>",
    )[at % 3]
    below = "<p>上一条：<a href='#'>关于中小学放假安排的通知</a></p><p>下一条：<a href='#'>关于开展教师培训的通知</a></p><p>【关闭】</p>"
    body = f"{_TOP}{heading}<div id='vsb_content'><div class='v_news_content'>{text(posting)}</div></div>{below}{_FOOT}"
    return html(f"{title(posting)}-{NAME}" if at % 2 else NAME, body)
