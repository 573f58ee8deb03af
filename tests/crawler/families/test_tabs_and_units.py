"""Lists whose scripts read the address of their page, ask for several categories, or name units."""

from __future__ import annotations

import json
import time
from urllib.parse import parse_qsl, urlsplit

import pytest

from crawler.families import ListPage, read
from crawler.families._location import put_in
from crawler.pages.page import Page

HERE = "http://a.test/jyxx/002001/002001003/list.html?categoryNum=77"


def page(body: str, script: str = "", url: str = HERE) -> ListPage:
    html = f"<html><body>{body}<script>{script}</script></body></html>"
    return read(Page.parse(html.encode(), url))


def asked(listed: ListPage) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(listed.source or "").query, keep_blank_values=True))


@pytest.mark.parametrize(
    ("says", "cat"),
    [
        ("var a = window.location.pathname.split('/'); var cat = a[a.length - 2];", "002001003"),
        ("var a = location.pathname.split('/'); var cat = a[2];", "002001"),
        ("var p = location.pathname;\nvar a = p.split('/'), cat = a[a.length-2];", "002001003"),
        ("var a = location.href.split('/'); var cat = a[a.length-3];", "002001"),
        ("var cat = location.pathname.split('/')[1];", "jyxx"),
        ("var cat = getQueryString('categoryNum');", "77"),
        ("var cat = $.getUrlParam('categoryNum');", "77"),
        ("var cat = new URLSearchParams(window.location.search).get('categoryNum');", "77"),
    ],
)
def test_what_a_script_reads_from_the_address_of_its_page_is_known(says: str, cat: str) -> None:
    listed = page("", says + "$.post('/api/getInfoList', {categoryNum: cat, pageIndex: 0}, show);")
    assert asked(listed)["categoryNum"] == cat


def test_other_words_of_a_script_stay_as_they_are() -> None:
    for script in (
        "var a = list.split('/'); f(a[1], getMenu('categoryNum'));",
        "var a = location.pathname.split('/'); a[1] = 5; f(a[9]);",
        "location.pathname.split('/')[40]; getQueryString('other')",
    ):
        assert put_in(script, HERE) == script
    assert put_in("getQueryString('k')", "http://a.test/?k=%22%2Balert(1)") == "getQueryString('k')"


@pytest.mark.parametrize(
    "part", ["var a=location.pathname.split('/');", "a[a.length-2];", "location.pathname", "getQuery('"]
)
def test_many_readings_of_an_address_cost_time_that_grows_with_them(part: str) -> None:
    begun = time.process_time()
    put_in(part * (400_000 // len(part)), HERE)
    assert time.process_time() - begun < 4


def test_a_field_packed_by_the_name_of_an_object_is_sent_in_a_form() -> None:
    listed = page(
        "<ul><li><a href='/a/'>招标公告</a></li><li><a href='/b/'>结果公告</a></li></ul>",
        "var p = {categoryNum: '002', pageIndex: 0, pageSize: 8};"
        "$.post('/rest/getPageInfoList', { params: JSON.stringify(p) }, show, 'json');",
    )
    form = dict(listed.form)
    assert json.loads(form["params"]) == {"categoryNum": "002", "pageIndex": "0", "pageSize": "8"}
    assert asked(listed)["pageIndex"] == "0"


TABS = "<li onclick=\"load('0031',0)\">出让公告</li><li onclick=\"load('0032',0)\">成交公示</li>"
LOAD = (
    "function load(cat, page) {{ $.ajax({{url: '/rest/getInfoList', type: '{}', data: {{categoryNum: cat,"
    " pageIndex: page, pageSize: 5}}, success: show}}); }} load('0031', 0);"
)


def test_tabs_that_ask_by_post_are_further_lists_of_their_page() -> None:
    listed = page(f"<ul>{TABS}</ul>", LOAD.format("post"))
    assert dict(listed.form)["categoryNum"] == "0031"
    ((url, form),) = listed.further
    assert "categoryNum=0032" in url
    assert dict(form)["categoryNum"] == "0032"
    assert page(f"<ul>{TABS}</ul>", LOAD.format("get")).further == ()


def test_nodes_that_a_script_draws_with_what_a_click_calls_are_columns() -> None:
    script = (
        "var tree = [{id: 51, name: '法定公开', children: [{id: 52, name: '规划计划'},"
        " {id: 53, name: '人事信息'}]}];"
        "$.each(tree, function(i, c) { s += '<li onclick=\"docs(' + c.id + ',1)\">' + c.name + '</li>'; });"
        "function docs(channelId, pageNo) { $.ajax({url: '/gkml/api/documents', type: 'GET',"
        " data: {channelId: channelId, pageNo: pageNo, pageSize: 6}, success: show}); }"
    )
    listed = page("<ul id=tree></ul>", script)
    assert [(asked(ListPage("", (), source=one.url))["channelId"], one.title) for one in listed.columns] == [
        ("52", "规划计划"),
        ("53", "人事信息"),
    ]


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("n == 0 ? './index.json' : './index_' + n + '.json'", "index.json"),
        ("n > 1 ? './list_' + n + '.json' : './list.json'", "list.json"),
        ("n !== 1 ? ('./list_' + n + '.json') : './list.json'", "list.json"),
        ("'./index' + (n == 0 ? '' : '_' + n) + '.json'", "index.json"),
    ],
)
def test_of_two_addresses_that_of_the_first_page_is_asked(address: str, first: str) -> None:
    menu = "<ul><li><a href='/a/'>通知公告</a></li><li><a href='/b/'>工作动态</a></li></ul>"
    script = f"function load(n) {{ var url = {address}; $.ajax({{url: url, success: show}}); }} load(0);"
    assert page(menu, script, "http://a.test/tzgg/").source == f"http://a.test/tzgg/{first}"


