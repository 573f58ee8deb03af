"""Lists and columns that scripts put together of fields, names and what a link gives a function."""

from __future__ import annotations

import json
import time
from urllib.parse import unquote

import pytest

from crawler.families import ListPage, carried_on, read, surely_made
from crawler.families._code import LONGEST_CODE, Code
from crawler.pages.page import Page
from crawler.walk.column import Column

ASKED = """var rn = 6; function get(index) {
  var param = { token: "", pn: index * rn, rn: rn, sort: '{"infodate":"0"}', cl: 200, "time": null,
    condition: [{ fieldName: "categorynum", equal: cat, isLike: true, likeType: 2 }] };
  %s
} get(0);"""
SENT = {
    "pn": 0, "rn": 6, "token": "", "sort": '{"infodate":"0"}', "cl": 200, "time": None,
    "condition": [{"fieldName": "categorynum", "equal": "005001001", "isLike": True, "likeType": 2}],
}  # fmt: skip


def page(body: str, script: str) -> ListPage:
    html = f"<html><body>{body}<script>{script}</script></body></html>"
    return read(Page.parse(html.encode(), "http://a.test/gkml/index.html"))


@pytest.mark.parametrize("cat", ['"005001001"', "$('#num').val()", 'document.getElementById("num").value'])
@pytest.mark.parametrize(
    "call",
    [
        "$.ajax({url: '/rest/search/getData', type: 'post', data: JSON.stringify(param)});",
        "Util.ajax({url: '/rest/search/getData', type: 'post', data: JSON.stringify(param)});",
        "$.post('/rest/search/getData', JSON.stringify(param), show);",
    ],
)
def test_what_is_sent_is_put_together_of_names_products_and_fields(cat: str, call: str) -> None:
    field = "<div id=list></div><input type=hidden id=num value='005001001'>"
    listed = page(field, f"var cat = {cat};" + ASKED % call)
    assert listed.source
    assert listed.source.startswith("http://a.test/rest/search/getData?")
    assert "pn=0" in listed.source
    assert json.loads(dict(listed.form)[""]) == SENT


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        ("公告通知", "公告通知"),
        ("a&quot;b/c", 'a"b/c'),
        ("a'b", "a'b"),
        ("", "1"),
        ("a&quot;'b", "1"),
        ("a\\", "1"),
        ("x" * 501, "1"),
    ],
)
def test_what_a_field_holds_is_sent_as_it_is_and_nothing_where_it_is_empty(held: str, asked: str) -> None:
    field = f'<input type=hidden id=q value="{held}"><input id=p value="">'
    script = "var k=$('#q').val(); $.get('/api/list?k=' + k + '&pageNo=' + $('#p').val(), show);"
    assert unquote(page(field, script).source or "") == f"http://a.test/api/list?k={asked}&pageNo=1"


def test_many_readings_of_fields_cost_time_that_grows_with_them() -> None:
    fields = "<p></p>" * 5_000 + f"<input id=b value='{'x' * 500}'>"
    begun = time.process_time()
    html = f"<html><body>{fields}<script>{'$(`#a`).val();$(`#b`).val();' * 1_500}</script></body></html>"
    whole = Page.parse(html.replace("`", "'").encode(), "http://a.test/")
    assert len(Code(whole).text) <= LONGEST_CODE
    assert time.process_time() - begun < 3


def test_an_object_made_a_text_before_is_sent_as_json() -> None:
    made = "var c='7', p=JSON.stringify({channel:c,pageNum:n});"
    assert page("", made + "$.ajax({url:'/api/getList.do',type:'POST',data:p})").form == (
        ("", '{"channel": "7", "pageNum": 1}'),
    )


