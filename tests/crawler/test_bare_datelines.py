"""What stands below a heading without labels, and labels and records that no text begins or ends with."""

from __future__ import annotations

from datetime import date

import pytest
from made_page import read

TEXT = (
    "<p>为优化营商环境，现就有关事项公告如下，请相关单位遵照执行。</p><p>一、备案实行全程网上办理，"
    "不再提交纸质材料。</p>"
    "<p>二、本公告自发布之日起实施，由本机关负责解释。</p>"
)
FIRST, LAST = "为优化营商环境", "负责解释。"
TITLE = "关于调整备案方式的公告"


@pytest.mark.parametrize(
    "below",
    [
        "<i></i>2023.06.07 <i></i>1873 <i></i>医务部",
        "<span>省教育考试院</span><span>2023-06-07</span><span>阅 8852</span>",
        "<span>某市日报</span><span>2023-06-07 07:00:00</span><span>字号 T T</span>",
        "<span>某市商务局</span>&nbsp;|&nbsp;<span>2023-06-07 发布</span>&nbsp;|&nbsp;"
        "<span>浏览 (302)</span>",
        "<time>06-07 09:20</time><time>2023-06-07</time><span>某县融媒</span>",
        "<span>县司法局</span><span>2023/06/07</span><span>浏览量：<i></i></span>",
        "<span>某市人社</span><span>2023-06-07 15:11:20</span><span>来自：某市公共就业服务中心</span>",
        "[ 农业农村局 ] [ 2023-06-07 ] [ 阅读：45 ] [ <a>打印</a> ]",
    ],
)
def test_the_day_among_short_items_below_the_heading_is_that_of_publication(below: str) -> None:
    page = read(
        f"<div class='w'><div class='w-t'>{TITLE}</div><div class='w-m'>{below}</div><div>{TEXT}</div></div>"
    )
    assert (page.title, page.published_on) == (TITLE, date(2023, 6, 7))
    assert page.text.startswith(FIRST)


def test_number_day_and_body_below_the_heading_are_the_document_s_and_no_text() -> None:
    page = read(
        f"<div><h1>{TITLE}</h1><div><span>某商发〔2024〕8号</span><span>2024-03-12 14:30</span>"
        f"<span>某市商务局</span></div><ul><li>文件正文</li><li>政策解读</li><li>附件下载</li></ul>"
        f"<div>{TEXT}</div></div>"
    )
    assert (page.document_number, page.published_on) == ("某商发〔2024〕8号", date(2024, 3, 12))
    assert (page.agency, page.text.startswith(FIRST)) == ("某市商务局", True)


def test_rows_with_days_are_text() -> None:
    rows = "".join(f"<p>某宾馆 2023-06-1{n} 已整改</p>" for n in range(3))
    page = read(f"<div><h1>卫生检查结果公示</h1><div>{rows}{TEXT}</div></div>")
    assert page.text.startswith("某宾馆 2023-06-10 已整改")


def test_labels_in_brackets_and_their_values_on_one_line_are_metadata() -> None:
    page = read(
        f"<div><div class='t'>{TITLE}</div><div><span>【发布时间】2021-03-16</span>"
        f"<span>【文号】某政任〔2021〕3号</span>"
        f"<span>【发文单位】某县人民政府</span></div><div>{TEXT}</div></div>"
    )
    assert (page.published_on, page.document_number, page.agency) == (
        date(2021, 3, 16),
        "某政任〔2021〕3号",
        "某县人民政府",
    )
    assert page.text.startswith(FIRST)


def test_a_bracket_before_a_label_is_no_heading() -> None:
    page = read(
        "<div><div>首页</div><h3>某镇道路工程施工招标公告</h3><div><p>【信息时间： 2023/3/2 阅读次数："
        "<span>231</span>】"
        f"【<a href='javascript:p()'>我要打印</a>】</p></div><div>{TEXT}</div></div>",
        head="<title>工程建设-招标公告</title>",
    )
    assert (page.title, page.published_on) == ("某镇道路工程施工招标公告", date(2023, 3, 2))


