"""Summaries in boxes, days of short years, and whose a page is: signers, sources, newspapers."""

from __future__ import annotations

from datetime import date

import pytest
from made_page import read

from crawler.pages import dates

TEXT = (
    "<p>为优化营商环境，现就有关事项公告如下，请相关单位遵照执行。</p><p>一、备案实行全程网上办理，不再提交纸质材料。</p>"
    "<p>二、本公告自发布之日起实施，由本机关负责解释。</p>"
)
FIRST, LAST = "为优化营商环境", "负责解释。"


@pytest.mark.parametrize(
    "box",
    [
        "<div class='intro'>备案实行网上办理，不再提交纸质材料。</div>",
        "<div><b>【摘要】</b>备案实行网上办理，不再提交纸质材料。</div>",
        "<p class='summary'>导读：备案实行网上办理，不再提交纸质材料。</p>",
    ],
)
def test_a_summary_in_a_box_is_no_text(box: str) -> None:
    page = read(
        f"<div class='view'><h2>某市关于备案的公告</h2><div>2023-05-06</div>{box}"
        f"<div class='rest'>{TEXT}</div></div>"
    )
    assert page.text.startswith(FIRST)
    assert page.text.endswith(LAST)


@pytest.mark.parametrize(
    "first",
    [
        "<div class='intro'><p>经县人民政府同意，定于三月开展安全生产大检查。</p></div>",
        "<div>概要说明全县形势总体平稳，但事故多发的势头尚未扭转。</div>",
    ],
)
def test_a_first_part_of_a_text_is_no_summary_of_it(first: str) -> None:
    page = read(f"<div><h1>某县关于备案的公告</h1><div>2023-05-06</div>{first}<div>{TEXT}</div></div>")
    assert page.text.startswith(("经县", "概要"))
    assert page.text.endswith(LAST)


def test_a_sentence_behind_a_word_that_is_a_label_too_is_text() -> None:
    first = "发布：本办法由县应急管理局解释。"
    page = read(
        f"<h1>某县关于备案的公告</h1><div>2023-05-06</div><div class='content'><p>{first}</p>{TEXT}</div>"
    )
    assert page.text.startswith(first)


@pytest.mark.parametrize(
    "said",
    [
        "声明：近期有不法分子冒用我局名义推销图书，来源不明，涉嫌侵权，请企业提高警惕。",
        "特别声明：我局没有授权任何网站转载招生信息，请以本局发布为准。",
    ],
)
def test_what_an_agency_declares_is_its_text(said: str) -> None:
    page = read(f"<div><h1>某县教育局声明</h1><div>2023-05-06</div><div>{TEXT}<p>{said}</p></div></div>")
    assert page.text.endswith(said)


def test_a_summary_in_a_row_of_its_own_is_no_text() -> None:
    page = read(
        "<table><tr><td align='center'>某县做好春耕农机检修工作</td></tr>"
        "<tr><td align='center'>发布日期：07-03-15　来源：县农机局</td></tr>"
        f"<tr><td><b>内容提要：</b>技术人员指导农民检修农机。</td></tr><tr><td>{TEXT}</td></tr></table>"
    )
    assert page.text.startswith(FIRST)
    assert page.published_on == date(2007, 3, 15)


def test_a_paragraph_that_is_an_abstract_is_text() -> None:
    page = read(
        f"<div><h1>某市人口变动分析</h1><div class='article-content'><p>摘要：本文分析人口变动。</p>"
        f"{TEXT}</div></div>"
    )
    assert page.text.startswith("摘要：本文分析")


def test_a_list_of_labels_beside_a_text_is_none_of_it() -> None:
    items = "".join(
        f"<li><strong>{label}：</strong><span>{'电力、热力、燃气及水生产和供应业，' * 4}</span></li>"
        for label in ("所属行业", "企业规模", "适用对象", "政策主题")
    )
    page = read(
        f"<div class='main'><div class='t'>某省关于备案的公告</div><div>发布日期：2016-02-01</div>"
        f"<div><ul>{items}</ul></div>"
        f"<div class='center'><div class='box'>{TEXT * 2}</div></div>"
        "<div><ul><li><p>政策解读</p></li><li><p>申报入口</p></li></ul></div></div>"
    )
    assert (page.text.split("\n")[0][:7], page.text[-5:]) == (FIRST, LAST)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("07-03-15", date(2007, 3, 15)),
        ("[98/12/1]", date(1998, 12, 1)),
        ("（07年3月15日）", date(2007, 3, 15)),
        ("07-13-15", None),
        ("60-03-15", None),
        ("2007-03-15", None),
        ("共07-03-15人", None),
    ],
)
def test_days_of_years_of_two_digits(text: str, day: date | None) -> None:
    assert dates.of_short_year(text) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("[ 2004-9-16 ]　阅读 1203 次", date(2004, 9, 16)),
        ("来源：县文化馆　|　发布：2018-01-16　|　评论：0　|　人气：128", date(2018, 1, 16)),
        ("浏览量：56 | 发布于 2022-09-06 18:01", date(2022, 9, 6)),
        ("发布者：科研处发布时间：2022-03-02浏览次数：12", date(2022, 3, 2)),
    ],
)
def test_days_among_other_items_below_a_heading(line: str, day: date) -> None:
    page = read(f"<div><h2>某市关于备案的公告</h2><div>{line}</div><div>{TEXT}</div></div>")
    assert page.published_on == day
    assert page.text.startswith(FIRST)


