"""What a detail page says, and what it does not say."""

from __future__ import annotations

import re
from datetime import date

import pytest

from crawler.extract import classify, extract, numbers, read_list
from crawler.pages import dates
from crawler.pages.links import links
from crawler.pages.page import Page

HERE = "http://portal.example/zwgk/201705/abc.html"


def _page(body: str, head: str = "", url: str = HERE) -> Page:
    return Page.parse(
        f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode(), url
    )


def _article(inside: str, meta: str = "") -> str:
    return f"<h1>关于规范户外广告设置的通知</h1><p>{meta}</p><div class='TRS_Editor'>{inside}</div>"


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("国发[2019]5号", "国发〔2019〕5号"),
        ("国发（2019）5号", "国发〔2019〕5号"),
        ("国发【２０１９】５号", "国发〔2019〕5号"),
        ("临府办 〔 2022 〕 第 5 号", "临府办〔2022〕5号"),
        ("中华人民共和国国务院令第711号", "中华人民共和国国务院令第711号"),
        ("没有文号", None),
    ],
)
def test_document_numbers_have_one_form(printed: str, canonical: str | None) -> None:
    assert numbers.canonical(printed) == canonical


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2024年3月11日", date(2024, 3, 11)),
        ("２０２４－０３－１１", date(2024, 3, 11)),
        ("2024\u00a0-03-11 10∶20", date(2024, 3, 11)),
        ("二〇二四年三月十一日", date(2024, 3, 11)),
        ("二○一五年十二月卅一日", date(2015, 12, 31)),
        ("2024-13-40", None),
        ("电话 0791-1234567", None),
    ],
)
def test_dates_are_read_as_printed(printed: str, day: date | None) -> None:
    assert dates.parse(printed) == day


def test_numbers_that_the_body_cites_are_not_its_own() -> None:
    text = "<p>各镇：</p><p>根据《办法》（国办发〔2019〕45号）和省政府文件要求，现通知如下。</p>"
    assert extract(_page(_article(text))).document_number is None


def test_number_above_the_salutation_is_its_own() -> None:
    text = "<p>云府〔2023〕7号</p><p>各镇：</p><p>根据《办法》（国办发〔2019〕45号），现通知如下。</p>"
    assert extract(_page(_article(text))).document_number == "云府〔2023〕7号"


def test_an_empty_number_label_means_no_number() -> None:
    table = "<table><tr><td>文号：</td><td></td><td>发布日期：</td><td>2024-01-02</td></tr></table>"
    found = extract(_page(table + _article("<p>穗府办〔2024〕13号</p><p>各区：现转发如下，请遵照执行。</p>")))
    assert found.document_number is None
    assert found.published_on == date(2024, 1, 2)


def test_visible_date_wins_over_the_meta_tag() -> None:
    head = '<meta name="PubDate" content="2022-04-24">'
    assert extract(
        _page(_article("<p>正文内容如下。</p>", "发布日期：2017-05-15"), head)
    ).published_on == date(2017, 5, 15)


def test_date_may_stand_in_a_script() -> None:
    script = "<script>var pubdata='2020年11月27日'; if(pubdata!=''){document.write(pubdata)}</script>"
    body = (
        f"<h1>关于规范户外广告设置的通知</h1><div>发布时间：{script}</div><div id='Zoom'><p>正文。</p></div>"
    )
    found = extract(_page(body))
    assert found.published_on == date(2020, 11, 27)


def test_meta_date_of_a_migration_gives_way_to_the_address() -> None:
    head = '<meta name="PubDate" content="2022-04-24">'
    table = "<table><tr><td>生成日期</td><td>2017-05-15</td></tr></table>"
    assert extract(_page(table + _article("<p>正文内容如下。</p>"), head)).published_on == date(2017, 5, 15)


def test_title_is_not_the_column_or_the_site() -> None:
    head = "<title>通知公告</title><meta name='SiteName' content='云岭县人民政府'>"
    assert extract(_page(_article("<p>正文内容如下。</p>"), head)).title == "关于规范户外广告设置的通知"


def test_an_empty_holder_means_an_empty_text() -> None:
    around = "<div class='nav'><p>本站导航，欢迎访问本站，各类信息请查询。</p></div>"
    assert extract(_page(around + _article(""))).text == ""


def test_tools_and_neighbours_are_no_text() -> None:
    text = "<p>现予公布。</p><p>责任编辑：张三</p><p>【打印】【关闭】</p><p>上一篇：关于停水的通知</p>"
    assert extract(_page(_article(text))).text == "现予公布。"


