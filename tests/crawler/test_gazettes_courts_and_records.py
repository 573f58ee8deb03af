"""Pages of gazettes, courts, letters and records of penalties, and pages that a form wraps."""

from __future__ import annotations

from datetime import date

import pytest
from made_page import read

from crawler.pages.markup import dense

TEXT = (
    "<p>各市、县人民政府，省政府各部门：</p>"
    "<p>现将方案印发给你们，请结合实际，认真贯彻执行，执行中的问题请及时报告。</p>"
    "<p>方案自印发之日起施行，由省教育厅会同省财政厅解释，各地应当制定实施细则。</p>"
)
FIRST, LAST = "各市、县人民政府", "制定实施细则。"


def test_what_a_title_passes_on_is_no_title() -> None:
    page = read(
        "<table><tr><td align='center'><b>某省人民政府关于印发某省考试招生实施方案的通知</b></td></tr>"
        "<tr><td align='center'>某府发〔2015〕8号</td></tr>"
        "<tr><td align='center'>【2015年第3期】　【发布日期：2015-03-16】</td></tr>"
        f"<tr><td><div id='zoom'>{TEXT}<p align='center'><b>某省考试招生实施方案</b></p>{TEXT}"
        "</div></td></tr></table>",
        "<title>某省人民政府公报2015年第3期</title>",
    )
    assert page.title == "某省人民政府关于印发某省考试招生实施方案的通知"
    assert (page.document_number, page.agency) == ("某府发〔2015〕8号", "某省人民政府")
    assert page.published_on == date(2015, 3, 16)


@pytest.mark.parametrize("way", ["首页 > 信息公开目录 > 规划计划", "政务公开 › 财政信息 › 预算公开"])
def test_the_way_to_a_page_is_no_title(way: str) -> None:
    heads = "".join(f"<th>{label}</th>" for label in ("索引号", "发布机构", "生成日期", "文号"))
    cells = ("SM07105-2016-00018", "某市财政局", "2016-03-21", "某财预〔2016〕14号")
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    page = read(
        f"<div>{way}</div><table><tr>{heads}</tr><tr>{row}</tr></table>"
        "<div class='content'><h3>某市财政局关于批复部门预算的通知</h3>"
        f"<div class='time'>2016-03-25 来源：某市财政局</div><div class='text'>{TEXT}</div></div>",
        "<title>信息公开目录</title>",
    )
    assert page.title == "某市财政局关于批复部门预算的通知"
    assert (page.published_on, page.issued_on) == (date(2016, 3, 25), date(2016, 3, 21))


def test_the_number_of_a_case_is_a_document_number_where_it_stands_alone() -> None:
    page = read(
        "<div><h3>某市某区人民法院公告</h3><div>时间：2021-09-14</div><div class='nr'>"
        f"<p align='right'>（2021）川0116民初3321号</p>{TEXT}</div></div>"
    )
    assert page.document_number == "（2021）川0116民初3321号"
    cited = read(f"<div><h3>某法院执行一案</h3><p>本院依（2021）川0116民初3321号判决立案。</p>{TEXT}</div>")
    assert cited.document_number is None


@pytest.mark.parametrize("mark", ["A类", "（B1）", "办理结果：A"])
def test_how_far_a_proposal_is_met_stands_behind_the_number_of_the_answer(mark: str) -> None:
    page = read(
        "<div><h2>对某县人大五次会议第23号建议的答复</h2><div>发布时间：2021-09-06</div>"
        f"<div class='dc'><p>某交复〔2021〕9号　　　　{mark}</p><p>某代表：</p>{TEXT}</div></div>"
    )
    assert page.document_number == "某交复〔2021〕9号"


