"""Bytes to a page: encodings declared, undeclared and wrong, and input that is no page at all."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.extract import body, labels
from crawler.families._code import balanced
from crawler.pages.addresses import is_search
from crawler.pages.links import links, loaded_scripts
from crawler.pages.markup import dense, lines, squeeze
from crawler.pages.page import Page

TEXT = "<p>各县区人民政府，市政府各部门：现将有关事项通知如下，请认真贯彻执行。</p>" * 3
TRADITIONAL = "<p>各縣區人民政府，市政府各部門：現將有關事項通知如下，請認真貫徹執行。</p>" * 3
HERE = "http://portal.example/a/b.html"


@pytest.mark.parametrize("real", ["utf-8", "gbk", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "gbk", "big5", "iso-8859-1", "nonsense"])
def test_text_survives_any_declaration(real: str, declared: str) -> None:
    head = f'<html><head><meta charset="{declared}"></head><body>' if declared else "<html><body>"
    page = Page.parse((head + TEXT).encode(real), HERE)
    assert "请认真贯彻执行" in page.html


def test_big5_is_told_from_gbk() -> None:
    assert "請認真貫徹執行" in Page.parse(TRADITIONAL.encode("big5"), HERE).html


def test_truncated_utf8_is_still_utf8() -> None:
    body = (TEXT * 20).encode()[:-1]
    assert Page.parse(body + "县".encode()[:2], HERE).encoding == "utf-8"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        bytes(range(256)) * 400,
        b"<div>" * 2_000_000,
        b"<!--" + b"x" * 1_000_000,
        b'<a href="' * 100_000,
        b"<table><tr><td>" * 100_000,
        b"%PDF-1.4 not a page",
    ],
    ids=["empty", "blank", "binary", "nested", "open comment", "open attribute", "nested tables", "pdf"],
)
def test_anything_is_a_page(body: bytes) -> None:
    from crawler.extract import classify, extract, read_list
    from crawler.pages.links import links

    page = Page.parse(body, HERE)
    assert extract(page).url == HERE
    assert classify(page) == "other"
    assert read_list(page).entries == ()
    assert links(page) is not None


def test_links_resolve_against_the_base_of_the_page() -> None:
    page = Page.parse(b'<base href="/zwgk/"><a href="x.html#top">x</a>', HERE)
    assert page.absolute("x.html#top") == "http://portal.example/zwgk/x.html"
    assert [page.absolute(dead) for dead in ("javascript:;", "#", "mailto:a@b", "http://[bad", "")] == [
        None
    ] * 5


def test_a_base_serves_a_page_without_an_address() -> None:
    page = Page.parse(b'<base href="http://a.test/b/"><a href="c.html">c</a>', "")
    assert page.absolute("c.html") == "http://a.test/b/c.html"


MENUS = (
    '<html><body><script>document.write("<td><a href=\\"/tzgg/\\">通知公告</a></td>");</script>'
    "<li onclick=\"window.open('/zcfg/list.html')\">政策法规</li>"
    '<a href="/gsgg/"><img src="more.gif" alt="公示公告"></a></body></html>'
)


def test_menus_of_scripts_clicks_and_pictures_lead_to_their_columns() -> None:
    found = links(Page.parse(MENUS.encode(), "http://x.example/"))
    assert {(link.url.removeprefix("http://x.example"), link.text) for link in found} == {
        ("/tzgg/", "通知公告"),
        ("/zcfg/list.html", "政策法规"),
        ("/gsgg/", "公示公告"),
    }


def test_menus_in_scripts_trees_and_choices_are_links_and_code_is_none() -> None:
    page = """<script>var nodes=[{id:1,name:'招标公告',url:'/jyxx/moreinfo.html'},{name:'x',url:'/x.html'}];
    var menu=[['通知公告','/zwgk/tzgg/'],['政策文件',"../zcwj/index.shtml"]];
    for(i in menu){document.write('<li><a href='+menu[i].url+'>'+menu[i].name+'</a></li>')}</script>
    <select onchange="location=this.value"><option value=''>选择</option>
    <option value='/c/'>公示</option></select>
    <iframe src='/list/'></iframe>"""
    found = {link.url: link.text for link in links(Page.parse(page.encode(), "http://x.example/a/b.html"))}
    assert found == {
        "http://x.example/jyxx/moreinfo.html": "招标公告",
        "http://x.example/zwgk/tzgg/": "通知公告",
        "http://x.example/zcwj/index.shtml": "政策文件",
        "http://x.example/c/": "公示",
        "http://x.example/list/": "",
    }


def test_scripts_are_loaded_from_where_their_elements_say() -> None:
    html = (
        "<script src='/list.js?a=1&amp;b=2'></script><!--[if IE]><script src='/old.js'></script><![endif]-->"
        "<script data-src='/later.js'></script><script src=menu.js></script><script src=jquery.js></script>"
    )
    page = Page("http://www.a.gov.cn/b/index.html", html, "utf-8")
    assert list(loaded_scripts(page)) == [
        "http://www.a.gov.cn/list.js?a=1&b=2",
        "http://www.a.gov.cn/b/menu.js",
    ]


@pytest.mark.parametrize("end", ["</html>", "</body></html>", "</BODY>\n</HTML >"])
def test_a_page_goes_on_behind_the_end_of_its_head(end: str) -> None:
    head = f"<html><head><title>某县</title></head><body><a href='/a'>首页</a>{end}"
    page = Page.parse(f"{head}<div><a href='/b'>下一页</a>{TEXT}</div></body></html>".encode(), HERE)
    assert "请认真贯彻执行" in page.tree.text_content()
    assert [link.get("href") for link in page.soup.select("a")] == ["/a", "/b"]


def test_a_soup_is_bounded_in_depth() -> None:
    body = "<p>上文</p>" + "<div>" * 1900 + "<a href='/in'>甲</a>" + "<div>" * 3000 + "<a href='/out'>乙</a>"
    page = Page.parse(f"<html><body>{body}".encode(), "http://p.test/")
    assert [link["href"] for link in page.soup.find_all("a")] == ["/in"]
    assert [line.get_text() for line in page.soup.find_all("p")] == ["上文"]


def test_where_a_link_leads_is_told_once() -> None:
    page = Page.parse(b"<html><base href='http://a.test/gk/'></html>", "http://a.test/")
    assert page.absolute("zn.html") == "http://a.test/gk/zn.html"
    assert page.absolute("zn.html") is page.absolute("zn.html")
    assert page.absolute("zn.html", "http://b.test/") == "http://b.test/zn.html"


def test_a_known_holder_is_written_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Any] = []
    monkeypatch.setattr(
        body, "lines", lambda element, *skip: (written.append(element), lines(element, *skip))[1]
    )
    page = Page.parse(f"<h1>关于报送材料的通知</h1><div class='TRS_Editor'>{TEXT}</div>".encode(), HERE)
    assert len(body.find(page, ("关于报送材料的通知",)).lines) == 3
    assert [element.get("class") for element in written] == ["TRS_Editor"]


def test_long_lines_are_not_remembered_with_their_labels() -> None:
    before = labels._read_label.cache_info().currsize
    assert labels.is_label(f"来源：{TEXT * 10}")
    assert labels._read_label.cache_info().currsize == before


@pytest.mark.parametrize("space", ["\u200b", "\ufeff", "\u3000", "\u00a0", "\x1f", "\u2028", " \n"])
def test_white_space_of_every_kind_parts_words(space: str) -> None:
    assert (squeeze(f"{space}甲{space}{space}乙{space}"), dense(f"甲{space}乙")) == ("甲 乙", "甲乙")


@pytest.mark.parametrize(
    ("text", "balance"),
    [('{"a": "}\\"}"} + 1', '{"a": "}\\"}"}'), ("[\\'x' ]y']z", "[\\'x' ]"), ("{a: '\\\\'}}", "{a: '\\\\'}")],
)
def test_brackets_in_texts_close_nothing(text: str, balance: str) -> None:
    assert balanced(text) == balance


@pytest.mark.parametrize(
    "address",
    [
        "/search/list.html?q=zcwj",
        "/was5/web/search?searchword=CATALOG%3D%E4%BD%8E",
        "/research/list.html?key=%E4%BD%8E",
    ],
)
def test_an_address_of_a_search_that_chooses_a_column_is_one_of_a_column(address: str) -> None:
    assert not is_search(f"http://www.a.gov.cn{address}")
    assert is_search("http://www.a.gov.cn/search/list.html?q=%E4%BD%8E%E4%BF%9D")
