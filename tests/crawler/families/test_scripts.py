"""Lists that scripts make, by what such scripts look like."""

from __future__ import annotations

import json
import time

import pytest

from crawler.families import ListPage, _json, carried_on, read
from crawler.pages.page import Page

ROWS = [
    {"title": f"关于第{n}号防汛工作的通知", "url": f"/t/{n}.html", "publishTime": 1710115200000}
    for n in (1, 2)
]


def page(html: str, url: str = "http://a.test/l/index.html") -> Page:
    return Page.parse(f"<html><body><div id=list></div>{html}</body></html>".encode(), url)


def script(code: str) -> Page:
    return page(f"<script>{code}</script>")


ASKING = {
    "$.getJSON('/api/list.json?col=1&pageNo=1',function(r){})": "/api/list.json?col=1&pageNo=1",
    "$.get('/api/list?col=1&page='+p,function(r){})": "/api/list?col=1&page=1",
    "$.ajax({type:'GET',url:'/data/articles.do',data:{columnId:cid,pageIndex:n},success:f});var cid='7';": (
        "/data/articles.do?columnId=7&pageIndex=1"
    ),
    'fetch("/api/news?page=1&size=10").then(r=>r.json())': "/api/news?page=1&size=10",
    "axios.get('/api/notice/page',{params:{current:1,size:10}})": "/api/notice/page?current=1&size=10",
    "var url='/api/queryArticle?c='+cid+'&pageNo=1',cid=3;$.getJSON(url,f)": "/api/queryArticle?c=3&pageNo=1",
    "fetch(`/data/news_${site}.json`);const site='a'": "/data/news_a.json",
    "$('#list').load('/l/list_1.html')": "/l/list_1.html",
    "layui.table.render({elem:'#t',url:'/api/list',where:{kind:'tz'},page:true,limit:4})": (
        "/api/list?kind=tz&page=1&limit=4"
    ),
    "table.render({url:'/api/list',page:true,request:{pageName:'curr',limitName:'nums'},limit:9})": (
        "/api/list?curr=1&nums=9"
    ),
    "$('#t').bootstrapTable({url:'/api/list',queryParams:{c:'3',pageNo:1}})": "/api/list?c=3&pageNo=1",
    "var x=new XMLHttpRequest();x.open('GET','/api/queryList?p=1',true);": "/api/queryList?p=1",
}


@pytest.mark.parametrize("code", ASKING)
def test_the_address_that_a_script_asks_is_found(code: str) -> None:
    listed = read(script(code))
    assert (listed.source, listed.form) == (f"http://a.test{ASKING[code]}", ())


POSTING = {
    "var p={channel:'9',pageNum:1};$.ajax({url:'/api/getList.do',type:'POST',data:JSON.stringify(p)})": (
        ("", '{"channel": "9", "pageNum": 1}'),
    ),
    "axios.post('/api/getList.do',{channel:'9',pageNum:1})": (("", '{"channel": "9", "pageNum": 1}'),),
    "f=new FormData();f.append('c','9');f.append('page',n);fetch('/api/getList.do',{method:'POST',body:f})": (
        ("c", "9"),
        ("page", "1"),
    ),
    "let f=new URLSearchParams();f.set('c','9');f.set('page','1');axios.post('/api/getList.do',f)": (
        ("c", "9"),
        ("page", "1"),
    ),
    "fetch('/api/getList.do',{method:'POST',body:'c=9&page='+n+'&rows=4'})": (
        ("c", "9"),
        ("page", "1"),
        ("rows", "4"),
    ),
    "x.open('POST','/api/getList.do',true);x.send('c=9&pageIndex=1')": (("c", "9"), ("pageIndex", "1")),
    "function load(p){$.post('/api/getList.do',{columnId:'9',pageNo:p,pageSize:4},f,'json')}": (
        ("columnId", "9"),
        ("pageNo", "1"),
        ("pageSize", "4"),
    ),
    "$.ajax({url:'/api/getList.do',type:'post',contentType:'application/json',"
    "data:JSON.stringify({channel:'9',pageNum:1})})": (("", '{"channel": "9", "pageNum": 1}'),),
    "var p={pn:0,rn:8,of:[{name:'categorynum',equal:'005001'}],at:null};"
    "$.ajax({url:'/api/getList.do',type:'post',data:JSON.stringify(p)})": (
        ("", '{"pn": 0, "rn": 8, "of": [{"name": "categorynum", "equal": "005001"}], "at": null}'),
    ),
}