@pytest.mark.parametrize(
    ("names", "written", "sent"),
    [
        ("pageNo=1,rn=15", "{from:(pageNo-1)*rn,size:rn}", {"from": 0, "size": 15}),
        ("page=0,rn=10", "{start:(page-1)*rn,rows:rn}", {"start": 0, "rows": 10}),
        ("pageNo=2,rn=15", "{page:1,from:((pageNo - 1) * rn)}", {"page": 1, "from": 15}),
        ("rn=15", "{page:p,from:(p-1)*10,t:60*60*1000,n:(p+1)*rn}", {"page": 1, "from": 0, "t": 3_600_000}),
        ("rn=15", '{page:1,c:"a"+"*",f:rn*1.5,d:1.5*2,u:rn*2+"px"}', {"page": 1, "c": "a*"}),
        ("y=2024+'年',n=10+\"abc\"", "{page:1,y:y,n:n}", {"page": 1, "y": "2024年", "n": "10abc"}),
        (f"big={'9' * 500}", f"{{page:1,n:{'*'.join(['big'] * 10)}}}", {"page": 1, "n": 0}),
        (f"big={'9' * 15}", f"{{page:1,n:{'*'.join(['big'] * 100)}}}", {"page": 1}),
        ("pn=1", f"{{page:1,n:0x{'f' * 1_400}}}", {"page": 1, "n": int("f" * 1_400, 16)}),
        (
            "pageNum=1",
            "{page:pageNum,rn:size,cid:this.cid,of:this.a?1:0,at:null,all:[{a:x,b:!0},y]}",
            {"page": 1, "at": None, "all": [{"b": True}]},
        ),
    ],
)
def test_what_is_sent_is_what_a_browser_would_or_nothing(
    names: str, written: str, sent: dict[str, object]
) -> None:
    listed = page("", f"var {names}; axios.post('/api/list', {written})")
    assert json.loads(dict(listed.form)[""]) == sent


def test_a_further_page_is_asked_for_with_what_the_first_was() -> None:
    listed = page("", "axios.post('/api/list', {page: p, t: 60*60*1000, day: '20' + '24', c: \"a\" + \"*\"})")
    assert listed.source
    assert carried_on(listed.form, listed.source) == listed.form


def test_what_only_looks_like_a_page_stays_as_it_is() -> None:
    listed = page("", "axios.post('/list/query', 'page=&size=10')")
    assert json.loads(dict(listed.form)[""]) == {"page": "", "size": "10"}
    form = (("", json.dumps({"pageNo": 1, "isTop": False})),)
    ((_, carried),) = carried_on(form, "http://a.test/list?pageNo=2&isTop=false")
    assert json.loads(carried) == {"pageNo": 2, "isTop": False}


def test_what_stands_behind_an_empty_field_is_asked_for_too() -> None:
    call = "$.getJSON('/list?keyword='+$('#kw').val()+'&cat='+$('#cat').val()+'&page=1',show);"
    listed = page("<input id=kw value=''><input id=cat value=7>", call)
    assert listed.source == "http://a.test/list?keyword=&cat=7&page=1"


def test_an_object_of_many_values_is_read_soon() -> None:
    large = "{pageNo:1," + ",".join(f"a{n}:b{n}" for n in range(15_000)) + "}"
    small = "{pageNo:1," + ",".join(f"a{n}:b{n}" for n in range(250)) + "}"
    begun = time.process_time()
    page("", f"var d={large},e={small};" + "axios.post('/api/list',d);axios.post('/api/list',e);" * 25)
    assert time.process_time() - begun < 4


TREE = "".join(
    f"<li><a href='javascript:void(0)' onclick=\"load('{number}','{name}')\">{name}</a></li>"
    for number, name in (("3121", "机构设置"), ("3122", "规划计划"), ("3123", "建议提案"))
)
FETCHED = [
    f"http://a.test/front/gkml/list?channelId={number}&pageNo=1&pageSize=4" for number in (3121, 3122, 3123)
]
DIRECT = "$.getJSON('/front/gkml/list?channelId=' + id + '&pageNo=1&pageSize=4', show);"
LOAD = f"function load(id, name) {{ {DIRECT} }}"
INNER = (
    "get(id, 1); } function get(channelId, pageNo) {"
    "$.ajax({url: '/front/gkml/list', data: {channelId: channelId, pageNo: pageNo, pageSize: 4}});"
)


@pytest.mark.parametrize("body", [DIRECT, INNER])
def test_the_links_of_a_tree_are_the_columns_that_their_function_fetches(body: str) -> None:
    listed = page(f"<ul>{TREE}</ul>", f"function load(id, name) {{ {body} }} load('3121', '机构设置');")
    assert [column.url for column in listed.columns] == FETCHED
    assert [column.title for column in listed.columns] == ["机构设置", "规划计划", "建议提案"]


NODES = (
    "[{id: 1, pId: 0, name: '公开目录', url: '/gkml/'}, {id: 3121, pId: 1, name: '机构设置'},"
    "{id: 3122, pId: 1, name: '规划计划'}, {id: 3123, pId: 1, name: '建议提案'}]"
)


