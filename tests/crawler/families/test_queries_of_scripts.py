"""Lists that a script asks for with a query that it, or a library, makes of an object."""

from __future__ import annotations

import json
import time

import pytest

from crawler.families import carried_on, read
from crawler.pages.page import Page

DRAWS = "var html='';" + "html+='<li>'+row.title+'</li>';" * 80
"""What a page does with an answer: longer than what a call is given."""

GET = [
    "const q=reactive({col:7,page:1});fetch('/api/list?'+$.param(q))",
    "fetch('/api/list?'+new URLSearchParams({col:7,page:p}))",
    "fetch('/api/list?'+new URLSearchParams({col:7,page:p}).toString()).then(f)",
    "fetch(`/api/list?${new URLSearchParams({col:7,page:p})}`)",
    "const q=new URLSearchParams();q.append('col','7');q.set('page',page);fetch('/api/list?'+q)",
    "const q=new URLSearchParams({col:'7',page:'1'});fetch(`/api/list?${q.toString()}`)",
    "const q=new URLSearchParams([['col','7'],['page',String(n)]]);fetch(`/api/list?${q}`)",
    "const u=new URL('/api/list',base);u.searchParams.set('col',7);u.searchParams.set('page',n);fetch(u)",
    "const u=new URL('/api/list',base);u.search=new URLSearchParams({col:7,page:1});fetch(u.href)",
    "var d={col:7,page:1};$.getJSON('/api/list?'+$.param(d),f)",
    "var d={col:7};d['page']=1;$.getJSON('/api/list?'+jQuery.param(d),f)",
    "axios.get('/api/list?'+qs.stringify({col:7,page:1})).then(f)",
    "axios.get(`/api/list?${Qs.stringify(q)}`).then(f);const q={col:7,page:1}",
    "var q={col:7,page:1},s=Object.keys(q).map(k=>k+'='+q[k]).join('&');$.get('/api/list?'+s)",
    "const q={col:7,page:1};fetch('/api/list?'+Object.entries(q).map(([k,v])=>`${k}=${v}`).join('&'))",
    "var x=new XMLHttpRequest,p=new URLSearchParams({col:7,page:1});x.open('GET','/api/list?'+p.toString())",
    "const col=7,page=1;fetch(`/api/list?col=${col}&page=${page}`)",
    "$.get('/api/list',Object.assign({},base,{page:n}),f);var base={col:7}",
    "request({url:'/api/list',params:{...base,page:1}}).then(f);const base={col:7}",
    "axios.get('/api/list',{params}).then(f);const params={col:7,page:1}",
    "const service=axios.create({baseURL:'/api'});service.get('/list',{params:{col:7,page:1}}).then(f)",
    "$.ajax('/api/list',{data:{col:7,page:1},success:f})",
    "q=new URLSearchParams(location.search);q.set('col',7);q.set('page',n);fetch('/api/list?'+q.toString())",
    "function build(p,q){return p+'?'+$.param(q)}$.getJSON(build('/api/list',{col:7,page:p}),f)",
    f"$.ajax({{url:'/api/list',success:function(r){{{DRAWS}}},data:{{col:7,page:1}}}})",
    f"$.get('/api/list',{{col:7,page:1}},(r)=>{{{DRAWS}}})",
    f"$.ajax({{url:'/api/list',success(r){{{DRAWS}}},data:{{col:7,page:1}}}})",
]  # fmt: skip

FROM_NONE = "http://a.test/api/list?col=7&page=0"


@pytest.mark.parametrize(
    ("script", "source"),
    [
        ("var page=0;$.get('/api/list',{col:7,page:page},f)", FROM_NONE),
        ("new Vue({data(){return{page:0}},created(){$.get('/api/list',{col:7,page:this.page})}})", FROM_NONE),
        ("var page=0;function more(){page++;$.get('/api/list',{col:7,page:page},f)}", FROM_NONE[:-1] + "1"),
    ],
)  # fmt: skip
def test_pages_are_counted_from_where_the_script_begins(script: str, source: str) -> None:
    assert asked(script)[0] == source


def test_what_a_page_loads_as_an_answer_is_asked_for_as_its_markup_says_it() -> None:
    html = "<html><div id=l></div><script src='/j/list.do?c=8&amp;page=1&amp;callback=show'></script></html>"
    listed = read(Page.parse(html.encode(), "http://a.test/l/"))
    assert listed.source == "http://a.test/j/list.do?c=8&page=1&callback=show"


def test_a_page_s_number_is_carried_on_deep_in_what_is_posted() -> None:
    form = (("", '{"page": {"current": 1, "size": 4}, "filter": {"channel": "gg"}}'),)
    after = carried_on(form, "http://a.test/api/search?current=2&size=4&channel=gg")
    assert json.loads(after[0][1]) == {"page": {"current": 2, "size": 4}, "filter": {"channel": "gg"}}


@pytest.mark.parametrize(
    "sent", ["JSON.stringify({cate:'003',pageIndex:0})", '\'{"cate": "003", "pageIndex": "0"}\'']
)
def test_a_page_s_number_is_carried_on_in_a_field_that_is_a_text_of_json(sent: str) -> None:
    script = f"var a={{method:'get',params:{sent}}};$.post('/rest/getinfo/list',a,f)"
    source, form = asked(script)
    assert source is not None
    assert source.endswith("&cate=003&pageIndex=0")
    assert form == {"method": "get", "params": '{"cate": "003", "pageIndex": "0"}'}
    after = dict(carried_on(tuple(form.items()), source[:-1] + "1"))
    assert after == {"method": "get", "params": '{"cate": "003", "pageIndex": "1"}'}


