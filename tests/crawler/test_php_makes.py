"""Portals of DedeCMS and phpcms: all behind one program, datelines in headings, summaries in lists."""

from __future__ import annotations

import time

import pytest
from made_page import read
from small_portal import Portal

from crawler.extract import classify
from crawler.pages.column_name import column_name
from crawler.pages.links import links
from crawler.pages.page import Page

TEXT = "<p>为做好秋收工作，各乡镇应当落实责任，备足物资，加强值守，及时报告险情。</p>"
ROW = "<li>·<a href='/index.php?a=show&id={0}'>关于第{0}号工作的公告</a><span>(2024-03-0{0})</span></li>"
RELATED = "<h5>延伸阅读：</h5><ul>{}</ul>".format("".join(map(ROW.format, range(1, 5))))
HEADING = (
    "<h1>关于做好秋收工作的通知<br /><span>2024-03-11 09:30:00&nbsp;来源：县农业农村局 评论："
    "<a href='#c'>0</a> 点击：</span><span id='hits'></span></h1>"
)


SHOWN = "http://portal.example/index.php?m=content&a=show&catid=6&id=7"


def page(body: str, url: str = SHOWN) -> Page:
    return Page.parse(
        f"<html><head><title>政府公告 - 云岭县</title></head><body>{body}</body></html>".encode(), url
    )


def test_a_page_behind_the_program_of_the_home_page_may_be_a_document() -> None:
    shown = page(f"{HEADING}<div class='content'>{TEXT * 3}</div>{RELATED}")
    assert classify(shown) == "detail"
    assert classify(page(HEADING + TEXT, "http://portal.example/index.php")) == "other"


def test_a_dateline_within_the_heading_is_no_part_of_the_title() -> None:
    document = read(f"{HEADING}<div class='content'>{TEXT * 3}</div>")
    assert document.title == "关于做好秋收工作的通知"
    assert str(document.published_on) == "2024-03-11"
    assert read(f"<h1>云岭县<br><span>2024年3月预算公开</span></h1>{TEXT * 3}").title != "云岭县"


@pytest.mark.parametrize(
    "instead",
    [
        "<p><img src='/a/7.jpg'></p>",
        "<iframe src='/a/7_body.html' width='100%'></iframe>",
    ],
)
def test_a_file_or_a_frame_below_a_heading_and_its_day_is_a_document(instead: str) -> None:
    assert classify(page(f"<div>{HEADING}<div class='content'>{instead}</div>{RELATED}</div>")) == "detail"
    assert (
        classify(page(f"<div><h3>政府公告</h3><div class='content'>{instead}</div>{RELATED}</div>")) == "list"
    )


def test_a_page_of_a_list_with_summaries_is_no_document() -> None:
    rows = "".join(
        f"<li><a href='/a/{n}.html'>关于第{n}号工作的公告</a><span>日期：2024-03-0{n}</span>{TEXT}</li>"
        for n in (1, 2)
    )
    assert classify(page(f"<ul>{rows}</ul>", "http://portal.example/a/tzgg/list_3_4.html")) != "detail"


@pytest.mark.parametrize("beside", ["", f"<ul>{ROW.format(1)}</ul>"])
def test_a_document_at_an_address_like_that_of_a_list_is_one(beside: str) -> None:
    body = f"<h1>关于秋收工作的通知</h1><div>发布时间：2024-03-11</div><div class='content'>{TEXT * 3}</div>"
    assert classify(page(body + beside, "http://portal.example/a/node_3_4567.html")) == "detail"


def test_a_title_cut_in_the_head_is_taken_in_full_from_the_heading() -> None:
    head = "<title>房屋征收补偿情况的通_云岭县</title>"
    full = "房屋征收补偿情况的通报（第15号）"
    assert (
        read(f"<div class=title><h2>{full}</h2></div><div class=content>{TEXT * 3}</div>", head).title == full
    )
    head, heading = (
        "<title>关于秋收工作的通知_云岭县</title>",
        "<h2>关于秋收工作的通知发布时间：2024-03-11</h2>",
    )
    assert read(f"{heading}<div class=content>{TEXT * 3}</div>", head).title == "关于秋收工作的通知"


