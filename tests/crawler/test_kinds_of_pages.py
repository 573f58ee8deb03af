"""Kinds of pages: letters, joint notices, boxes of files, headings on two lines."""

from __future__ import annotations

import time
from datetime import date

import pytest
from made_page import read

from crawler.extract import issuer
from crawler.extract import title as title_module

HEADING = "青石县开展水库汛前安全检查"
TEXT = (
    "<p>近日，青石县水务局组织专业技术人员对全县十二座小型水库开展汛前安全检查。</p>"
    "<p>检查组采取听汇报、查资料的方式，共发现问题隐患十七处，现场督促整改九处。</p>"
)


def test_a_letter_is_called_as_its_writer_called_it_and_answered_by_its_body() -> None:
    page = read(
        "<table><tr><td>信件标题</td><td colspan=3>关于城东小区停水问题的咨询</td></tr>"
        "<tr><td>来信人</td><td>王**</td><td>来信时间</td><td>2023-03-04 10:11</td></tr>"
        "<tr><td>信件内容</td><td colspan=3>您好，小区最近经常停水，请问何时能够恢复？</td></tr>"
        "<tr><td>答复单位</td><td>青石县水务局</td><td>答复时间</td><td>2023-03-07 16:20</td></tr>"
        "<tr><td>答复内容</td><td colspan=3>您好！因城东水厂管网改造，预计3月底恢复正常。</td></tr></table>",
        "<title>信件详情</title>",
    )
    assert page.title == "关于城东小区停水问题的咨询"
    assert (page.agency, page.published_on) == ("青石县水务局", date(2023, 3, 7))


def test_a_number_and_a_day_under_a_heading_are_no_title() -> None:
    page = read(
        "<div class='zwbt'>青石县财政局 青石县民政局<br>关于提高困难残疾人生活补贴标准的通知</div>"
        "<div class='zwxx'>青财社发〔2023〕12号　　2023-04-11　来源：县民政局</div>"
        f"<div class='zwnr'><p>各镇财政所：</p>{TEXT}</div>"
    )
    assert page.title == "青石县财政局 青石县民政局关于提高困难残疾人生活补贴标准的通知"
    assert (page.document_number, page.published_on) == ("青财社发〔2023〕12号", date(2023, 4, 11))
    assert page.agency == "青石县财政局；青石县民政局"


@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_heading_whose_last_word_stands_on_the_next_line_is_whole(tag: str) -> None:
    large = "style='text-align:center;font-size:24px'"
    page = read(
        f"<div class='main'><{tag} {large}>青石县河长制办公室关于公布河长名单的</{tag}>"
        f"<{tag} {large}>公　告</{tag}>{TEXT}</div>",
        "<title>青石县人民政府门户网站</title>",
    )
    assert page.title == "青石县河长制办公室关于公布河长名单的公告"
    assert page.text.startswith("近日，青石县水务局")


def test_a_box_of_files_below_the_text_is_no_text() -> None:
    page = read(
        f"<div class='article-info'><h1>{HEADING}</h1><p>【信息时间：2022-03-15】</p>"
        f"<div class='con'>{TEXT}</div><div class='ewb-attach'><span>附件：</span>"
        "<a href='/download?id=1'>检查情况.pdf</a><i>(1.2MB)</i></div></div>"
    )
    assert page.text.endswith("现场督促整改九处。")
    assert [file.title for file in page.attachments] == ["检查情况.pdf"]


@pytest.mark.parametrize(
    "shown", ["<div>2018.07.09&nbsp;|&nbsp;青石县水务局</div>", "<p><i>2018/07/09</i><i>青石县水务局</i></p>"]
)
def test_the_body_that_is_named_beside_the_day_is_the_agency(shown: str) -> None:
    page = read(f"<h1>{HEADING}</h1>{shown}<div class='con'>{TEXT}</div>")
    assert (page.agency, page.published_on) == ("青石县水务局", date(2018, 7, 9))


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("青石县卫生健康局2023年公开招聘工作人员拟聘用人员公示", "青石县卫生健康局"),
        ("青石县水务局2023年工作会议召开", None),
    ],
)
def test_a_title_opens_with_the_body_that_publishes_about_itself(title: str, agency: str | None) -> None:
    assert read(f"<h1>{title}</h1><p>来源：人事股</p><div class='con'>{TEXT}</div>").agency == agency


def test_a_label_without_a_value_takes_none_from_the_text() -> None:
    page = read(f"<h3>{HEADING}</h3><div>2010/1/6 16:43:13　来源：</div><div id='article'>{TEXT}</div>")
    assert (page.source, page.agency) == (None, None)


def test_a_day_in_words_is_a_part_of_the_title_and_a_stamp_is_not() -> None:
    page = read(f"<h1>白河新闻联播（2024年5月6日）</h1><p>2024-05-07</p><div class='con'>{TEXT}</div>")
    assert page.title == "白河新闻联播（2024年5月6日）"