def test_a_table_row_is_a_line_with_tabs() -> None:
    text = "<p>名单如下：</p><table><tr><td>序号</td><td><p>姓名</p></td></tr>" + (
        "<tr><td>1</td><td>李四</td></tr></table>"
    )
    assert extract(_page(_article(text))).text == "名单如下：\n序号\t姓名\n1\t李四"


def test_attachments_are_files_of_the_document_only() -> None:
    chrome = "<div class='footer'><a href='/app.zip'>客户端下载.zip</a></div>"
    text = (
        "<p>见附件。</p><p><a href='./P020.docx'>申请表</a> <a href='/x.html'>另见</a></p>"
        "<p><a href='javascript:;' oldsrc='P021.xlsx'>名单.xlsx</a></p>"
    )
    found = extract(_page(_article(text) + chrome)).attachments
    assert [(file.url.rsplit("/", 1)[1], file.title) for file in found] == [
        ("P020.docx", "申请表"),
        ("P021.xlsx", "名单.xlsx"),
    ]


def test_a_file_behind_a_function_of_the_page_is_where_that_goes() -> None:
    text = """<p>见附件。</p><p><a href="javascript:take('7f3a', 1)">附件：申请表.docx</a>
        <a href="javascript:show('7f3b')">返回</a></p>
        <script>function take(guid, n) { window.location.href = "/sys/fetch?guid=" + guid; }
        function show(id) { window.open("/sys/page?id=" + id); }</script>"""
    (found,) = extract(_page(_article(text))).attachments
    assert (found.url.partition("/sys/")[2], found.title) == ("fetch?guid=7f3a", "附件：申请表.docx")


@pytest.mark.parametrize("before", ["附件：", "附件1: ", "附件2：<br>"])
def test_what_stands_behind_its_label_is_a_file_though_its_address_does_not_say_so(before: str) -> None:
    text = (
        f"<p>见附件。</p><p>{before}<a href='/store/7f3a9c'>点击查看</a> <a href='/store/7f3a9d'>另见</a></p>"
    )
    found = [(file.url.rpartition("/")[2], file.title) for file in extract(_page(_article(text))).attachments]
    assert found == ([] if before.endswith("<br>") else [("7f3a9c", "点击查看")])


def test_a_page_behind_a_label_is_no_file() -> None:
    text = "<p>见附件。</p><p>附件：<a href='/t/1.html'>办法全文</a></p>"
    assert extract(_page(_article(text))).attachments == ()


def test_attachments_may_be_written_or_fetched_by_a_script() -> None:
    text = (
        """<p>见附件。</p><p><a href="javascript:void(0)" onclick="down('/f/P1.docx')">申请表</a></p>"""
        """<script>var files='<a href=".\\/P2.pdf">方案.pdf</a><br/><a href="./P3.xls">名单</a>';
        if(files!=''){document.write('<div>附件：</div>'+files)}</script>"""
    )
    found = extract(_page(_article(text))).attachments
    assert [(file.url.rsplit("/", 1)[1], file.title) for file in found] == [
        ("P1.docx", "申请表"),
        ("P2.pdf", "方案.pdf"),
        ("P3.xls", "名单"),
    ]


def test_a_file_that_a_dead_link_names_is_a_part_of_the_page() -> None:
    text = "<p>见附件：<a href='javascript:;' title='20240311.docx'>申请表</a> <a href='#'>返回</a></p>"
    found = extract(_page(_article(text))).attachments
    assert [(file.url, file.title) for file in found] == [(f"{HERE}#20240311.docx", "申请表")]


def test_an_internal_office_gives_way_to_the_department_that_signs() -> None:
    head = "<meta name='SiteName' content='云岭县财政局'>"
    text = "<p>现予公布，请遵照执行。</p><p>云岭县财政局</p><p>2024年3月11日</p>"
    page = _page(_article(text, "来源：预算管理处"), head)
    assert extract(page).agency == "云岭县财政局"


def test_the_body_that_signs_a_short_text_is_not_its_title() -> None:
    text = "<p>各镇：</p><p>现予公布，请遵照执行。</p><p>云岭县人民政府办公室</p><p>2024年3月11日</p>"
    heading = "<p class='tit'><a href='javascript:;'>云岭县人民政府办公室关于停水的通知</a></p>"
    page = _page(
        f"{heading}<div>日期：2024-03-12</div><div id='zoom'>{text}</div>", "<title>通知公告</title>"
    )
    assert extract(page).title == "云岭县人民政府办公室关于停水的通知"