def test_words_above_comments_are_no_text() -> None:
    comments = (
        "<dl><dt>最新评论</dt><dd>请自觉遵守互联网相关的政策法规，严禁发布色情、暴力、反动的言论。</dd></dl>"
    )
    assert read(f"<h1>县城规划图</h1><div>2024-03-11</div><p><img src=/a.jpg></p>{comments}").text == ""


def test_a_tree_of_calls_leads_to_its_columns() -> None:
    tree = "<script>d.add(0,-1,'目录');d.add(1,0,'财政预决算','/col/col7/index.html','','main');</script>"
    (link,) = links(page(tree))
    assert (link.url, link.text) == ("http://portal.example/col/col7/index.html", "财政预决算")


def test_scripts_begin_where_they_are_opened() -> None:
    link = "<a href='/d.jsp?a=1&amp;b=2'>附件一</a>"
    body = f"<script src=/a.js></script>{link}<script>document.write('<p>')</script>"
    assert {one.url for one in links(page(body))} == {"http://portal.example/d.jsp?a=1&b=2"}
    written = "<script>document.write('<a href=\"/d.jsp?a=1&amp;b=2\">通知公告</a>')</script>"
    assert {link.url for link in links(page(written))} == {"http://portal.example/d.jsp?a=1&b=2"}


@pytest.mark.parametrize(
    "written",
    [
        "<script>document.write('<a href=\"{}\">通知公告</a>')</script>",
        "<!-- <li><a href='{}'>通知公告</a></li> -->",
    ],
)
def test_names_of_parameters_are_no_escapes(written: str) -> None:
    address = "http://portal.example/list.jsp?id=1&currentPage=2&section=5&notice=6&copy=7"
    assert {link.url for link in links(page(written.format(address.replace("&copy", "&amp;copy"))))} == {
        address
    }


def test_scripts_that_never_end_cost_time_that_grows_with_them() -> None:
    begun = time.process_time()
    for opened in ("<script>", "<script"):
        assert not list(links(page(opened * 20_000)))
    assert time.process_time() - begun < 5


def test_more_is_not_the_name_of_a_column() -> None:
    crumbs = "<a href='/'>首页</a> &gt; <a href='/x'>新闻中心</a> &gt; <a>政府公告</a> &gt; 列表"
    crumbs = f"<div class='crumbs'>{crumbs}</div>"
    assert column_name(page(crumbs), "更多>>") == "政府公告"
    assert column_name(page("<p>通知</p>"), "更多...") == "政府公告"


def test_a_way_to_the_page_without_links_is_its_own_line() -> None:
    crumbs = "<div class='crumbs'>首页 &gt; 新闻中心 &gt; 政务要闻</div>"
    assert column_name(page(f"<div>{crumbs}{TEXT * 20}</div>")) == "政务要闻"


def test_many_ways_to_a_page_cost_time_that_grows_with_them() -> None:
    begun = time.process_time()
    for way in ("<div class='crumb'>a b c</div>", "<p>当前位置</p>"):
        column_name(page(way * 20_000))
    assert time.process_time() - begun < 5


def test_a_last_page_with_one_row_beside_other_links_is_read(portal: Portal) -> None:
    row = "<li><a href='/tzgg/{0}.html'>关于第{0}号防汛工作的通知</a><span>2024-03-{0:02d}</span></li>"
    beside = "<div class=r><ul>{}</ul></div>".format(
        "".join(f"<li><a href='/tzgg/{n}.html'>关于第{n}号防汛工作的通知</a></li>" for n in range(1, 5))
    )
    first = "".join(row.format(n) for n in range(1, 4))
    portal.server.page(
        "/tzgg/index.html", f"<div class=l><ul>{first}</ul><a href='2.html?p=2'>下一页</a></div>{beside}"
    )
    portal.server.page("/tzgg/2.html?p=2", f"<div class=l><ul>{row.format(6)}</ul></div>{beside}")
    portal.crawl()
    assert "/tzgg/6.html" in portal.documents()