def test_the_text_of_a_document_may_be_a_row_of_its_metadata() -> None:
    page = read(
        "<table><tr><td>信息名称</td><td colspan=3>关于核定停车收费标准的批复</td></tr>"
        "<tr><td>索引号</td><td>BH014-0302-2021-00009</td><td>文号</td><td>白发改价格〔2021〕9号</td></tr>"
        "<tr><td>公开机构</td><td>白河市发展和改革委员会</td><td>公开日期</td><td>2021-04-09</td></tr>"
        "<tr><td>信息内容</td><td colspan=3><p>市停车服务公司：</p>"
        "<p>来函收悉，经研究，批复如下。</p></td></tr></table>"
    )
    assert page.title == "关于核定停车收费标准的批复"
    assert page.text == "市停车服务公司：\n来函收悉，经研究，批复如下。"


def test_a_text_with_line_breaks_of_its_own_has_paragraphs_where_lines_are_set_in() -> None:
    page = read(
        "<center><h3>白河市城镇房屋管理办法</h3></center><pre>\n白河市人民政府令第6号\n"
        "    第一条  为加强城镇房屋管理，\n"
        "制定本办法。\n    第二条  本办法自发布之日起施行。\n</pre>",
        "<title>白河市人民政府令第6号</title>",
    )
    assert page.title == "白河市城镇房屋管理办法"
    assert page.document_number == "白河市人民政府令第6号"
    assert page.text.splitlines()[1:] == [
        "第一条 为加强城镇房屋管理， 制定本办法。",
        "第二条 本办法自发布之日起施行。",
    ]


def test_a_short_text_is_found_between_menus_and_imprint() -> None:
    page = read(
        "<div class='headbox'><ul class='hd_nav'><li><a href='/'>首页</a></li>"
        "<li><a href='/yw'>要闻动态</a></li></ul></div>"
        "<div class='ggxq'><h1>白河市城市管理局临时占道施工公告</h1><ul><li>公告日期：2023年4月6日</li>"
        "<li>有效期至：2023年6月30日</li></ul>"
        "<div class='ggnr'><p>因施工需要，请过往车辆绕行。</p></div></div>"
        "<div class='ftbox'><p>主办：白河市人民政府　承办：白河市大数据管理局</p>"
        "<p>吉ICP备05001234号　网站标识码2206000001</p></div>"
    )
    assert page.text == "因施工需要，请过往车辆绕行。"
    assert page.published_on == date(2023, 4, 6)


def test_files_under_a_heading_of_downloads_are_not_the_documents() -> None:
    page = read(
        f"<div class='cBox'><h1>{HEADING}</h1><div class='con'>{TEXT}</div></div>"
        "<div class='cRight'><h3>下载中心</h3><ul><li><a href='/down/1.doc'>职称申报表</a></li></ul></div>"
    )
    assert page.attachments == ()


@pytest.mark.parametrize(
    "heading", [f"<span>置顶</span>{HEADING}", f"【图文】{HEADING}", f"{HEADING}<small>(2024-05-06)</small>"]
)
def test_what_is_printed_around_a_heading_is_no_part_of_it(heading: str) -> None:
    assert read(f"<h1>{heading}</h1><p>2024-05-07</p><div class='con'>{TEXT}</div>").title == HEADING


def test_a_text_begins_with_the_heading_of_its_first_section() -> None:
    steps = "<h4>一、申请条件</h4><ol><li>具有本县城镇户籍。</li><li>家庭人均住房面积低于15平方米。</li></ol>"
    page = read(f"<h1>申请公共租赁住房办事指南</h1><p>更新时间：2023-05-05</p><div class='g'>{steps}</div>")
    assert page.text.startswith("一、申请条件\n具有本县")


def test_the_day_of_sending_stands_in_where_no_other_is_shown() -> None:
    line = "<p>发文时间：2024-09-25　发文单位：石门县人民政府办公室</p>"
    assert read(f"<h1>{HEADING}</h1>{line}<div class='con'>{TEXT}</div>").published_on == date(2024, 9, 25)
    posted = "<meta name='PubDate' content='2024-09-26'>"
    page = read(f"<h1>{HEADING}</h1>{line}<div class='con'>{TEXT}</div>", posted)
    assert page.published_on == date(2024, 9, 26)


def test_a_document_may_be_called_by_its_number() -> None:
    page = read(
        f"<h1>青环罚字〔2023〕12号</h1><p>2023-04-11</p><div class='con'>{TEXT}</div>",
        "<title>青石县生态环境局</title>",
    )
    assert page.title == "青环罚字〔2023〕12号"


LINKED = "".join(f"<li><a href='/gf/{n}.html'>青石县水库安全管理办法之{n}</a></li>" for n in range(10))


