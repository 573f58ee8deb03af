"""A department on Hanweb JPAAS: every list is asked for by POST, the page itself holds none."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sample_portal.neighbours.site import Site, columns, html, sheets, text, title
from sample_portal.records import Posting

NAME = "云岭县工业和信息化局"
COLUMNS = {"通知公告": 42150, "政策解读": 42151, "工作动态": 42152, "规划计划": 42153}
SIZE = 8

_FOOT = f"<div class='footer'>主办单位：{NAME}　网站标识码：0000000004</div>"


def jpaas_department(most: int = 26) -> Site:
    """The home page names its columns and nothing else."""
    pages: dict[str, bytes] = {}
    titles: dict[str, str] = {}
    posted: dict[str, list[bytes]] = {}
    for name, postings in columns(tuple(COLUMNS), most).items():
        code = COLUMNS[name]
        pages[f"/col/col{code}/index.html"] = _list(name, code)
        posted[f"col{code}"] = [_answer(code, sheet, len(postings)) for sheet in sheets(postings, SIZE)]
        for at, posting in enumerate(postings):
            titles[path := _path(code, posting)] = posting.plain_title
            pages[path] = _detail(name, posting, at)
    menu = "".join(
        f"<li><a href='/col/col{code}/index.html'>{name}</a></li>" for name, code in COLUMNS.items()
    )
    pages["/index.html"] = html(NAME, f"<ul class='nav'>{menu}</ul>{_FOOT}")
    return Site(pages, titles, posted=posted)


def _path(code: int, posting: Posting) -> str:
    day = posting.published_on
    return f"/art/{day.year}/{day.month}/{day.day}/art_{code}_{posting.number}.html"


def _list(name: str, code: int) -> bytes:
    script = (
        "<script>var params = {unitid: '380055', webSiteCode: ['ylgxj'], channelCode: ['col"
        + str(code)
        + "'], "
        f"perPage: '{SIZE}', queryParam: {{}}}}; loadPageData(params, '380055');</script>"
    )
    crumb = f"<div class='bread'>当前位置：<a href='/'>首页</a> &gt; {name}</div>"
    return html(
        NAME,
        f"{crumb}<div id='380055'>{{{{#each results}}}}<li>{{{{title}}}}</li>{{{{/each}}}}</div>{script}{_FOOT}",
    )


def _answer(code: int, sheet: Sequence[Posting], total: int) -> bytes:
    results = [
        {
            "source": {
                "title": p.plain_title,
                "pubDate": f"{p.published_on:%Y-%m-%d %H:%M:%S}",
                "urls": json.dumps({"pc": _path(code, p)}),
            }
        }
        for p in sheet
    ]
    return json.dumps(
        {"success": True, "data": {"total": total, "results": results}}, ensure_ascii=False
    ).encode()


def _detail(name: str, posting: Posting, at: int) -> bytes:
    day = f"{posting.published_on:%Y-%m-%d}"
    head = f"<meta name='SiteName' content='{NAME}'><meta name='ColumnName' content='{name}'><meta name='PubDate' content='{day}'>"
    forms = (
        f"<p class='sp_title con-title'>{title(posting)}</p><div class='sp_time'><font>发布时间：{day}</font><font>来源：{posting.source}</font></div>",
        f"<div class='wz_title'>{title(posting)}</div><div>{day} 10:00　浏览次数：12</div>",
    )
    body = f"<div class='arti-box'>{forms[at % 2]}<div id='zoom'><ucapcontent></ucapcontent>{text(posting)}</div><div class='share'>分享</div></div>{_FOOT}"
    return html(f"{NAME} {name} {title(posting)}", body, head)
