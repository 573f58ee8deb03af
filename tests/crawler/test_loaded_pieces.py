"""Menus in pieces of markup that pages load, and the first page of lists as functions are called for it."""

from __future__ import annotations

import time

import pytest
from small_portal import Portal

from crawler import probe
from crawler.families import read
from crawler.pages.fragments import loaded
from crawler.pages.page import Page
from crawler.pages.rows import entries

MENU = "<ul><li><a href='/tzgg/index.html'>通知公告</a></li></ul><script>show('weather')</script>"
LOADS = [
    "<div id=head></div><script>$('#head').load('/include/head.html');</script>",
    "<div id=head></div><script>$('#head').load('/include/head.html #menu', shown);</script>",
    "<div id=head></div><script>$.get(\"/include/head.html\", function (d) { $('#head').html(d) })</script>",
    "<div data-include='/include/head.html'></div>",
    '<div w3-include-html="/include/head.html"></div>',
    "<div id=head></div><script src='/js/common.js'></script>",
]


def page(body: str, address: str = "http://www.a.gov.cn/") -> Page:
    return Page(address, f"<html><body>{body}</body></html>", "utf-8")


@pytest.mark.parametrize("loads", LOADS)
def test_a_menu_that_the_home_page_loads_leads_to_the_columns(portal: Portal, loads: str) -> None:
    portal.server.page("/", f"<html><body>{loads}<h1>云岭县水利局</h1></body></html>")
    portal.server.page("/include/head.html", MENU)
    portal.server.page("/js/common.js", "$(function () { $('#head').load('/include/head.html'); });")
    assert portal.crawl(discover=True).new == 6
    assert [column.name for column in probe(portal.portal, portal.config).columns] == ["通知公告"]


def test_a_piece_is_asked_for_once(portal: Portal) -> None:
    portal.server.page("/", f"<html><body>{LOADS[0]}<a href='/jgzn.html'>机构职能</a></body></html>")
    portal.server.page("/jgzn.html", f"<html><body>{LOADS[0]}<p>设置办公室。</p></body></html>")
    portal.server.page("/include/head.html", MENU)
    portal.crawl(discover=True)
    assert portal.server.paths.count("/include/head.html") == 1


def test_what_is_no_markup_of_the_portal_is_no_piece() -> None:
    code = "$.get('/api/list', f); img.load('/a.jpg'); $('#a').load(address); $.get('/count?id=3.html')"
    assert list(loaded(page(f"<script>{code}</script>"), code)) == []


@pytest.mark.parametrize("piece", [".load('", ".load('a.html ", " data-include='", " include='a"])
def test_endless_pieces_cost_little(piece: str) -> None:
    code = piece * (200_000 // len(piece))
    began = time.process_time()
    list(loaded(page(""), code))
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("script", "asks"),
    [
        ("function show(i) { $.getJSON('/rest/list?cat=003001&pageIndex=' + i, draw); } show(0);", "0"),
        ("function show(i) { $.getJSON('/rest/list?cat=003001&pageIndex=' + i, draw); } show(1);", "1"),
        ("function show(i) { $.get('/rest/list', { cat: '003001', pageIndex: i }, draw); } show(0);", "0"),
        (
            "function show(i) { $.get('/rest/list', { cat: '003001', pageIndex: i + 1 }, draw); } show(0);",
            "1",
        ),
        ("var i = 0; $.get('/rest/list', { cat: '003001', pageIndex: i }, draw);", "0"),
        ("var i = 0; i++; $.get('/rest/list', { cat: '003001', pageIndex: i }, draw);", "1"),
        ("$('#i').show('0'); function show(i) { $.get('/rest/list', { cat: '003001', pageIndex: i }) }", "1"),
        ("show = (i, k) => { $.get('/rest/list', { cat: k, pageIndex: i }) }; show(0, '003001')", "0"),
    ],
)
def test_the_first_page_is_the_one_that_the_function_is_called_for(script: str, asks: str) -> None:
    source = read(page(f"<script>{script}</script>", "http://www.a.gov.cn/jyxx/")).source
    assert source is not None
    assert source.removeprefix("http://www.a.gov.cn/rest/list?").split("&") in (
        ["cat=003001", f"pageIndex={asks}"],
        [f"pageIndex={asks}", "cat=003001"],
    )


def test_many_functions_and_calls_cost_little() -> None:
    script = "function f(a, b) { g(a, 1); } f(1, 'x'); " * 5_000 + "$.get('/rest/list', { pageIndex: q });"
    began = time.process_time()
    read(page(f"<script>{script}</script>", "http://www.a.gov.cn/jyxx/"))
    assert time.process_time() - began < 2


def test_a_function_that_goes_home_for_the_first_page_goes_on_for_others() -> None:
    rows = "".join(f"<li><a href='/a/{n}.html'>第{n}号工程的公告</a>2024-03-0{n}</li>" for n in range(1, 4))
    turn = (
        "<a href='javascript:void(0)' onclick='turn(2)'>下一页</a><script>function turn(n) {"
        " if (n == 1) { location.href = 'moreinfo.html'; } else { location.href = n + '.html'; } }</script>"
    )
    listed = read(page(f"<ul>{rows}</ul>{turn}", "http://www.a.gov.cn/jyxx/003001/moreinfo.html"))
    assert listed.next == "http://www.a.gov.cn/jyxx/003001/2.html"


def test_days_in_addresses_alone_do_not_close_a_list_without_days() -> None:
    def box(numbers: range) -> str:
        rows = "".join(
            f"<li><a href='./202403/t2024030{n}_10{n}.html'>河长制工作经验第{n}篇</a></li>" for n in numbers
        )
        return f"<div class=box><h3>动态</h3><ul>{rows}</ul></div>"

    topic = page(box(range(1, 4)) + box(range(4, 7)), "http://www.a.gov.cn/ztzl/hzz/")
    assert len(entries(topic)) == 6


ASKS = [
    "<script>$.get('/hits/add.jsp?id=3');</script>",
    "<script>$.get('/tj/visit.php', function (n) { $('#n').html(n) })</script>",
    "<script>$('#box').load('/user/login.html');</script>",
    "<a onclick=\"zan('3')\">赞</a><script>function zan(id) { location.href = '/zan.jsp?id=' + id }</script>",
    "<a data-url='/art/delete.php'>删除</a>",
]


@pytest.mark.parametrize("asks", ASKS)
def test_what_counts_or_changes_something_is_not_asked(portal: Portal, asks: str) -> None:
    portal.server.page("/", f"<html><body>{asks}<a href='/tzgg/index.html'>通知公告</a></body></html>")
    portal.crawl(discover=True)
    asked = " ".join(portal.server.paths)
    assert "/tzgg/index.html" in asked
    assert not any(word in asked for word in ("hits", "/tj/", "login", "zan", "delete"))
