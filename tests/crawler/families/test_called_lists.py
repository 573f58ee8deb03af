"""Lists whose links call functions, that stand beside menus, and that show several days in a row."""

from __future__ import annotations

import time
from datetime import date

import pytest

from crawler.extract import read_list
from crawler.families import ListPage
from crawler.pages import clicked
from crawler.pages.page import Page

AT = "http://portal.example/tz/list.html"
MENU = "<div class='left'><ul>" + "".join(
    f"<li><a href='/c/{number}/'>{name}</a></li>"
    for number, name in enumerate(("机构职能", "领导分工", "规划计划", "财政信息", "人事信息"))
)
MENU += "</ul></div>"


def title(number: int) -> str:
    return f"关于公布第{number}批节水型单位名单的通知"


def read(body: str) -> ListPage:
    return read_list(Page.parse(f"<html><body>{MENU}{body}</body></html>".encode(), AT))


def rows(shape: str) -> str:
    return "".join(shape.format(n=n, title=title(n), day=f"2023-05-{n:02d}") for n in range(1, 9))


BOX = "<div onclick=\"show('{n}','7')\"><p>{title}</p><p>{day}</p></div>"
ANCHOR = "<li><a href=\"javascript:show('{n}','7')\">{title}</a><span>{day}</span></li>"


@pytest.mark.parametrize("shape", [BOX, ANCHOR])
@pytest.mark.parametrize(
    ("body", "leads"),
    [
        ("function show(id,c){window.location.href='/tz/show.htm?id='+id+'&c='+c;}", "/tz/show.htm?id=1&c=7"),
        ('var show = function(id, c) { window.open("/tz/" + c + \'/\' + id + ".html"); }', "/tz/7/1.html"),
        ("function show(id){ location.assign('/tz/' + (id+1) + '.html') }", "/tz/2.html"),
    ],
)
def test_rows_that_call_a_function_lead_where_it_goes(shape: str, body: str, leads: str) -> None:
    found = read(f"<script>{body}</script><div class='box'>{rows(shape)}</div>").entries
    assert [entry.title for entry in found] == [title(n) for n in range(1, 9)]
    assert found[0].url == f"http://portal.example{leads}"
    assert found[7].published_on == date(2023, 5, 8)


@pytest.mark.parametrize(
    "body",
    [
        "function show(id,c){ hits(id); }",
        "function show(id,c){ location.href = base + id; }",
        "function show(id,c){ location.href = '/login.html'; }",
        "function show(id,c){ if (location.href == '/x/' + id) return; }",
    ],
)
def test_a_function_that_does_not_say_where_makes_no_address(body: str) -> None:
    urls = [entry.url for entry in read(f"<script>{body}</script><div>{rows(BOX)}</div>").entries]
    assert not [url for url in urls if "/c/" not in url]


def test_a_pager_may_count_from_nought() -> None:
    row = "<li><a href='/n/{n}.html'>{title}</a><span>{day}</span></li>"
    pager = "<a href='javascript:void(0)' onclick='toPage(2)'>下一页</a>"
    script = "<script>function toPage(p){window.location='/tz/index_'+(p-1)+'.html'}</script>"
    assert read(f"<ul>{rows(row)}</ul>{pager}{script}").next == "http://portal.example/tz/index_1.html"


def table(heads: str) -> ListPage:
    row = "<tr><td><a href='/n/{n}.html'>{title}</a></td><td>2023-04-01</td><td>{day}</td></tr>"
    return read(f"<table><tr><th>标题</th>{heads}</tr>{rows(row)}</table>")


def test_of_several_days_in_a_row_that_of_publication_counts() -> None:
    posted = table("<th>成文日期</th><th>发布日期</th>").entries
    assert [entry.published_on for entry in posted] == [date(2023, 5, n) for n in range(1, 9)]
    unnamed = table("<th>成文日期</th><th>有效期至</th>").entries
    assert {entry.published_on for entry in unnamed} == {date(2023, 4, 1)}


ASKS = "<div id='list'></div><script>$.post('/api/article/page',{columnId:'88',pageNum:1},show)</script>"


def test_a_menu_does_not_stand_for_the_list_that_a_script_fetches() -> None:
    listed = read(ASKS)
    assert listed.source == "http://portal.example/api/article/page?columnId=88&pageNum=1"
    assert not listed.entries


@pytest.mark.parametrize(
    "script",
    ["$.get('/hits/count?id=7&page=1')", "$.getJSON('/weather/list.json?page=1',f)", "$.get('/api/site')"],
)
def test_a_menu_beside_a_script_that_fetches_no_list_stays(script: str) -> None:
    assert len(read(f"<script>{script}</script>").entries) == 5


def test_documents_on_the_page_go_before_what_a_script_fetches() -> None:
    own = "<ul>" + "".join(f"<li><a href='/n/{n}.html'>{title(n)}</a></li>" for n in range(1, 9)) + "</ul>"
    assert len(read(own + ASKS).entries) == 8


def test_functions_made_to_take_long_are_read_at_once() -> None:
    began = time.process_time()
    read("<script>" + "function show(a" * 3_000 + "</script>" + rows(BOX) * 20)
    read(f"<script>function show(a){{location.href={'(' * 9_000}}}</script>" + rows(BOX) * 20)
    assert time.process_time() - began < 8


def test_a_page_is_gone_through_once_however_many_functions_its_links_call() -> None:
    clicked.functions.cache_clear()
    named = "<li><a href=\"javascript:show{n}('{n}')\">{title}</a><span>{day}</span></li>"
    functions = "".join(f"function show{n}(id){{location.href='/tz/'+id+'.html'}}" for n in range(1, 9))
    found = read(f"<ul>{rows(named)}</ul><script>{functions}</script>")
    assert [entry.url[-6:] for entry in found.entries] == [f"{n}.html" for n in range(1, 9)]
    assert clicked.functions.cache_info().misses <= 2
