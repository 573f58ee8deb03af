"""Where a list goes on, in the variants that portals have of it."""

from __future__ import annotations

import time

import pytest

from crawler.extract import read_list
from crawler.families._paging import page_count
from crawler.pages.page import Page

ROWS = (
    '<ul><li><a href="t20240311_12345.html">关于春季植树的通知</a>2024-03-11</li>'
    '<li><a href="t20240310_12346.html">关于道路施工的公告</a>2024-03-10</li></ul>'
)
HERE = "http://portal.example/xxgk/index.html"


@pytest.mark.parametrize(
    ("paging", "following", "pages"),
    [
        ('<script>createPageHTML(50, 0, "index","htm",849);</script>', "index_1.htm", 50),
        ('<script>createPageHTML(4, 2, "list", "shtml");</script>', "list_3.shtml", 4),
        ('<script>createPageHTML(4, 3, "index", "html");</script>', None, 4),
        ("<script>var currentPage=0; var countPage=56;//共多少页</script>", "index_1.html", 56),
        (
            "<script>var currentPage = 1;var countPage = 3;nextPage=currentPage+1;"
            'document.write("<a href=\'zwdt_"+nextPage+".htm\'>下一页</a>");</script>',
            "zwdt_2.htm",
            3,
        ),
        (
            "<script>var special='/zt/special_'+page+'.html';var currentPage=0;var countPage=5;"
            "img.src='pic_'+page+'.jpg';url='/zt/list_'+num+'.html';</script>",
            "index_1.html",
            5,
        ),
        ("<script>Pager({size:3,current:0,prefix:'index',suffix:'html'})</script>", "index_1.html", 3),
        ("<script>createPageHTML('page_div',4,4,'wj','shtml',61)</script>", None, 4),
        ('<a href="index_1.html">下一页</a><span>共1,227页</span>', "index_1.html", 1227),
        ('<link rel="next" href="?p=2">', "index.html?p=2", None),
        ('<a href="index_2.htm">下页</a><a href="index_9.htm">尾页</a>', "index_2.htm", 9),
        ('<a href="index_1.htm">下页</a><a href="index_8.htm">尾页</a>', "index_1.htm", 9),
        ('<a href="index_5.htm">下页</a><a href="index_9.htm">尾页</a>', "index_5.htm", None),
        (
            '<a href="index_10.htm">10</a><a>11</a><a href="index_12.htm">12</a>'
            '<a href="index_12.htm">下页</a><a href="index_27.htm">最后一页</a>',
            "index_12.htm",
            27,
        ),
        (
            '<a href="index_9.htm">10</a><a href="index_11.htm">12</a>'
            '<a href="index_11.htm">下页</a><a href="index_26.htm">尾页</a>',
            "index_11.htm",
            27,
        ),
        (
            '<a href="x/22.html">5</a><a href="x/20.html">7</a>'
            '<a href="x/20.html">下页</a><a href="x/1.html">尾页</a>',
            "x/20.html",
            None,
        ),
        (
            '<a>1</a><a href="l?start=20">2</a><a href="l?start=20">下页</a><a href="l?start=180">尾页</a>',
            "l?start=20",
            None,
        ),
        ('<b>页次2<span>/</span>26</b> <a href="index_3.htm">下一页</a>', "index_3.htm", 26),
        ("Total 11 12/Page Current 1/3 Pages <a href='index_2.htm'>Next</a>", "index_2.htm", 3),
        (
            '共52条记录 1/3页 <a href="#" onclick="location.href=encodeURI(\'index_2.jhtml\');">下一页</a>',
            "index_2.jhtml",
            3,
        ),
        ('<div><span class="current">2</span><a href="p3.html">3</a></div>', "p3.html", None),
        (
            "<ul><li class='ewb-page-li ewb-page-hover'><a href='#' onclick=\"go('1.html')\">1</a></li>"
            "<li class='ewb-page-li'><a href='javascript:;' onclick=\"go('2.html')\">2</a></li></ul>",
            "2.html",
            None,
        ),
        ("<span id='index'>1/12</span><a>首页</a><a href='2.html'>下页&gt;</a>", "2.html", 12),
        ('<a href="javascript:;">下一页</a>', None, None),
        ("<a href='#' onclick='go(this,\"ui?page=2&id=7\")'>下一页</a>", "ui?page=2&id=7", None),
        (
            '<a href="x/6.html">2</a><a href="x/1.html">7</a>'
            '<a href="x/6.html">下页</a><a href="x/1.html">尾页</a>',
            "x/6.html",
            7,
        ),
    ],
)
def test_next_page(paging: str, following: str | None, pages: int | None) -> None:
    said = read_list(Page.parse(f"<html><body>{ROWS}{paging}</body></html>".encode(), HERE))
    assert len(said.entries) == 2
    assert said.next == (following and f"http://portal.example/xxgk/{following}")
    assert said.pages == pages


@pytest.mark.parametrize("filling", ["页次" + " " * 200_000, "总页数" + "\u3000" * 200_000, "1" * 200_000])
def test_pages_are_counted_in_time_that_grows_with_the_text(filling: str) -> None:
    page = Page.parse(f"<html><body><pre>{filling}</pre><p>末页 1/12</p></body></html>".encode(), HERE)
    begun = time.process_time()
    assert page_count(page) == 12
    assert time.process_time() - begun < 5


def test_proxy_answer_goes_on_after_its_last_record() -> None:
    url = (
        "http://portal.example/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=2&perpage=1&columnid=9"
    )
    records = "".join(
        f'<record><![CDATA[<li><a href="/art/2024/3/{day}/art_9_{day}.html">'
        f"关于第{day}号事项的公告</a></li>]]></record>"
        for day in (11, 12)
    )
    body = f"<datastore><totalrecord>5</totalrecord><recordset>{records}</recordset></datastore>"
    said = read_list(Page.parse(body.encode(), url))
    assert [entry.url for entry in said.entries] == [
        "http://portal.example/art/2024/3/11/art_9_11.html",
        "http://portal.example/art/2024/3/12/art_9_12.html",
    ]
    assert said.next is not None
    assert "startrecord=3&endrecord=4" in said.next
    assert said.pages == 5


def test_entries_without_an_address_are_left_out() -> None:
    rows = ROWS.replace("t20240310_12346.html", "javascript:;")
    assert len(read_list(Page.parse(rows.encode(), HERE)).entries) == 1