def test_the_time_of_an_event_is_text_and_no_day_of_publication() -> None:
    page = read(
        "<div><h1>某市举行新闻发布会（第三场）</h1><div><em>2024年03月28日 10时00分</em>"
        "<em>编辑：孙某</em></div><div>"
        "<p>时间：2024年3月27日（星期三）上午10:00</p><p>地点：某市新闻发布厅</p><p>各位媒体朋友，"
        "大家上午好！欢迎参加发布会。</p>"
        "<p>今天的发布会到此结束，谢谢大家。</p></div></div>"
    )
    assert page.published_on == date(2024, 3, 28)
    assert page.text.startswith("时间：2024年3月27日")


def test_who_published_when_below_the_text_is_no_text() -> None:
    page = read(
        f"<div><h2>{TITLE}</h2>{TEXT}"
        f"<div>发布单位：某市公安局　　发布日期：2022-09-05　　点击数：90</div></div>"
    )
    assert (page.agency, page.published_on) == ("某市公安局", date(2022, 9, 5))
    assert page.text.endswith(LAST)


def test_who_buys_where_and_when_below_a_heading_is_no_text() -> None:
    page = read(
        "<div><h1>某局执法记录仪采购项目更正公告</h1>"
        "<h2>采购人：某市公安局 行政区域：市本级 公告时间：2022年12月06日 17:35</h2>"
        f"<div><p>一、项目基本情况</p><p>首次公告日期：2022年11月25日</p>{TEXT}</div></div>"
    )
    assert page.text.startswith("一、项目基本情况\n首次公告日期：2022年11月25日")
    assert page.published_on == date(2022, 12, 6)


HELD = (
    '{"article":{"id":882,"title":"公共数据授权运营管理办法","publishTime":"2024-06-18 09:00:00",'
    '"source":"某市数据局","content":"<p>第一条　为规范公共数据授权运营，制定本办法。</p>'
    '<p>第二条　本办法自2024年7月1日起施行。</p>"}}'
)


@pytest.mark.parametrize(
    "script",
    [
        f"<script>window.__INITIAL_STATE__={HELD};</script>",
        f"<script id='__NEXT_DATA__' type='application/json'>{HELD}</script>",
        f"<script>new Vue({{el: '#app', data: {HELD}, mounted() {{ show() }}}})</script>",
    ],
)
def test_a_document_that_scripts_hold_is_read_where_the_page_is_a_template(script: str) -> None:
    page = read(
        "<div id='app'><h1>{{ article.title }}</h1><div>{{ article.publishTime }}</div>"
        f"<div v-html='article.content'></div></div>{script}"
    )
    assert (page.title, page.published_on) == ("公共数据授权运营管理办法", date(2024, 6, 18))
    assert (page.source, page.agency) == ("某市数据局", "某市数据局")
    assert page.text.split("\n") == [
        "第一条 为规范公共数据授权运营，制定本办法。",
        "第二条 本办法自2024年7月1日起施行。",
    ]


def test_numbers_and_files_that_scripts_hold_are_the_documents() -> None:
    more = (
        '"docNo":"某数〔2024〕7号","indexNo":"K00112-2024-00018",'
        '"fileList":[{"fileName":"申请表.docx","fileUrl":"/upload/7.docx"},{"fileName":"无地址"},"其他"],'
    )
    held = HELD.replace('"source"', f'{more}"source"')
    page = read(f"<div id='app'><h1>{{{{ article.title }}}}</h1></div><script>var data = {held};</script>")
    assert (page.document_number, page.index_number) == ("某数〔2024〕7号", "K00112-2024-00018")
    assert [(one.title, one.url.endswith("/upload/7.docx")) for one in page.attachments] == [
        ("申请表.docx", True)
    ]
    assert page.text.startswith("第一条 为规范公共数据授权运营，制定本办法。")


