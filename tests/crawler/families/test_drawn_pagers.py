"""Pagers that libraries draw, lists that scripts take apart, rows that a click leads away from."""

from __future__ import annotations

import time
from datetime import date

import pytest

from crawler.extract import read_list
from crawler.families import ListPage
from crawler.pages.page import Page

URL = "http://portal.example/tzgg/list.html"


def read(body: str, url: str = URL) -> ListPage:
    return read_list(Page.parse(f"<html><body>{body}</body></html>".encode(), url))


def rows(count: int = 6) -> str:
    return "".join(
        f"<li><a href='/a/{n}.html'>关于第{n}号安全检查情况的通知</a><span>2023-05-0{n}</span></li>"
        for n in range(1, count + 1)
    )


def drawn(script: str) -> str:
    return f"<ul>{rows()}</ul><div id='p'></div><script>{script}</script>"


LAYPAGE = (
    'layui.use("laypage",function(){var laypage=layui.laypage;laypage.render({elem:"p",count:156,limit:15,'
    'curr:CURR,jump:function(obj,first){if(!first){location.href="/tzgg/list.html?cid=5&page="+obj.curr;}}});});'
)
PAGINATOR = (
    '$("#p").jqPaginator({totalPages: 12, currentPage: 1, next: \'<a href="javascript:;">下一页</a>\','
    ' onPageChange:function(num,type){ if(type=="change"){ location.href="/tzgg/list_"+num+".html"; }}});'
)
KKPAGER = (
    'kkpager.generPageHtml({pno : 1,total : 12,totalRecords : 180,hrefFormer : "list",hrefLatter : ".html",'
    "getLink : function(n){ if(n==1){return this.hrefFormer + this.hrefLatter;}"
    ' return this.hrefFormer + "_" + n + this.hrefLatter; }});'
)
PAGINATION = (
    'function turned(page_index, jq){ window.location.href = "list_" + (page_index+1) + ".html"; }\n'
    '$("#p").pagination(156, {callback: turned, items_per_page: 13, current_page: 0});'
)
TEMPLATE = '$("#p").twbsPagination({totalPages: 12, startPage: 1, href: "?page={{number}}"});'
LABELS = (
    '$("#p").bootstrapPaginator({currentPage:1,totalPages:12,itemTexts:function(t,page,c){return page;},'
    'tooltipTitles:function(type,page,current){return "第"+page+"页";},'
    'onPageClicked:function(e,o,type,page){location.href="list_"+page+".html";}});'
)


@pytest.mark.parametrize(
    ("script", "following", "pages"),
    [
        (LAYPAGE.replace("CURR", "1"), "http://portal.example/tzgg/list.html?cid=5&page=2", 11),
        (PAGINATOR, "http://portal.example/tzgg/list_2.html", 12),
        (KKPAGER, "http://portal.example/tzgg/list_2.html", 12),
        (PAGINATION, "http://portal.example/tzgg/list_2.html", 12),
        (TEMPLATE, "http://portal.example/tzgg/list.html?page=2", 12),
        (LABELS, "http://portal.example/tzgg/list_2.html", 12),
    ],
)
def test_a_pager_that_a_library_draws_leads_on(script: str, following: str, pages: int) -> None:
    listed = read(drawn(script))
    assert (listed.next, listed.pages) == (following, pages)


def test_a_drawn_pager_counts_from_the_address_and_ends() -> None:
    at = "http://portal.example/tzgg/list.html?cid=5&page={}"
    script = drawn(LAYPAGE.replace("CURR", "getQuery('page')"))
    assert read(script, at.format(4)).next == at.format(5)
    assert read(script, at.format(11)).next is None
    assert read(drawn(LAYPAGE.replace("CURR", "11"))).next is None


def test_a_pager_without_an_address_leads_nowhere() -> None:
    script = (
        '$("#p").jqPaginator({totalPages: 12, currentPage: 1, onPageChange:function(num){ load(num); }});'
    )
    assert read(drawn(script)).next is None


def test_rows_that_a_script_splits_are_read() -> None:
    held = "#".join(f"70{n}|关于第{n}号安全检查情况的通知|2023-05-0{n}|办公室" for n in range(1, 5))
    script = (
        f'var data="{held}";var arr=data.split("#");for(var i=0;i<arr.length;i++){{var r=arr[i].split("|");'
        'html+="<li><a href=\'/content/"+r[0]+".html\'>"+r[1]+"</a><span>"+r[2]+"</span></li>";}'
    )
    listed = read(f"<a href='/'>网站首页</a><a href='/jg/'>机构职能</a><script>{script}</script>")
    assert [entry.url for entry in listed.entries] == [
        f"http://portal.example/content/70{n}.html" for n in range(1, 5)
    ]
    assert (listed.entries[0].title, listed.entries[0].published_on) == (
        "关于第1号安全检查情况的通知",
        date(2023, 5, 1),
    )
    array = ",".join(f'"70{n}|关于第{n}号安全检查情况的通知|2023-05-0{n}"' for n in range(1, 5))
    script = (
        f'var rows=[{array}];for(var i in rows){{var r=rows[i].split("|");'
        'html+="<a href=\'/content/"+r[0]+".html\'>"+r[1]+"</a>";}'
    )
    assert len(read(f"<script>{script}</script>").entries) == 4


