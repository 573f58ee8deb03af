"""Ways to columns that are no plain links, and pages that are one however their address ends."""

from __future__ import annotations

import time

import pytest
from small_portal import PARAGRAPH, Portal, listing

from crawler import probe
from crawler.extract import extract
from crawler.pages.addresses import is_page
from crawler.pages.column_name import column_name
from crawler.pages.links import links
from crawler.pages.page import Page

LEADS = [
    """<li onclick="goUrl('/tzgg/index.html')">通知公告</li>"""
    """<script>function goUrl(u) { window.location.href = u; }</script>""",
    """<li onclick="show('tzgg')">通知公告</li>"""
    """<script>function show(c) { location.href = '/' + c + '/index.html'; }</script>""",
    """<li onclick="openPage('/tzgg/index.html', 1)">通知公告</li>""",
    """<li data-url="/tzgg/index.html">通知公告</li>""",
    """<a href="javascript:;" data-href="./tzgg/index.html">通知公告</a>""",
]


def page(body: str, address: str = "http://www.a.gov.cn/") -> Page:
    return Page(address, f"<html><body>{body}</body></html>", "utf-8")


@pytest.mark.parametrize("leads", LEADS)
def test_a_click_leads_to_a_column(portal: Portal, leads: str) -> None:
    portal.server.page("/", f"<html><body><ul>{leads}</ul></body></html>")
    assert portal.crawl(discover=True).new == 6
    assert [column.name for column in probe(portal.portal, portal.config).columns] == ["通知公告"]


@pytest.mark.parametrize(
    "body",
    [
        "<b onclick=\"praise('/hits/1.html')\">赞</b>",
        "<b onclick=\"ztbfjyz('/attach/download?guid=1', '1')\">附件</b>",
        "<b onclick=\"play('/a.html')\">播放</b><script>function play(a) { player.load(a); }</script>",
        "<ul data-url='/api/list'></ul><ul data-url='/rest/list.html?page=1'></ul>",
    ],
)
def test_what_leads_nowhere_is_no_link(body: str) -> None:
    assert links(page(body)) == ()


@pytest.mark.parametrize("piece", ["goUrl(", "goUrl('/a/", "go('/a/')", "f(1,"])
def test_endless_clicks_cost_little(piece: str) -> None:
    began = time.process_time()
    links(page(f'<b onclick="{piece * (200_000 // len(piece))}">栏目</b>'))
    assert time.process_time() - began < 1


def test_other_columns_beside_a_list_are_looked_at_by_the_probe(portal: Portal) -> None:
    side = "<div class=side><a href='/mtjj/'>媒体聚焦</a><a href='/spxw/'>县区风采</a></div>"
    portal.server.page("/", "<html><body><a href='/tzgg/index.html'>通知公告</a></body></html>")
    for folder, first in (("tzgg", 1), ("mtjj", 11), ("spxw", 21)):
        name = "index.html" if folder == "tzgg" else ""
        portal.server.page(
            f"/{folder}/{name}",
            listing(list(range(first, first + 4))).replace("<body>", f"<body>{side}"),
        )
    found = probe(portal.portal, portal.config).columns
    assert sorted(column.name for column in found) == ["县区风采", "媒体聚焦", "通知公告"]


def test_more_behind_a_picture_leads_to_a_list_that_a_program_makes(portal: Portal) -> None:
    more = "<a href='/ShowInfo/MoreInfo.aspx?CategoryNum=003002'><img src='/more.gif'></a>"
    portal.server.page(
        "/", "<html><head><title>云岭县交易网</title></head><body><a href='/cg/'>政府采购</a></body></html>"
    )
    portal.server.page("/cg/", listing([1, 2, 3], following=more))
    portal.server.page("/ShowInfo/MoreInfo.aspx?CategoryNum=003002", listing([1, 2, 3, 4, 5]))
    addresses = [column.url for column in probe(portal.portal, portal.config).columns]
    assert f"{portal.server.url}/ShowInfo/MoreInfo.aspx?CategoryNum=003002" in addresses


def test_a_column_whose_page_names_the_site_alone_is_called_as_links_call_it(portal: Portal) -> None:
    head = "<html><head><title>云岭县水利局</title></head><body>"
    more = "<a href='/tzgg/index.html'><img src='/more.gif'></a>"
    portal.server.page("/", f"{head}{more}<a href='/gk/'>政务公开</a></body></html>")
    portal.server.page("/gk/", f"{head}<a href='/tzgg/index.html'>通知公告</a></body></html>")
    portal.server.page("/tzgg/index.html", listing([1, 2, 3]).replace("<html><body>", head))
    assert [column.name for column in probe(portal.portal, portal.config).columns] == ["通知公告"]


LETTERS = "".join(
    f"<tr><td><a href='/xx/{n}.html'>咨询第{n}路路灯何时修复</a></td><td>2024-03-0{n}</td></tr>"
    for n in range(1, 10)
)


def letter(number: int, said: str) -> str:
    """With links to itself in plain and for who sees little."""
    return (
        f"<html><head><title>咨询第{number}路路灯何时修复</title></head><body>"
        f"<a href='/xx/{number}.html?print=1'>简洁版</a><a href='?wza=1'>无障碍</a>"
        f"<h1>咨询第{number}路路灯何时修复</h1><p>发布日期：2024-03-0{number}</p>"
        f"<div class='TRS_Editor'>{said}</div></body></html>"
    )