@pytest.mark.parametrize("code", POSTING)
def test_what_a_script_posts_is_found(code: str) -> None:
    listed = read(script(code))
    assert listed.source
    assert listed.source.startswith("http://a.test/api/getList.do?")
    assert listed.form == POSTING[code]


def test_the_next_page_is_asked_for_in_the_same_way() -> None:
    assert carried_on((("c", "9"), ("pageNo", "1")), "http://a.test/l?c=9&pageNo=2") == (
        ("c", "9"),
        ("pageNo", "2"),
    )
    assert carried_on((("", '{"c": "9", "pageNum": 1}'),), "http://a.test/l?c=9&pageNum=2") == (
        ("", '{"c": "9", "pageNum": 2}'),
    )
    assert carried_on((("", '{"pn": 0, "of": [{"c": "9"}], "at": null}'),), "http://a.test/l?c=9&pn=8") == (
        ("", '{"pn": 8, "of": [{"c": "9"}], "at": null}'),
    )


@pytest.mark.parametrize(
    ("query", "following"),
    [("pn=0&rn=2", "pn=2&rn=2"), ("start=2&rows=2", "start=4&rows=2"), ("offset=4&limit=2", None)],
)
def test_a_request_that_leaves_rows_out_leaves_out_more(query: str, following: str | None) -> None:
    rows = [{"title": f"关于第{n}号防汛工作的通知", "url": f"/{n}.html"} for n in (1, 2)]
    answer = Page.parse(json.dumps({"total": 5, "records": rows}).encode(), f"http://a.test/l?{query}")
    assert read(answer).next == (f"http://a.test/l?{following}" if following else None)


def test_a_file_of_data_goes_before_a_menu_of_columns() -> None:
    menu = "<ul><li><a href='/a/'>规范性文件</a></li><li><a href='/b/'>其他文件</a></li></ul>"
    asks = "<script>$.ajax({url:'./gkml.json',success:draw})</script>"
    assert (read(page(menu + asks)).source or "").endswith("/gkml.json")


@pytest.mark.parametrize(
    "code",
    [
        "$.get('/hits/count?id=7')",
        "$.getJSON('/weather.json?page=1',f)",
        "$.post('/user/login',{name:n})",
        "$.get(address,f)",
        "/* nothing */",
    ],
)
def test_what_counts_visits_and_the_like_is_no_list(code: str) -> None:
    assert read(script(code)).source is None


@pytest.mark.parametrize(
    "array",
    [
        json.dumps(ROWS),
        "[{title:'关于甲的通知',url:'/t/1.html',date:'2024-03-01'},{title:'关于乙的通知',url:'/t/2.html'},]",
        '[{"docTitle":"关于甲的通知","LINK_URL":"/t/1.html"},{"docTitle":"关于乙的通知","LINK_URL":"/t/2.html"}]',
    ],
)
def test_an_array_in_a_script_is_a_list(array: str) -> None:
    listed = read(script(f"var newsList={array};render(newsList)"))
    assert [entry.url for entry in listed.entries] == ["http://a.test/t/1.html", "http://a.test/t/2.html"]


@pytest.mark.parametrize(
    "wrapper",
    [
        "cb({});",
        "/**/jQuery123_4({})",
        "/**/typeof cb === 'function' && cb({});",
        "try{{ cb({}); }}catch(e){{}}",
    ],
)
def test_an_answer_as_a_call_is_read(wrapper: str) -> None:
    body = wrapper.format(json.dumps({"data": {"total": 2, "rows": ROWS}}))
    listed = read(Page.parse(body.encode(), "http://a.test/list.json?callback=cb"))
    assert len(listed.entries) == 2
    assert str(listed.entries[0].published_on) == "2024-03-11"