def test_a_record_says_whose_it_is_however_many_rows_it_has() -> None:
    rows = [("行政处罚决定书文号", "某市监罚字〔2022〕46号"), ("行政相对人名称", "某某大药房")]
    rows += [(f"事项{number}", "罚款伍仟元。") for number in range(20)]
    rows += [("处罚机关", "某市市场监督管理局"), ("处罚决定日期", "2022/06/10")]
    table = "".join(f"<tr><th>{label}</th><td><p>{value}</p></td></tr>" for label, value in rows)
    page = read(f"<div><h2>行政处罚信息公示</h2><table>{table}</table><div>发布时间：2022-06-17</div></div>")
    assert (page.agency, page.issued_on) == ("某市市场监督管理局", date(2022, 6, 10))
    pairs = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in rows)
    assert read(f"<div><h2>行政处罚信息公示</h2><dl>{pairs}</dl></div>").agency == "某市市场监督管理局"


def test_a_record_of_one_bank_names_who_decided_in_full_words() -> None:
    rows = (
        ("行政处罚决定书文号", "某银保监罚决字〔2022〕6号"),
        ("主要违法违规事实（案由）", "贷款管理不到位，信贷资金被挪用"),
        ("作出处罚决定的机关名称", "某某银保监分局"),
        ("作出处罚决定的日期", "2022年9月9日"),
    )
    table = "".join(f"<tr><td colspan='3'>{label}</td><td>{value}</td></tr>" for label, value in rows)
    page = read(
        "<div class='title'>某某银保监分局行政处罚信息公开表（某银保监罚决字〔2022〕6号）</div>"
        f"<div><span>发布时间：2022-09-16</span></div><div><table>{table}</table></div>"
    )
    assert (page.agency, page.issued_on) == ("某某银保监分局", date(2022, 9, 9))


def test_a_heading_and_its_day_within_the_text_are_none_of_it() -> None:
    page = read(
        "<table id='tdContent'><tr>"
        "<td align='center'>某县自然资源局挂牌出让公告（某自然资告字〔2020〕19号）</td></tr>"
        "<tr><td align='center'>2020年11月6日 &nbsp;&nbsp; 某自然资告字〔2020〕19号</td></tr>"
        f"<tr><td>{TEXT}<p align='right'>某县自然资源局</p></td></tr></table>",
        "<title>国有土地使用权出让公告</title>",
    )
    assert page.text.startswith(FIRST)
    assert (page.published_on, page.agency) == (date(2020, 11, 6), "某县自然资源局")


def test_the_foot_of_a_page_that_a_form_wraps_is_no_text() -> None:
    text = (
        "<p>市政府各部门：</p><p>市人民政府决定，陈某任市交通运输局副局长，免去吴某的市林业局副局长职务。</p>"
    )
    page = read(
        "<form id='form1'><div id='Top'><span>今天是：2012年6月8日 星期五</span></div>"
        "<table><tr><td>→ 首页 → 人事任免</td></tr>"
        "<tr><td align='center'>某市人民政府关于陈某等职务任免的通知</td></tr>"
        f"<tr><td>发布时间：2012-4-17</td></tr><tr><td><span>{text}</span></td></tr></table>"
        "<div id='Foot'>地址：某市新安路1号，电话：0571-64720000，欢迎您的光临。</div></form>"
    )
    assert page.text.startswith("市政府各部门：")
    assert page.text.endswith("市林业局副局长职务。")


@pytest.mark.parametrize(
    "below",
    [
        "·上一篇：<a href='1'>某县秋季征兵公告</a><br>·下一篇：<a href='2'>关于食品安全的通知</a>",
        "某县人民政府主办　湘ICP备05011111号　技术支持：县信息中心",
        "<div class='info-att'>附件：<ul><li><a href='/down.jspx?id=9'>公告.pdf</a></li></ul></div>",
    ],
)
def test_neighbours_imprint_and_files_below_a_text_are_none_of_it(below: str) -> None:
    page = read(
        f"<div><h2>某县关于参保登记的通知</h2><div>更新时间：2007-12-21</div><div>{TEXT}<div>{below}</div></div></div>"
    )
    assert page.text.endswith(LAST)


def test_the_columns_above_a_heading_are_no_text() -> None:
    page = read(
        "<div>首页 新闻中心 诉讼指南</div><h2>某省某市人民法院关于拍卖房产的公告</h2>"
        f"{TEXT.replace('p>', 'div>')}<div>苏ICP备1号</div>"
    )
    assert page.text.startswith(FIRST)


