"""Headings beside mastheads, tools and numbers, and what of them stands at the head of a text."""

from __future__ import annotations

import time

import pytest
from made_page import read

from crawler.extract.heading import is_dateline, with_order
from crawler.extract.tools import is_tools
from crawler.extract.trim import trimmed

SENTENCE = "为做好今年春季造林工作，现将有关事项通知如下，请认真执行。"
FIRST = "各乡镇林业站："
HEADING = "清河县人民政府关于做好春季造林工作的通知"
TEXT = f"<p>{FIRST}</p><p>{SENTENCE}</p><p>一、抓紧整地，备足苗木，保证质量。</p>"


def test_tools_are_no_heading() -> None:
    links = ("<a href='javascript:print()'>打印本页</a>", "<a href='javascript:close()'>关闭窗口</a>")
    tools = f"<p align=center>【{links[0]}】　【{links[1]}】</p>"
    column = "<td>法院概况</td><td>裁判文书</td>"
    heading = "<p align=center><font size=4><b>悬赏公告</b></font></p><hr>"
    text = "<p>申请执行人张某某与被执行人李某某买卖合同纠纷一案，判决书已发生法律效力。</p>"
    text += "<p>凡提供线索者，本院给予奖励。</p>"
    text = f"<div><p>（2011）清执字第00213号</p>{text}<p>被执行人下落不明，特此公告。</p></div>"
    side = f"<table><tr>{column}</tr></table>"
    page = read(
        f"<table><tr><td>{side}</td><td>{heading}{text}{tools}</td></tr></table>",
        "<title>清河县人民法院</title>",
    )
    assert page.title == "悬赏公告"


@pytest.mark.parametrize("masthead", ["清河省人民政府公报", "清河县政报"])
@pytest.mark.parametrize("issue", ["2008年第5期（总第1025期）", "2008年第5号"])
@pytest.mark.parametrize("head", ["{} 2008年第5期", "{}2008年第5期", "{}"])
def test_the_masthead_of_a_gazette_is_no_heading(masthead: str, issue: str, head: str) -> None:
    top = f"<p align=center><font size=6 color=red><b>{masthead}</b></font></p><p align=center>{issue}</p>"
    heading = f"<p align=center class=gbtitle><b>{HEADING}</b></p><p align=center>清政发〔2008〕9号</p>"
    text = f"<div>{heading}{TEXT}</div>"
    page = read(f"{top}{text}", f"<title>{head.format(masthead)}</title>")
    assert (page.title, page.document_number) == (HEADING, "清政发〔2008〕9号")


def test_a_gazette_that_holds_no_paper_is_called_by_its_name() -> None:
    top = "<p align=center><font size=6>清河省人民政府公报</font></p><p align=center>2008年第5期</p>"
    page = read(f"{top}<div><p>{SENTENCE}</p></div>", "<title>清河省人民政府公报 2008年第5期</title>")
    assert page.title.startswith("清河省人民政府公报")


@pytest.mark.parametrize("number", ["第76号", "2022年 第1号", "（第七十六号）", "二〇二二年 第三号"])
@pytest.mark.parametrize("holder", ["class='a1'", "class='TRS_Editor'"])
def test_an_order_is_called_with_its_number(number: str, holder: str) -> None:
    order = "<p align=center style='font-size:22px'>清河市人民政府令</p>" + f"<p align=center>{number}</p>"
    made_known = "<p>《清河市户外广告设置管理办法》已经市人民政府第6次常务会议审议通过，现予公布。</p>"
    day = "<p>发布时间：2012-03-02</p>"
    page = read(
        f"{day}<div {holder}>{order}{made_known}<p>市长：李某</p></div>", "<title>清河市人民政府</title>"
    )
    assert page.title == "清河市人民政府令" + number.replace(" ", "")
    first = "清河市人民政府令" if "TRS" in holder else "《清河市户外广告设置管理办法》"
    assert page.text.startswith(first)


def test_what_is_no_order_keeps_its_name() -> None:
    assert with_order(HEADING, []) == HEADING


@pytest.mark.parametrize("number", ["（清河市人民政府令2020年第7号）", "清河市人民政府令第76号"])
def test_the_number_of_an_order_that_is_a_heading_is_none_of_the_text(number: str) -> None:
    heading = "清河市户外广告设置管理办法"
    text = "<p>第一条　为规范户外广告设置管理，制定本办法。</p><p>第二条　本办法自发布之日起施行。</p>"
    body = f"<h2>{heading}</h2><h4>{number}</h4><div class='content'>{text}</div>"
    inside = f"<div class='TRS_Editor'><h4>{number}</h4>{text}</div>"
    for page in (
        read(body, f"<title>{heading}</title>"),
        read(f"<h1>{heading}</h1>{inside}", f"<title>{heading}</title>"),
    ):
        assert page.text.startswith("第一条")
        assert page.document_number == number.strip("（）")


