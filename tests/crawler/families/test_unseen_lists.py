"""Lists as portals of many makes have them: tables within tables, pagers that are no links."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.extract import read_list
from crawler.families import ListPage
from crawler.pages import rows as list_rows
from crawler.pages.page import Page

EPOINT = "http://trade.example/jyxx/003/moreinfo.html"


def title(number: int) -> str:
    return f"关于第{number}号安全生产工作检查情况的通知"


def read(url: str, body: str) -> ListPage:
    return read_list(Page.parse(f"<html><body>{body}</body></html>".encode(), url))


def rows(shape: str) -> str:
    return "".join(shape.format(n=n, title=title(n), day=f"2020-03-{n:02d}") for n in range(1, 9))


JSP = "<table><tr><td><img></td><td><a href='show.jsp?id={n}'>{title}</a></td><td>{day}</td></tr></table>"
STATIC = (
    "<li class='wb-data-list'><div><a href='/jyxx/003/20190101/{n}.html'>{title}</a></div>"
    "<span>{day}</span></li>"
)
CLICKED = (
    "<tr><td><a href='javascript:void(0)' onclick=\"window.open('/jyxx/003/20190101/{n}.html')\">{title}</a>"
    "</td><td>{day}</td></tr>"
)


@pytest.mark.parametrize(
    ("url", "body", "following"),
    [
        (
            "http://portal.example/list.jsp?id=3",
            f"<table><tr><td><table><tr><td>{rows(JSP)}</td></tr></table></td></tr></table>"
            "共 88 条 第1/11页 <a href='list.jsp?id=3&page=2'>下一页</a>",
            "http://portal.example/list.jsp?id=3&page=2",
        ),
        (
            EPOINT,
            f"<ul>{rows(STATIC)}</ul><ul class='wb-page'><li><a href='/jyxx/003/2.html'>下页 &gt;</a></li>"
            "<li><a href='/jyxx/003/11.html'>末页</a></li><li>1/11</li></ul>",
            "http://trade.example/jyxx/003/2.html",
        ),
        (
            EPOINT,
            f"<table>{rows(CLICKED)}</table>"
            "<span onclick=\"window.location.href='/jyxx/003/2.html'\">下页 &gt;</span><span>1/11</span>",
            "http://trade.example/jyxx/003/2.html",
        ),
    ],
    ids=["tables of tables", "moreinfo", "clicked"],
)
def test_a_list_of_another_make_is_read_with_its_days_and_its_pager(
    url: str, body: str, following: str
) -> None:
    found = read(url, body)
    assert [entry.title for entry in found.entries] == [title(n) for n in range(1, 9)]
    assert [entry.published_on for entry in found.entries] == [date(2020, 3, n) for n in range(1, 9)]
    assert (found.next, found.pages) == (following, 11)


def test_a_last_page_of_one_row_has_no_entry_of_the_header() -> None:
    row = f"<li><a href='/t/9.html'>{title(9)}</a><span>2020-03-09</span></li>"
    header = "<div class='header'><a href='/'>首页</a> <a href='/zwgk/index.html'>通知公告</a></div>"
    found = read("http://portal.example/a/index_3.html", f"{header}<div class='main'><ul>{row}</ul></div>")
    assert [entry.title for entry in found.entries] == [title(9)]


def test_rows_in_blocks_of_tables_are_one_list_and_the_foot_is_none() -> None:
    row = "<tr><td><a href='view.jsp?id={n}'>{title}</a></td><td>{day}</td></tr>"
    block = f"<table><tbody>{rows(row)}</tbody></table>"
    foot = "<table><tr><td><a href='/map.jsp'>网站地图说明</a></td></tr></table>"
    read_rows = read("http://x.example/list.jsp", f"<div>{block}{block.replace('id=', 'no=')}{foot}</div>")
    assert len(read_rows.entries) == 16


def test_the_numbers_of_epoints_pager_may_be_variables() -> None:
    pager = "<script>var pageSize=8,total=20; $('#p').pagination({pageSize:pageSize,total:total})</script>"
    listed = read(EPOINT, f"<ul>{rows(STATIC)}</ul>{pager}")
    assert (listed.next, listed.pages) == ("http://trade.example/jyxx/003/2.html", 3)


@pytest.mark.parametrize(
    ("pager", "following", "form"),
    [
        (
            "<form name='f' action='/list.do' method='post'><input name='page' value='1'></form><script>"
            "function goPage(n){document.f.page.value=n;document.f.submit();}</script>"
            "<a href='javascript:goPage(2)'>下一页</a>",
            "http://x.example/list.do?__page=2",
            (("page", "2"),),
        ),
        (
            "<form id='f' action='list.jsp'><input name='cid' value='3'><input name='no' id='pn'></form>"
            "<script>"
            "function jump(p){document.getElementById('pn').value=p;document.getElementById('f').submit()}"
            "</script><a href='#' onclick=\"jump('2');return false\">下页</a>",
            "http://x.example/list.jsp?cid=3&no=2",
            (),
        ),
        (
            "<script>function to(p){window.location.href='list.jsp?cid=3&page='+p+'&size=8';}</script>"
            "<a href='javascript:void(0)' onclick='to(2)'>下一页</a>",
            "http://x.example/list.jsp?cid=3&page=2&size=8",
            (),
        ),
    ],
    ids=["posts", "asks", "goes"],
)
def test_a_pager_that_calls_a_function_is_followed(
    pager: str, following: str, form: tuple[tuple[str, str], ...]
) -> None:
    row = "<li><a href='/n/{n}.html'>{title}</a><span>{day}</span></li>"
    found = read("http://x.example/list.jsp?cid=3", f"<ul>{rows(row)}</ul>{pager}")
    assert (found.next, found.form) == (following, form)


@pytest.mark.parametrize(
    "shape",
    [
        "<tr><td><span onclick=\"window.open('/show.do?id={n}')\">{title}</span></td><td>{day}</td></tr>",
        "<tr onclick=\"location.href='/show.do?id={n}'\"><td>{n}</td><td>{title}</td><td>{day}</td></tr>",
    ],
)
def test_rows_that_react_to_a_click_are_entries(shape: str) -> None:
    found = read("http://x.example/list.do", f"<table>{rows(shape)}</table>")
    assert found.entries[0].url == "http://x.example/show.do?id=1"
    assert [entry.title for entry in found.entries] == [title(n) for n in range(1, 9)]
    assert found.entries[7].published_on == date(2020, 3, 8)


def test_the_day_may_stand_below_the_title() -> None:
    row = "<dt><a href='/x/{n}.html'>{title}</a></dt><dd>发布日期：{day}　发布机构：某县人民政府</dd>"
    found = read("http://x.example/x/", f"<dl>{rows(row)}</dl>")
    assert [entry.published_on for entry in found.entries] == [date(2020, 3, n) for n in range(1, 9)]


def test_a_short_list_beside_a_longer_one_is_no_row_of_it() -> None:
    row = "<li><a href='/{n}.html'>{title}</a><span>{day}</span></li>"
    own = "".join(row.format(n=f"gg/{n}", title=title(n), day=f"2021-03-{n:02d}") for n in (1, 2))
    aside = rows(row.replace("{title}", "热门：{title}"))
    found = read(
        "http://x.example/gg/", f"<div><ul>{own}</ul></div><div class='sidebar'><ul>{aside}</ul></div>"
    )
    assert [entry.title for entry in found.entries] == [title(1), title(2)]


def test_a_list_in_a_script_goes_on_where_the_pager_says_and_may_end_with_one_row() -> None:
    row = "{{title:'{title}',url:'./{n}.shtml',time:'{day}'}},"
    last = row.format(n=9, title=title(9), day="2020-03-09")
    pager = "<script>createPageHTML(2,{},'index','shtml');</script>"
    first = read("http://x.example/d/", f"<script>var docs=[{rows(row)}];</script>{pager.format(0)}")
    assert (len(first.entries), first.next, first.pages) == (8, "http://x.example/d/index_1.shtml", 2)
    further = read(
        "http://x.example/d/index_1.shtml", f"<script>var docs=[{last}];</script>{pager.format(1)}"
    )
    assert [entry.title for entry in further.entries] == [title(9)]


def test_what_lies_too_deep_is_no_row_of_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_rows, "MOST_DEEP", 20)
    deep = "".join(f"<ul><li><a href='/d{at}.html'>深处第{at}条通知公告</a>2024-01-01" for at in range(30))
    plain = "".join(f"<li><a href='/n{at}.html'>第{at}条通知公告</a>2024-01-01</li>" for at in range(3))
    body = f"<html><body><ul>{plain}</ul><div>{deep}</div></body></html>"
    page = Page.parse(body.encode(), "http://p.test/")
    found = [entry.url for entry in list_rows.entries(page)]
    assert found[:3] == [f"http://p.test/n{at}.html" for at in range(3)]
    assert "http://p.test/d29.html" not in found


def test_a_calendar_leaf_tells_the_day_beside_a_summary_that_names_years() -> None:
    items = "".join(
        f"<div class=item><div><span>0{n}</span><em>2023-05</em></div><div>"
        f"<h3><a href='/n/{n}.html'>关于第{n}号防汛工作的通知</a></h3>"
        "<p>2022年以来工作情况良好。<a href='/n/1.html'>[详细]</a></p></div></div>"
        for n in (1, 2)
    )
    page = Page.parse(f"<html><body><div>{items}</div></body></html>".encode(), "http://a.test/n/list.html")
    assert [entry.published_on for entry in read_list(page).entries] == [date(2023, 5, 1), date(2023, 5, 2)]


def test_a_link_that_holds_a_row_is_called_by_what_is_named_a_title_in_it() -> None:
    card = (
        "<a href='/art/{n}.html'><div class='pic'><img src='{n}.jpg'></div><div class='info'>"
        "<div class='tit'>{title}</div>"
        "<div class='desc'>近日，有关部门就此开展工作，取得了明显成效，详见正文内容……</div>"
        "<div>发布时间：{day}</div></div></a>"
    )
    first = read("http://portal.example/news", f"<div>{rows(card)}</div>").entries[0]
    assert (first.title, first.published_on) == (title(1), date(2020, 3, 1))


@pytest.mark.parametrize(
    "shape",
    [
        "<h4>{day}</h4><ul><li><a href='{n}.html'>{title}</a></li></ul>",
        "<li><a href='{n}.html' title='标题：{title}\n发布时间：{day}'>关于第{n}号…</a><b>{day}</b></li>",
        "<li><a href='{n}.html'><span>{day}</span>{title}</a></li>",
        "<article><h2><a href='{n}.html'>{title}</a></h2>"
        "<time datetime='{day}T08:00:00+08:00'>3月</time></article>",
    ],
)
def test_days_and_titles_stand_apart_in_rows_of_any_form(shape: str) -> None:
    entries = read("http://portal.example/news/", f"<div>{rows(shape)}</div>").entries
    assert [(entry.title, entry.published_on) for entry in entries] == [
        (title(n), date(2020, 3, n)) for n in range(1, 9)
    ]


@pytest.mark.parametrize(
    "names",
    [
        "<h3><a href='/'>首页</a>>><a href='/sjs/'>勘察设计</a>>><a href='/gg/'>政府公告</a></h3>",
        "<div><p><a href='/tz/'>科研通知</a></p><p><a href='/dt/'>科研动态</a></p></div>",
    ],
)
@pytest.mark.parametrize("count", [1, 8])
def test_a_path_and_a_menu_beside_rows_are_no_rows(names: str, count: int) -> None:
    row = "<div><p><a href='{n}.html'>{title}</a></p><p>发布时间：{day} 09:00:00</p></div>"
    listed = "".join(row.format(n=n, title=title(n), day=f"2020-03-{n:02}") for n in range(1, count + 1))
    entries = read("http://portal.example/sjs/gg/", f"<div>{names}{listed}</div>").entries
    assert [entry.title for entry in entries] == [title(n) for n in range(1, count + 1)]


def test_two_rows_outweigh_the_names_of_many_other_sites() -> None:
    others = "".join(f"<span><a href='http://other{n}.example/'>某某建设{n:02}</a></span>" for n in range(60))
    listed = "".join(f"<li><a href='{n}.html'>{title(n)}</a>2020-03-0{n}</li>" for n in (1, 2))
    entries = read("http://portal.example/gg/", f"<ul>{listed}</ul><div>{others}</div>").entries
    assert [entry.title for entry in entries] == [title(1), title(2)]


def test_a_row_that_shows_a_day_may_be_called_by_two_characters() -> None:
    names = ("三侨生", "公示", "关于补办证件的咨询", "打印")
    listed = "".join(
        f"<li><a href='{n}.html'>{name}</a><span>2020-03-0{n}</span></li>" for n, name in enumerate(names, 1)
    )
    entries = read("http://portal.example/hfxd/", f"<ul><li><a href='/'>首页</a></li>{listed}</ul>").entries
    assert [entry.title for entry in entries] == list(names[:3])


@pytest.mark.parametrize("shape", ["[{}]", "{}"])
def test_days_of_short_years_beside_links(shape: str) -> None:
    cells = "".join(
        f"<tr><td>·<a href='show.asp?id={n}'>{title(n)}</a></td>"
        f"<td>{shape.format(f'07-03-{n:02d}')}</td></tr>"
        for n in range(1, 9)
    )
    found = read("http://portal.example/list.asp", f"<table>{cells}</table>").entries
    assert [entry.published_on for entry in found] == [date(2007, 3, n) for n in range(1, 9)]


def test_a_title_above_its_summary_within_one_link() -> None:
    rows = "".join(
        f"<li><a href='t2021110{n}_33{n}.htm'><p>{title(n)}</p>"
        "<p>近日，有关单位组织人员对辖区企业开展了安全检查。</p>"
        f"<p>2021年11月{n}日　来源：县交通局</p></a></li>"
        for n in range(1, 9)
    )
    found = read("http://portal.example/gzdt/index.htm", f"<ul>{rows}</ul>").entries
    assert [entry.title for entry in found] == [title(n) for n in range(1, 9)]
