"""Pages of other makes: headings under their column, days in words, what stands below a text."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from made_page import read

FIRST = "根据工作安排，现将有关事项公告如下，请遵照执行。"
TEXT = f"<p>{FIRST}</p><p>一、备案实行全程网上办理。</p><p>二、本公告自发布之日起实施。</p>"
LAST = "本公告自发布之日起实施。"
DAY = date(2014, 7, 28)


@pytest.mark.parametrize(
    ("head", "section", "heading"),
    [
        ("聚焦黔东 - 黔东州人民政府", "<h2>聚焦黔东</h2>", "从江：侗乡年味渐浓"),
        (
            "【娄底要闻】我市举行防震减灾应急演练-娄底市人民政府",
            "<div>娄底要闻</div>",
            "我市举行防震减灾应急演练",
        ),
        ("某公司10万吨项目环评公示_环评公示", "", "关于某公司年产10万吨树脂项目环境影响报告书受理情况的公示"),
    ],
)
def test_what_stands_above_the_dateline_goes_before_the_title_of_the_column(
    head: str, section: str, heading: str
) -> None:
    line = "<div>某市政府门户网站　www.a.gov.cn　发布时间：2014年07月28日　【字体：大 中 小】</div>"
    page = read(f"{section}<h3>{heading}</h3>{line}<div class='w'>{TEXT}</div>", f"<title>{head}</title>")
    assert (page.title, page.published_on, page.text[:10]) == (heading, DAY, FIRST[:10])


def test_an_order_is_called_by_what_it_makes_known_where_the_page_is() -> None:
    heads = "<p align=center>中华人民共和国国务院令</p><p align=center>第697号</p>"
    page = read(
        "<div class='tit1'>快递暂行条例</div><div>时间：2014-07-28</div>"
        f"<div class='TRS_Editor'>{heads}<p>《快递暂行条例》已经通过，现予公布。</p></div>",
        "<title>中华人民共和国国务院令（第697号）_机关事务</title>",
    )
    assert page.title == "快递暂行条例"


def test_a_day_in_words_below_a_heading_of_lines_is_that_of_publication() -> None:
    rows = ("某区防汛抗旱指挥部<br>关于启动Ⅳ级应急响应的通知", "二〇一四年七月二十八日")
    table = "".join(f"<tr><td align=center>{row}</td></tr>" for row in rows)
    page = read(f"<table>{table}<tr><td>{TEXT}</td></tr></table>", "<title>某区人民政府 - 通知公告</title>")
    assert (page.published_on, page.text[:10]) == (DAY, FIRST[:10])


@pytest.mark.parametrize(
    ("line", "day"),
    [("公示日期：2014-07-28", DAY), ("公示日期：2014年7月28日至8月3日", None)],
)
def test_a_day_on_which_something_is_shown_is_that_of_publication_and_a_period_is_none(
    line: str, day: date | None
) -> None:
    page = read(f"<h4>某公司销售不合格食品案的公示</h4><div>{line}</div><div class='w'>{TEXT}</div>")
    assert page.published_on == day


@pytest.mark.parametrize(
    "below",
    [
        "<div>赞 <span>12</span></div><div>网友评论仅供其表达个人看法，并不表明本站立场。</div>",
        "<div class='ft'>某县人民政府办公室主办</div>",
        "<div class='sv'>纳税服务热线：12366</div>",
        "<div><h2>Related stories</h2><ul><li><a href='1.html'>Hangzhou opens line</a></li></ul></div>",
    ],
)
def test_what_a_site_says_below_a_text_is_none_of_it(below: str) -> None:
    page = read(f"<h1>关于办理备案的公告</h1><div>2014-07-28 10:02</div><div class='w'>{TEXT}</div>{below}")
    assert page.text.endswith(LAST)


def test_what_stands_over_a_list_of_forms_is_no_heading() -> None:
    forms = "".join(f"<li><a href='/xz/{n}.doc'>第{n}号申请表.doc</a></li>" for n in range(3))
    aside = f"<div class='l'><h3>常用下载</h3><ul>{forms}</ul></div>"
    file = "<div class='n'><p><a href='./ys.pdf'>部门预算.pdf</a></p></div>"
    page = read(
        f"{aside}<div class='r'><h2>某县财政局2019年部门预算公开</h2><p>日期：2014-07-28</p>{file}</div>"
    )
    assert page.title == "某县财政局2019年部门预算公开"
    assert "申请表" not in page.text


@pytest.mark.parametrize(
    "sentence", ["备案实行全程网上办理。", "本次活动由某局主办，某校承办。", "请将邮编写清楚。"]
)
def test_a_short_text_may_tell_of_what_imprints_do(sentence: str) -> None:
    page = read(f"<h1>关于办理事项的公告</h1><div>2014-07-28</div><div class='w'><p>{sentence}</p></div>")
    assert page.text == sentence


HOT = "".join(
    f"<li><a href='/n/{n}.html'>我县第{n}批项目集中开工仪式举行</a><span>2014-05-1{n}</span></li>"
    for n in range(8)
)
"""A list of other documents with their days."""


@pytest.mark.parametrize(
    "shape",
    [
        "<div class='a1'>{0}</div><div class='a2'>2014-07-28</div><div class='a3'>{1}</div>",
        "<div class='a1'>{0}</div><div class='a2'>2014-07-28 某供水公司</div><div><img src=a><p>{1}</div>",
        "<h4>{0}</h4><em>2014-07-28</em><div><p>{1}</p></div>",
        "<div><div>{0}</div><div><span>发布时间：2014-07-28</span></div></div><div>{1}</div>",
    ],
)
@pytest.mark.parametrize("heading", ["关于暂停办理业务的通知", "油菜花开迎客来"])
def test_one_sentence_below_the_day_is_a_text_beside_a_list_of_others(shape: str, heading: str) -> None:
    body = shape.format(heading, "因系统升级，5月20日暂停办理业务。")
    aside = f"<div class='rt'><h3>热点新闻</h3><ul>{HOT}</ul></div>"
    page = read(
        f"<div class='hd'><a href='/'>首页</a></div><div class='l'>{body}</div>{aside}", "<title>某县</title>"
    )
    assert (page.title, page.published_on, page.text) == (heading, DAY, "因系统升级，5月20日暂停办理业务。")


def test_a_page_without_a_name_is_called_by_its_first_line_and_no_way_to_it() -> None:
    way = "<table><tr><td>水利信息&gt;&gt;水情通报</td></tr></table>"
    text = f"<p align=center><b>水情通报</b></p><p>第23期</p>{TEXT}"
    assert read(way + text, "<title>无标题文档</title>").title == "水情通报"


@pytest.mark.parametrize(
    "piece", ["<div>2014-07-28", "<div>", "<p>2014-07-28</p>", "<td>发布时间：2014-07-28<td>"]
)
def test_looking_for_a_dateline_takes_no_long_time(piece: str) -> None:
    hostile = piece * (200_000 // len(piece))
    begun = process_time()
    read(hostile)
    assert process_time() - begun < 8
