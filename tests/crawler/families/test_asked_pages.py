"""Pagers whose links have a function ask for the next page and put its list into this one."""

from __future__ import annotations

import time

import pytest

from crawler.extract import read_list
from crawler.families import ListPage
from crawler.pages.page import Page

URL = "http://portal.example/jyxx/002001/002001004/"
ASKS = "<script>function turn(path,box,page){{ {} }}</script>"
EPOINT = "ShowAjaxNewPage(window.location.pathname,'categorypagingcontent',{})"


def listed(number: int, call: str, *, script: str = "", url: str = URL, label: str = "下页") -> ListPage:
    rows = "".join(
        f"<tr><td><a href='/InfoDetail/?InfoID={n}'>关于第{n}号河道整治工程的中标公示</a></td>"
        f"<td>2023-05-0{n}</td></tr>"
        for n in range(1, 7)
    )
    pager = f'<a>{number}/3</a><a onclick="{call}">{label}</a>'
    return read_list(
        Page.parse(
            f"<html><head>{script}</head><body><div id='categorypagingcontent'><table>{rows}</table>{pager}"
            f"</div></body></html>".encode(),
            url,
        )
    )


def test_the_next_page_is_asked_for_as_epoint_does() -> None:
    assert listed(1, EPOINT.format(2)).next == f"{URL}?Paging=2"
    assert listed(2, EPOINT.format(3), url=f"{URL}?Paging=2").next == f"{URL}?Paging=3"


def test_the_last_page_asks_for_itself() -> None:
    assert listed(3, EPOINT.format(3), url=f"{URL}?Paging=3").next is None
    assert listed(1, EPOINT.format(1)).next is None


@pytest.mark.parametrize(
    ("body", "following"),
    [
        ("$.ajax({type:'get',url:path+'?Paging='+page,success:function(d){$(box).html(d);}});", "?Paging=2"),
        ("$.get(path + '?p=' + page, function(d){ $(box).html(d); });", "?p=2"),
        ("$('#'+box).load(path+'?page='+page+' #'+box);", "?page=2"),
        ("$('#'+box).load(path+'list_'+page+'.html');", "list_2.html"),
        ("var x=new XMLHttpRequest();x.open('GET',path+'?n='+page,true);x.send();", "?n=2"),
        ("$.get(path, function(d){ $(box).html(d); });", None),
    ],
)
def test_what_a_function_of_the_page_asks_is_followed(body: str, following: str | None) -> None:
    found = listed(1, "turn(location.pathname,'categorypagingcontent',2)", script=ASKS.format(body))
    assert found.next == (following and URL + following)


def test_a_link_that_is_not_called_next_leads_nowhere() -> None:
    assert listed(1, EPOINT.format(2), label="打印").next is None


def test_many_such_links_cost_little() -> None:
    call = "turn(" * 2000 + "location.pathname," + "'a'," * 3000
    begun = time.perf_counter()
    listed(1, call, script=ASKS.format("url:" + " " * 5000) * 50)
    assert time.perf_counter() - begun < 3
