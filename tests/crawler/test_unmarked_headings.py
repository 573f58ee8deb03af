"""Headings under a <title> of site and column alone: by their place, in the text, written by scripts."""

from __future__ import annotations

import time
from datetime import date

import pytest
from made_page import read

from crawler.extract.script_writes import told
from crawler.extract.scripted import with_written
from crawler.pages.dates import of_short_year
from crawler.pages.page import Page

FIRST = "3月5日上午，县林业局组织干部职工到城南开展义务植树活动。"
TEXT = f"<p>{FIRST}</p><p>活动中，大家分工协作，一派繁忙景象。</p><p>据了解，全县今年计划造林1.2万亩。</p>"
HEADING = "县林业局组织开展义务植树活动"
MENU = "<div class='top'><a href='/'>首页</a><a href='/zwgk/'>政务公开</a><a href='/bmxx/'>部门信息</a></div>"
DAY = date(2021, 3, 6)


@pytest.mark.parametrize(
    "dateline",
    [
        "清林字〔2021〕9号　　　2021/3/6",
        "清河县林业局（2021-03-06）",
        "2021-03-06 09:10　编辑：王某",
    ],
)
@pytest.mark.parametrize("head", ["清河县人民政府_林业要闻", "清河县人民政府_农业农村", "部门信息"])
def test_what_stands_above_a_number_or_a_body_and_the_day_is_the_heading(dateline: str, head: str) -> None:
    body = (
        f"{MENU}<div class='a1'>{HEADING}</div><div class='a2'>{dateline}</div><div class='a3'>{TEXT}</div>"
    )
    page = read(body, f"<title>{head}</title>")
    assert (page.title, page.published_on) == (HEADING, DAY)
    assert page.text.startswith(FIRST)


@pytest.mark.parametrize("below", ["二○○九年一月一日", "（2020年2月26日某县政府常务会议通过）"])
def test_what_stands_below_a_heading_that_is_centred_by_style_is_no_part_of_it(below: str) -> None:
    name = "某县行政执法办案规则"
    head = f"<p style='text-align: center'><b>{name}</b><br>{below}</p>"
    page = read(
        f"<h1>{name}</h1><div>2021-03-06</div><div class='a3'>{head}{TEXT}</div>", f"<title>{name}</title>"
    )
    assert page.title == name


def test_many_variables_and_writings_of_a_script_cost_little() -> None:
    begun = time.process_time()
    assert not list(told("var a='xy';" * 5_000 + "document.write(" * 5_000))
    assert time.process_time() - begun < 1


def test_letters_that_grow_when_they_are_made_small_do_not_hide_what_scripts_write() -> None:
    written = "<p>İİİİ</p><script>document.write('2021-03-06 来源：清河县林业局')</script>"
    shown = with_written(Page.parse(written.encode(), "http://portal.example/1.html"))
    assert "<p>İİİİ</p>2021-03-06 来源：清河县林业局" in shown.html


def test_a_centred_line_of_body_and_day_is_no_heading() -> None:
    rows = (f"<td align=center>{line}</td>" for line in ("清河县林业局 2021年3月6日", HEADING))
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    page = read(f"<table>{table}<tr><td>{TEXT}</td></tr></table>", "<title>清河县人民政府</title>")
    assert page.title == HEADING


@pytest.mark.parametrize(
    "heading",
    [f"<p style='text-align:center'><strong>{HEADING}</strong></p>", f"<p>{HEADING}</p>"],
)
@pytest.mark.parametrize("head", ["清河县人民政府", "清河县林业局 - 工作动态", "清河县林业局_农业农村"])
def test_a_heading_within_the_text_is_the_title(heading: str, head: str) -> None:
    body = f"{MENU}<div>发布时间：2021-03-06</div><div class='content'>{heading}{TEXT}</div>"
    assert read(body, f"<title>{head}</title>").title == HEADING


def test_a_heading_below_the_metadata_may_begin_with_the_body() -> None:
    body = (
        "<p>发文机关：清河县林业局</p><p>公开日期：2021-03-06</p>"
        f"<div class='t1'>清河县林业局<br>关于做好春季造林工作的若干措施</div><div class='t2'>{TEXT}</div>"
    )
    page = read(MENU + body, "<title>清河县政策文件</title>")
    assert page.title == "清河县林业局关于做好春季造林工作的若干措施"
    assert page.text.startswith(FIRST)


@pytest.mark.parametrize(
    "first",
    [
        "为了做好春季造林工作，现将有关事项通知如下：",
        "第一章 总则和适用范围",
        "清河县人民政府信息网",
        "（一）总体要求和目标",
    ],
)
def test_what_begins_a_text_as_texts_do_is_no_heading(first: str) -> None:
    page = read(f"{MENU}<div class='content'><p>{first}</p>{TEXT}</div>", "<title>清河县人民政府</title>")
    assert page.title == "清河县人民政府"


WRITTEN = [
    f'<h1><script>document.write("{HEADING}")</script></h1>',
    f'<script>document.write("<font size=5><b>{HEADING}</b></font>");</script>',
    f"<script>var t='{HEADING}';</script><script type='a'>document.write('<h1>'+t+'</h1>');</script>",
    f'<h1 id="title"></h1><script>var n="{HEADING}"; document.getElementById("title").innerHTML=n;</script>',
    f'<div class="tit" id="a_1"></div><script>$(function(){{ $("#a_1").html("{HEADING}"); }});</script>',
]