def test_what_scripts_hold_beside_a_text_that_is_shown_is_not_read() -> None:
    page = read(f"<div><h1>{TITLE}</h1><div>{TEXT}</div></div><script>var other = {HELD};</script>")
    assert (page.title, page.text.startswith(FIRST)) == (TITLE, True)


def test_the_record_of_a_permission_is_a_text_and_says_its_fields() -> None:
    rows = "".join(
        f"<tr><th>{label}</th><td>{value}</td></tr>"
        for label, value in (
            ("行政相对人名称", "某建材有限公司"),
            ("行政许可决定文书名称", "关于某建材有限公司取水许可的决定"),
            ("行政许可决定文书号", "某水许〔2022〕31号"),
            ("许可决定日期", "2022-05-20"),
            ("许可机关", "某市水利局"),
            ("公示日期", "2022-05-25"),
        )
    )
    page = read(f"<div><h3>行政许可信息</h3><table>{rows}</table></div>")
    assert page.title == "关于某建材有限公司取水许可的决定"
    assert (page.document_number, page.agency) == ("某水许〔2022〕31号", "某市水利局")
    assert (page.issued_on, page.published_on) == (date(2022, 5, 20), date(2022, 5, 25))
    assert page.text.startswith("行政相对人名称\t某建材有限公司")


def test_the_heads_of_columns_of_records_say_no_fields() -> None:
    cells = (
        ("序号", "处罚决定书文号", "处罚机关", "处罚事由"),
        ("1", "某卫罚〔2023〕12号", "某卫健局", "超范围经营"),
        ("2", "某卫罚〔2023〕8号", "某卫健局", "无证经营"),
    )
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    page = read(
        f"<div><h1>某县卫生健康局行政处罚信息公示</h1><div>时间：2023-06-30　来源：某县卫健局</div>"
        f"<table>{rows}</table></div>"
    )
    assert (page.document_number, page.agency) == (None, "某县卫生健康局")


def test_a_heading_that_says_that_it_is_one_is_called_by_the_rest() -> None:
    page = read(
        "<div><div class='f-title'>主题：优化营商环境 助力企业发展</div><ul>"
        "<li>访谈时间：2023-05-19 15:00</li></ul></div>"
        "<div><h3>文字实录</h3><p>主持人：各位网友大家好，欢迎收看。</p><p>主持人：本期访谈到此结束，"
        "再见。</p></div>",
        head="<title>在线访谈-某市人民政府</title>",
    )
    assert (page.title, page.published_on) == ("优化营商环境 助力企业发展", date(2023, 5, 19))


@pytest.mark.parametrize(
    "below",
    [
        "【2023-06-07】【打印】【关闭】",
        "某市统计局工业科　2023年06月07日",
        "市粮食和物资储备局 发布于 2023-06-07 14:22 浏览 91 次",
        "公布日期 2023-06-07 10:11　点击次数 88",
        "二〇二三年六月七日",
        "索引号：A01/2023-0088文号：某职改办〔2023〕6号时间：2023-06-07",
    ],
)
def test_lines_of_other_forms_below_an_unnamed_heading_are_datelines(below: str) -> None:
    page = read(
        f"<div><p align='center'>{TITLE}</p><p align='center'>{below}</p>{TEXT}</div>",
        "<title>某市备案工作情况公告</title>",
    )
    assert (page.title, page.published_on) == (TITLE, date(2023, 6, 7))
    assert page.text.startswith(FIRST)


def test_labels_that_follow_a_number_without_a_break_are_labels() -> None:
    page = read(
        f"<div><div>{TITLE}</div><div><span>索引号：A01/2023-0088</span>"
        f"<span>文号：某职改办〔2023〕6号</span>"
        f"<span>发布时间：2023-06-19</span></div><div>{TEXT}</div></div>"
    )
    assert (page.index_number, page.document_number) == ("A01/2023-0088", "某职改办〔2023〕6号")
    assert (page.published_on, page.text.startswith(FIRST)) == (date(2023, 6, 19), True)


