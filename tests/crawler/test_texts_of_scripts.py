"""Trees, titles and days that scripts write, lists in two columns, and texts in hidden fields."""

from __future__ import annotations

import time
from datetime import date
from html import escape

import pytest
from made_page import read
from small_portal import PARAGRAPH, Portal, listing

from crawler import probe
from crawler.fetch.challenge import is_challenge
from crawler.pages.links import links
from crawler.pages.page import Page
from crawler.pages.rows import entries
from crawler.pages.written_texts import with_texts

TREE = (
    "<html><head><script src='MzTreeView10.js'></script></head><body>"
    "<script>var tree = new MzTreeView('tree');"
    "tree.nodes['0_1'] = 'text:信息公开目录';"
    "tree.nodes['1_2'] = 'text:规划计划; hint:规划; url:./ghjh/index.html; target:main';"
    "tree.nodes['1_3'] = 'text:人事信息;url:./rsxx/index.html;target:main';"
    "tree.nodes['1_4'] = 'text:财政信息;url:./czxx/index.html;target:main';"
    "tree.nodes['1_5'] = 'text:应急管理;url:./yjgl/index.html;target:main';"
    "tree.nodes['1_6'] = 'text:政府采购;url:./zfcg/index.html;target:main';"
    "tree.nodes['1_7'] = 'text:行政许可;url:./xzxk/index.html;target:main';"
    "document.write(tree.toString());</script></body></html>"
)


def page(body: str, address: str = "http://www.a.gov.cn/zwgk/tree.html") -> Page:
    return Page(address, f"<html><body>{body}</body></html>", "utf-8")


def test_a_tree_that_a_script_draws_is_no_check_of_the_reader_and_names_columns() -> None:
    assert not is_challenge(TREE.encode())
    found = {link.text: link.url for link in links(Page("http://www.a.gov.cn/zwgk/tree.html", TREE, "utf-8"))}
    assert found["规划计划"] == "http://www.a.gov.cn/zwgk/ghjh/index.html"
    assert len(found) == 6


@pytest.mark.parametrize(
    "script",
    [
        "document.cookie='a=1';location.reload();var s='正在验证您的浏览器，请稍候';",
        "var _0x1=['/index.html'];location.href='/index.html?k='+f();var t='安全检查中';",
    ],
)
def test_a_script_that_asks_again_is_a_check_still(script: str) -> None:
    assert is_challenge(f"<html><head><script>{script}</script></head><body></body></html>".encode())


DTREE = (
    "<html><head><script src='dtree.js'></script></head><body><script>d = new dTree('d');"
    "d.add(0,-1,'信息公开目录');{}document.write(d);</script></body></html>"
)


@pytest.mark.parametrize("count", [2, 5])
def test_a_tree_of_few_nodes_is_no_check_of_the_reader(count: int) -> None:
    columns = ("政策文件", "人事信息", "财政信息", "行政处罚", "应急管理")[:count]
    nodes = "".join(
        f"d.add({n},0,'{name}','lm{n}/index.htm','{name}','main');" for n, name in enumerate(columns, 1)
    )
    tree = DTREE.format(nodes)
    assert not is_challenge(tree.encode("gb18030"))
    found = [link.text for link in links(Page("http://www.a.gov.cn/zwgk/tree.htm", tree, "utf-8"))]
    assert found == list(columns)


def test_columns_of_a_tree_of_few_nodes_are_crawled(portal: Portal) -> None:
    frames = "<frameset><frame src='tree.htm' name=left><frame src='lm1/index.html' name=main></frameset>"
    nodes = "".join(f"d.add({n},0,'第{'一二三'[n - 1]}类信息','lm{n}/index.html');" for n in (1, 2, 3))
    portal.server.page("/", "<html><body><a href='/zwgk/'>政务公开</a></body></html>")
    portal.server.page("/zwgk/", f"<html>{frames}</html>")
    portal.server.page("/zwgk/tree.htm", DTREE.format(nodes))
    for at in (1, 2, 3):
        portal.server.page(f"/zwgk/lm{at}/index.html", listing([2 * at - 1, 2 * at]))
    assert not portal.crawl(discover=True).problems
    assert len(portal.documents()) == 6


def test_columns_of_a_tree_in_a_frame_are_found(portal: Portal) -> None:
    frames = "<frameset><frame src='tree.html' name=left><frame src='ghjh/index.html' name=main></frameset>"
    portal.server.page("/", "<html><body><a href='/zwgk/'>政务公开</a></body></html>")
    portal.server.page("/zwgk/", f"<html>{frames}</html>")
    portal.server.page("/zwgk/tree.html", TREE)
    for at, column in enumerate(("ghjh", "rsxx", "czxx", "yjgl", "zfcg", "xzxk")):
        portal.server.page(f"/zwgk/{column}/index.html", listing([3 * at + 1, 3 * at + 2, 3 * at + 3]))
    found = probe(portal.portal, portal.config).columns
    assert len(found) == 6
    assert {column.name for column in found} >= {"人事信息", "财政信息", "应急管理", "政府采购", "行政许可"}