def test_heading_below_the_metadata_is_no_text() -> None:
    table = (
        "<table><tr><td><b>发布机构：</b>云岭县财政局</td><td><b>发文日期：</b>2024-03-11</td></tr></table>"
    )
    text = "<p>各镇：</p><p>现将有关事项公布如下，请遵照执行，并及时反馈落实情况。</p>" * 3
    page = _page(f"<div class='content'>{table}<h1>关于停水的通知公告</h1>{text}</div>")
    assert extract(page).text.startswith("各镇：")


def test_a_paged_table_with_metadata_of_its_documents_is_a_list() -> None:
    rows = "".join(
        f"<tr><td><a href='c{n}/content.shtml'>关于第{n}号工程的公告</a><div>索引号：bm56/2024-{n}</div></td>"
        f"<td>2024-03-1{n}</td></tr>"
        for n in range(5)
    )
    script = "<script>createPageHTML('page_div',5,1,'gz','shtml',89)</script>"
    assert (
        classify(_page(f"<table>{rows}</table>{script}", url="http://portal.example/c1/gz.shtml")) == "list"
    )


def test_number_beside_the_signer_or_before_the_title_is_its_own() -> None:
    text = "<p>云教函〔2024〕8号　　签发人：王五</p><p>张三代表：</p><p>现答复如下，请予审阅。</p>"
    assert extract(_page(_article(text))).document_number == "云教函〔2024〕8号"
    assert numbers.in_title("（云府〔2024〕7号）关于停水的通知") == "云府〔2024〕7号"


def test_who_reposts_is_the_agency_rather_than_who_signed_the_original() -> None:
    text = "<p>各市：</p><p>现通知如下，请执行。</p><p>云南省财政厅</p><p>2024年3月1日</p>"
    body = f"<h1>转发省财政厅关于停水的通知</h1><p>来源：市财政局</p><div class='TRS_Editor'>{text}</div>"
    assert extract(_page(body)).agency == "市财政局"


def test_number_of_an_order_may_stand_on_two_lines() -> None:
    text = "<p>云岭市人民政府令</p><p>第112号</p><p>《办法》已经会议通过，现予公布。</p>"
    assert extract(_page(_article(text))).document_number == "云岭市人民政府令第112号"


def test_signature_may_stand_on_two_lines() -> None:
    text = "<p>特此公告。</p><p>云岭县城乡供水工程</p><p>领导小组办公室</p><p>2024年3月11日</p>"
    assert extract(_page(_article(text))).agency == "云岭县城乡供水工程领导小组办公室"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/pdfjs/web/viewer.html?file=%2Fx%2FW02.pdf", "http://www.a.gov.cn/x/W02.pdf"),
        ("/plugins/viewer/index.html?file=%2Fgroup1%2FM00%2FrBAA1", "http://www.a.gov.cn/group1/M00/rBAA1"),
        ("/onlinePreview?url=http%3A%2F%2Fwww.a.gov.cn%2Ff%2F9.docx&t=1", "http://www.a.gov.cn/f/9.docx"),
    ],
)
def test_a_link_to_a_viewer_is_one_to_the_file_that_it_shows(href: str, url: str) -> None:
    text = f"<p>现将名单公布如下。</p><p>附件：<a href='{href}'>入围名单.pdf</a></p>"
    html = f"<html><body><h1>关于公布名单的通知</h1><div class='TRS_Editor'>{text}</div></body></html>"
    found = extract(Page.parse(html.encode(), "http://www.a.gov.cn/t/1.html")).attachments
    assert [file.url for file in found] == [url]


def test_file_in_a_viewer_counts_and_a_reader_program_does_not() -> None:
    text = "<p>全文如下。</p><iframe src='/pdfjs/web/viewer.html?file=/x/W02.pdf'></iframe>"
    page = _page(_article(text) + "<div><a href='/soft/AdbeRdr.zip'>阅读器下载</a></div>")
    assert [file.url for file in extract(page).attachments] == ["http://portal.example/x/W02.pdf"]


def test_heading_beside_the_inner_holder_is_no_text_and_within_it_is() -> None:
    text = "<p>各镇：</p><p>现将有关事项公布如下，请遵照执行。</p>"
    heading = "<h1>关于规范户外广告设置的通知</h1>"
    outside = f"<div class='article-con'>{heading}<div class='TRS_UEDITOR'>{text}</div></div>"
    inside = f"<div class='article-con'><div class='TRS_UEDITOR'>{heading}{text}</div></div>"
    assert extract(_page(outside)).text.startswith("各镇：")
    assert extract(_page(inside)).text.startswith("关于规范户外广告设置的通知")


