"""A script that sends every reader on is a redirect; one that only may is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from small_portal import Portal, article

from crawler.pages.links import redirect
from crawler.pages.page import Page

SURE = (
    "location.href='/a.html'",
    'window.top.location = "/a.html";',
    "location.replace('/a.html')",
    "window.onload=function(){location.href='/a.html'}",
    "setTimeout(function(){window.location.href='/a.html';},3000);",
    "function go(){location.href='/a.html'} go();",
    "$(function(){ self.location='/a.html' })",
    "(function(){location.assign('/a.html')})();",
    "try{location.href='/a.html'}catch(e){}",
    "var x=1;\n// location.href='/b.html'\nlocation.href='/a.html'",
)
PERHAPS = (
    "function down(id){location.href='/a.html?id='+id;}",
    "function down(){location.href='/a.html'}",
    "if(/mobile/i.test(navigator.userAgent)){location.href='/a.html'}",
    "if(isPhone()) location.href='/a.html';",
    "if(a){b()}else{location.href='/a.html'}",
    "$('#search').click(function(){location.href='/a.html'})",
    "isPhone && (location.href='/a.html')",
    "var go=function(){location.href='/a.html'};",
    "location.href='/a.html?t='+new Date()",
    "/* location.href='/a.html' */",
)


@pytest.mark.parametrize("script", SURE)
def test_what_runs_for_every_reader_leads_on(script: str) -> None:
    assert to(f"<script>{script}</script>") == "http://a.test/a.html"


@pytest.mark.parametrize("script", PERHAPS)
def test_what_only_may_run_does_not(script: str) -> None:
    assert to(f"<script>{script}</script><p>正文</p>") is None


def test_a_function_for_a_click_is_none_and_one_for_the_load_is_one() -> None:
    go = "<script>function go(){location.href='/a.html'}</script>"
    assert to(f'{go}<a onclick="go()">下载</a>') is None
    assert to(f"{go}<body onload='go()'>") == "http://a.test/a.html"
    assert to(f'{go}<script>setTimeout("go()", 1000)</script>') == "http://a.test/a.html"


@pytest.mark.parametrize(
    "around",
    ["<noscript>{}</noscript>", "<!-- {} -->", "<NOSCRIPT>{}</NOSCRIPT>", '<script>var tip="{}";</script>'],
)
def test_a_refresh_that_no_browser_with_scripts_acts_on_is_none(around: str) -> None:
    refresh = "<meta http-equiv='refresh' content='0;url=/a.html'>"
    assert to(around.format(refresh) + "<p>正文</p>") is None
    assert to(refresh) == "http://a.test/a.html"
    assert to(f'<script><!--\ndocument.write("{refresh}");\n//--></script>') == "http://a.test/a.html"


def to(html: str) -> str | None:
    return redirect(Page.parse(html.encode(), "http://a.test/"))


STUBS = [
    "<html><head><meta http-equiv='refresh' content='0;url={}'></head><body></body></html>",
    "<html><head></head><body><script>window.location.href='{}';</script></body></html>",
]


@pytest.mark.parametrize("stub", STUBS)
@pytest.mark.parametrize("target", ["http://slt.province.example/art/1.html", "../tzgg/1.html"])
def test_a_row_that_leads_elsewhere_is_no_fault_of_the_portal(portal: Portal, stub: str, target: str) -> None:
    portal.list(range(1, 5))
    portal.server.page("/tzgg/4.html", stub.format(target))
    for _ in range(2):
        assert portal.crawl().problems == ()
        assert sorted(portal.documents()) == [f"/tzgg/{n}.html" for n in range(1, 4)]


@pytest.mark.parametrize("stub", STUBS)
def test_a_document_whose_page_leads_to_another_site_stays(portal: Portal, stub: str) -> None:
    portal.list(range(1, 5))
    portal.crawl()
    portal.age(timedelta(days=400), timedelta(days=400))
    portal.server.page("/tzgg/4.html", stub.format("http://slt.province.example/art/1.html"))
    assert {problem.url.rpartition("/")[2] for problem in portal.crawl().problems} == {"4.html"}
    assert "/tzgg/4.html" in portal.documents()


def test_a_page_that_leaves_itself_to_be_read_is_no_stub(portal: Portal) -> None:
    portal.list(range(1, 5))
    refresh = "<head><meta http-equiv='refresh' content='600;url=/'>"
    portal.server.page("/tzgg/4.html", article(4).replace("<head>", refresh, 1))
    assert portal.crawl().problems == ()
    assert "/tzgg/4.html" in portal.documents()
    assert to(refresh.replace("600;url=/", "5;url=/x")) == "http://a.test/x"