def test_an_island_of_xml_is_read() -> None:
    held = "".join(
        f"<row><id>{n}</id><title>关于第{n}号安全检查情况的通知</title><pubdate>2023-05-0{n}</pubdate>"
        f"<url>show.asp?id={n}</url></row>"
        for n in range(1, 5)
    )
    page = "<xml id='ds'><rows>{}</rows></xml><table datasrc='#ds'><tr><td datafld='title'></td></tr></table>"
    listed = read(page.format(held) + "<a href='list.asp?page=2'>下一页</a>")
    assert [entry.url for entry in listed.entries][:1] == ["http://portal.example/tzgg/show.asp?id=1"]
    assert len(listed.entries) == 4
    assert listed.next == "http://portal.example/tzgg/list.asp?page=2"


def test_an_address_put_together_in_a_variable_is_led_to() -> None:
    row = "<li onclick=\"openDetail('8a{n}')\"><span>关于第{n}号检查情况的通知</span><i>2023-05-0{n}</i></li>"
    held = "".join(row.format(n=n) for n in range(1, 5))
    script = 'function openDetail(id){ var u="/xx/detail.html?id="+id; window.open(u,"_blank"); }'
    listed = read(f"<ul>{held}</ul><script>{script}</script>")
    assert listed.entries[0].url == "http://portal.example/xx/detail.html?id=8a1"
    assert len(listed.entries) == 4


def test_a_row_with_a_dead_link_leads_where_its_click_does() -> None:
    row = (
        "<li onclick='openDetail({n})'><a href='javascript:void(0)'>关于第{n}号检查的公告</a>"
        "<i>2023-05-0{n}</i></li>"
    )
    held = "".join(row.format(n=n) for n in range(1, 5))
    script = 'function openDetail(id){window.open("/detail.html?id="+id);}'
    listed = read(f"<ul>{held}</ul><script>{script}</script>")
    assert [entry.url for entry in listed.entries] == [
        f"http://portal.example/detail.html?id={n}" for n in range(1, 5)
    ]


def test_a_picture_leads_to_the_next_page() -> None:
    pager = "<a href='list.asp?page=2'><img src='i/{}'{}></a>"
    for told in (pager.format("x.gif", " alt='下一页'"), pager.format("next.gif", "")):
        assert read(f"<ul>{rows()}</ul>{told}").next == "http://portal.example/tzgg/list.asp?page=2"


@pytest.mark.parametrize(
    "aside",
    ["<div><h3>热点排行</h3><ul>{}</ul></div>", "<div><ul class='hot'>{}</ul></div>"],
)
def test_what_is_read_most_is_not_the_column(aside: str) -> None:
    hot = "".join(
        f"<li><a href='/rd/{n}.html'>全市第{n}次工作会议召开并听取汇报</a><em>2023-04-1{n}</em></li>"
        for n in range(9)
    )
    listed = read(f"<div><h3>公示公告</h3><ul>{rows(3)}</ul></div>" + aside.format(hot))
    assert [entry.url for entry in listed.entries] == [
        f"http://portal.example/a/{n}.html" for n in range(1, 4)
    ]
    alone = read(aside.format(hot))
    assert len(alone.entries) == 9


def test_the_old_paging_script_tells_the_ending_of_its_pages() -> None:
    script = (
        "var currentPage = 0;\nvar nextPage = currentPage+1\nvar countPage = 24\n"
        'document.write("<a href=\\"index"+"_" + nextPage + "."+"htm\\">下一页</a>");'
    )
    assert read(drawn(script), "http://portal.example/tjgb/").next == "http://portal.example/tjgb/index_1.htm"


def test_a_function_that_writes_the_pager_is_read_as_it_is_called() -> None:
    script = (
        "function showPage(total,cur,stem,ext){var h='';if(cur<total)"
        "{h+='<a href=\"'+stem+\"_\"+(cur+1)+ext+'\">下一页</a>';}document.write(h);}\n"
        "showPage(12,CUR,'list','.html');"
    )
    assert read(drawn(script.replace("CUR", "1"))).next == "http://portal.example/tzgg/list_2.html"
    assert read(drawn(script.replace("CUR", "12"))).next is None