def test_text_is_found_in_a_page_whose_frame_is_named_like_surroundings() -> None:
    text = "".join(f"<p>{n}、各单位要落实责任，按期完成任务。</p>" for n in range(8))
    assert extract(_page(f"<div class='page'><div class='body'>{text}</div></div>")).text.startswith("0、")


def test_a_script_that_serves_files_is_a_link_to_a_file() -> None:
    text = "<p>见附件。</p><a href='/module/download/downfile.jsp?classid=0&filename=24.doc'>附件</a>"
    assert [file.title for file in extract(_page(_article(text))).attachments] == ["附件"]


def test_redirect_stub_is_other_and_gives_its_target() -> None:
    stub = """<script>document.write('<meta http-equiv="Refresh" content="0;URL=/zwgk/gsgg/" />');</script>"""
    page = _page("", stub)
    assert classify(page) == "other"
    assert [(link.url, link.place) for link in links(page)] == [
        ("http://portal.example/zwgk/gsgg/", "redirect")
    ]


def test_links_in_comments_are_found() -> None:
    page = _page(
        "<ul><!-- <li><a href='/a/1.html'>关于停水的通知</a></li> --></ul><a href='javascript:;'>死链</a>"
    )
    assert [link.url for link in links(page)] == ["http://portal.example/a/1.html"]


def test_pages_are_told_apart() -> None:
    text = "<p>" + "为规范户外广告设置，维护市容环境，现就有关事项通知如下。" * 3 + "</p>"
    rows = "".join(
        f"<li><a href='{n}.html'>关于第{n}号工程的公告</a><span>2024-03-1{n}</span></li>" for n in range(5)
    )
    assert classify(_page(_article(text, "发布时间：2024-03-11"))) == "detail"
    assert classify(_page(f"<ul>{rows}</ul>", url="http://portal.example/gg/index.html")) == "list"
    assert classify(_page(f"<ul>{rows}</ul>", url="http://portal.example/")) == "other"
    assert classify(_page("<form><input name=q></form>", url="http://portal.example/search.html")) == "other"


@pytest.mark.parametrize("pager", ["<a href='003-4.html'>下一页</a>", "<a href='003-2.html'>上一页</a>"])
@pytest.mark.parametrize(("living", "kind"), [(0, "other"), (1, "list"), (5, "list")])
def test_rows_that_lead_nowhere_are_no_document(living: int, kind: str, pager: str) -> None:
    rows = "".join(
        f"<li>[2024-03-1{n} 09:30] <a href='{address}'>关于第{n}号户外广告整治工程的公告</a></li>"
        for n in range(5)
        for address in [f"{n}.html" if n < living else "javascript:;"]
    )
    assert classify(_page(f"<ul>{rows}</ul>{pager}", url="http://portal.example/003/003-3.html")) == kind


def test_a_column_that_says_how_many_pages_it_has_is_a_list_however_short() -> None:
    rows = "".join(
        f"<ul><li><a href='{n}.html'>关于第{n}号户外广告整治工程的公告</a></li>"
        f"<li>为规范户外广告设置，维护市容环境……</li><li>发布时间：2024-03-1{n} 09:30:00</li></ul>"
        for n in range(2)
    )
    page = f"<div>{rows}<ul>共 <b>1</b>页<b>2</b>条记录</ul></div>"
    assert classify(_page(page, url="http://portal.example/gg/index.html")) == "list"
    dead = re.sub("[01].html", "javascript:;", page)
    assert classify(_page(dead, url="http://portal.example/gg/index.html")) == "other"


def test_a_list_of_one_page_counts_its_documents() -> None:
    rows = "".join(
        f"<tr><td><a href='{n}.html'>关于第{n}号户外广告整治工程的公告</a>（2024-03-1{n} 09:30:00）</td></tr>"
        for n in range(5)
    )
    page = f"<table>{rows}</table><div>共<b>5</b>条&nbsp; 1/1&nbsp; 首页 上页 下页 尾页</div>"
    assert classify(_page(page, url="http://portal.example/xxgk/zxgz.htm")) == "list"
    dead = re.sub("[0-4].html", "javascript:;", page)
    assert classify(_page(dead, url="http://portal.example/xxgk/zxgz.htm")) == "other"


