"""Lists whose answers have ids alone: the script that draws the rows says where these lead."""

from __future__ import annotations

import json

import pytest
from hostile.server import Exchange
from small_portal import Portal

from crawler.families import Lead, lead
from crawler.pages.page import Page

pytestmark = pytest.mark.any_database

CALL = "$.get('/api/list?channelId=7&pageNo=1&pageSize=2', draw);"
FORMS = (
    "<script>function draw(r){r.list.map(x=>{h+='<li><a href=\"/tzgg/'+x.docId+'.html\">'+x.title+'</a>'})}",
    '<script>function draw(r){h=r.list.map(x=>`<li><a href="/tzgg/${x.docId}.html">${x.title}</a>`)}',
    "<li v-for='item in list'><a :href=\"'/tzgg/'+item.docId+'.html'\">{{item.title}}</a></li><script>",
    "<li><a href='/tzgg/{{ d.docId }}.html'>{{ d.title }}</a></li><script>",
)


@pytest.mark.parametrize("form", FORMS)
def test_rows_without_addresses_are_where_the_script_leads(portal: Portal, form: str) -> None:
    def rows(exchange: Exchange) -> None:
        first = 1 if "pageNo=1" in exchange.path else 3
        found = [{"docId": n, "title": f"关于第{n}号防汛工作的通知"} for n in (first, first + 1)]
        exchange.answer(json.dumps({"total": 4, "list": found}), Content_Type="application/json")

    portal.server.page(
        "/tzgg/index.html", f"<html><h2>通知公告</h2><ul id=l></ul>{form}{CALL}</script></html>"
    )
    portal.server.routes["/api/list"] = rows
    portal.crawl()
    assert sorted(portal.documents()) == [f"/tzgg/{n}.html" for n in range(1, 5)]


def test_what_is_no_id_leads_nowhere() -> None:
    page = Page.parse(
        b"<script>'<a href=\"/a/'+x.title+'\">'; '<a href=\"#'+x.id+'\">';"
        b"'<a href=\"/a?list='+x.listId+'&id='+x.id+'\">'</script>",
        "http://a.test/",
    )
    assert lead(page) is None
    assert Lead("http://a.test/v?id=", "id", "").address({"id": True}) == ""
