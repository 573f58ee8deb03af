"""Columns of several lists and boxes, links by functions of other files, ways that lead nowhere new."""

from __future__ import annotations

import json
import time
from urllib.parse import parse_qsl

import pytest
from hostile.server import Exchange
from made_page import read
from small_portal import PARAGRAPH, Portal, article, listing

from crawler import probe
from crawler.extract import classify, read_list
from crawler.pages.links import links
from crawler.pages.page import Page
from crawler.walk.column import Column

HERE = "http://portal.example/ztzl/sz/index.html"


def page(body: str, address: str = HERE) -> Page:
    return Page.parse(f"<html><meta charset=utf-8><body>{body}</body></html>".encode(), address)


TABS = (
    "<html><body><ul class='tab'><li onclick=\"load('31',0)\">出让公告</li>"
    "<li onclick=\"load('32',0)\">成交公示</li></ul>"
    "<div id='list'></div><script>function load(cat, page) { $.ajax({url: '/rest/getInfoList', type: 'post',"
    " data: {categoryNum: cat, pageIndex: page, pageSize: 2}, success: show}); }"
    " load('31', 0);</script></body></html>"
)


def several_lists(portal: Portal, held: dict[str, list[int]]) -> None:
    """A column whose tabs ask for a list each, two rows a page."""
    portal.server.page("/tzgg/index.html", TABS)
    for number in {number for one in held.values() for number in one}:
        portal.server.page(f"/tzgg/{number}.html", article(number))

    def answer(exchange: Exchange) -> None:
        form = dict(parse_qsl(exchange.body.decode()))
        numbers, index = held[form["categoryNum"]], int(form["pageIndex"])
        rows = "".join(
            f'{{"title": "关于第{n}号防汛工作的通知", "infourl": "/tzgg/{n}.html",'
            f' "infodate": "2024-03-{n + 1:02d}"}},'
            for n in numbers[2 * index : 2 * index + 2]
        )
        exchange.answer(
            f'{{"count": {len(numbers)}, "list": [{rows.rstrip(",")}]}}', Content_Type="application/json"
        )

    portal.server.routes["/rest/getInfoList"] = answer


@pytest.mark.parametrize("discover", [False, True])
def test_the_lists_of_all_tabs_are_read_and_read_again(portal: Portal, discover: bool) -> None:
    several_lists(portal, {"31": [3, 2, 1], "32": [7, 6, 5]})
    portal.server.page("/", "<a href='/tzgg/index.html'>土地出让</a>")
    assert portal.crawl(discover=discover).new == 6
    several_lists(portal, {"31": [3, 2, 1], "32": [8, 7, 6, 5]})
    assert portal.crawl(discover=discover).new == 1


def test_a_first_list_without_rows_is_followed_by_the_next(portal: Portal) -> None:
    several_lists(portal, {"31": [], "32": [7, 6, 5]})
    portal.crawl()
    assert sorted(portal.documents()) == [f"/tzgg/{n}.html" for n in (5, 6, 7)]


def test_tabs_beside_a_list_that_a_script_fetches_are_no_document() -> None:
    assert (
        classify(page("<div class='TRS_Editor'></div>" + TABS, "http://portal.example/jyxx/tdjy.html"))
        == "other"
    )


FAR = (
    "function openInfo(id, cat) { window.open('/tzgg/' + id + '.html?cat=' + cat); }"
    "function larger(size) { document.body.style.fontSize = size; }"
)


def test_where_rows_lead_is_known_from_a_script_that_the_page_loads(portal: Portal) -> None:
    def rows(numbers: list[int], more: str) -> str:
        listed = "".join(
            f"<tr><td><a href=\"javascript:openInfo('{n}','2')\">关于第{n}号防汛工作的通知</a></td>"
            f"<td>2024-03-{n + 1:02d}</td></tr>"
            for n in numbers
        )
        return f"<html><script src='/js/open.js'></script><body><table>{listed}</table>{more}</body></html>"

    portal.server.page("/js/open.js", FAR)
    portal.server.page("/tzgg/index.html", rows([1, 2, 3], "<a href='index_2.html'>下一页</a>"))
    portal.server.page("/tzgg/index_2.html", rows([4, 5], ""))
    for number in range(1, 6):
        portal.server.page(f"/tzgg/{number}.html?cat=2", article(number))
    portal.crawl()
    assert sorted(portal.documents()) == [f"/tzgg/{n}.html?cat=2" for n in range(1, 6)]