@pytest.mark.parametrize("name", ["doc_2.html", "index.html"])
@pytest.mark.parametrize("said", ["本办法共12条。", "</p><a href='doc_1.html'>上一页</a><p>", "清单共3页。"])
def test_a_document_that_counts_its_parts_beside_a_list_is_no_list(name: str, said: str) -> None:
    text = "<p>" + "为规范户外广告设置，维护市容环境，现就有关事项通知如下。" * 3 + f"</p><p>{said}</p>"
    rows = "".join(
        f"<li><a href='javascript:;'>关于第{n}号工程的公告</a><span>2024-03-1{n}</span></li>"
        for n in range(5)
    )
    article = _article(text, "发布时间：2024-03-11")
    assert classify(_page(f"{article}<ul>{rows}</ul>", url=f"http://portal.example/zw/{name}")) == "detail"


def test_metadata_outweighs_no_short_text() -> None:
    rows = "".join(f"<tr><td>{name}</td><td>某某某某某某某某某某</td></tr>" for name in LABELLED)
    text = "<p>各镇：</p><p>为了规范户外广告设置，经研究决定，自下月起集中清理。请遵照执行。"
    text += "对拒不整改的，依照有关规定处理，并在县人民政府网站上公布结果，接受群众监督。</p>"
    page = _page(
        f"<div>首页某某</div><table>{rows}</table><h2>关于规范户外广告的通知</h2><div id='x'>{text}</div>"
    )
    assert extract(page).text.startswith("各镇：")


LABELLED = ("索引号", "文号", "公开方式", "公开时限", "发布机构", "主题分类")


def test_a_centred_first_line_is_text_unless_it_is_the_title() -> None:
    lines = (
        "<p align=center>青石县税务局公告2022年第3号</p><p>　　办税厅自四月起迁址，特此公告，请相互转告。</p>"
    )
    page = _page(
        f"<h1>青石县税务局关于地址变更的公告</h1><p>发布日期：2022-03-11</p><div class='c'>{lines}</div>"
    )
    assert extract(page).text.startswith("青石县税务局公告2022年第3号")
    assert extract(page).title == "青石县税务局关于地址变更的公告"


def test_a_subtitle_is_no_title() -> None:
    heads = "<h1>政府工作报告</h1><h2>——在县人民代表大会上</h2><div>2022-03-11　来源：县府办</div>"
    assert extract(_page(f"{heads}<div class='TRS_Editor'><p>各位代表：</p></div>")).title == "政府工作报告"


def test_a_date_behind_the_source_is_none_of_it() -> None:
    page = _page(_article("<p>各镇：</p>", "来源：县府办　2022年03月11日 09:00"))
    assert extract(page).source == "县府办"


def test_a_link_of_every_row_is_no_document() -> None:
    rows = "".join(
        f"<li><a href='/gfxwj/'>[规范性文件]</a><a href='/{n}.html'>关于第{n}号事项的通知</a>2022-03-1{n}"
        for n in range(5)
    )
    assert [entry.title for entry in read_list(_page(f"<ul>{rows}</ul>")).entries] == [
        f"关于第{n}号事项的通知" for n in range(5)
    ]


def test_rows_may_be_opened_by_a_script() -> None:
    rows = "".join(
        f"<li><a href='javascript:;' onclick=\"window.open('/{n}.html')\">关于第{n}号事项的通知</a></li>"
        for n in range(3)
    )
    found = read_list(_page(f"<ul>{rows}</ul>")).entries
    assert [entry.url for entry in found] == [f"http://portal.example/{n}.html" for n in range(3)]


def test_the_next_page_may_be_a_choice() -> None:
    rows = "".join(f"<li><a href='/{n}.html'>关于第{n}号事项的通知</a></li>" for n in range(3))
    options = "<option value='a.html' selected>1</option><option value='b.html'>2</option>"
    assert (
        read_list(_page(f"<ul>{rows}</ul><select onchange='go(this)'>{options}</select>")).next
        == "http://portal.example/zwgk/201705/b.html"
    )


@pytest.mark.parametrize(
    "written",
    [
        '{"@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld", "pubDate": "2022-03-11T10:00:00"}',
        '{"@graph": [{"@type": "WebSite", "datePublished": "2001-01-01"},'
        ' {"@type": ["NewsArticle"], "datePublished": "2022-03-11"}]}',
    ],
)
def test_linked_data_tells_what_the_page_does_not_show(written: str) -> None:
    page = _page(_article("<p>各镇：</p>"), head=f"<script type='application/ld+json'>{written}</script>")
    assert extract(page).published_on == date(2022, 3, 11)


@pytest.mark.parametrize("written", ["{", "[1, null]", "[" * 50_000, '{"pubDate": 3}', '"x"'])
def test_broken_linked_data_says_nothing(written: str) -> None:
    page = _page(_article("<p>各镇：</p>"), head=f"<script type='application/ld+json'>{written}</script>")
    assert extract(page).title == "关于规范户外广告设置的通知"