def test_items_of_metadata_above_a_heading_are_no_text() -> None:
    items = "".join(
        f"<li><i>{label}：</i><em>{value}</em></li>"
        for label, value in (
            ("索 引 号", "4305240001/2023-00871"),
            ("统一登记号", "LHDR-2023-01006"),
            ("公开日期", "2023-08-15"),
            ("信息有效性", "有效"),
        )
    )
    page = read(
        f"<div class='main'><ul>{items}</ul><h2>某县关于印发路长制方案的通知</h2><div>{TEXT}</div></div>"
    )
    assert page.text.startswith(FIRST)
    assert (page.published_on, page.validity) == (date(2023, 8, 15), "有效")


def test_the_day_of_first_publication_is_read_of_its_tag() -> None:
    head = "<meta name='firstpublishedtime' content='2019-10-31-17:01:23'>"
    assert read(f"<div><h1>某条例</h1>{TEXT}</div>", head).published_on == date(2019, 10, 31)


def test_a_paper_of_a_court_is_the_courts_that_heads_it() -> None:
    lines = (
        "某省某县人民法院",
        "民 事 裁 定 书",
        "（2017）黑1121民初2345号",
        "原告某银行与被告某人借款一案，",
    )
    page = read(
        "<div class='ws_title'>某银行与某人借款合同纠纷一审裁定书</div><div>发布日期：2017-10-31</div>"
        f"<div>{''.join(f'<p>{line}</p>' for line in lines)}{TEXT}<p>审判员　某某</p></div>"
    )
    assert (page.agency, page.document_number) == ("某省某县人民法院", "（2017）黑1121民初2345号")


def test_the_labels_of_records_are_known_in_all_their_forms() -> None:
    rows = (
        ("行政处罚决定书文号", "某市监罚处〔2021〕188号"),
        ("行政处罚内容", "警告，并处罚款5000元。"),
        ("作出行政处罚决定机关名称", "某市市场监督管理局"),
        ("作出行政处罚决定日期", "2021年09月14日"),
    )
    table = "".join(f"<tr><td colspan='3'>{label}</td><td>{value}</td></tr>" for label, value in rows)
    page = read(f"<h1>处罚详情摘要</h1><table>{table}</table>")
    assert (page.agency, page.issued_on) == ("某市市场监督管理局", date(2021, 9, 14))


def test_who_answered_and_when_are_told_apart() -> None:
    page = read(
        "<h3>小区门口路灯不亮</h3>"
        "<div><span>网友：和风***</span> <span>提问时间：2022-11-03 19:22</span></div>"
        "<div>阳光花园小区南门的路灯已有半个月不亮，晚上出行很不方便，请有关部门处理。</div>"
        "<div>回复单位：某县住房和城乡建设局 &nbsp;&nbsp; 2022-11-07 10:15</div>"
        "<p>网友您好！经现场核查，路灯不亮系电缆故障，已于11月5日修复。感谢您的监督。</p>"
    )
    assert (page.agency, page.published_on) == ("某县住房和城乡建设局", date(2022, 11, 7))
    assert page.text.startswith("阳光花园小区")


def test_a_heading_within_the_outer_of_two_holders_is_no_text() -> None:
    heading = "某部关于印发《科技保险若干意见》的通知"
    table = f"<table><tr><td><b>标　　题：</b></td><td>{heading}</td></tr></table>"
    page = read(
        f"{table}<div class='xxgk_detail_content'><div class='xxgk_title'>{heading}</div>"
        f"<div id='Zoom'><div class='TRS_Editor'>{TEXT}</div></div><div>扫一扫在手机打开当前页</div>"
        "<section>相关文档</section><ul><li><a href='1.html'>某部科技保险若干意见政策问答</a></li></ul></div>"
    )
    assert page.text.startswith(FIRST)
    assert page.text.endswith(LAST)


