"""Columns whose list stands in a frame of the same site."""

from __future__ import annotations

import pytest
from small_portal import Portal, article, listing

from crawler import check

pytestmark = pytest.mark.any_database

SET = (
    '<html><head><title>通知公告</title></head><frameset rows="90,*"><frame src="/top.htm" name="top">'
    '<frameset cols="180,*"><frame src="left.htm"><frame src="list.htm" name="main"></frameset></frameset>'
)
MENU = '<html><body><p><a href="/tzgg/list.htm">通知公告</a></p><p><a href="/jgzn/">机构职能</a></p>'


@pytest.mark.parametrize(
    "page",
    [SET, '<html><body><h3>通知公告</h3><iframe src="/tzgg/list.htm" height="800"></iframe></body></html>'],
)
def test_a_list_in_a_frame_is_read_with_its_further_pages(portal: Portal, page: str) -> None:
    following = '<a href="list.htm?page=2">下一页</a>'
    portal.server.page("/tzgg/index.html", page)
    portal.server.page("/top.htm", "<html><body>云岭县</body></html>")
    portal.server.page("/tzgg/left.htm", MENU)
    portal.server.page("/tzgg/list.htm", listing([1, 2, 3, 4], following=following))
    portal.server.page("/tzgg/list.htm?page=2", listing([5, 6]))
    assert not portal.crawl().problems
    assert sorted(portal.documents()) == [f"/tzgg/{n}.html" for n in range(1, 7)]
    (checked,) = check(portal.portal, portal.store, portal.config)
    assert (checked.entries, checked.problems) == (4, ())


def test_a_column_that_is_one_document_in_a_frame_keeps_its_text(portal: Portal) -> None:
    portal.columns = (("机构概况", "info/1001/2.htm"),)
    head = "<title>县水利局机构概况</title><h1>县水利局机构概况</h1><div>发布日期：2024-03-03</div>"
    portal.server.page("/info/1001/2.htm", f"{head}<iframe src='text.htm' width='100%'></iframe>")
    portal.server.page("/info/1001/text.htm", "<p>县水利局负责全县水资源管理，指导防汛抗旱工作。</p>" * 3)
    portal.crawl()
    assert portal.documents()["/info/1001/2.htm"].text.startswith("县水利局负责")


def test_a_document_of_another_column_in_a_frame_is_asked_for_once(portal: Portal) -> None:
    framing = "<html><body><h3>{}</h3><iframe src='/tzgg/1.html'></iframe></body></html>"
    portal.columns = (("通知公告", "tzgg/index.html"), ("甲", "a.html"), ("公告", "tzgg/b.html"))
    portal.server.page("/a.html", framing.format("甲"))
    portal.server.page("/tzgg/b.html", listing([1, 2]))
    portal.crawl()
    assert [one.path for one in portal.server.seen].count("/tzgg/1.html") == 1


@pytest.mark.parametrize(
    "edge", ["src='/top.htm'", "src='/a.htm' name='topFrame'", "src='/a.htm' id='leftMenu'"]
)
def test_a_frame_at_the_edge_is_not_the_text_of_an_article(portal: Portal, edge: str) -> None:
    portal.server.page(
        "/tzgg/2.html",
        "<html><head><title>关于第2号防汛工作的通知</title></head><frameset rows='80,*'>"
        f"<frame {edge}><frame src='/tzgg/2_text.htm' name='mainFrame'></frameset></html>",
    )
    for path in ("/top.htm", "/a.htm"):
        portal.server.page(path, "<html><body><p>云岭县人民政府办公室主办，欢迎访问。</p></body></html>")
    portal.server.page("/tzgg/2_text.htm", article(2))
    portal.crawl()
    assert portal.documents()["/tzgg/2.html"].text.startswith("为做好本县防汛抗旱工作")
