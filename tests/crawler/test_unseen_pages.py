"""Pages as portals of many makes have them: where dates, numbers, headings and tools stand."""

from __future__ import annotations

from datetime import date

import pytest
from made_page import read

HEADING = "<h1>关于加强安全生产工作的通知</h1>"
TEXT = (
    "<p>为进一步加强全县安全生产工作，现将有关事项通知如下，请认真贯彻执行。</p>"
    "<p>一、提高认识，加强领导，落实责任，确保各项工作有序推进。</p>"
    "<p>二、强化检查，消除隐患，严格执法，对违法行为依法查处。</p>"
)
FIRST, LAST = "为进一步加强", "依法查处。"


def _held(inside: str) -> str:
    return f"<div class='TRS_Editor'>{inside}</div>"


@pytest.mark.parametrize(
    "shown",
    [
        "<div>【信息发布时间：2020-03-06阅读次数：<span>12</span>】</div>",
        "<div>2020年03月06日 09时32分</div>",
        "<div>2020-03-06 星期五 09:32</div>",
        "<div>录入时间：二〇二〇年三月六日</div>",
        "<div>二〇二〇年三月六日</div>",
        "<div>2020-03-06 09:32:00.0</div>",
        "<div>来源：县应急管理局 2020-03-06 09:32</div>",
    ],
)
def test_the_date_that_is_shown_counts_before_the_day_of_the_last_touch(shown: str) -> None:
    touched = "<meta name='PubDate' content='2022-10-14'>"
    assert read(HEADING + shown + _held(TEXT), touched).published_on == date(2020, 3, 6)


def test_the_date_behind_a_heading_is_no_part_of_the_title() -> None:
    page = read(f"<h1>关于加强安全生产工作的通知<small>( 2020-03-06)</small></h1>{_held(TEXT)}")
    assert (page.title, page.published_on) == ("关于加强安全生产工作的通知", date(2020, 3, 6))


def test_a_dateline_below_the_text_is_read_and_is_no_text() -> None:
    foot = "<p>发布时间：2020-03-06　来源：县应急管理局　下载　收藏</p>"
    page = read(f"{HEADING}<div class='con'>{TEXT}{foot}</div>")
    assert (page.published_on, page.source) == (date(2020, 3, 6), "县应急管理局")
    assert page.text.endswith(LAST)


def test_labels_above_their_values_are_read_by_columns() -> None:
    table = (
        "<table><thead><tr><td>索取号</td><td>发布时间</td><td>发布机构</td><td>文件编号</td></tr></thead>"
        "<tr><td>07647/2024-00112</td><td></td><td>县应急管理局</td><td>某应急〔2024〕5号</td></tr></table>"
    )
    page = read(HEADING + _held(table + TEXT))
    assert (page.index_number, page.agency) == ("07647/2024-00112", "县应急管理局")
    assert page.document_number == "某应急〔2024〕5号"
    assert page.text.startswith(FIRST)


def test_items_of_labels_without_colons_are_no_text() -> None:
    items = {"索引号": "K16185922-201704-00036", "文号": "某政发〔2017〕3号", "发布机构": "某县人民政府"}
    rows = "".join(f"<li><b>{label}</b><span>{value}</span></li>" for label, value in items.items())
    page = read(f"{HEADING}<div class='con'><ul>{rows}</ul>{TEXT}</div>")
    assert page.index_number == items["索引号"]
    assert page.text.startswith(FIRST)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("某县人民政府令第7号", "某县人民政府令第7号"),
        ("废旧电池管理办法（财政部令第102号）", "财政部令第102号"),
        ("某政发〔2020〕12号关于加强安全生产工作的通知", "某政发〔2020〕12号"),
        ("关于加强安全生产工作的通知 某政办发[2020]12号", "某政办发〔2020〕12号"),
        ("关于转发国发〔2019〕5号文件的通知", None),
    ],
)
def test_numbers_in_titles_are_the_documents_own(title: str, number: str | None) -> None:
    assert read(f"<h1>{title}</h1>{_held(TEXT)}").document_number == number


def test_an_order_may_have_its_number_below_its_title() -> None:
    page = read(f"<h1>某县人民政府令</h1>{_held('<p>第7号</p>' + TEXT)}")
    assert page.document_number == "某县人民政府令第7号"