def test_an_office_without_a_body_is_the_office_of_the_site() -> None:
    head = "<meta name='SiteName' content='某县审计局'>"
    told = "<h1>2020年第3号公告：预算执行审计结果</h1><div>【发布时间：2020年12月22日】【来源：办公室】</div>"
    assert read(f"{told}<div>{TEXT}</div>", head).agency == "某县审计局"


def test_a_heading_on_two_lines_is_one_where_the_page_calls_it_so() -> None:
    whole = "某省人民政府关于某新区总体规划（2018—2035年）的批复"
    lines = "<p align='center'>某省人民政府关于某新区</p><p align='center'>总体规划（2018—2035年）的批复</p>"
    page = read(
        f"<table><tr><td>标　　题：</td><td>{whole}</td></tr></table><div class='b12c'>{lines}{TEXT}</div>",
        f"<title>{whole}_政府信息公开专栏</title>",
    )
    assert page.title == whole


def test_a_notice_is_called_by_its_number_and_by_what_it_is_about() -> None:
    page = read(
        "<h3>中华人民共和国某某海关公告2024年第3号</h3><h4>（关于公布名单的公告）</h4>"
        f"<div>信息来源：企管处　　发布时间：2024-04-02</div><div>{TEXT}</div>",
        "<title>中华人民共和国某某海关公告2024年第3号（关于公布名单的公告）</title>",
    )
    assert page.title == "中华人民共和国某某海关公告2024年第3号（关于公布名单的公告）"
    assert page.agency == "中华人民共和国某某海关"


def test_the_issue_of_a_gazette_over_its_paper_is_no_text() -> None:
    text = (
        "<p>各县市区人民政府：</p>"
        "<p>市教育局制定的《校舍安全工程实施意见》已经市政府同意，现转发给你们。</p>"
        "<p align='center'>校舍安全工程实施意见</p><p>为确保中小学校舍安全，制定本意见。</p>"
    )
    page = read(
        "<table><tr><td>某市人民政府公报2009年第12期（总第96期）</td></tr></table><table>"
        "<tr><td align='center'>某市人民政府办公室<br>"
        "关于转发市教育局等部门校舍安全工程实施意见的通知</td></tr>"
        f"<tr><td>{text}</td></tr><tr><td>发布时间：2010-01-08</td></tr></table>",
        "<title>某市人民政府公报</title>",
    )
    assert dense(page.title) == "某市人民政府办公室关于转发市教育局等部门校舍安全工程实施意见的通知"
    assert page.text.startswith("各县市区人民政府：")


COLUMNS = ("序号", "企业名称", "行政处罚决定书文号", "作出行政处罚决定机关名称", "作出行政处罚决定日期")
RECORD = ("1", "某支付有限公司", "某银罚决字〔2022〕第12号", "中国人民银行某市中心支行", "2022年8月9日")


def record_in_columns(*records: tuple[str, ...]) -> str:
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in (COLUMNS, *records))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def test_a_record_alone_may_have_its_labels_over_its_values() -> None:
    page = read(
        "<h2>某银罚决字〔2022〕第12号</h2><div>文章来源： 2022-08-15 10:03:00</div>"
        f"<div id='zoom'>{record_in_columns(RECORD)}</div>"
    )
    assert (page.agency, page.document_number) == ("中国人民银行某市中心支行", "某银罚决字〔2022〕12号")
    assert page.issued_on == date(2022, 8, 9)
    listed = read(f"<h2>某市八月份行政处罚公示</h2><div id='zoom'>{record_in_columns(RECORD, RECORD)}</div>")
    assert (listed.agency, listed.document_number) == (None, None)


def test_an_answer_in_a_table_is_no_line_of_a_page() -> None:
    rows = (
        ("申请事项", "查询本村土地征收补偿标准"),
        ("申请时间", "2019-04-02"),
        ("答复机关", "某县人民政府办公室"),
        ("答复时间", "2019-04-20"),
        ("答复内容", "经检索，您申请公开的信息由县自然资源局制作，请向该机关申请。"),
    )
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    page = read(f"<h2>申请公开信息答复</h2><table>{table}</table>")
    assert page.text.startswith("申请事项")
    assert (page.agency, page.published_on) == ("某县人民政府办公室", date(2019, 4, 20))