@pytest.mark.parametrize(
    "name",
    [
        "打印",
        "【我要打印】",
        "打印本页",
        "[打印此页]",
        "手机版",
        "移动端",
        "WAP版",
        "wap",
        "触屏版",
        "无",
        "没有了",
        "上一篇：无",
        "已经是最后一篇",
    ],
)
def test_a_link_to_the_same_once_more_is_not_followed(name: str) -> None:
    found = links(page(f"<a href='/p.html'>{name}</a><a href='/a.html'>打印耗材采购公告</a>"))
    assert [link.url for link in found] == ["http://portal.example/a.html"]


def test_a_menu_by_a_function_of_dreamweaver_leads_somewhere() -> None:
    cell = "<td onclick=\"MM_goToURL('parent','/zcfg/');return document.MM_returnValue\">政策法规</td>"
    assert [link.url for link in links(page(f"<table><tr>{cell}</tr></table>"))] == [
        "http://portal.example/zcfg/"
    ]


def boxes(*addresses: str) -> str:
    linked = [f"<a href='{address}'>根治欠薪专项行动纪实之{at}</a>" for at, address in enumerate(addresses)]
    return (
        f"<div class='first'>{linked[0]}</div><ul>{''.join(f'<li>{one}</li>' for one in linked[1:4])}</ul>"
        f"<p>{linked[4]}</p><div class='footer'>"
        "<a href='/xwdt/202401/t20240105_9.html'>市政府常务会议</a></div>"
    )


@pytest.mark.parametrize(
    ("address", "made"),
    [
        (HERE, "./20240{0}/t20240{0}11_1234{0}.html"),
        ("http://portal.example/zt/sj.htm", "../info/1071/310{0}.htm"),
        ("http://portal.example/col/col9/index.html", "/art/2024/{0}/1{0}/art_1229401_242{0}.html"),
    ],
)
def test_the_boxes_of_a_topic_are_one_list(address: str, made: str) -> None:
    listed = read_list(page(boxes(*(made.format(n) for n in range(1, 6))), address))
    assert sorted(entry.title for entry in listed.entries) == [f"根治欠薪专项行动纪实之{n}" for n in range(5)]


def test_rows_with_days_are_a_list_of_themselves() -> None:
    rows = "".join(
        f"<li><a href='./t2024031{n}_1234{n}.html'>关于第{n}次植树的通知</a><span>2024-03-1{n}</span></li>"
        for n in range(3)
    )
    beside = "<p><a href='./t20240101_12349.html'>关于召开会议的通知</a></p>"
    assert len(read_list(page(f"<ul>{rows}</ul>{beside}")).entries) == 3


def test_a_row_of_two_short_names_is_called_by_both() -> None:
    rows = "".join(
        f"<a href='t{n}0101_1234{n}.html'><b>{n}</b><span>年度报告</span></a>" for n in (2024, 2023, 2022)
    )
    listed = read_list(page(f"<div class='nb'>{rows}</div>"))
    assert [entry.title for entry in listed.entries] == ["2024年度报告", "2023年度报告", "2022年度报告"]


def test_a_text_that_a_script_puts_in_is_the_document_s(portal: Portal) -> None:
    head = "<title>关于第9号防汛工作的通知</title><h1>关于第9号防汛工作的通知</h1>"
    head += "<div>发布日期：2024-03-10</div>"
    portal.server.page("/tzgg/index.html", listing([9]))
    portal.server.page(
        "/tzgg/9.html", f"{head}<div id='zw'></div><div id='foot'></div>"
        "<script>$('#foot').load('/foot.html'); $('#zw').load('/tzgg/9_text.html');</script>"
    )  # fmt: skip
    portal.server.page("/tzgg/9_text.html", f"<p>{PARAGRAPH}</p>" * 2)
    portal.server.page("/foot.html", "<p>版权所有</p>")
    portal.crawl()
    assert portal.documents()["/tzgg/9.html"].text.startswith("为做好本县防汛抗旱工作")