@pytest.mark.parametrize(
    "tools",
    [
        "<p>【信息发布：县应急管理局】【内容纠错】【打印文章】【关闭窗口】</p>",
        "<p>内容纠错</p><p>关闭窗口</p>",
        "<p>关联文件：</p><p>文件下载：</p>",
        "<p>点击右上角选择在浏览器中打开</p>",
        "<p>下载 收藏</p>",
        "<p>下载文字版 下载图片版</p><p>点赞(0) 收藏(0)</p><p>>>返回列表</p>",
        "<p>索引号：11/2021-00003</p><p>Produced By 某发布系统</p>",
        "<p>热点推荐</p><p><a href='1.html'>全县经济工作会议召开</a></p>",
    ],
)
def test_tools_below_the_text_are_no_text(tools: str) -> None:
    assert read(f"{HEADING}<div class='con'>{TEXT}{tools}</div>").text.endswith(LAST)


@pytest.mark.parametrize(
    "tools",
    ["<p>微信</p><p>微博</p>", "<p>文章字体 【大 中 小】</p>", "<p>语音播报：</p>", "<p>我要评论(0)</p>"],
)
def test_tools_above_the_text_are_no_text(tools: str) -> None:
    assert read(f"{HEADING}<div class='con'>{tools}{TEXT}</div>").text.startswith(FIRST)


def test_a_day_right_below_the_text_is_that_of_publication() -> None:
    below = "<div>发布于 2020-03-06　信息员：李某</div>"
    page = read(f"<div>{HEADING}<div class='con'>{TEXT}</div>{below}</div>")
    assert page.published_on == date(2020, 3, 6)


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        ("<title>某县应急管理局</title>", "<p style='font-size:22pt'><b>全县安全生产情况</b></p>"),
        ("<title>2003年第5号县政府公报</title>", "<center><font size=4>全县安全生产情况</font></center>"),
        ("<title>全县安全生产情况 - 某县应急管理局</title>", "<h1>某县应急管理局</h1>"),
        ("<title>某县人民政府</title>", "<div class='bigtitle'>全县安全生产情况</div>"),
        ("<title>某县</title>", "<div>全县安全生产情况【</div><div>发布时间：2020-03-06】</div>"),
    ],
)
def test_the_heading_that_a_reader_sees_is_the_title(head: str, heading: str) -> None:
    assert read(f"{heading}<div class='con'>{TEXT}</div>", head).title == "全县安全生产情况"


def test_a_heading_on_two_lines_of_the_text_is_one_title() -> None:
    whole = "某县人民政府办公室关于印发安全生产工作方案的通知"
    lines = "<p>某县人民政府办公室关于印发</p><p>安全生产工作方案的通知</p>"
    assert read(_held(lines + TEXT), f"<title>{whole}_政策文件</title>").title == whole


def test_lists_of_other_documents_beside_the_text_are_no_text() -> None:
    others = "".join(
        f"<li><a href='{n}.html'>县政府召开第{n}次常务会议研究部署工作</a></li>" for n in range(8)
    )
    page = read(
        f"<div class='article-con'>{HEADING}<div class='pages_content'>{TEXT}</div>"
        f"<div><h2>要闻</h2><ul>{others}</ul></div></div>"
    )
    assert page.text.endswith(LAST)


def test_the_title_behind_the_names_of_site_and_column_is_found() -> None:
    head = "<title>某县人民政府门户网站-风景名胜-寿平美术馆</title>"
    heading = "<h3>寿平美术馆</h3>"
    page = read(f"<div class='intro'>{heading}{TEXT}</div>", head)
    assert page.title == "寿平美术馆"
    assert page.text.startswith(FIRST)


def test_a_heading_in_lines_that_stands_nowhere_else_is_no_text() -> None:
    heading = "<h2>某县人民政府关于举办<br>安全生产月<br>活动的通知</h2>"
    page = read(
        f"<div class='box'>{heading}{TEXT}</div>", "<title>某县人民政府关于举办安全生产月活动的通知</title>"
    )
    assert page.text.startswith(FIRST)


def test_a_frame_called_menu_that_holds_the_text_holds_its_dateline_too() -> None:
    page = read(
        f"<div class='menu_con'>{HEADING}<p>来源：春江镇　发布日期：2020-03-06</p>{_held(TEXT * 2)}</div>"
    )
    assert (page.source, page.agency) == ("春江镇", "春江镇")


