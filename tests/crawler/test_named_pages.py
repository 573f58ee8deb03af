"""Documents that only the way to them tells: single pages, answers to letters, lists without days."""

from __future__ import annotations

import time

import pytest
from made_page import read
from small_portal import Portal

import crawler
from crawler.extract import lists_documents, name_of, read_list
from crawler.pages.page import Page

DUTIES = (
    "云岭县水利局是县人民政府工作部门，负责全县水资源的统一管理和保护。",
    "局机关设办公室、规划股和工程股，各股室按照职责分工开展工作。",
)
NAV = (
    "<div class='nav'><a href='/tzgg/'>通知公告</a><a href='/gzdt/'>工作动态</a>"
    "<a href='/jgzn/'>机构职能</a></div>"
)


def page(body: str, address: str = "http://portal.example/jgzn/index.html") -> Page:
    return Page.parse(f"<html><meta charset=utf-8><body>{NAV}{body}</body></html>".encode(), address)


def single(heading: str, text: tuple[str, ...] = DUTIES, way: str = "") -> str:
    shown = "".join(f"<p>{line}</p>" for line in text)
    return (
        f"<div>当前位置：<a href='/'>首页</a> &gt; {way or heading}</div><h2>{heading}</h2><div>{shown}</div>"
    )


def test_a_page_is_a_document_that_a_link_names_as_its_heading_does() -> None:
    assert name_of(page(single("机构职能", way="部门概况")), "机构职能") == "机构职能"


def test_a_page_is_a_document_that_its_own_way_names() -> None:
    assert name_of(page(single("中心简介")), "了解我们的中心") == "中心简介"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (single("机构职能", way="部门概况"), "工作动态"),
        (single("关于我们"), "关于我们"),
        (single("机构职能", ("办公室", "规划股")), "机构职能"),
        (
            single("工作动态")
            + "<ul>"
            + "".join(
                f"<li><a href='/a{n}.html'>云岭县水利局工作动态第{n}期</a><span>2024-03-0{n}</span></li>"
                for n in range(1, 6)
            )
            + "</ul>",
            "工作动态",
        ),
        (
            single(
                "专题专栏",
                tuple(f"<a href='/zt/{n}.html'>防汛抗旱专题第{n}辑</a>，汇集有关材料。" for n in range(4)),
            ),
            "专题专栏",
        ),
    ],
)
def test_a_list_or_a_page_of_the_site_itself_is_none(body: str, words: str) -> None:
    assert name_of(page(body), words) is None


def test_a_crawl_from_the_home_page_stores_single_pages_and_answers_to_letters(portal: Portal) -> None:
    rows = "".join(
        f"<tr><td><a href='view.asp?id={n}'>某村第{n}号渠道何时清淤</a></td></tr>" for n in range(1, 4)
    )
    portal.server.page(
        "/", "<html><body><a href='/jgzn/'>机构职能</a><a href='/gbook/'>公众留言</a></body></html>"
    )
    portal.server.page("/jgzn/", f"<html><body>{single('机构职能')}</body></html>")
    portal.server.page("/gbook/", f"<html><body><table>{rows}</table></body></html>")
    for n in range(1, 4):
        portal.server.page(
            f"/gbook/view.asp?id={n}",
            f"<html><body><table><tr><td>留言主题</td><td>某村第{n}号渠道何时清淤</td></tr>"
            "<tr><td>留言内容</td>"
            f"<td>请问第{n}号渠道何时清淤？</td></tr><tr><td>回复内容</td>"
            f"<td>您好，第{n}号渠道将于{n + 2}月清淤，请留意公告。</td></tr></table></body></html>",
        )
    portal.crawl(discover=True)
    assert {path: one.title for path, one in portal.documents().items()} == {
        "/jgzn/": "机构职能",
        **{f"/gbook/view.asp?id={n}": f"某村第{n}号渠道何时清淤" for n in range(1, 4)},
    }
    assert portal.crawl(discover=True).nothing_new


BODIES = "".join(
    f"<div class='box'><h3>{kind}</h3><div class='bd'><ul>"
    + "".join(f"<li><a href='/contents/{n}/{n + 7}.html'>{kind}第{n}室</a></li>" for n in range(at, at + 4))
    + "</ul></div></div>"
    for at, kind in ((101, "内设机构"), (201, "直属单位"))
)


def test_a_list_without_days_goes_on_in_the_boxes_beside_it() -> None:
    listed = read_list(page(BODIES, "http://portal.example/channels/19.html")).entries
    assert [entry.title for entry in listed] == [
        *(f"内设机构第{n}室" for n in range(101, 105)),
        *(f"直属单位第{n}室" for n in range(201, 205)),
    ]
    assert lists_documents("http://portal.example/channels/19.html", listed)


def test_boxes_of_columns_are_no_list_of_documents() -> None:
    boxes = page(
        BODIES.replace("/contents/", "/channels/").replace("第", ""),
        "http://portal.example/channels/1/2.html",
    )
    assert not lists_documents(boxes.url, read_list(boxes).entries)


def probed(portal: Portal) -> set[str]:
    found = crawler.probe(portal.portal, portal.config).columns
    return {column.url.removeprefix(portal.server.url) for column in found}


def test_a_probe_leads_on_from_a_page_whose_script_gets_no_answer(portal: Portal) -> None:
    portal.server.page("/", "<html><body><a href='/jyxx/all.html'>交易信息</a></body></html>")
    portal.server.page(
        "/jyxx/all.html",
        "<html><body><div class='left'><a href='/tzgg/index.html'>通知公告</a></div><ul id='list'></ul>"
        "<script>$.ajax({url:'/rest/getList',type:'post',data:{pn:0,rn:10},success:function(d){}})</script></body></html>",
    )
    assert probed(portal) == {"/tzgg/index.html"}


def test_a_probe_keeps_lists_without_days_and_columns_for_the_public(portal: Portal) -> None:
    portal.server.page(
        "/", "<html><body><a href='/channels/19.html'>机构职责</a><a href='/tzgg/index.html'>办事指南</a>"
    )
    portal.server.page("/channels/19.html", f"<html><body>{BODIES}</body></html>")
    assert probed(portal) == {"/channels/19.html", "/tzgg/index.html"}


def test_a_place_before_the_heading_is_no_part_of_a_title_that_the_list_has_without(portal: Portal) -> None:
    address = "/tzgg/1.html"
    portal.server.page(
        address,
        "<html><body><h1>[云岭县]关于第1号防汛工作的通知</h1><div>发布日期：2024-03-02</div>"
        f"<div class='TRS_Editor'><p>{DUTIES[0]}</p><p>{DUTIES[1]}</p></div></body></html>",
    )
    portal.crawl()
    assert portal.documents()[address].title == "关于第1号防汛工作的通知"


def test_an_attachment_program_sends_a_file() -> None:
    files = "<p>附件：<a href='/attachment.jspx?cid=7&i=0'>合格样品信息.xls</a></p>"
    found = read(
        f"<h1>食品抽检通告</h1><p>2024-03-04</p><div class='content'><p>{DUTIES[0]}</p>{files}</div>"
    )
    assert [file.title for file in found.attachments] == ["合格样品信息.xls"]


def test_many_boxes_cost_little() -> None:
    many = BODIES * 300
    began = time.process_time()
    read_list(page(many, "http://portal.example/channels/19.html"))
    assert time.process_time() - began < 10