ROWS = [
    "<td><a href='t{n}.html'><script>document.write(cut('第{n}次巡查河道的情况通报',20));</script></a></td>"
    "<td><script>document.write('2024-03-0{n}'.substring(0,10));</script></td>",
    "<td><a href='t{n}.html'><script>var t='第{n}次巡查河道的情况通报'; "
    "document.write(t.substring(0, 9))</script></a>"
    '</td><td><script type="text/javascript">document.write("2024-03-0{n}")</script></td>',
]


@pytest.mark.parametrize("row", ROWS)
def test_titles_and_days_that_scripts_write_are_those_of_the_rows(row: str) -> None:
    table = "".join(f"<tr>{row.replace('{n}', str(n))}</tr>" for n in range(1, 6))
    found = entries(page(f"<table>{table}</table>", "http://www.a.gov.cn/gzdt/"))
    assert [entry.title for entry in found] == [f"第{n}次巡查河道的情况通报" for n in range(1, 6)]
    assert [entry.published_on for entry in found] == [date(2024, 3, n) for n in range(1, 6)]


@pytest.mark.parametrize(
    "script",
    ["document.write('<a href=1>' + t + '</a>');", "document.write('第' + n + '页');", "f('通知公告');"],
)
def test_what_is_put_together_is_left_to_others(script: str) -> None:
    whole = page(f"<script>{script}</script>")
    assert with_texts(whole) is whole


@pytest.mark.parametrize(
    "piece", ["<script>document.write('", "<script>var a='", "<script>document.write(f("]
)
def test_endless_scripts_cost_little(piece: str) -> None:
    began = time.process_time()
    with_texts(page(piece * (200_000 // len(piece)) + "document.write"))
    assert time.process_time() - began < 1


def halves(left: range, right: range, day: str, attributes: str = "") -> str:
    def cell(numbers: range) -> str:
        rows = "".join(
            f"<li><a href='./202403/t2024030{n}_10{n}.html'>关于第{n}号地块出让的公告</a>"
            f"{day.format(n=n)}</li>"
            for n in numbers
        )
        return f"<td {attributes}><ul>{rows}</ul></td>"

    return f"<table><tr>{cell(left)}{cell(right)}</tr></table>"


@pytest.mark.parametrize("day", ["", "(03-0{n})", "<span>2024-03-0{n}</span>"])
@pytest.mark.parametrize(
    ("left", "right", "attributes"),
    [(range(1, 5), range(5, 9), ""), (range(1, 6), range(6, 9), "width='50%'")],
)
def test_a_list_in_two_columns_is_read_whole(left: range, right: range, attributes: str, day: str) -> None:
    found = entries(page(halves(left, right, day, attributes), "http://www.a.gov.cn/tzgg/"))
    assert [entry.title for entry in found] == [f"关于第{n}号地块出让的公告" for n in range(1, 9)]


def test_a_list_of_another_column_in_the_next_cell_is_none_of_this_one() -> None:
    other = halves(range(1, 5), range(5, 9), "2024-03-0{n}").replace(
        "./202403/t2024030", "/gzdt/202403/t2024030", 4
    )
    found = entries(page(other, "http://www.a.gov.cn/tzgg/"))
    assert len(found) == 4


HIDDEN = "<div id=show></div><input type=hidden id=text value=\"{}\"><script>show($('#text').val())</script>"


def test_a_text_that_a_hidden_field_holds_is_the_documents() -> None:
    text = f"<p>{PARAGRAPH}</p><p>本通知自印发之日起施行，由县水利局负责解释。</p>"
    found = read(
        "<h2>关于做好防汛工作的通知</h2><p>信息时间：2024-03-01</p>"
        f"<div class='ewb-details-info'>{HIDDEN.format(escape(text))}</div>"
    )
    assert found.text.splitlines() == [PARAGRAPH, "本通知自印发之日起施行，由县水利局负责解释。"]


def test_a_page_called_as_its_column_is_called_as_its_list_calls_it(portal: Portal) -> None:
    portal.list(range(1, 3))
    portal.server.page(
        "/tzgg/index.html", listing([1, 2]).replace("关于第1号防汛工作的通知", "防汛物资申领通知指南")
    )
    portal.server.page(
        "/tzgg/1.html",
        "<html><head><title>通知指南</title></head><body>"
        "<div>当前位置：<a href='/'>首页</a> &gt; 通知指南</div>"
        f"<div class=x><div>防汛物资申领通知指南</div><div>{PARAGRAPH}{PARAGRAPH}</div></div></body></html>",
    )
    portal.crawl()
    assert portal.documents()["/tzgg/1.html"].title == "防汛物资申领通知指南"