def test_several_links_in_one_string_of_a_script_are_several_files() -> None:
    script = 'document.write(\'<a href="1.doc"><b>一</a><a href="2.doc">二</a>\')'
    page = read(f"{HEADING}{_held(TEXT)}<script>{script}</script>")
    assert [file.url.rsplit("/")[-1] for file in page.attachments] == ["1.doc", "2.doc"]


def test_a_line_of_thousands_of_tools_costs_no_more_than_its_length() -> None:
    page = read(f"{HEADING}<div class='con'>{TEXT}<p>{'【打印】' * 20_000}。</p></div>")
    assert page.text.startswith(FIRST)


SENTENCES = TEXT.replace("<p>", "").replace("</p>", "<br>") * 2


@pytest.mark.parametrize(
    "shown",
    [
        f"<a name='top'>{SENTENCES}",
        f"<div id='print'>{SENTENCES}</div>",
        f"<footer>{SENTENCES}</footer>",
        f"<div style='display:none'>{SENTENCES}</div>",
        f"<textarea>{SENTENCES}</textarea>",
    ],
)
def test_a_page_that_shows_text_has_a_text_whatever_holds_it(shown: str) -> None:
    head = "<title>关于加强安全生产工作的通知</title>"
    page = read(f"<center><b>关于加强安全生产工作的通知</b></center>{shown}", head)
    assert page.text.startswith(FIRST)
    assert page.text.endswith(LAST)


def test_a_table_of_names_and_a_single_line_are_texts() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>张三</td><td>某某小学</td></tr>" for n in range(9))
    assert read(f"<h1>拟聘人员名单</h1><table>{rows}</table>").text.startswith("0\t张三\t某某小学")
    line = "<center><b>停水公告</b></center><p>本县定于三月六日停水。</p><div class='foot'>版权所有</div>"
    assert read(line, "<title>停水公告</title>").text == "本县定于三月六日停水。"


def test_a_body_that_is_a_picture_is_told_as_one_and_nothing_is_made_up() -> None:
    tools = "<p>关闭</p><p>站点地图 智能问答</p>"
    page = read(f"<div><h1>办事流程图</h1>{_held('<img src=/p/1.jpg><img src=/p/logo.png>')}{tools}</div>")
    assert page.text == ""
    assert page.html is not None
    assert page.html.count("图片（在原网站查看）") == 1


@pytest.mark.parametrize("shown", ["县教育局、县公安局", "县教育局,县公安局", "县教育局；县公安局"])
def test_several_agencies_are_several(shown: str) -> None:
    named = read(f"<h1>关于校园安全的通知</h1><div>发布机构：{shown}</div>{_held(TEXT)}")
    assert named.agencies == ("县教育局", "县公安局")
    written = read(f"<h1>关于校园安全的提示</h1><div>来源：{shown}</div>{_held(TEXT)}")
    assert written.agencies == ("县教育局", "县公安局")
    title = read(f"<h1>县教育局 县公安局关于加强校园安全的通知</h1>{_held(TEXT)}")
    assert title.agencies == ("县教育局", "县公安局")


def test_an_office_beside_its_body_is_no_second_agency() -> None:
    page = read(f"<h1>办事提示</h1><div>来源：县教育局 基础教育科</div>{_held(TEXT)}")
    assert page.agencies == ("县教育局",)


def test_a_portals_owner_is_not_the_agency_of_somebody_elses_article() -> None:
    owner = "<meta name='SiteName' content='某市文化和旅游局'>"
    theirs = "<meta name='ContentSource' content='昌平区文化委'>"
    assert read(f"<h1>书画展开幕</h1>{_held(TEXT)}", owner + theirs).agency == "昌平区文化委"
    reposted = read(f"<h1>书画展开幕</h1><div>来源：某某日报</div>{_held(TEXT)}", owner)
    assert reposted.agency is None


FORMAL = "关于加强安全生产工作的通知"