@pytest.mark.parametrize("heading", WRITTEN)
def test_headings_and_days_that_scripts_write_are_read(heading: str) -> None:
    day = "发布时间：<script>document.write('2021-03-06')</script>"
    body = f"{MENU}{heading}<div>{day} 来源：县林业局</div><div class='c3'>{TEXT}</div>"
    page = read(body, "<title>清河县人民政府</title>")
    assert (page.title, page.published_on, page.text[:4]) == (HEADING, DAY, FIRST[:4])


@pytest.mark.parametrize(
    "script",
    [
        "if (a) document.write('该信息已经过期。');",
        "document.write('<script src=\"/a.js\">网站统计<\\/script>');",
        "document.write(unknown + '清河县人民政府');",
        '$("#tip").html("请输入您的姓名和联系电话");',
    ],
)
def test_what_scripts_write_at_times_only_is_left(script: str) -> None:
    whole = Page.parse(f"<p id='tip'></p><script>{script}</script>".encode(), "http://a.test/")
    assert with_written(whole) is whole


@pytest.mark.parametrize(
    "piece",
    [
        "<script>document.write('",
        "<script>",
        "<script>var a='b';</script>",
        "<script>$('#a').html('</script>",
    ],
)
def test_endless_scripts_cost_little(piece: str) -> None:
    hostile = Page.parse((piece * (400_000 // len(piece)) + "document.write #").encode(), "http://a.test/")
    began = time.process_time()
    with_written(hostile)
    assert time.process_time() - began < 1


def test_the_only_file_of_a_page_without_a_text_says_what_it_is_called() -> None:
    link = "<a href='/upload/gh.pdf'>清河县林业发展“十四五”规划.pdf</a>"
    page = read(f"{MENU}<iframe src='/upload/gh.pdf'></iframe><p>{link}</p>", "<title>清河县人民政府</title>")
    assert (page.title, page.text, len(page.attachments)) == ("清河县林业发展“十四五”规划", "", 1)


def test_a_day_of_a_short_year_that_has_not_come_is_read_from_its_other_end() -> None:
    assert of_short_year("[30-12-24]") == date(2024, 12, 30)
    assert of_short_year("24-12-30") == date(2024, 12, 30)


def test_an_order_by_which_a_page_is_called_stays_its_title() -> None:
    text = f"<p style='text-align:center'>清河县河道采砂管理办法</p>{TEXT}"
    title = "清河县人民政府令第28号"
    page = read(
        f"<h1>{title}</h1><div>日期：2021-03-06</div><div id='zoom'>{text}</div>",
        f"<title>{title}_清河县人民政府</title>",
    )
    assert page.title == title


SPOKEN = [
    "特种设备：电梯困人应急演练",
    "青山村：小食堂解决老人大问题",
    "消费警示：谨防保健品骗局",
    "地名：一座城的记忆",
]
SITE = "<title>清河县人民政府</title>"


@pytest.mark.parametrize("name", SPOKEN)
@pytest.mark.parametrize(
    "head",
    [
        "<table><tr><td class=bt>{}</td></tr><tr><td align=center><script>var d='2021年03月06日';"
        "document.write(d);</script>　来源：<script>var ly='清河县林业局';document.write(ly)</script></td>"
        "</tr></table>",
        "<p><span style='font-size:22px;text-align:center'>{}</span></p><p>来源：本局　时间：2021-03-06</p>",
        "<div class='a1'><b>{}</b></div><div class='a2'>2021-03-06　来源：清河县林业局</div>",
    ],
)
def test_a_heading_with_a_colon_behind_a_word_or_two_is_one(name: str, head: str) -> None:
    page = read(f"{MENU}{head.format(name)}<div class='a3'>{TEXT}</div>", SITE)
    assert page.title == name
    assert page.text.startswith(FIRST)


def test_sentences_in_large_letters_are_no_headings() -> None:
    large = TEXT.replace("<p>", "<p><font size=4>").replace("</p>", "</font></p>")
    below = "<tr><td>2021年3月6日　【字体：大 中 小】</td></tr>"
    head = f"<table><tr><td class=bt>{SPOKEN[0]}</td></tr>{below}</table>"
    page = read(f"{MENU}{head}<div class='TRS_Editor'>{large}</div>", SITE)
    assert page.title == SPOKEN[0]


def test_a_label_of_time_without_a_number_may_begin_a_heading() -> None:
    name = "时间：都去哪儿了"
    page = read(f"{MENU}<h1>{name}</h1><div>发布时间：2021-03-06</div><div class='a3'>{TEXT}</div>", SITE)
    assert (page.title, page.published_on) == (name, DAY)


@pytest.mark.parametrize(
    "label", ["发布人：清河县林业局", "供稿单位：林业局", "责任编审：王某某", "发布时间：未见日期"]
)
def test_a_label_with_its_value_above_the_day_is_no_heading(label: str) -> None:
    head = f"<h3>{HEADING}</h3><div>{label}</div><div>2021-03-06</div>"
    page = read(f"{MENU}{head}<div class='a3'>{TEXT}</div>", SITE)
    assert page.title == HEADING