def signed(*lines: str, source: str = "", title: str = "关于备案的公告") -> str | None:
    told = f"<div>发布时间：2021-07-02　来源：{source}</div>" if source else "<div>2021-07-02</div>"
    rows = "".join(f"<p>{line}</p>" for line in lines)
    return read(
        f"<div><h1>{title}</h1>{told}<div class='article-content'>{TEXT}{rows}"
        "<p>2021年6月30日</p></div></div>"
    ).agency


def test_all_that_sign_are_named() -> None:
    assert signed("某市科学技术局", "某市财政局") == "某市科学技术局；某市财政局"
    assert signed("某市教育局　　某市市场监督管理局") == "某市教育局；某市市场监督管理局"
    assert signed("科 技 部", "财 政 部", "国家税务总局") == "科技部；财政部；国家税务总局"
    assert signed("某市科学技术局", "某市财政局", source="市科技局") == "某市科学技术局"
    several = signed(
        "科 技 部", "财 政 部", "国家税务总局", title="科技部等三部门关于修订印发《管理办法》的通知"
    )
    assert several == "科技部；财政部；国家税务总局"


def test_what_stands_above_one_who_signs_is_no_signer() -> None:
    assert signed("附件：备案表", "某市财政局") == "某市财政局"
    assert signed("某市推进政府职能转变", "领导小组办公室") == "某市推进政府职能转变领导小组办公室"


def test_bodies_that_a_text_lists_do_not_sign_it() -> None:
    listed = ("一、先进单位（3个）", "某市教育局", "某市水利局", "某市审计局", "某市人民政府")
    assert signed(*listed) == "某市人民政府"
    assert signed("附件：备案单位名单", "某市财政局", "某市水利局") == "某市财政局；某市水利局"
    assert signed("名单如下：", *(f"某市第{n}中学" for n in "一二三四五六"), "某市教育局") == "某市教育局"
    assert signed(*(f"某市第{n}中学" for n in "一二三四五六七八九十"), "某市教育局") == "某市教育局"


def test_a_source_is_named_in_full_by_who_signs() -> None:
    assert signed("某市公安局交通警察支队", source="交警支队") == "某市公安局交通警察支队"
    assert signed("某市财政局国库支付局", source="某市财政局") == "某市财政局"


def test_what_a_newspaper_tells_is_not_the_paper_of_the_body_in_its_title() -> None:
    assert signed(source="人民日报", title="国务院印发意见 进一步优化政务服务") is None
    assert signed(source="人民日报", title="国务院关于优化政务服务的意见") == "国务院"
    assert signed(source="某县日报", title="某县人民政府令（第5号）") == "某县人民政府"
    assert signed(source="某县日报", title="某县公安局通告") == "某县公安局"


@pytest.mark.parametrize(
    ("source", "agency"),
    [
        ("区行政审批局（区大数据局）", "区行政审批局（区大数据局）"),
        ("某县人大常委会", "某县人大常委会"),
        ("县红十字会", "县红十字会"),
        ("省政府新闻办", "省政府新闻办"),
        ("市医保局微信公众号", "市医保局"),
        ("某县人民政府网", "某县人民政府"),
        ("某县发布微信公众号", None),
        ("中国政府网", None),
        ("某某新闻网", None),
    ],
)
def test_bodies_behind_a_source(source: str, agency: str | None) -> None:
    page = read(f"<div><h1>新目录发布</h1><div>2024-11-29 来源：{source}</div><div>{TEXT}</div></div>")
    assert page.agency == agency


def test_the_source_behind_a_stroke() -> None:
    page = read(
        f"<div><h1>新版医保药品目录发布</h1><div>2024-11-29 来源丨国家医保局　阅读 2301</div>"
        f"<div>{TEXT}</div></div>"
    )
    assert page.agency == "国家医保局"


def test_both_bodies_beside_the_day() -> None:
    page = read(
        "<div><p align='center' style='font-size:22px'>某市2022年统计公报</p>"
        "<p>某市统计局　国家统计局某调查队</p>"
        f"<p>（2023年3月20日）</p><div>{TEXT}</div></div>"
    )
    assert page.agency == "某市统计局；国家统计局某调查队"


def test_titles_where_the_head_names_site_and_column_or_the_site_alone() -> None:
    page = read(
        "<table><tr><td align='center'>"
        "<font style='font-size:20px'><b>我市召开秋季植树造林动员大会</b></font></td></tr>"
        f"<tr><td>[ 2004-9-16 ]</td></tr><tr><td>{TEXT}</td></tr></table>",
        "<title>某市林业局 &gt; 林业要闻</title>",
    )
    assert page.title == "我市召开秋季植树造林动员大会"
    court = read(
        f"<div class='bigtitle'>公 告</div><div>发布时间：2021-05-13</div><div>{TEXT}</div>",
        "<title>公告 - 某市某区人民法院</title>",
    )
    assert court.title == "公 告"