@pytest.mark.parametrize("named", ["file-list", "files", "fj_list"])
def test_a_list_of_documents_is_text_whatever_its_box_is_called(named: str) -> None:
    page = read(f"<h1>{HEADING}</h1><div class='TRS_Editor'>{TEXT}<div class='{named}'>{LINKED}</div></div>")
    assert page.text.endswith("管理办法之9")
    alone = read(f"<h1>规范性文件目录</h1><div class='TRS_Editor'><div class='{named}'>{LINKED}</div></div>")
    assert alone.text.endswith("管理办法之9")


def test_files_are_the_text_of_a_document_that_says_no_more() -> None:
    box = "<div class='file-content'>详见附件：<a href='/f/1.pdf'>水库名单.pdf</a></div>"
    assert read(f"<h1>{HEADING}</h1><div class='TRS_Editor'>{box}</div>").text == "详见附件：水库名单.pdf"


def test_hostile_lines_cost_time_that_grows_with_them() -> None:
    start = time.process_time()
    read(f"<h1>{HEADING}</h1><p>{'关于' * 40_000}</p><p>附件列表</p><p>a.doc1{'.' * 20_000}x</p>")
    title_module.in_lines(["关于" * 40_000], [])
    read(f"<h1>{HEADING}</h1><div class='con'>{TEXT}{'<div class=files>' * 200}{'x' * 20_000}</div>")
    read("".join(f"<h1>关于第{n}号水库的</h1>" for n in range(4_000)))
    read(f"<h1>{HEADING}</h1><p>首页{'-' * 200}，</p><p>首页{'·政务' * 40}，</p>{TEXT}")
    read(f"<h1>{HEADING}</h1><table><tr><td>1号</td>{'<td></td>' * 10_000}<td>甲</td></tr></table>{TEXT}")
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "title",
    [
        "关于青石县教育局2023年部门预算的公告",
        "关于对全县卫生健康局2023年考核结果的公示",
        "全区各街道办事处2023年工作计划",
        "我省教育厅2023年招生计划",
    ],
)
def test_a_title_that_says_what_is_done_or_where_opens_with_no_body(title: str) -> None:
    assert read(f"<h1>{title}</h1><div class='con'>{TEXT}</div>").agency is None
    assert issuer.opening("全州县教育局2023年部门预算") == "全州县教育局"


@pytest.mark.parametrize(
    "page",
    [
        "<h1>{0}</h1><div class='TRS_Editor'>{1}</div><h3>表格下载</h3><ul>{2}</ul>",
        "<h2>下载中心</h2><div class='page'><h1>{0}</h1><div class='TRS_Editor'>{1}</div><p>{2}</p></div>",
        "<h2>下载中心</h2><div><h1>{0}</h1><p>{2}</p></div><div class='TRS_Editor'>{1}</div>",
    ],
)
def test_files_of_a_document_are_its_own_in_a_column_of_downloads_too(page: str) -> None:
    link = "<a href='/down/1.doc'>职称申报表</a>"
    files = read(page.format(HEADING, TEXT, link)).attachments
    assert [file.title for file in files] == ["职称申报表"]


@pytest.mark.parametrize(
    "first",
    [
        "2023年4月23日全民阅读活动启动仪式在市图书馆举行。",
        "2023年4月23日全民阅读：活动启动仪式在市图书馆举行",
        "2023年4月23日全民阅读2023年度启动仪式在市图书馆举行",
    ],
)
def test_a_text_that_begins_with_a_day_is_no_dateline(first: str) -> None:
    for shown in ("阅读：12", "点击(12)", "【浏览：】", "访问 12 次 字体：大"):
        dated = f"<p>2023-04-24 {shown}</p>"
        page = read(f"<h1>{HEADING}</h1><div class='a'>{dated}<p>{first}</p>{TEXT}</div>")
        assert page.text.startswith(f"{first}\n近日")


def test_a_table_whose_rows_are_all_text_is_whole() -> None:
    rows = ["事项名称|取水许可", "文件内容|对取用水资源的单位和个人实施许可，发放取水许可证。"]
    rows += ["依据|《水法》第四十八条，直接从江河取水的应当申请。", "追责情形|对不符合条件的准予许可的。"]
    table = "".join("<tr><td>{}</td><td>{}</td></tr>".format(*row.split("|")) for row in rows)
    text = read(f"<h1>青石县水务局权责清单</h1><table>{table}</table>").text
    assert all(word in text for word in ("取水许可", "第四十八条", "追责情形"))


@pytest.mark.parametrize(
    ("last", "kept"), [("标签：应当注明产品名称、生产日期和保质期", True), ("标签：水库 安全 检查", False)]
)
def test_what_a_text_says_of_labels_is_text(last: str, kept: bool) -> None:
    page = read(f"<h1>{HEADING}</h1><div class='TRS_Editor'>{TEXT}<p>{last}</p></div>")
    assert page.text.endswith(last) == kept