def test_an_address_begins_with_a_name_of_the_scripts() -> None:
    script = (
        'var listurl="/list/index.jsp?c=3";function page_go(n){ location.href = listurl + "&page=" + n; }'
    )
    pager = f"<a href='javascript:page_go(2)'>下一页</a><script>{script}</script>"
    assert read(f"<ul>{rows()}</ul>{pager}").next == "http://portal.example/list/index.jsp?c=3&page=2"


def test_a_choice_of_numbers_and_a_dead_link_that_says_where_lead_on() -> None:
    choice = (
        "<select onchange=\"window.location='list_'+this.value+'.html'\"><option selected value='1'>1"
        "</option><option value='2'>2</option></select>"
    )
    dead = "<a href='javascript:void(0)' data-url='/tzgg/list_2.html'>下一页</a>"
    for pager in (choice, dead):
        assert read(f"<ul>{rows()}</ul>{pager}").next == "http://portal.example/tzgg/list_2.html"


@pytest.mark.parametrize(
    "row",
    ["<a href='/a/{n}.html'>{title}</a><span>{day}</span>", "<a href='/a/{n}.html' title='{tip}'>{cut}…</a>"],
)
def test_days_stand_below_their_year_or_in_tips(row: str) -> None:
    told = [("关于安全检查情况的通知", "05-16"), ("关于开展专项整治的公告", "05-12")]
    held = "".join(
        "<li>"
        + row.format(n=n, title=title, day=day, tip=f"{title}&#10;发布时间：2023-{day}", cut=title[:6])
        + "</li>"
        for n, (title, day) in enumerate(told)
    )
    found = read(f"<h3>2023年</h3><ul>{held}</ul>").entries
    assert [(entry.title, entry.published_on) for entry in found] == [
        ("关于安全检查情况的通知", date(2023, 5, 16)),
        ("关于开展专项整治的公告", date(2023, 5, 12)),
    ]


def test_rows_that_a_function_writes_are_read_call_by_call() -> None:
    script = 'function w(t,u,d){document.write("<li><a href=\'"+u+"\'>"+t+"</a><span>"+d+"</span></li>");}\n'
    calls = "".join(f'w("关于第{n}号检查情况的通知","/a/{n}.html","2023-05-0{n}");\n' for n in range(1, 5))
    listed = read(f"<script>{script}{calls}</script>").entries
    assert [(entry.url, entry.published_on) for entry in listed] == [
        (f"http://portal.example/a/{n}.html", date(2023, 5, n)) for n in range(1, 5)
    ]


def test_what_stands_with_an_entry_is_none_itself() -> None:
    held = "".join(
        f"<li><a href='/a/{n}.html'>关于第{n}号检查情况的通知</a><span>2023-05-0{n}</span>"
        f"<ul><li><a href='/jd/{n}.html'>[解读]</a></li></ul></li>"
        for n in range(1, 7)
    )
    assert len(read(f"<ul>{held}</ul>").entries) == 6


def test_the_leaves_of_a_calendar_may_stand_apart() -> None:
    row = "<a href='/a/{n}.html'><em>05-0{n}</em><em>2023</em><h4>关于2022年度第{n}号检查的通知</h4></a>"
    held = "".join(row.format(n=n) for n in range(1, 5))
    assert [entry.published_on for entry in read(f"<div>{held}</div>").entries] == [
        date(2023, 5, n) for n in range(1, 5)
    ]


def test_a_link_without_words_is_called_by_its_label() -> None:
    pager = "<a aria-label='下一页' href='/tz/2/'><svg></svg></a>"
    assert read(f"<ul>{rows()}</ul>{pager}").next == "http://portal.example/tz/2/"


def test_one_dated_link_is_no_column_beside_what_is_read_most() -> None:
    hot = "".join(
        f"<li><a href='/rd/{n}.html'>第{n}次会议听取汇报</a><em>2023-04-1{n}</em></li>" for n in range(4)
    )
    row = "<p><a href='/x.html'>内容纠错</a> 2022-09-16</p>"
    assert len(read(f"<div>{row}{row}</div><div><h3>热点排行</h3><ul>{hot}</ul></div>").entries) == 4


def test_blanks_in_what_a_pager_is_given_cost_time_that_grows_with_them() -> None:
    begun = time.process_time()
    read(drawn(f"laypage.render({{count: 60, limit: 6, jump: {' ' * 4_800} }})"))
    assert time.process_time() - begun < 0.7


@pytest.mark.parametrize("named", ["bottom", "ft", "bottom_info"])
def test_a_list_in_the_lower_part_of_a_page_is_one(named: str) -> None:
    beside = rows(3).replace("/a/", "/hot/")
    listed = read(f"<ul>{beside}</ul><div class='{named}'><ul>{rows()}</ul></div>")
    assert len(listed.entries) == 6