@pytest.mark.parametrize("start", ["trya&&" * 40 + "!", "/**/" * 5_000 + "!", "cb({})" + " " * 20_000 + "!"])
def test_what_is_almost_a_call_costs_time_that_grows_with_it(start: str) -> None:
    began = time.process_time()
    assert _json.parsed(Page.parse(start.encode(), "http://a.test/list.json")) is None
    assert time.process_time() - began < 1


def test_half_a_pair_of_a_character_is_dropped() -> None:
    page = Page.parse(rb'["\ud800a", "\ud83d\ude00"]', "http://a.test/list.json")
    assert _json.parsed(page) == ["a", "\U0001f600"]


def test_half_a_pair_is_dropped_from_a_list_in_a_text_of_json_too() -> None:
    carried = json.dumps([row | {"title": f"{row['title']}\ud800"} for row in ROWS])
    listed = answer(json.dumps({"custom": carried}), "c=8")
    assert [entry.title for entry in listed.entries] == [row["title"] for row in ROWS]


def postback(number: int, after: str) -> Page:
    rows = "".join(
        f"<li><a href='/t/{number}{n}.html'>关于防汛工作的通知</a>2024-03-0{n}</li>" for n in (1, 2, 3)
    )
    hidden = "<input type=hidden name=__VIEWSTATE value=x><input type=submit name=go value=go>"
    address = "http://a.test/list.aspx" + (f"?__page={number}" if number > 1 else "")
    return page(f"<form action=list.aspx>{hidden}<ul>{rows}</ul>{after}</form>", address)


@pytest.mark.parametrize("label", ["下一页", "2"])
def test_a_form_that_posts_itself_back_goes_on(label: str) -> None:
    listed = read(postback(1, f"<a href=\"javascript:__doPostBack('Grid1','Page$2')\">{label}</a>"))
    assert listed.next == "http://a.test/list.aspx?__page=2"
    assert dict(listed.form) == {
        "__VIEWSTATE": "x",
        "__EVENTTARGET": "Grid1",
        "__EVENTARGUMENT": "Page$2",
    }


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("<select name=a><option value=1>一<option selected value=2>二</select>", {"a": "2"}),
        ("<select name=a><option>一</option><option>二</option></select>", {"a": "一"}),
        ("<select name=a multiple><option value=1>一</select>", {}),
        ("<select name=a multiple><option>一<option selected>二</select>", {"a": "二"}),
        ("<input type=CHECKBOX name=a checked>", {"a": "on"}),
        ("<textarea name=a>甲</textarea>", {"a": "甲"}),
        ("<input type=checkbox name=a><input type=radio name=b value=1>", {}),
        (
            "<input type=checkbox name=a checked><input type=radio name=b value=1 checked>",
            {"a": "on", "b": "1"},
        ),
        ("<input name=a value=1 disabled>", {}),
    ],
)
def test_a_form_is_posted_as_a_browser_does(field: str, sent: dict[str, str]) -> None:
    listed = read(postback(1, f"{field}<a href=\"javascript:__doPostBack('Grid1','Page$2')\">2</a>"))
    assert {key: value for key, value in listed.form if not key.startswith("__")} == sent


@pytest.mark.parametrize("key", ["currpage", "nowPage", "cpage"])
def test_the_number_of_a_page_has_many_names(key: str) -> None:
    listed = answer(json.dumps({"items": ROWS, "count": 9}), f"columnid=7&{key}=1")
    assert f"{key}=2" in str(listed.next)


PICTURED = "<a href=\"javascript:__doPostBack('List1$Pager','{}')\"><img src=/n.gif></a>"


def test_a_pager_of_pictures_goes_on_to_the_page_after() -> None:
    listed = read(postback(2, "".join(PICTURED.format(number) for number in (1, 1, 3, 9))))
    assert dict(listed.form)["__EVENTARGUMENT"] == "3"
    assert read(postback(9, "".join(PICTURED.format(number) for number in (1, 8)))).next is None


def test_a_grid_goes_on_behind_the_ten_pages_that_it_shows() -> None:
    grid = "<a href=\"javascript:__doPostBack('ctl00$Grid1','Page${}')\">{}</a>"
    listed = read(postback(10, grid.format(1, "...") + grid.format(9, 9) + grid.format(11, "...")))
    assert dict(listed.form)["__EVENTARGUMENT"] == "Page$11"