def test_a_header_that_holds_a_heading_alone_is_the_document_s() -> None:
    page = read(
        "<div class='page-content'><div class='page-header'><h3>某城投集团完成季度目标</h3></div>"
        "<div class='page-info'><i></i> "
        "2022-07-06 <i></i> 某城投集团</div><div class='page-text'><p>今年以来，集团克服困难，"
        "完成季度目标。</p></div></div>",
        head="<title>某市国资委 - 国资动态</title>",
    )
    assert (page.title, page.published_on) == ("某城投集团完成季度目标", date(2022, 7, 6))
    assert page.text == "今年以来，集团克服困难，完成季度目标。"


def test_a_heading_begins_with_the_body_on_the_line_above_it() -> None:
    page = read(
        "<div><div class='bt2'>某市生态环境局</div><div class='bt1'>关于拟对某项目作出审批意见的公示</div>"
        f"<div>2022/11/15 9:30:00　　来源：环评科</div><div>{TEXT}</div></div>"
    )
    assert page.title == "某市生态环境局关于拟对某项目作出审批意见的公示"
    assert page.agency == "某市生态环境局"


def test_the_day_that_a_page_shows_is_no_text() -> None:
    page = read(
        "<table><tr><td>今天是2024年11月20日 星期三</td></tr></table><table><tr><td align='center'>"
        f"<strong>{TITLE}</strong></td></tr><tr><td align='center'>时间：2007-02-12</td></tr><tr>"
        f"<td>{TEXT}</td></tr></table>"
    )
    assert (page.published_on, page.text.startswith(FIRST)) == (date(2007, 2, 12), True)


def test_neighbours_are_no_text_whatever_they_are_called() -> None:
    page = read(
        f"<div><h2>{TITLE}</h2><div>日期：2023-11-30</div>{TEXT}"
        "<div>上一个：<a href='1'>关于春节慰问的通知</a><br>下一个：没有了</div></div>"
    )
    assert page.text.endswith(LAST)


def test_the_name_of_a_column_in_the_pages_name_is_no_title() -> None:
    page = read(
        "<div><div>【图解】养老服务补贴政策</div><div>日期：2023.12.01 来源：市民政局</div><div>"
        "<img src='/a.png'></div></div>",
        head="<title>政策图解</title>",
    )
    assert page.title == "【图解】养老服务补贴政策"


def test_the_day_above_the_time_of_an_event_is_that_of_publication() -> None:
    page = read(
        "<div><h1>某市运动会竞赛规程总则</h1><div><span>来源：群体科</span>"
        "<span>时间：2021-06-01 00:00:00</span></div><div>"
        "<p>一、竞赛时间和地点</p><p>时间：2021年7月10日至20日</p><p>地点：某市体育中心</p>"
        "<p>二、竞赛项目为篮球和乒乓球。</p>"
        "</div></div>"
    )
    assert (page.published_on, page.text.split("\n")[0]) == (date(2021, 6, 1), "一、竞赛时间和地点")


def test_who_published_when_is_read_from_what_is_called_a_foot() -> None:
    page = read(
        f"<div class='art'><div class='art-title'>{TITLE}</div>"
        f"<div class='art-foot'>发布者:教务处　发布时间:2024年02月26日</div>"
        f"<div class='art-con'>{TEXT}</div></div>"
    )
    assert page.published_on == date(2024, 2, 26)


def test_short_names_of_site_and_column_are_no_title() -> None:
    page = read(
        "<div><span>某市烟草专卖局开展宣传活动</span><br>"
        "<span>[发布时间:2023-03-15 10:20:30 来源:某市烟草专卖局]</span>"
        f"<div>{TEXT}</div></div>",
        head="<title>某市烟草-企业动态</title>",
    )
    assert page.title == "某市烟草专卖局开展宣传活动"


def test_a_day_of_publication_in_brackets_below_the_text_is_no_text() -> None:
    page = read(f"<div><h1>{TITLE}</h1>{TEXT}<div>（发布时间：2019年05月24日）</div></div>")
    assert (page.published_on, page.text.endswith(LAST)) == (date(2019, 5, 24), True)