@pytest.mark.parametrize(
    "click",
    [
        "var setting = {callback: {onClick: clicked}}; function clicked(event, treeId, treeNode) { %s }",
        "var setting = {callback: {onClick: function(event, treeId, treeNode) { %s }}};",
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        "get(treeNode.id, 1);",
        DIRECT.replace(" id ", " treeNode.id "),
    ],
)
def test_the_nodes_of_a_drawn_tree_are_columns(click: str, body: str) -> None:
    get = INNER.partition("}")[2] + "}"
    listed = page("<ul id=tree></ul>", f"var zNodes = {NODES};{click % body}{get}")
    assert [(column.url, column.title) for column in listed.columns] == list(
        zip(FETCHED, ("机构设置", "规划计划", "建议提案"), strict=True)
    )


def test_nodes_that_only_open_are_no_columns() -> None:
    script = (
        f"var n = {NODES}; var s = {{callback: {{onClick: open}}}}; function open(e, t, n) {{ toggle(n); }}"
    )
    assert page("<ul id=tree></ul>", script + "$.getJSON('/api/list?c=7&pageNo=1', show);").columns == ()


@pytest.mark.parametrize(
    "call",
    [
        "StorageUtil.get('lastPage','pageNo=1');",
        "CookieUtil.get('newsType');",
        "Util.get('newsType');",
    ],
)
def test_what_only_ends_like_a_call_that_fetches_is_none(call: str) -> None:
    rows = "".join(
        f"<li><a href='/a/{n}.html'>{name}</a></li>" for n, name in enumerate(("部门预算", "部门决算"))
    )
    listed = page(f"<ul>{rows}</ul>", call)
    assert (len(listed.entries), listed.source) == (2, None)
    assert page("", call).source is None


@pytest.mark.parametrize("nothing", ["''", "this, ''", "null"])
def test_a_link_that_gives_nothing_is_no_column(nothing: str) -> None:
    listed = page(f'<a onclick="load({nothing})">全部栏目</a>{TREE.replace("3121", "1")}', LOAD)
    assert [column.title for column in listed.columns] == ["机构设置", "规划计划", "建议提案"]


def test_a_function_that_gives_a_column_may_give_something_else_too() -> None:
    links = (("a", "财政公开"), ("b", "教育公开"), ("login", "统一入口"))
    tree = "".join(f"<a onclick=\"go('{given}')\">{name}</a>" for given, name in links)
    listed = page(tree, "function go(u){$.getJSON('/data/'+u+'/list?page=1',show);}")
    assert [column.title for column in listed.columns] == ["财政公开", "教育公开"]


def test_a_tree_is_drawn_beside_what_else_reacts_to_clicks() -> None:
    tree = f"var zNodes = {NODES}; var s = {{callback: {{onClick: clicked}}}};"
    clicked = f"function clicked(e, t, n) {{ {DIRECT.replace(' id ', ' n.id ')} }}"
    listed = page("<ul id=tree></ul>", "$('#d').datepicker({onClick: picked});" + tree + clicked)
    assert [column.url for column in listed.columns] == FETCHED


@pytest.mark.parametrize("digits", ["9", "0xf"])
def test_a_number_without_end_is_no_column_and_stops_nothing(digits: str) -> None:
    nodes = NODES.replace("id: 3121", f"id: {digits + digits[-1] * 5_000}")
    clicked = f"function clicked(e, t, n) {{ {DIRECT.replace(' id ', ' n.id ')} }}"
    assert page("", f"var n = {nodes}; var s = {{callback: {{onClick: clicked}}}}; {clicked}").entries == ()


def test_a_link_of_many_calls_is_read_once() -> None:
    link = f'<a onclick="{"load(1);" * 4_000}">{"文字 " * 20_000}</a>'
    begun = time.process_time()
    page(link, LOAD)
    assert time.process_time() - begun < 2


OWN = "$.get('/api/news/list?page=1&channelId=5', show);"


