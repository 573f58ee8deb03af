"""A script that sends every reader on is a redirect; one that only may is not."""

from __future__ import annotations

import pytest

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