def test_a_number_below_the_kind_of_paper_above_the_title() -> None:
    page = read(
        "<div><div>国家税务总局某省税务局公告</div><div>2021年第6号</div><h1>国家税务总局某省税务局关于契税申报的公告</h1>"
        f"<div>发布时间：2021-12-30</div><div>{TEXT}</div></div>"
    )
    assert page.document_number == "国家税务总局某省税务局公告2021年第6号"


def test_a_record_in_rows_of_four_with_labels_of_no_field() -> None:
    page = read(
        "<div><h1>某公司涂料项目环评批复</h1><div>发布时间：2022-11-04</div><div><table>"
        "<tr><td>行政许可决定书文号</td><td>某环审〔2022〕31号</td><td>行政相对人</td><td>某化工有限公司</td></tr>"
        "<tr><td>许可机关</td><td>某市生态环境局</td><td>许可决定日期</td><td>2022-11-03</td></tr></table></div></div>"
    )
    assert page.document_number == "某环审〔2022〕31号"


def test_a_short_heading_that_the_head_has_beside_the_site() -> None:
    page = read(
        f"<div class='t'>干部任前公示</div><div>2022-07-04 08:30　来源：县委组织部</div><div>{TEXT}</div>",
        "<title>干部任前公示-某县党建网</title>",
    )
    assert page.title == "干部任前公示"


@pytest.mark.parametrize(
    ("last", "agency"),
    [
        ("（来源：某市疾病预防控制中心）", "某市疾病预防控制中心"),
        ("（某县林业局供稿）", "某县林业局"),
        ("（来源：某某日报）", None),
    ],
)
def test_whom_a_text_is_from_in_brackets_at_its_end(last: str, agency: str | None) -> None:
    page = read(f"<h1>夏季防蚊提示</h1><div>2021-07-09</div><div>{TEXT}<p>{last}</p></div>")
    assert page.agency == agency
    assert page.text.endswith(last)


def test_who_sent_a_text_in_below_it_is_no_text() -> None:
    page = read(
        f"<div><h2>某街道宣传消防</h2><div>发布时间：2022-11-10</div><div>{TEXT}<p>供稿：某街道办事处</p>"
        "<p>编辑：李某　审核：王某</p></div></div>"
    )
    assert (page.agency, page.text[-5:]) == ("某街道办事处", LAST)


def test_items_of_metadata_behind_one_that_is_the_day() -> None:
    items = "".join(
        f"<li><em>{label}</em><span>{value}</span></li>"
        for label, value in (("发布日期", "2018-06-11"), ("信息来源", "某市住建局"), ("阅读次数", "778"))
    )
    page = read(f"<div><h1>燃气经营许可办事指南</h1><ul>{items}</ul><div>{TEXT}</div></div>")
    assert page.text.startswith(FIRST)


def test_when_a_question_was_asked_is_no_text() -> None:
    page = read(
        "<div><dl><dt>咨询主题：</dt><dd>外地户籍儿童入学</dd><dt>咨询时间：</dt><dd>2022-04-11 09:00:21</dd>"
        "<dt>咨询内容：</dt><dd>请问外地户籍儿童在本区就读小学需要哪些材料？</dd><dt>答复单位：</dt><dd>某区教育局</dd>"
        "<dt>答复内容：</dt><dd>您好，需提供居住证、户口簿、预防接种证等材料，具体以公布的方案为准。</dd></dl></div>"
    )
    assert page.text.startswith("咨询内容")


def test_the_number_in_a_box_called_so_is_no_text_and_known() -> None:
    page = read(
        "<h1>某区关于开展消费促进活动的通知</h1><div>日期：2020-04-13</div>"
        f"<div class='main-txt'><p class='policy wenhao'>某区府发〔2020〕8号</p>{TEXT}</div>"
    )
    assert page.document_number == "某区府发〔2020〕8号"
    assert page.text.startswith(FIRST)
    headed = read(
        "<div class='main-txt'><h1>某区关于开展促销的通知</h1><p class='wenhao'>某区府发〔2020〕8号</p>"
        f"{TEXT}</div>"
    )
    assert headed.document_number == "某区府发〔2020〕8号"


def test_links_to_files_alone_below_a_text_are_no_text() -> None:
    links = "".join(f"<a href='/files/fj{n}.doc'><img src='w.gif'>附件{n}.doc</a>" for n in (1, 2))
    page = read(f"<div><h1>某省抽检通告</h1><div>2021-10-25</div>{TEXT}<div class='yj-f'>{links}</div></div>")
    assert len(page.attachments) == 2
    assert page.text.endswith(LAST)
    kept = read(f"<div><h1>某省抽检通告</h1><div>2021-10-25</div>{TEXT}<p>{links}</p></div>")
    assert kept.text.endswith("附件1.doc附件2.doc")