def test_it_ends_on_its_last_page() -> None:
    assert read(postback(2, "<a href=\"javascript:__doPostBack('Grid1','Page$1')\">1</a>")).next is None


@pytest.mark.parametrize("piece", ["=[{", "$.post('/api/list?page=1',{a:", "x=[{title:'甲',url:'/1'},"])
def test_a_script_made_to_take_long_is_read_at_once(piece: str) -> None:
    """Each of the pieces looked for to the end of the rest would take hours."""
    assert read(script(piece * 200_000)).entries == ()


TITLE, DAY = "关于第{n}号防汛工作的通知", "2024-03-11"
ITEM = f'<li><a href="/t/{{n}}.html">{TITLE}</a><span>{DAY}</span></li>'


def twice(row: str, between: str = "") -> str:
    return between.join(row.replace("{n}", str(number)) for number in (1, 2))


HELD = {
    "rows in rows": "var a=[" + twice(f"['{TITLE}','/t/{{n}}.html','{DAY}']", ",") + "]",
    "pushed": "var a=[];" + twice(f"a.push({{t:'{TITLE}',u:'/t/{{n}}.html',d:'{DAY}'}});"),
    "set": twice(f"a[{{n}}]=new Array('{TITLE}','/t/{{n}}.html','{DAY}');"),
    "written": "document.write('<ul>');" + twice(f"document.write('{ITEM}');") + "document.write('</ul>')",
}


@pytest.mark.parametrize("way", HELD)
def test_rows_that_a_script_holds_are_read_however_they_are_written(way: str) -> None:
    entries = read(script(HELD[way])).entries
    assert [entry.url for entry in entries] == ["http://a.test/t/1.html", "http://a.test/t/2.html"]
    assert {str(entry.published_on) for entry in entries} == {"2024-03-11"}


def test_a_menu_in_a_script_does_not_stand_for_the_list_that_is_fetched() -> None:
    menu = "var menu=[{name:'首页信息',url:'/'},{name:'政务公开',url:'/zwgk/'}];"
    assert read(script(menu + "$.getJSON('/api/list.json?pageNo=1',f)")).source


def test_a_script_that_is_an_answer_itself_is_asked() -> None:
    assert (
        read(page('<script src="/data/list.js?callback=show"></script>')).source
        == "http://a.test/data/list.js?callback=show"
    )


def answer(text: str, query: str) -> ListPage:
    return read(Page.parse(text.encode(), f"http://a.test/api/list?{query}"))


def test_an_answer_may_carry_its_list_as_a_text_of_json() -> None:
    carried = json.dumps({"Table": ROWS, "RowCount": 5}, ensure_ascii=False)
    listed = answer(json.dumps({"custom": carried, "status": {"code": 200}}), "c=8&pageIndex=1&pageSize=2")
    assert len(listed.entries) == 2
    assert listed.next == "http://a.test/api/list?c=8&pageIndex=2&pageSize=2"
    assert listed.pages == 3


def test_an_answer_may_bring_its_list_as_a_piece_of_html() -> None:
    row = "<li><a href='/a/{0}.html'>关于第{0}号防汛工作的通知</a><span>2024-03-0{0}</span></li>"
    html = "".join(row.format(number) for number in (1, 2, 3))
    listed = answer(json.dumps({"html": html, "foot": "<a href='/'>首页</a>", "pages": 2}), "c=8&pageNo=1")
    assert [entry.url for entry in listed.entries] == [
        f"http://a.test/a/{number}.html" for number in (1, 2, 3)
    ]
    assert listed.next == "http://a.test/api/list?c=8&pageNo=2"


@pytest.mark.parametrize(
    ("query", "goes_on"), [("page=1&n=2", True), ("page=1&rows=3", False), ("c=1", False)]
)
def test_an_answer_that_counts_nothing_goes_on_while_its_pages_are_full(query: str, goes_on: bool) -> None:
    records = [{"title": f"关于第{number}号防汛工作的通知", "url": f"/a/{number}.html"} for number in (1, 2)]
    listed = answer(json.dumps(records), query)
    assert len(listed.entries) == 2
    assert bool(listed.next) == goes_on