@pytest.mark.parametrize(
    ("name", "following"), [("index", "index_1"), ("index_1", "index_2"), ("index_2", None)]
)
def test_files_of_data_go_on_as_pages_of_lists_do(name: str, following: str | None) -> None:
    answer = {"pageCount": 3, "docs": [{"title": "关于植树的通知", "url": "./202403/t20240311_1.html"}]}
    listed = read(Page.parse(json.dumps(answer).encode(), f"http://a.test/tzgg/{name}.json"))
    assert len(listed.entries) == 1
    assert listed.next == (following and f"http://a.test/tzgg/{following}.json")


def unit(name: str, column: str) -> str:
    return (
        "<script src='/unitbuild.js' url='/api-gateway/jpaas-publish-server/front/page/build/unit'"
        f" queryData=\"{{'parseType':'buildstatic','webId':'33','pageType':'column','tagId':'{name}',"
        f"'pageId':'{column}'}}\"></script>"
    )


def test_units_of_a_page_are_asked_for_the_list_first() -> None:
    listed = page(unit("头部导航", "1") + unit("右侧", "2") + unit("信息列表", "3"))
    assert asked(listed) == {
        "parseType": "buildstatic", "webId": "33", "pageType": "column", "tagId": "信息列表", "pageId": "3",
    }  # fmt: skip
    assert [dict(parse_qsl(urlsplit(url).query))["pageId"] for url, _ in listed.further] == ["2"]


def answered(html: str, more: str = "") -> ListPage:
    url = f"http://a.test/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=3{more}"
    return read(Page.parse(json.dumps({"success": True, "data": {"html": html}}).encode(), url))


ROWS = "".join(
    f"<li><a href='/art/{n}.html'>关于第{n}次植树的通知</a><span>2024-03-1{n}</span></li>" for n in range(6)
)


@pytest.mark.parametrize(
    ("counts", "more", "number"),
    [
        ("<div totalpage='3' pagesize='6'></div>", "", 2),
        ("<div class='page' pageSize='6' count='13'></div>", "&paramJson=%7B%22pageNo%22%3A2%7D", 3),
        ("<div totalpage='3'></div>", "&paramJson=%7B%22pageNo%22%3A3%7D", None),
        ("", "", 2),
        ("", "&paramJson=%7B%22pageNo%22%3A7%7D", 8),
    ],
)
def test_the_next_page_of_a_unit_is_asked_for_by_its_number(
    counts: str, more: str, number: int | None
) -> None:
    listed = answered(f"<ul>{ROWS}</ul>{counts}", more)
    assert len(listed.entries) == 6
    told = dict(parse_qsl(urlsplit(listed.next or "").query)).get("paramJson")
    assert (json.loads(told) if told else None) == (number and {"pageNo": number, "pageSize": 6})


def test_many_scripts_of_one_unit_cost_little() -> None:
    begun = time.process_time()
    assert page(unit("信息列表", "3") * 4_000).source
    assert time.process_time() - begun < 1


def test_a_unit_without_rows_ends() -> None:
    assert answered("<p>暂无数据</p>").next is None


def test_rows_that_say_where_a_click_leads_are_a_list() -> None:
    rows = "".join(
        f"<tr data-url='/jyxx/{n}.html'><td>CQ{n}</td><td>城区第{n}处房产转让公告</td>"
        f"<td>2024-03-1{n}</td></tr>"
        for n in range(3)
    )
    listed = page(f"<table>{rows}</table>")
    assert [entry.url for entry in listed.entries] == [f"http://a.test/jyxx/{n}.html" for n in range(3)]
    assert listed.entries[0].title == "城区第0处房产转让公告"


@pytest.mark.parametrize(
    ("script", "following", "pages"),
    [
        (
            "var m_nRecordCount='13';var m_nCurrPage=0;var m_nPageSize=5;"
            "var m_sPageName='index_81';m_sPageExt='htm';",
            "index_81_1.htm",
            3,
        ),
        ("var m_nRecordCount = 13; m_nCurrPage = 2; m_nPageSize = 5;", None, 3),
        ("var m_nRecordCount = 13; m_nCurrPage = 0; m_nPageSize = 0;", None, None),
        ("var m_nRecordCount = 13;", None, None),
    ],
)
def test_a_catalogue_that_counts_its_rows_goes_on(
    script: str, following: str | None, pages: int | None
) -> None:
    rows = "".join(
        f"<li><a href='t2024031{n}_1234{n}.html'>关于第{n}次植树的通知</a>2024-03-1{n}</li>" for n in range(3)
    )
    listed = page(f"<ul>{rows}</ul>", script, "http://a.test/gkml/index_81.htm")
    assert listed.next == (following and f"http://a.test/gkml/{following}")
    assert listed.pages == pages


def test_what_a_function_is_given_is_told_by_the_first_call_that_tells_it() -> None:
    script = (
        "var zNodes = [{id: '31', name: '招标公告'}, {id: '32', name: '中标公示'}];"
        "var setting = {callback: {onClick: clicked}};"
        "function clicked(event, treeId, treeNode) { load(treeNode.id, 0); }"
        "function load(cat, page) { $.ajax({type: 'POST', url: '/rest/getInfoList',"
        " contentType: 'application/json', data: JSON.stringify("
        "{params: {categorynum: cat, pageindex: page, pagesize: 7}}),"
        " success: show}); }"
        "load('3', 0);"
    )
    listed = page("<ul id=tree></ul>", script)
    forms = [listed.form, *(form for _, form in listed.further)]
    sent = [json.loads(dict(form)[""])["params"] for form in forms]
    assert [one["categorynum"] for one in sent] == ["3", "31", "32"]
    assert {str(one["pageindex"]) for one in sent} == {"0"}