@pytest.mark.parametrize(
    "shown",
    [
        "<div>中央政府门户网站 www.gov.example 2020年03月06日 来源：新华社</div>",
        "<div>2020-03-06 10:00　|　来源：县融媒体中心　|　浏览：88</div>",
        "<div>2020/03/06　|　县应急管理局</div>",
        "<div><b>06</b><span>2020-03</span></div>",
        "<table><tr><td>发 文 日 期：2020年3月1日</td><td>公 开 日 期：2020年3月6日</td></tr></table>",
    ],
)
def test_a_day_among_other_words_below_the_heading_is_that_of_publication(shown: str) -> None:
    assert read(HEADING + shown + f"<div class='nr'>{TEXT}</div>").published_on == date(2020, 3, 6)


def test_a_page_of_pictures_has_the_day_that_stands_above_them() -> None:
    page = read(f"<div class='con'>{HEADING}<div>2020-03-06</div><p><img src=/p/1.jpg></p></div>")
    assert page.published_on == date(2020, 3, 6)


@pytest.mark.parametrize(
    "heading",
    [
        f"<h3>通知公告</h3><div class='wz_t'>{FORMAL}</div><div>编辑：张某 | 时间：2020-03-06</div>",
        f"<div>位置：首页 &gt; 通知公告</div><h3>通知公告</h3><div class='article-title'>{FORMAL}</div>",
        f"<h2 class='sub'>通知公告</h2><div class='x'>{FORMAL}</div><div>2020/03/06　|　县应急管理局</div>",
        f"<span id='c_lblTitle'>{FORMAL}</span><div>发布人：政府办 发布时间：2020/3/6 0:00:00</div>",
        f"<p class='mtitle'>{FORMAL}</p><p class='no'>〔五届〕第十二号</p><p>2020年03月06日</p>",
    ],
)
def test_the_name_of_a_column_is_not_the_title(heading: str) -> None:
    page = read(f"{heading}<div class='nr'>{TEXT}</div>", "<title>通知公告</title>")
    assert page.title == FORMAL


def test_a_heading_on_two_lines_names_its_agency() -> None:
    line = "<div style='text-align:center;font-size:22px'>{}</div>"
    page = read(f"{line.format('某县水务局')}{line.format(FORMAL)}<div class='nr'>{TEXT}</div>")
    assert (page.title, page.agency) == (f"某县水务局{FORMAL}", "某县水务局")


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("<h1>生态环境部令</h1><h2>第23号</h2>", "生态环境部令第23号"),
        ("<h1>海关总署公告2021年第9号（关于进口监管的公告）</h1>", "海关总署公告2021年第9号"),
    ],
)
def test_the_number_of_an_order_stands_in_or_below_its_heading(heading: str, number: str) -> None:
    assert read(f"{heading}<p>2020-03-06</p><div class='nr'>{TEXT}</div>").document_number == number


@pytest.mark.parametrize(
    ("title", "source", "agency"),
    [
        ("财政部关于修改管理办法的决定", "", "财政部"),
        ("总部关于搬迁的说明", "", None),
        ("情况说明", "国家发展改革委　国家林草局", "国家发展改革委；国家林草局"),
        ("情况说明", "办公室", None),
    ],
)
def test_bodies_are_told_from_offices_and_from_other_words(
    title: str, source: str, agency: str | None
) -> None:
    shown = f"<div>来源：{source}</div>" if source else ""
    assert read(f"<h1>{title}</h1>{shown}{_held(TEXT)}").agency == agency


def test_a_line_of_labels_within_the_text_is_no_text() -> None:
    line = (
        "索引号：K16185922-201704-00036　发布机构：县政府办　发文日期：2020-03-01　文号：云府办函〔2020〕7号"
    )
    page = read(f"{HEADING}<div class='article'><p>{line}</p>{TEXT}</div>")
    assert page.text.startswith(FIRST)
    assert (page.index_number, page.document_number) == ("K16185922-201704-00036", "云府办函〔2020〕7号")


def test_an_imprint_is_not_the_text_of_a_page_with_a_table() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>县医院</td><td>张某</td><td>2022010{n}</td></tr>" for n in range(4))
    foot = "<div class='footer'><p>主办：某县人民政府办公室　承办：某县大数据中心　标识码：520300</p></div>"
    nav = "<div class='nav'><a href='/'>网站首页</a></div>"
    page = read(f"{nav}<div class=bt>面试人员名单</div><div>2020-03-06</div><table>{rows}</table>{foot}")
    assert page.text.startswith("0\t县医院")
    assert page.published_on == date(2020, 3, 6)
