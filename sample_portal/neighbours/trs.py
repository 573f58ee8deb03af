"""A bureau on TRS WCM: stubs, menus by script, every <title> the bureau's own, articles in parts."""

from __future__ import annotations

from collections.abc import Iterator

from sample_portal.neighbours.site import Site, columns, html, sheets, text, title
from sample_portal.records import Posting

NAME = "云岭县自然资源局"
COLUMNS = {
    "通知公告": "tzgg",
    "政策文件": "zcwj",
    "工作动态": "gzdt",
    "规划计划": "ghjh",
    "人事信息": "rsxx",
    "公示公告": "gsgg",
}
SIZE = 8
PARTS = 3

_FOOT = "<table width=1000 align=center><tr><td align=center>主办单位：云岭县自然资源局　版权所有<br>省ICP备00000000号-2</td></tr></table>"


def trs_bureau(most: int = 26) -> Site:
    """Four of six columns hang on a menu that a script writes; two only on pictures of 更多."""
    pages: dict[str, bytes] = {}
    titles: dict[str, str] = {}
    bare: set[str] = set()
    dealt = columns(tuple(COLUMNS), most)
    for name, postings in dealt.items():
        folder = f"/zwgk/{COLUMNS[name]}"
        pages |= _lists(name, folder, postings)
        for at, posting in enumerate(postings):
            path = (
                f"{folder}/{posting.published_on:%Y%m}/t{posting.published_on:%Y%m%d}_{posting.number}.html"
            )
            titles[path] = posting.plain_title
            if at == 5:
                bare.add(path)
            pages |= dict(_detail(name, path, posting, at))
    pages["/index.html"] = (
        b'<html><head><meta http-equiv="refresh" content="0;url=./home/index.html"></head></html>'
    )
    pages["/home/index.html"] = _home(dealt)
    return Site(pages, titles, frozenset(bare))


def _home(dealt: dict[str, list[Posting]]) -> bytes:
    names = list(dealt)
    menu = "".join(
        f"document.write('<td><a href=\"../zwgk/{COLUMNS[name]}/\">{name}</a></td>');\n" for name in names[:4]
    )
    blocks = "".join(
        f"<table><tr><td>{name}</td><td><A HREF=../zwgk/{COLUMNS[name]}/index.html><IMG SRC=more.gif></A></td></tr>"
        + "".join(
            f"<tr><td colspan=2>·<A HREF={_link('..', name, posting)} target=_blank>{title(posting)[:14]}</A></td></tr>"
            for posting in dealt[name][:3]
        )
        + "</table>"
        for name in names[3:]
    )
    return html(NAME, f"<table><tr><script>{menu}</script></tr></table><h1>{NAME}</h1>{blocks}{_FOOT}")


def _link(root: str, name: str, posting: Posting) -> str:
    day = posting.published_on
    return f"{root}/zwgk/{COLUMNS[name]}/{day:%Y%m}/t{day:%Y%m%d}_{posting.number}.html"


def _lists(name: str, folder: str, postings: list[Posting]) -> Iterator[tuple[str, bytes]]:
    found = sheets(postings, SIZE)
    stub = COLUMNS[name] == "ghjh"
    for number, sheet in enumerate(found):
        rows = "".join(
            f"<li><a href='./{p.published_on:%Y%m}/t{p.published_on:%Y%m%d}_{p.number}.html' title='{title(p)}'>"
            f"{title(p)[:18]}…</a><span>{p.published_on:%Y-%m-%d}</span></li>"
            for p in sheet
        )
        body = (
            f"<div class='weizhi'>当前位置：<a href='../../home/'>首页</a> &gt; {name}</div><ul class='list'>{rows}</ul>"
            f"<script>createPageHTML({len(found)}, {number}, 'index', 'html');</script>{_FOOT}"
        )
        path = f"{folder}/index.html" if number == 0 else f"{folder}/index_{number}.html"
        if number == 0 and stub:
            refresh = '<meta http-equiv=\\"refresh\\" content=\\"0;url=./all.html\\">'
            yield path, f'<html><script>document.write("{refresh}")</script></html>'.encode()
            path = f"{folder}/all.html"
        yield path, html(NAME, body)


def _detail(name: str, path: str, posting: Posting, at: int) -> Iterator[tuple[str, bytes]]:
    day = f"{posting.published_on:%Y年%m月%d日}"
    body = text(posting)
    touched = "<meta name='PubDate' content='2026-09-01 09:00'>"
    if at == 5:
        body = "<p align=center><img src='./W020240101.jpg'></p>"
    held = f"<div class='TRS_Editor'>{body}</div>"
    written = f"<script>var pubdata='{day}'; document.write('发布时间：'+pubdata);</script>"
    forms = (
        f"<table><tr><td class='bt'>{title(posting)}</td></tr><tr><td>{written}　来源：{posting.source}</td></tr>"
        f"<tr><td>{held}</td></tr></table>",
        f"<p align=center><font size=5>{title(posting)}</font></p><p align=center>【发布日期：{day}】【字号：大 中 小】</p>{held}"
        "<p>【打印本页】【关闭窗口】</p>",
        f"<div class='xl_title'><h2>{title(posting)}</h2></div><div class='xl_sj'>{posting.published_on:%Y-%m-%d} 10:20</div>"
        f"<div class='xl_nr'>{body}</div><div class='xg'>相关链接</div>",
    )
    content = f"<div>您的位置：首页 &gt; {name}</div>{forms[at % 3]}{_FOOT}"
    if at == 7:  # an article in parts
        paragraphs = body.split("\n")
        cut = max(len(paragraphs) // PARTS, 1)
        parts = [
            "\n".join(paragraphs[i * cut : None if i == PARTS - 1 else (i + 1) * cut]) for i in range(PARTS)
        ]
        stem = path.rpartition("/")[2].removesuffix(".html")
        for number, part in enumerate(parts):
            script = f"<script>createPageHTML({PARTS}, {number}, '{stem}', 'html');</script>"
            shown = content.replace(body, part + script)
            yield path if number == 0 else path.replace(".html", f"_{number}.html"), html(NAME, shown)
        return
    yield path, html(NAME, content, touched if at % 3 == 1 else "", "gb18030" if at % 2 else "utf-8")