def test_what_a_letter_with_its_answer_is_about_is_its_title() -> None:
    letter = (
        "<table><tr><td>主题：</td><td>咨询高桥镇粮食补贴问题</td></tr><tr><td>内容：</td><td>请问怎么办理？</td></tr>"
        "<tr><td>{}：</td><td>您好，来信收悉，请到办事大厅咨询或拨打电话。</td></tr></table>"
    )
    document = read(letter.format("回复"), head="<title>云岭县财政局</title>")
    assert (document.title, document.topic) == ("咨询高桥镇粮食补贴问题", None)
    notice = "<h1>关于开展就业援助月活动的通知</h1>" + letter.format("说明")
    assert read(notice).topic == "咨询高桥镇粮食补贴问题"


def test_the_names_of_tabs_are_no_title() -> None:
    tabs = "<div><span>公告正文</span><span>附件下载</span><span>相关公告</span></div>"
    shown = "<div class='tt'><b>滨河路雨污分流改造工程转让公告</b></div><p>时间：2024-03-10</p>"
    shown += f"<div id='infodetail'>{tabs}"
    assert read(f"{shown}<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></div>").title != "公告正文附件下载相关公告"


def test_a_column_of_films_is_found(portal: Portal) -> None:
    portal.server.page("/", "<a href='/spxw/'>视频新闻</a>")
    portal.server.page("/spxw/", listing([1, 2, 3]))
    assert [column.name for column in probe(portal.portal, portal.config).columns] == ["视频新闻"]


def test_a_server_that_takes_no_other_keys_is_asked_for_further_pages(portal: Portal) -> None:
    def answer(exchange: Exchange) -> None:
        form = dict(parse_qsl(exchange.body.decode()))
        number = int(form.get("__EVENTARGUMENT", "1"))
        following = (
            f"<a href=\"javascript:__doPostBack('Pager','{number + 1}')\">下一页</a>" if number < 3 else ""
        )
        shown = listing([2 * number - 1, 2 * number], following=f"<form method='post'>{following}</form>")
        exchange.answer(shown)

    portal.columns = (("通知公告", "tzgg/list.aspx?cat=7"),)
    portal.server.routes["/tzgg/list.aspx?cat=7"] = answer
    portal.crawl()
    assert sorted(portal.documents()) == [f"/tzgg/{n}.html" for n in range(1, 7)]


def test_a_menu_that_changes_a_frame_leads_somewhere() -> None:
    menu = (
        "<li onclick=\"changeFrame('/zwgk/102/index.html',this)\">预决算</li><iframe id='fr'></iframe>"
        "<script>function changeFrame(u, o) { document.getElementById('fr').src = u; }</script>"
    )
    assert [link.url for link in links(page(menu))] == ["http://portal.example/zwgk/102/index.html"]


def test_a_probe_looks_at_the_other_lists_where_the_first_is_empty(portal: Portal) -> None:
    several_lists(portal, {"31": [], "32": [7, 6, 5]})
    portal.server.page("/", "<a href='/tzgg/index.html'>土地出让</a>")
    (column,) = probe(portal.portal, portal.config).columns
    assert [entry.url.rpartition("/")[2] for entry in column.entries] == ["7.html", "6.html"]


