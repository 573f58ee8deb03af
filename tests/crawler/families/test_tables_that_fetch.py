"""Tables that fetch their rows by themselves, in scripts and as the markup tells them."""

from __future__ import annotations

import time

import pytest

from crawler.families import read
from crawler.pages.page import Page

TOLD = {
    "<script>$('#t').bootstrapTable({url:'/api/list',sidePagination:'server',pageSize:4,"
    "queryParams:function(p){return {limit:p.limit,offset:p.offset,catId:'12'}}})</script>": (
        "/api/list?limit=4&offset=0&catId=12"
    ),
    "<script>$('#t').bootstrapTable({url:'/api/list',pageSize:4,queryParams:q});"
    "function q(p){return {pageSize:p.limit,pageNo:(p.offset/p.limit)+1,cat:'7'}}</script>": (
        "/api/list?pageSize=4&pageNo=1&cat=7"
    ),
    "<script>$('#t').bootstrapTable({url:'/api/list',queryParams:(p)=>({pageNum:1,cat:'7'})})</script>": (
        "/api/list?pageNum=1&cat=7"
    ),
    "<script>$('#t').bootstrapTable({url:'/api/list',pageSize:4})</script>": "/api/list?offset=0&limit=4",
    "<script>$('#t').datagrid({url:'/api/list',pageSize:4})</script>": "/api/list?page=1&rows=4",
    "<script>$('#t').DataTable({ajax:'/api/list',pageLength:4})</script>": "/api/list?start=0&length=4",
    "<table class=easyui-datagrid data-options=\"url:'/api/list?c=3',method:'get',pageSize:4\"></table>": (
        "/api/list?c=3&page=1&rows=4"
    ),
    '<table data-toggle=table data-url="/api/list" data-page-size=4 data-side-pagination=server></table>': (
        "/api/list?offset=0&limit=4"
    ),
    "<table lay-data=\"{url:'/api/list', page:true, limit:4}\"></table>": "/api/list?page=1&limit=4",
}


@pytest.mark.parametrize("markup", TOLD)
def test_a_table_asks_for_its_first_page_as_its_library_does(markup: str) -> None:
    listed = read(page(markup))
    assert listed.source == f"http://a.test{TOLD[markup]}"


def test_a_table_that_posts_is_asked_so() -> None:
    listed = read(page('<table data-toggle="table" data-url="/api/list" data-method="post"></table>'))
    assert listed.form == (("offset", "0"),)


def test_entries_that_lead_to_the_page_and_home_hide_no_script() -> None:
    links = "<tr><td><a href='/'>网站首页</a></td></tr><tr><td><a href='/l/'>公示公告</a></td></tr>"
    menu = f"<table>{links}</table>"
    asked = '<script>$.ajax({url:"/api/gg/list",data:{lm:"gsgg"}})</script>'
    assert read(page(menu + asked)).source == "http://a.test/api/gg/list?lm=gsgg"


def test_arrays_that_are_made_by_name_are_read() -> None:
    rows = "['关于防汛的通知','/t/1.html','2024-03-11'],['关于抗旱的通知','/t/2.html','2024-03-12']"
    listed = read(page(f"<script>var a = new Array(\n{rows}\n);</script>"))
    assert [entry.url for entry in listed.entries] == ["http://a.test/t/1.html", "http://a.test/t/2.html"]


def test_hostile_tables_are_read_in_time() -> None:
    began = time.monotonic()
    read(page("<table data-options=\"url:'" + "(" * 50_000 + "'\"></table>" * 20))
    read(page("<script>$('#t').bootstrapTable({url:'/a',queryParams:" + "a, " * 50_000 + "</script>"))
    assert time.monotonic() - began < 5


def page(markup: str) -> Page:
    return Page.parse(f"<html><body>{markup}</body></html>".encode(), "http://a.test/l/")
