"""Lists in scripts and answers that are no single array: by ids, in groups, a field an array, in markup."""

from __future__ import annotations

import json
import time
from html import escape

import pytest

from crawler.families import read
from crawler.pages.page import Page

ROWS = [
    {"title": f"关于第{n}号防汛工作的通知", "url": f"/t/{n}.html", "date": f"2024-03-0{n}"} for n in (1, 2, 3)
]
ONE, TWO, THREE = (json.dumps(row, ensure_ascii=False) for row in ROWS)
TITLES, URLS, DAYS = (
    ",".join(f"'{row[key]}'" for row in ROWS) for key in ("title", "url", "date")
)  # fmt: skip
CELLS = "".join(
    f"title[{n}]='{row['title']}';link[{n}]='{row['url']}';fbrq[{n}]='{row['date']}';"
    for n, row in enumerate(ROWS)
)

COLUMNS = ["title", "date", "url"]

SCRIPTS = [
    f'var docs={{"1001":{ONE},"1002":{TWO},"1003":{THREE}}};for(var id in docs)draw(docs[id]);',
    f"var docs={{d1:{ONE},d2:{TWO},d3:{THREE}}};",
    f"var docs={{2024:{{101:{ONE},102:{TWO}}},2023:{{103:{THREE}}}}};",
    f"var list=[{{year:2024,items:[{ONE},{TWO}]}},{{year:2023,items:[{THREE}]}}];",
    f"var list={{'2024':[{ONE},{TWO}],'2023':[{THREE}]}};",
    f"var list=[[{ONE},{TWO}],[{THREE}]];",
    f"var list=[{{id:1,doc:{ONE}}},{{id:2,doc:{TWO}}},{{id:3,doc:{THREE}}}];",
    f"window.DATA={{titles:[{TITLES}],urls:[{URLS}],dates:[{DAYS}]}};",
    f"var titles=[{TITLES}],links=[{URLS}],dates=[{DAYS}];",
    f"var arrTitle=new Array({TITLES});var arrUrl=new Array({URLS});var arrDate=new Array({DAYS});",
    f"var title=[],link=[],fbrq=[];{CELLS}",
    f"new Vue({{el:'#a',data:function(){{return {{byId:{{d1:{ONE},d2:{TWO},d3:{THREE}}}}}}}}})",
    "window.__NUXT__=(function(a,b){return {layout:a,data:[{list:["
    + ",".join(f"{{title:'{row['title']}',url:'{row['url']}',date:b,top:c}}" for row in ROWS[:1])
    + f",{TWO},{THREE}]}}]}}}}('default','2024-03-01'));",
    "var rows=["
    + ",".join(f"{{id:{n},title:'{row['title']}',date:'{row['date']}'}}" for n, row in enumerate(ROWS, 1))
    + "];rows.forEach(function(x){list.append('<li><a href=\"/t/'+x.id+'.html\">'+x.title+'</a></li>')})",
    "var s='';"
    + "".join(f"s+='<li><a href=\"{r['url']}\">{r['title']}</a><i>{r['date']}</i></li>';" for r in ROWS)
    + "box.innerHTML=s;",
    f"const store=new Map([['1',{ONE}],['2',{TWO}],['3',{THREE}]]);",
]
MARKUP = [
    "<textarea id=data style='display:none'>{}</textarea>",
    '<div id=app data-list="{}"></div>',
    '<input type="hidden" id="rows" value="{}">',
]
ANSWERS = [
    f'{{"code":200,"data":{{"1001":{ONE},"1002":{TWO},"1003":{THREE}}}}}',
    f'{{"data":[{{"month":"三月","docs":[{ONE},{TWO}]}},{{"month":"四月","docs":[{THREE}]}}]}}',
    json.dumps({"data": {key + "s": [row[key] for row in ROWS] for key in ("title", "url", "date")}}),
    json.dumps({"columns": COLUMNS, "rows": [[row[key] for key in COLUMNS] for row in ROWS]}),
    json.dumps({"hits": {"hits": [{"_id": n, "_source": row} for n, row in enumerate(ROWS)]}}),
    json.dumps({"items": [{"id": n, "attributes": row} for n, row in enumerate(ROWS)]}),
]  # fmt: skip


def entries(html: str, kind: str = "text/html") -> list[dict[str, str]]:
    listed = read(Page.parse(html.encode(), "http://a.test/l/", kind))
    return [
        {"title": one.title, "url": one.url.removeprefix("http://a.test"), "date": str(one.published_on)}
        for one in listed.entries
    ]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_s_list_is_read_however_it_is_laid_out(script: str) -> None:
    assert entries(f"<html><body><div id=list></div><script>{script}</script></body></html>") == ROWS


@pytest.mark.parametrize("markup", MARKUP)
def test_a_list_that_markup_holds_for_a_script_is_read(markup: str) -> None:
    held = markup.format(escape(f"[{ONE},{TWO},{THREE}]"))
    assert entries(f"<html><body><div id=list></div>{held}</body></html>") == ROWS


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_s_records_are_read_however_they_are_laid_out(answer: str) -> None:
    assert entries(answer, "application/json") == ROWS


def test_what_belongs_to_a_record_is_no_record() -> None:
    files = [{"name": "申请表.docx", "url": "/f/1.docx"}, {"name": "名单.docx", "url": "/f/2.docx"}]
    rows = [{**row, "attachList": files, "site": {"name": "云岭县", "url": "/"}} for row in ROWS]
    answer = {
        "site": {"name": "云岭县", "url": "/"},
        "channel": {"name": "通知公告", "url": "/tzgg/"},
        "data": rows,
    }
    assert entries(json.dumps(answer), "application/json") == ROWS
    by_ids = [{"id": 1, "title": row["title"], "files": files} for row in ROWS]
    assert entries(json.dumps({"data": by_ids}), "application/json") == []


def test_hostile_objects_cost_time_that_grows_with_them() -> None:
    begun = time.process_time()
    for piece in ('{"a":[', "{a:{", "x={a:", "title[0]='", "[[{", "titles=['", "[{'a':{b:["):
        entries(f"<html><script>{piece * 20_000}</script></html>")
        entries(f'<html><div data-x="{escape(piece * 20_000)}"></div></html>')
    assert time.process_time() - begun < 20