def test_a_name_alone_is_the_title_of_the_document_that_a_script_holds() -> None:
    held = json.dumps(
        {"title": "县交易中心组织普法考试", "content": f"<p>{PARAGRAPH}</p>" * 2}, ensure_ascii=False
    )
    shown = "<div class='tt'>县交易中心组织普法考试</div><div id='con'></div>"
    script = f"<script>var info = {held}; $('#con').html(info.content);</script>"
    document = read(shown + script, head="<title>云岭县公共资源交易平台</title>")
    assert document.title == "县交易中心组织普法考试"
    assert document.text.startswith("为做好本县防汛抗旱工作")


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td>关于第{n}号防汛工作的通知</td><td>2024-03-1{n}</td>"
        "<td><a href='/a/{n}.html'>查看</a></td></tr>",
        "<li><span>关于第{n}号防汛工作的通知</span><em>2024-03-1{n}</em>"
        "<a href='/a/{n}.html'>【点击下载】</a></li>",
        "<div class='card'><h4>关于第{n}号防汛工作的通知</h4><p>简介：各乡镇应当落实责任……</p>"
        "<p>发布日期：2024-03-1{n}</p><a href='/a/{n}.html'>查看详情</a></div>",
    ],
)
def test_a_row_whose_link_says_what_it_does_is_called_by_what_stands_beside(row: str) -> None:
    names = ("新闻公告", "政策法规", "信用公示")
    menu = "".join(f"<li><a href='/{at}/'>{name}</a></li>" for at, name in enumerate(names))
    rows = "".join(row.replace("{n}", str(n)) for n in range(4))
    holder = "table" if row.startswith("<tr") else "ul"
    entries = read_list(page(f"<ul>{menu}</ul><{holder}>{rows}</{holder}>")).entries
    assert [entry.title for entry in entries] == [f"关于第{n}号防汛工作的通知" for n in range(4)]


def test_a_list_that_a_page_keeps_in_a_comment_is_read() -> None:
    menu = "<ul><li><a href='/b/'>新闻公告</a></li><li><a href='/c/'>政策法规</a></li></ul>"
    hidden = "<div id='lb'><!--" + listing([1, 2, 3]) + "--></div><!-- <a href='/x'>旧版</a> -->"
    assert len(read_list(page(menu + hidden, "http://portal.example/ggwh/index.htm")).entries) == 3


def test_many_comments_that_nothing_closes_cost_time_that_grows_with_them() -> None:
    begun = time.process_time()
    read_list(page("<!--<a href=/x>" * 60_000))
    assert time.process_time() - begun < 8


def test_a_probe_finds_the_lists_of_single_years(portal: Portal) -> None:
    years = "<a href='/tzgg/2023/'>2023年</a><a href='/tzgg/2022/'>2022年</a>"
    portal.server.page("/", "<a href='/tzgg/index.html'>通知公告</a>")
    portal.server.page("/tzgg/index.html", listing([1, 2, 3], following=years))
    portal.server.page("/tzgg/2022/", listing([4, 5, 6], following=years))
    portal.server.page("/tzgg/2023/", listing([1, 2, 3], following=years))
    found = {column.url.partition("/tzgg/")[2] for column in probe(portal.portal, portal.config).columns}
    assert found == {"index.html", "2022/"}


def test_the_beginning_of_all_addresses_is_known_from_another_script(portal: Portal) -> None:
    portal.server.page("/js/base.js", "var BASE = '/hs/v1';")
    portal.server.page(
        "/tzgg/index.html",
        "<html><script src='/js/base.js'></script><div id='l'></div><script>async function load(page) {"
        " const r = await fetch(`${BASE}/notice/list?page=${page}&limit=9`); draw(await r.json()); }"
        " load(1);</script>",
    )  # fmt: skip
    rows = ",".join(f'{{"title": "关于第{n}号防汛工作的通知", "url": "/tzgg/{n}.html"}}' for n in (1, 2))
    portal.server.page("/hs/v1/notice/list?page=1&limit=9", f'{{"count": 2, "data": [{rows}]}}')
    portal.crawl()
    assert sorted(portal.documents()) == ["/tzgg/1.html", "/tzgg/2.html"]


def test_a_file_without_a_day_in_the_column_s_own_folder_is_an_entry() -> None:
    files = "<li><a href='/tzgg/202403/P0202403.pdf'>云岭县政府采购代理机构名单</a></li>"
    files += "<li><a href='/images/map.pdf'>云岭县赏花地图下载版</a></li>"
    address = "http://portal.example/tzgg/index.html"
    shown = page(listing([1, 2, 3]).replace("</ul>", files + "</ul>"), address)
    entries = Column("通知公告", address).read(shown, None).entries
    assert [entry.title for entry in entries][3:] == ["云岭县政府采购代理机构名单"]


BUDGETS = [f"/zfxxgk/czxx/{year}02/P020{year}0218{year}.pdf" for year in (2025, 2024, 2023)]