def test_files_stand_beside_a_text_without_a_full_stop() -> None:
    page = read(
        "<div class='detail_box'><div class='bigTitle'>某公路改建工程施工监理中标结果公示</div>"
        "<div>发布时间：2019-11-20</div><div><p>某公路改建工程评标工作已经结束，现将中标结果公示如下：</p>"
        "<p>中标人：某某公路工程监理有限公司</p><p>监督部门：某市交通运输局　0943-8220000</p></div>"
        "<div class='detail_file'><span>相关附件</span><a href='/zb.pdf'>中标结果公示.pdf</a></div></div>"
    )
    assert page.text.endswith("0943-8220000")


@pytest.mark.parametrize(
    "title", ["甲镇→乙镇→丙镇公路绕行公告", "关于收入>支出>结余情况的说明", "氧气>6、氨氮>1的河段名单"]
)
def test_a_road_or_a_comparison_is_no_way_to_a_page(title: str) -> None:
    page = read(f"<h2>{title}</h2><div>2024-03-11</div><div>{TEXT}</div>", "<title>某县交通局</title>")
    assert page.title == title


@pytest.mark.parametrize(("label", "agency"), [("处罚单位", None), ("作出处罚决定的单位", "某县应急管理局")])
def test_a_unit_is_the_one_that_decides_where_its_label_says_so(label: str, agency: str | None) -> None:
    rows = ((label, "某县应急管理局" if agency else "某县兴旺食品有限公司"), ("处罚事由", "超标"))
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    assert read(f"<h1>处罚公示</h1><table>{table}</table>").agency == agency


DATELINE = "<div>发布时间：2024-03-11 来源：某县农业农村局</div>"


@pytest.mark.parametrize("tail", ["[大 中 小]", "【返回】", "查看次数", "（图）责任编辑：张三"])
def test_tools_behind_a_heading_are_no_part_of_it(tail: str) -> None:
    head = "<title>关于秋收工作的通知-某县人民政府</title>"
    assert (
        read(f"<h2>关于秋收工作的通知{tail}</h2>{DATELINE}<div>{TEXT}</div>", head).title
        == "关于秋收工作的通知"
    )


@pytest.mark.parametrize("day", ["-2024-03-11-", "_2024年3月11日_"])
def test_a_day_between_document_and_site_is_no_title(day: str) -> None:
    head = f"<title>关于秋收工作的通知{day}某县人民政府</title>"
    assert (
        read(f"<div>来源：某县政府办</div><div class='content'>{TEXT}</div>", head).title
        == "关于秋收工作的通知"
    )


@pytest.mark.parametrize(
    "line", ["投诉人：某某科技有限公司", "网友：今年的补贴什么时候发？", "记者：怎样申请？"]
)
@pytest.mark.parametrize("holder", ["<div>", "<div class='content'>"])
def test_who_complains_or_asks_at_the_head_of_a_text_is_its_beginning(holder: str, line: str) -> None:
    above = f"<h1>某县某事办理情况</h1>{DATELINE}"
    assert read(f"{above}{holder}<p>{line}</p><p>地址：某市某路1号</p>{TEXT}</div>").text.startswith(line)


def test_bodies_that_sign_in_one_row_sign_together() -> None:
    signed = "<table><tr><td>某县教育局</td><td>某县财政局</td></tr></table><p>2024年3月1日</p>"
    assert read(f"<h1>关于秋收工作的通知</h1><div class='content'>{TEXT}{signed}</div>").agency == (
        "某县教育局；某县财政局"
    )


@pytest.mark.parametrize("item", ["● 主办：某县文化馆", "■ 来源：现场检查", "▲ 政策咨询：12345", "→ 3"])
def test_the_last_item_of_a_list_is_text(item: str) -> None:
    assert read(f"<h1>关于秋收工作的通知</h1><div class='content'>{TEXT}<p>{item}</p></div>").text.endswith(
        item
    )