@pytest.mark.parametrize(
    "said",
    [
        "<p>您好，您反映的第{n}路问题已经收悉，感谢您的监督。</p><p>工作人员已到现场核实，正在处理。</p>",
        "<p><img src='/W0{n}.png'></p>",
        f"<p>{PARAGRAPH}</p>",
    ],
)
def test_what_differs_in_its_query_alone_is_one_document(portal: Portal, said: str) -> None:
    portal.server.page("/", f"<html><body><table>{LETTERS}</table></body></html>")
    for n in range(1, 10):
        for query in ("", "?print=1", "?wza=1", "?print=1&wza=1"):
            portal.server.page(f"/xx/{n}.html{query}", letter(n, said.replace("{n}", str(n))))
        portal.server.page(f"/W0{n}.png", b"\x89PNG\r\n\x1a\n" + bytes(60), content_type="image/png")
    portal.crawl(discover=True)
    assert sorted(portal.documents()) == [f"/xx/{n}.html" for n in range(1, 10)]


def test_a_picture_of_another_page_is_no_double(portal: Portal) -> None:
    portal.server.page("/", f"<html><body><table>{LETTERS}</table></body></html>")
    for n in range(1, 10):
        portal.server.page(f"/xx/{n}.html", letter(n, "<p><img src='/W01.png'></p>"))
        portal.server.page(f"/xx/{n}.html?print=1", letter(n, "<p><img src='/W02.png'></p>"))
    for n in (1, 2):
        portal.server.page(f"/W0{n}.png", b"\x89PNG\r\n\x1a\n" + bytes(60), content_type="image/png")
    portal.crawl(discover=True)
    assert len(portal.documents()) == 18


def test_a_program_that_shows_a_file_is_no_page_and_the_file_is_attached() -> None:
    viewer = "/pdfjs/web/viewer.html?file=/zfxxgk/P020240301.pdf"
    assert not is_page(f"http://www.a.gov.cn{viewer}")
    assert is_page("http://www.a.gov.cn/view.jsp?file=20240301")
    shown = page(
        "<h1>云岭县水利局2023年部门决算</h1><p>发布时间：2024-03-01</p>"
        f"<div class='TRS_Editor'><iframe src='{viewer}' width='100%'></iframe></div>",
        "http://www.a.gov.cn/zfxxgk/202403/t20240301_1.html",
    )
    assert [file.url for file in extract(shown).attachments] == ["http://www.a.gov.cn/zfxxgk/P020240301.pdf"]


def test_a_frame_that_shows_a_file_is_not_asked_for(portal: Portal) -> None:
    viewer = "/pdfjs/web/viewer.html?file=/P020240301.pdf"
    portal.list(range(1, 3))
    portal.server.page(
        "/tzgg/1.html",
        "<html><body><h1>关于第1号防汛工作的通知</h1><p>发布日期：2024-03-02</p>"
        f"<div class='TRS_Editor'><iframe src='{viewer}' width='100%'></iframe></div></body></html>",
    )
    portal.server.page("/P020240301.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    portal.crawl()
    assert viewer not in portal.server.paths
    assert "/tzgg/1.html" in portal.documents()


PAGER = (
    "<a href='/tzgg/'>首页</a><a href='/tzgg/p2.html'>2</a>"
    "<a href='/tzgg/p2.html'>下一页</a><a href='/tzgg/p3.html'>尾页</a>"
)


def test_further_pages_of_a_list_are_no_columns(portal: Portal) -> None:
    portal.server.page("/", "<html><body><a href='/tzgg/'>通知公告</a></body></html>")
    for page_number, first in (("", 1), ("p2.html", 4), ("p3.html", 7)):
        portal.server.page(f"/tzgg/{page_number}", listing([first, first + 1, first + 2], following=PAGER))
    addresses = [column.url for column in probe(portal.portal, portal.config).columns]
    assert addresses == [f"{portal.server.url}/tzgg/"]


TURN = (
    "function turn(n) {{ if ({}) {{ location.href = 'moreinfo.html'; }}"
    " else {{ location.href = n + '.html'; }} }}"
)


@pytest.mark.parametrize("condition", ["n == 1", "n === 1", "n<=1", "n < 2", "n == '1'"])
def test_a_function_goes_where_its_condition_says(condition: str) -> None:
    clicks = "".join(f"<b onclick='turn({n})'>第{n}页</b>" for n in (1, 2))
    whole = page(f"{clicks}<script>{TURN.format(condition)}</script>", "http://www.a.gov.cn/jyxx/3.html")
    assert [link.url.rpartition("/")[2] for link in links(whole)] == ["moreinfo.html", "2.html"]


def test_a_column_is_called_as_its_place_says_where_the_title_is_the_sites() -> None:
    head = "<title>临江县公共资源交易网</title>"
    for place in ("<div class='pos'>招标公告</div>", "<table><tr><td id=dqwz> 招标公告 </td></tr></table>"):
        page = Page(
            "http://www.a.gov.cn/a.aspx", f"<html><head>{head}</head><body>{place}</body></html>", "utf-8"
        )
        assert column_name(page, "更多>>") == "招标公告"
    away = "<div class='pos'>欢迎您访问本站，今天是2025年3月5日</div>"
    page = Page("http://www.a.gov.cn/a.aspx", f"<html><head>{head}</head><body>{away}</body></html>", "utf-8")
    assert column_name(page, "更多>>") == "临江县公共资源交易网"