def test_rows_of_metadata_below_heading_and_day_are_none_of_the_text() -> None:
    rows = (
        "<tr><td>索取号：A/0001/2023-000187</td><td>公开类别：主动公开</td></tr>"
        "<tr><td>文件编号：清府〔2023〕52号</td><td>公开主体：清河区人民政府</td></tr>"
    )
    box = f"<h2 id='ivs_title'>{HEADING}</h2><div><small>（2023-09-12）</small></div><table>{rows}</table>"
    page = read(f"<div id='ivs_content'>{box}{TEXT}</div>", f"<title>{HEADING}</title>")
    assert page.text.startswith(FIRST)
    assert page.index_number == "A/0001/2023-000187"


@pytest.mark.parametrize(
    "rows",
    [
        "<ul><li>索取号：A/0001/2023-000187</li><li>公开类别：主动公开</li></ul>",
        "<p>索取号：A/0001/2023-000187　公开类别：主动公开　文件编号：清府〔2023〕52号</p>",
    ],
)
def test_lines_of_metadata_below_heading_and_day_are_none_of_the_text(rows: str) -> None:
    box = f"<h2 id='ivs_title'>{HEADING}</h2><div>（2023-09-12）</div>{rows}"
    page = read(f"<div id='ivs_content'>{box}{TEXT}</div>", f"<title>{HEADING}</title>")
    assert page.text.startswith(FIRST)


def test_an_event_below_heading_and_day_is_the_text() -> None:
    held = "<p>时间：2023年9月20日 9:00-11:00</p><p>地点：县林业局会议室</p>"
    box = f"<h2 id='ivs_title'>{HEADING}</h2><div>（2023-09-12）</div>{held}"
    page = read(f"<div id='ivs_content'>{box}{TEXT}</div>", f"<title>{HEADING}</title>")
    assert page.text.startswith("时间：2023年9月20日")


def test_the_issue_of_a_gazette_is_none_of_the_text() -> None:
    top = "<h1>清河省人民政府公报</h1><p>2012年第3期（总第512期）</p>"
    below = f"<h3 class=title>{HEADING}</h3><div>日期：2022-06-17</div><div class=content>{TEXT}</div>"
    page = read(top + below, "<title>清河省人民政府</title>")
    assert (page.title, page.text.split("\n")[0]) == (HEADING, FIRST)


def test_a_short_notice_is_a_heading() -> None:
    page = read(f"<div><p align=center><b>招聘启事</b></p>{TEXT}</div>", "<title>清河县林业局</title>")
    assert page.title == "招聘启事"


@pytest.mark.parametrize("tag", ["div", "p", "h3"])
def test_a_heading_broken_into_lines_beside_the_text_is_none_of_it(tag: str) -> None:
    broken = HEADING.replace("关于", "<br>关于")
    box = f"<{tag} class='qt-title'>{broken}</{tag}><div class='TRS_UEDITOR view'>{TEXT}</div>"
    table = f"<table><tr><td>名　称</td><td>{HEADING}</td></tr><tr><td>文号</td><td>无</td></tr></table>"
    page = read(f"{table}<div class='article-con'>{box}</div>", f"<title>{HEADING}</title>")
    assert page.text.startswith(FIRST)


def test_a_line_of_day_and_source_is_no_heading() -> None:
    menu = "<div class='a1'><a href='/'>首页</a><a href='/bmdt/'>部门动态</a></div>"
    box = "<div class='c1'>市供销社：农资下沉保春耕</div><div class='c2'>2022/3/9 来源：市供销社</div>"
    page = read(
        f"{menu}<div>{box}<div class='c3'>{TEXT}</div></div>", "<title>清河市政府网站_部门动态</title>"
    )
    assert (page.title, str(page.published_on)) == ("市供销社：农资下沉保春耕", "2022-03-09")
    assert is_dateline("2022/3/9来源：市供销社")
    assert not is_dateline("2022年3月9日市供销社：农资下沉保春耕")


def test_files_with_how_often_they_were_fetched_are_none_of_a_text() -> None:
    text = [
        SENTENCE,
        "附件：预算表",
        "附件【预算表.pdf】已下载次",
        "附件【说明.docx】已下载12次",
        "返回至首页",
    ]
    assert trimmed(text, (), known=True)[0] == text[:2]


def test_hostile_lines_cost_little() -> None:
    started = time.process_time()
    for part in ("附件【", "返回", "2022/3/9 ", "令第", "公报2008年第"):
        line = part * (200_000 // len(part))
        is_tools(line)
        is_dateline(line[:2_000])
        trimmed([SENTENCE, line], (), known=True)
        read(f"<h1>{line[:2_000]}</h1><p>{line}</p>")
    assert time.process_time() - started < 5