@pytest.mark.parametrize("script", [OWN + LOAD, LOAD + OWN])
def test_a_tree_beside_the_pages_own_list_leaves_that_to_it(script: str) -> None:
    html = f"<html><body><ul>{TREE}</ul><script>{script}</script></body></html>"
    whole = Page.parse(html.encode(), "http://a.test/gkml/index.html")
    for listed in (read(whole), surely_made(whole)):
        assert listed
        assert [column.url for column in listed.columns] == FETCHED
        assert listed.source == "http://a.test/api/news/list?page=1&channelId=5"
    assert Column("公开目录", whole.url).read(whole, None).next == listed.source


def test_what_only_a_click_fetches_is_not_the_pages_own_list() -> None:
    assert page(f"<ul>{TREE}</ul>", LOAD + "load('3121', '机构设置');").source is None


@pytest.mark.parametrize(
    "asks",
    [
        "/news/praise?articleId=",
        "/admin/news/delete?id=",
        "/admin/news/doDelete?page=1&id=",
        "/content/vote?option=",
        "/content/saveVote?pageNo=1&option=",
        "/api/news/detail?id=",
        "/api/news/detail?pageNo=1&id=",
        "/api/newsView?page=1&id=",
        "/api/article/text?id=",
    ],
)
def test_links_that_change_something_or_show_one_document_are_no_columns(asks: str) -> None:
    function = f"function load(id, name) {{ $.get('{asks}' + id, show); }}"
    listed = page(f"<ul>{TREE}</ul>", OWN + function)
    assert (listed.columns, listed.source) == ((), "http://a.test/api/news/list?page=1&channelId=5")


def test_short_entries_without_days_stay_the_list_beside_a_vote() -> None:
    names = ("部门预算", "部门决算", "三公经费")
    short = "".join(f"<li><a href='/a/{n}.html'>{name}</a></li>" for n, name in enumerate(names))
    vote = "".join(f'<a onclick="vote({n})">{name}</a>' for n, name in enumerate(("非常满意", "不太满意")))
    listed = page(f"<ul>{short}</ul>{vote}", "function vote(id) { $.get('/content/poll?option=' + id, f); }")
    assert ([entry.title for entry in listed.entries], listed.columns) == (list(names), ())


@pytest.mark.parametrize("asks", ["/admin/news/delete?page=1", "/content/saveVote?pageNo=1"])
def test_what_changes_something_is_never_asked(asks: str) -> None:
    assert page("", f"$.get('{asks}', show);").source is None


@pytest.mark.parametrize(
    "asks",
    [
        "request({url: '/letter/submitContent', method: 'post', data: {title: t}});",
        "ajaxPost('/letter/submitInfo', {page: 1});",
        "axios.post('/api/content/insert', {a: 1});",
        "axios.post('/api/article/updateReadNum', {id: 3});",
        "request({url: '/api/newsInfo/like', method: 'post', data: {id: 3}});",
    ],
)
def test_nothing_is_posted_that_a_reader_would_send_in(asks: str) -> None:
    assert page("", asks).source is None


@pytest.mark.parametrize(
    "asks", ["/news/addressList?page=1", "/content/voteList?pageNo=1", "/likes/newsUpdate?page=1"]
)
def test_what_only_sounds_as_if_it_changed_something_is_asked(asks: str) -> None:
    assert page("", f"$.get('{asks}', show);").source == f"http://a.test{asks}"


PAGER = "".join(f"<a href='javascript:load({number})'>第{number}页</a>" for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("links", "function"),
    [
        (PAGER, "function load(n) { $.getJSON('/api/list?c=7&pageNo=' + n, show); }"),
        (TREE, "function load(id, name) { $.getJSON('/api/list?c=7&pageNo=1', show); }"),
        (
            TREE,
            "function load(id, name) { $('#' + id).toggle(); }  $.getJSON('/api/list?c=7&pageNo=1', show);",
        ),
    ],
)
def test_links_that_turn_pages_or_fetch_one_list_are_no_columns(links: str, function: str) -> None:
    assert page(links, function).columns == ()


def test_a_page_of_many_links_and_functions_is_read_soon() -> None:
    links = "".join(f"<a href=\"javascript:f{n % 50}('{n}')\">公开目录{n}</a>" for n in range(2_000))
    functions = "".join(
        f"function f{n}(id) {{ f{(n + 1) % 50}(id); $.getJSON('/api/list?c=' + id + '&pageNo=1', show); }}"
        for n in range(50)
    )
    begun = time.process_time()
    page(links, functions + "var a=[" + "'x'," * 50_000 + "];")
    assert time.process_time() - begun < 10