def test_files_that_are_called_by_their_page_lead_on() -> None:
    rows = [{"title": f"关于第{n}号防汛工作的通知", "url": f"/t/{n}.html"} for n in (1, 2)]
    body = json.dumps({"pageCount": 3, "items": rows}).encode()
    for place in ("d/list_{}.json", "api/channel/55/page/{}"):
        urls = [f"http://a.test/{place.format(n)}" for n in (1, 2, 3)]
        listed = [read(Page.parse(body, url, "application/json")) for url in urls]
        assert [one.next for one in listed] == [*urls[1:], None]
    for column in ("channel/1.json", "list_202401.json"):
        assert read(Page.parse(body, f"http://a.test/{column}", "application/json")).next is None


def test_a_line_behind_a_call_is_no_part_of_the_answer() -> None:
    rows = [{"title": f"关于第{n}号防汛工作的通知", "url": f"/t/{n}.html"} for n in (1, 2)]
    body = f"show({json.dumps({'rows': rows})});\n// end".encode()
    assert len(read(Page.parse(body, "http://a.test/l", "text/javascript")).entries) == 2


WRAPPED = [
    "function ajaxGet(url,data,cb){$.ajax({url:url,data:data})}ajaxGet('/api/list',{col:7,page:1},draw)",
    "var http={get:function(u,p){return fetch(u+'?'+$.param(p))}};http.get('/api/list',{col:7,page:1})",
    'function a(e){return Object(r["a"])({url:"/api/list",method:"get",params:e})}x={query:{col:7,page:1}}',
    "var url=CONFIG.api+'/list?col='+CONFIG.col+'&page='+n;$.get(url,f);var CONFIG={api:'/api',col:7}",
]  # fmt: skip


@pytest.mark.parametrize("script", WRAPPED)
def test_what_functions_of_a_page_fetch_for_others_is_found(script: str) -> None:
    assert asked(script) == ("http://a.test/api/list?col=7&page=1", {})


def test_what_a_function_of_a_page_posts_is_posted() -> None:
    wrapper = "function send(url,data,cb){$.ajax({url:url,type:'POST',data:data,success:cb})}"
    assert asked(wrapper + "send('/api/list',{col:7,page:1},draw)")[1] == {"col": "7", "page": "1"}
    bundled = (
        'function a(e){return Object(r["a"])({url:"/api/list",method:"post",data:e})}x={query:{col:7,page:1}}'
    )
    assert asked(bundled)[1] == {"": '{"col": "7", "page": 1}'}


def test_a_function_of_a_page_that_fetches_no_list_is_left_alone() -> None:
    assert asked("function vote(u,d){$.post(u,d)}vote('/api/vote',{id:7},f);") == (None, {})
    assert asked("router.push('/list/index',{id:7});$.cookie('/a/list',{path:x})") == (None, {})


@pytest.mark.parametrize(
    "script",
    [
        "var s=document.createElement('script');s.src='/api/list?page=1&callback=show'",
        "$.getJSON('/api/list?page=1&callback=?',f)",
    ],
)
def test_answers_that_call_a_function_are_asked_for_with_its_name(script: str) -> None:
    name = "show" if "show" in script else "callback"
    assert asked(script) == (f"http://a.test/api/list?page=1&callback={name}", {})


POST = [
    "$.ajax({url:'/api/list?col=7&page='+p,type:'POST',success:f})",
    "axios.post('/api/list',Qs.stringify({col:7,page:1})).then(f)",
    "axios({method:'post',url:'/api/list',data:qs.stringify({col:7,page:1})}).then(f)",
    "f=new URLSearchParams({col:7,page:1});fetch('/api/list',{method:'POST',body:f})",
    "$.post('/api/list',$.param({col:7,page:1}),f)",
    f"$.ajax({{type:'post',url:'/api/list',data:{{col:7,page:1}},success:function(r){{{DRAWS}}}}})",
]


HOSTILE = [
    "a={...a,page:1};fetch('/list?'+$.param(a));",
    "a=new URL('/list');a.search=a;a.searchParams.set('x',a);fetch(a);",
    *("$.param(", "`${", "new URLSearchParams({", "fetch('/list?'+", "{...a,", "()=>{"),
]


def asked(script: str) -> tuple[str | None, dict[str, str]]:
    html = f"<html><body><div id=list></div><script>{script}</script></body></html>"
    listed = read(Page.parse(html.encode(), "http://a.test/l/index.html"))
    return listed.source, dict(listed.form)


@pytest.mark.parametrize("script", GET)
def test_the_query_of_a_script_is_found(script: str) -> None:
    assert asked(script) == ("http://a.test/api/list?col=7&page=1", {})


@pytest.mark.parametrize("script", POST)
def test_what_a_script_posts_as_a_query_is_posted_once(script: str) -> None:
    assert asked(script) == ("http://a.test/api/list?col=7&page=1", {"col": "7", "page": "1"})


def test_hostile_queries_cost_time_that_grows_with_them() -> None:
    begun = time.process_time()
    for piece in HOSTILE:
        asked(piece * 20_000)
    assert time.process_time() - begun < 20
