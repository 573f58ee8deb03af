"""Portals whose lists a browser's scripts would fetch, crawled over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from hostile.server import Exchange
from small_portal import Portal, article

from crawler import probe

TEMPLATE = (
    "<html><body><div id=c></div><script>var params = {{ unitid: '38', webSiteCode: ['yl'], "
    "channelCode: ['col42'], perPage: '2' }}; loadPageData(params, '38');</script>{}</body></html>"
)


def answer(exchange: Exchange) -> None:
    """What /queryList says: three documents, two on a page; it heeds the form alone."""
    asked = parse_qs(exchange.body.decode())
    assert asked["channelCode[]"] == ["col42"]
    numbers = {"1": (1, 2), "2": (3,)}.get(asked["current"][0], ())
    results = [
        {
            "source": {
                "title": f"关于第{n}号防汛工作的通知",
                "pubDate": f"2024-03-{n + 1:02d}",
                "urls": urls(n),
            }
        }
        for n in numbers
    ]
    exchange.answer(json.dumps({"data": {"total": 3, "results": results}}), Content_Type="application/json")


def urls(number: int) -> str:
    return json.dumps({"pc": f"/tzgg/{number}.html"})


def test_a_configured_column_that_a_script_fills_is_read_by_post(portal: Portal) -> None:
    portal.server.page("/tzgg/index.html", TEMPLATE.format(""))
    portal.server.routes["/queryList"] = answer
    assert portal.crawl().new == 3
    (column,) = portal.store.crawl_memory.columns("p")
    assert (column.entries, column.error) == (3, None)
    again = portal.crawl()
    assert (again.nothing_new, again.problems) == (True, ())


def test_a_column_that_a_script_fills_is_found_from_the_home_page(portal: Portal) -> None:
    portal.server.page("/", '<html><body><a href="/tzgg/index.html">通知公告</a></body></html>')
    portal.server.page("/tzgg/index.html", TEMPLATE.format("<h2>通知公告</h2>"))
    portal.server.routes["/queryList"] = answer
    assert portal.crawl(discover=True).new == 3


def test_the_columns_of_a_catalogue_s_index_are_read(portal: Portal) -> None:
    tree = json.dumps([{"id": 86, "name": "规范性文件", "children": []}])
    portal.server.page(
        "/gkmlpt/index",
        f"<html><script>window._CONFIG={{SID:'7',TREE:{tree}}}</script><div id=a></div></html>",
    )
    portal.server.page("/", '<html><body><a href="/gkmlpt/index">信息公开目录</a></body></html>')

    def articles(exchange: Exchange) -> None:
        rows = [
            {"title": f"关于第{n}号防汛工作的通知", "url": f"/tzgg/{n}.html", "date": 1710115200}
            for n in (1, 2)
        ]
        body = {"classify": {"post_count": 2}, "articles": rows}
        exchange.answer(json.dumps(body), Content_Type="application/json")

    portal.server.routes["/gkmlpt/api/all/86"] = articles
    assert portal.crawl(discover=True).new == 2
    assert {d.column for d in portal.documents().values()} == {"规范性文件"}


def test_what_only_a_feed_or_a_sitemap_names_is_found(portal: Portal) -> None:
    home = portal.server.url
    portal.server.page(
        "/",
        '<html><link rel="alternate" type="application/rss+xml" href="/rss.xml" title="要闻"></html>',
    )
    portal.server.page(
        "/rss.xml",
        f"<rss><channel><item><title>关于第1号防汛工作的通知</title><link>{home}/tzgg/1.html</link></item></channel></rss>",
        Content_Type="text/xml",
    )
    portal.server.page("/robots.txt", f"Sitemap: {home}/map.xml", Content_Type="text/plain")
    portal.server.page(
        "/map.xml", f"<urlset><url><loc>{home}/tzgg/5.html</loc></url></urlset>", Content_Type="text/xml"
    )
    for number in (1, 5):
        portal.server.page(f"/tzgg/{number}.html", article(number))
    portal.crawl(discover=True)
    assert set(portal.documents()) == {"/tzgg/1.html", "/tzgg/5.html"}


def test_a_sitemap_of_plain_lines_at_the_usual_place_is_found(portal: Portal) -> None:
    home = portal.server.url
    portal.server.page("/", "<html><body>首页</body></html>")
    lines = "".join(f"{home}/tzgg/{number}.html\r\n" for number in (1, 2))
    portal.server.page("/sitemap.txt", "\ufeff" + lines, Content_Type="text/plain")
    for number in (1, 2):
        portal.server.page(f"/tzgg/{number}.html", article(number))
    portal.crawl(discover=True)
    assert set(portal.documents()) == {"/tzgg/1.html", "/tzgg/2.html"}


def test_what_a_script_of_a_column_leads_to_is_asked_for_as_from_the_column(portal: Portal) -> None:
    """Its answers are pieces of markup that do not say where they go on."""
    column = f"{portal.server.url}/tzgg/index.html"
    draw = (
        "function turn(n){$.get('/list/part',{page:n,_:new Date().getTime()},function(h){$('#l').html(h)})}"
    )
    portal.server.page("/tzgg/index.html", f"<html><div id=l></div><script>{draw}turn(1);</script></html>")

    def part(exchange: Exchange) -> None:
        number = int(parse_qs(urlsplit(exchange.path).query)["page"][0])
        numbers = {1: (1, 2), 2: (3, 4), 3: (5,)}.get(number, ())
        rows = "".join(
            f"<li><a href='/tzgg/{n}.html'>关于第{n}号防汛工作的通知</a>2024-03-11</li>" for n in numbers
        )
        exchange.answer(rows)

    def document(number: int) -> Callable[[Exchange], None]:
        def answer(exchange: Exchange) -> None:
            from_there = exchange.headers.get("Referer") == column
            exchange.answer(article(number) if from_there else "Forbidden", 200 if from_there else 403)

        return answer

    portal.server.routes["/list/part"] = part
    for number in range(1, 6):
        portal.server.routes[f"/tzgg/{number}.html"] = document(number)
    assert portal.crawl().new == 5


@pytest.mark.parametrize(
    "kind", ["application/octet-stream", "application/x-gzip", "application/force-download"]
)
def test_a_sitemap_is_read_whatever_its_server_calls_it(portal: Portal, kind: str) -> None:
    """Robots.txt with lines that end as on old Macs, and a sitemap with bare ampersands."""
    portal.server.page("/", "<html><body>首页</body></html>")
    portal.server.page("/robots.txt", "User-agent: *\rDisallow: /x/\rSitemap: map/all.xml\r")
    rows = "".join(f"<url><loc>/tzgg/show.do?id={n}&type=2</loc></url>" for n in (1, 2))
    cdata = "<url><loc><![CDATA[/tzgg/show.do?id=3&type=2]]></loc></url>"
    sitemap = f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}{cdata}</urlset>"
    portal.server.page("/map/all.xml", sitemap, Content_Type=kind)
    for number in (1, 2, 3):
        portal.server.page(f"/tzgg/show.do?id={number}&type=2", article(number))
    portal.crawl(discover=True)
    assert set(portal.documents()) == {f"/tzgg/show.do?id={n}&type=2" for n in (1, 2, 3)}


@pytest.mark.parametrize(
    "named",
    ["Sitemap: http://old.portal.example/map/all.xml", '<link rel="sitemap" href="/map/all.xml">',
     '<a href="/map/sitemap.xml">站点地图</a>'],
)  # fmt: skip
def test_a_sitemap_is_found_by_a_former_host_and_by_a_link(portal: Portal, named: str) -> None:
    robots = named.startswith("S")
    portal.server.page("/robots.txt", named if robots else "")
    portal.server.page("/", f"<html><head>{'' if robots else named}</head><body>首页</body></html>")
    rows = "".join(f"<url><loc>/tzgg/{n}.html</loc></url>" for n in (1, 2))
    for path in ("/map/all.xml", "/map/sitemap.xml"):
        portal.server.page(path, f"<urlset>{rows}</urlset>", Content_Type="text/xml")
    for number in (1, 2):
        portal.server.page(f"/tzgg/{number}.html", article(number))
    portal.crawl(discover=True)
    assert set(portal.documents()) == {"/tzgg/1.html", "/tzgg/2.html"}


MENU = """var menu = '<ul>';
menu += '<li><a href="/tzgg/index.html">通知公告</a></li>';
menu += '<li><a href="' + base + '/zcwj/">政策文件</a></li></ul>';
$("#menu").html(menu);"""


def test_a_menu_that_a_loaded_script_writes_leads_to_columns(portal: Portal) -> None:
    portal.server.page(
        "/",
        "<html><h1>云岭县人民政府</h1><script src='/js/jquery.min.js'></script>"
        "<script src='js/menu.js'></script></html>",
    )
    portal.server.page("/js/menu.js", MENU)
    assert portal.crawl(discover=True).new == 6
    assert "/js/jquery.min.js" not in portal.server.paths
    assert [column.url for column in probe(portal.portal, portal.config).columns] == [
        f"{portal.server.url}/tzgg/index.html"
    ]


def test_a_list_that_a_loaded_script_fetches_is_read(portal: Portal) -> None:
    portal.server.page(
        "/tzgg/index.html", "<html><h2>通知公告</h2><script src='/js/list.js'></script></html>"
    )
    portal.server.page(
        "/js/list.js", "function show(page) { $.get('/api/articleList', {pageNo: page, size: 20}, draw); }"
    )

    def rows(exchange: Exchange) -> None:
        number = int(parse_qs(urlsplit(exchange.path).query)["pageNo"][0])
        data = [
            {"title": f"关于第{n}号防汛工作的通知", "url": f"/tzgg/{n}.html", "date": "2024-03-11"}
            for n in (2 * number - 1, 2 * number)
        ]
        exchange.answer(json.dumps({"total": 4, "data": data}), Content_Type="application/json")

    portal.server.routes["/api/articleList"] = rows
    assert portal.crawl().new == 4
    portal.server.page("/", "<html><a href='/tzgg/index.html'>通知公告</a></html>")
    assert [column.name for column in probe(portal.portal, portal.config).columns] == ["通知公告"]


def test_a_list_that_a_loaded_script_holds_goes_before_the_menu(portal: Portal) -> None:
    portal.server.page(
        "/tzgg/index.html",
        "<html><h2>通知公告</h2><a href='/tzgg/index.html'>通知公告</a><a href='/a/'>政策文件</a>"
        "<script src=data.js></script></html>",
    )
    rows = ",".join(f"{{t:'关于第{n}号防汛工作的通知',u:'./{n}.html',d:'2024-03-1{n}'}}" for n in (1, 2))
    portal.server.page("/tzgg/data.js", f"var list = [{rows}];")
    assert portal.crawl().new == 2


def test_a_column_in_a_frame_is_found(portal: Portal) -> None:
    portal.server.page("/", "<html><h1>云岭县</h1><a href='/gzdt/'>工作动态</a></html>")
    portal.server.page("/gzdt/", "<html><p>工作动态</p><iframe src='/tzgg/index.html'></iframe></html>")
    assert [(column.name, column.url) for column in probe(portal.portal, portal.config).columns] == [
        ("工作动态", f"{portal.server.url}/tzgg/index.html")
    ]


def test_a_tree_and_the_page_s_own_list_are_both_read(portal: Portal) -> None:
    tree = "".join(f'<a onclick="load({n})">{name}</a>' for n, name in ((2, "机构设置"), (3, "规划计划")))
    portal.server.page(
        "/tzgg/index.html",
        f"<html><h2>通知公告</h2>{tree}<script>$.get('/api/list?pageNo=1&channelId=1', draw);"
        "function load(id) { $.get('/api/list?pageNo=1&channelId=' + id, draw); }</script></html>",
    )

    def rows(exchange: Exchange) -> None:
        first = 2 * int(parse_qs(urlsplit(exchange.path).query)["channelId"][0]) - 1
        data = [
            {"title": f"关于第{n}号防汛工作的通知", "url": f"/tzgg/{n}.html", "date": "2024-03-11"}
            for n in (first, first + 1)
        ]
        exchange.answer(json.dumps({"total": 2, "data": data}), Content_Type="application/json")

    portal.server.routes["/api/list"] = rows
    portal.server.page("/", "<html><a href='/tzgg/index.html'>通知公告</a></html>")
    assert portal.crawl(discover=True).new == 6
    assert len(probe(portal.portal, portal.config).columns) == 3