def budgets(day: str) -> str:
    """A column of nothing but files."""
    rows = "".join(
        f"<tr><td>·<a href='{url}'>县市场监督管理局{url[13:17]}年部门预算</a></td><td>{day}</td></tr>"
        for url in BUDGETS
    )
    menu = "<tr><td><a href='/gzdt/'>工作动态</a></td><td><a href='/tzgg/'>公示公告</a></td></tr>"
    return f"<html><body><table>{menu}</table><table>{rows}</table></body></html>"


def test_month_and_day_of_a_row_are_of_the_year_of_its_folder() -> None:
    shown = page(budgets("[02-18]"), "http://portal.example/zfxxgk/czxx/index.htm")
    days = [str(entry.published_on) for entry in read_list(shown).entries]
    assert days == ["2025-02-18", "2024-02-18", "2023-02-18"]
    assert classify(shown) == "list"


def test_month_and_day_of_another_month_than_the_folder_are_no_day() -> None:
    shown = page(budgets("[03-18]"), "http://portal.example/zfxxgk/czxx/index.htm")
    assert not any(entry.published_on for entry in read_list(shown).entries)


@pytest.mark.parametrize("day", ["[02-18]", "[03-18]", ""])
def test_a_column_of_files_alone_is_found_from_the_home_page(portal: Portal, day: str) -> None:
    portal.server.page("/", "<html><body><a href='/zfxxgk/czxx/index.htm'>财政信息</a></body></html>")
    portal.server.page("/zfxxgk/czxx/index.htm", budgets(day))
    for url in BUDGETS:
        portal.server.page(url, f"%PDF-1.4 {url}".encode(), Content_Type="application/pdf")
    portal.crawl(discover=True)
    assert sorted(portal.documents()) == sorted(BUDGETS)


def test_files_of_other_folders_are_no_list(portal: Portal) -> None:
    portal.server.page("/", "<html><body><a href='/bmfw/index.htm'>便民服务</a></body></html>")
    portal.server.page("/bmfw/index.htm", budgets(""))
    portal.crawl(discover=True)
    assert not portal.documents()


def test_a_list_of_rows_added_one_by_one_is_a_column_above_a_registered_foot(portal: Portal) -> None:
    added = "".join(
        f'data.push({{"title":"县民政局召开第{n}次学习会","url":"./t2024031{n}_10{n}.html","time":"2024-03-1{n}"}});'
        for n in (1, 2, 3)
    )
    menu = "<div class=nav><a href='/dj/'>党的建设</a></div>"
    foot = (
        "<div class=foot><a href='/wzsm/'>网站声明</a> | <a href='/wzdt/'>网站地图</a>"
        " | <a href='/lxwm/'>联系我们</a>"
        "<p><a href='http://beian.example/'>贵公网安备 52262702000012号</a></p></div>"
    )
    portal.server.page("/", f"<html><body>{menu}{foot}</body></html>")
    rows = f"<ul id=l></ul><script>var data=[];{added}draw(data);</script>"
    portal.server.page("/dj/", f"<html><body>{menu}{rows}{foot}</body></html>")
    (column,) = probe(portal.portal, portal.config).columns
    assert (column.name, len(column.entries)) == ("党的建设", 3)


def test_leaves_of_a_calendar_are_not_looked_at(portal: Portal) -> None:
    days = "".join(f"<td><a href='/rc/day.jsp?d=2026-11-{n}'>11月{n}日</a></td>" for n in range(1, 29))
    turns = "<a href='/rc/index.jsp?m=10'>上月</a><a href='/rc/index.jsp?m=12'>下月</a>"
    menu = "<a href='/tzgg/index.html'>通知公告</a><a href='/rc/index.jsp'>接待日程</a>"
    portal.server.page("/", f"<html><body>{menu}</body></html>")
    portal.server.page("/rc/index.jsp", f"<html><body>{turns}<table><tr>{days}</tr></table></body></html>")
    seen: list[str] = []
    probe(portal.portal, portal.config, progress=lambda number, url: seen.append(url))
    assert not [url for url in seen if "day.jsp" in url or "m=1" in url]
    assert any(url.endswith("/rc/index.jsp") for url in seen)
