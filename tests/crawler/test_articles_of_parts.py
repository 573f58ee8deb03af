"""Articles spread over several pages are one document."""

from __future__ import annotations

import pytest
from small_portal import Portal, article

from crawler.extract import next_part
from crawler.pages.page import Page

FOLDER = "http://portal.example/tzgg/202403/"


def address(page: str, name: str = "t20240311_77.html") -> str | None:
    found = next_part(Page.parse(page.encode(), FOLDER + name))
    return found.removeprefix(FOLDER) if found else None


@pytest.mark.parametrize(
    ("name", "page", "following"),
    [
        (
            "t20240311_77.html",
            "<script>createPageHTML(3, 0, 't20240311_77', 'html')</script>",
            "t20240311_77_1.html",
        ),
        (
            "t20240311_77_1.html",
            "<script>createPageHTML(3, 1, 't20240311_77', 'html')</script>",
            "t20240311_77_2.html",
        ),
        ("t20240311_77_2.html", "<script>createPageHTML(3, 2, 't20240311_77', 'html')</script>", None),
        ("t20240311_77.html", "<script>createPageHTML(9, 0, 'index', 'html')</script>", None),
        ("7.html", "<a href='7_2.html'>下一页</a><a href='8.html'>下一篇</a>", "7_2.html"),
        ("7_2.html", "<a href='7.html'>1</a><b>2</b><a href='7_3.html'>3</a>", "7_3.html"),
        ("7_3.html", "<a href='7.html'>1</a><a href='7_2.html'>2</a>", None),
        ("art_42_1.html", "<a href='art_42_2.html'>下一篇：关于公园开放的通知</a>", None),
        ("7.html", "<a href='8.html'>下一页</a>", None),
    ],
)
def test_the_next_part_is_known_from_the_next_article(name: str, page: str, following: str | None) -> None:
    assert address(f"<html><body><p>正文</p>{page}</body></html>", name) == following


def part(number: int, following: str) -> str:
    return article(1, body=f"这是第{number}部分的正文，内容足够长，可以看出它属于哪一页。", extra=following)


def test_the_parts_of_an_article_are_stored_as_one_document(portal: Portal) -> None:
    portal.server.page("/tzgg/1.html", part(1, '<div><a href="1_2.html">下一页</a></div>'))
    portal.server.page("/tzgg/1_2.html", part(2, '<p><a href="/f.pdf">附件：表格.pdf</a></p>'))
    portal.server.page("/f.pdf", b"%PDF-1.4 x", Content_Type="application/pdf")
    assert portal.crawl().new == 6
    document = portal.documents()["/tzgg/1.html"]
    assert "第1部分" in document.text
    assert "第2部分" in document.text
    assert len(document.attachments) == 1
    assert "/tzgg/1_2.html" not in portal.documents()
    assert portal.crawl().nothing_new
    portal.server.page("/tzgg/1_2.html", part(3, ""))
    assert portal.crawl().changed == 1
    assert "第3部分" in portal.documents()["/tzgg/1.html"].text


def test_a_part_that_is_missing_for_a_while_takes_nothing_away(portal: Portal) -> None:
    portal.server.page("/tzgg/1.html", part(1, '<a href="1_2.html">下一页</a>'))
    portal.server.page("/tzgg/1_2.html", part(2, ""))
    portal.crawl()
    portal.server.routes["/tzgg/1_2.html"] = lambda exchange: exchange.answer("", 500)
    portal.crawl()
    assert "第2部分" in portal.documents()["/tzgg/1.html"].text
