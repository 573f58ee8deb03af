"""What stands right above and below a document on pages of further makes, and is none of it."""

from __future__ import annotations

from datetime import date

import pytest
from made_page import read

from crawler.extract import read_list
from crawler.pages.page import Page

HEADING = "<h1>青岚县农村低保资金发放情况公示</h1>"
TEXT = (
    "<p>为切实保障困难群众基本生活，县民政局会同有关乡镇开展了入户核查，并对结果进行了公示。</p>"
    "<p>下一步，将继续加强动态管理，做到应保尽保、应退尽退。</p>"
)


def test_a_sentence_that_leads_to_a_table_is_text_right_below_the_dateline() -> None:
    table = "<table><tr><td>乡镇</td><td>户数</td></tr><tr><td>云溪镇</td><td>430</td></tr></table>"
    page = (
        f"<div class='pc'>{HEADING}<div>来源 : 青岚县民政局 发布时间 : 2023-07-05</div>"
        "<div class='box'><p>根据有关规定，现将我县六月份城乡居民最低生活保障资金发放情况公示如下：</p>"
        f"{table}<p>监督电话：0799-4526688</p><p>青岚县民政局</p><p>2023年7月5日</p></div></div>"
    )
    text = read(page).text.splitlines()
    assert text[0].startswith("根据有关规定")
    assert text[-1] == "2023年7月5日"


@pytest.mark.parametrize(
    "foot",
    [
        "信息员：刘芳　审核：王建国",
        "撰稿：陈宇 审核：李明 签发：周远",
        "关键词：低保、公示",
    ],
)
def test_who_wrote_and_who_checked_is_no_text(foot: str) -> None:
    rows = ("<b>青岚县完成低保核查工作</b>", "[2008年3月20日]", TEXT, foot)
    page = f"<table>{''.join(f'<tr><td align=center>{row}</td></tr>' for row in rows)}</table>"
    assert read(page).text.endswith("应退尽退。")


def test_who_takes_part_in_a_line_of_labels_stays() -> None:
    page = f"<div class='TRS_Editor'>{TEXT}<p>联系人：刘芳　监督人：王建国</p></div>"
    assert read(HEADING + page).text.endswith("王建国")


def test_the_day_before_a_label_in_brackets_is_the_day() -> None:
    page = f"{HEADING}<div>[2008年3月20日] [浏览：45次]</div><div class='TRS_Editor'>{TEXT}</div>"
    assert read(page).published_on == date(2008, 3, 20)


def test_a_day_under_an_unknown_label_is_no_title() -> None:
    page = (
        "<div><h4 class='h4_o'>青岚县体育中心用车服务采购项目合同</h4>"
        "<p><span>签署时间：2026-03-17 00:32</span><span>信息来源：青岚县公共资源交易网</span></p>"
        f"<div id='mycontent'>{TEXT}</div></div>"
    )
    assert read(page, "<title>公共资源交易平台</title>").title == "青岚县体育中心用车服务采购项目合同"


def test_a_source_is_called_as_pages_call_it() -> None:
    page = f"{HEADING}<p>来源于：云溪镇人民政府</p><div class='TRS_Editor'>{TEXT}</div>"
    assert read(page).source == "云溪镇人民政府"


def test_of_several_bodies_in_a_title_the_last_to_sign_is_not_what_a_short_source_stands_for() -> None:
    title = "青岚县发展和改革局 青岚县教育体育局 青岚县市场监督管理局关于加强收费管理的通知"
    signed = "".join(f"<p>{line}</p>" for line in (*title.split("关于")[0].split(), "2022年11月14日"))
    page = f"<h1>{title}</h1><p>来源:县发改局 浏览:67</p><div class='TRS_Editor'>{TEXT}{signed}</div>"
    assert read(page).agency == "；".join(title.split("关于")[0].split())


def test_a_heading_of_lower_rank_below_the_title_is_no_part_of_it() -> None:
    head = (
        "<div class='detail-article-title'><h3></h3><h2>云岭品牌丝路行正式启动</h2>"
        "<h3>成功举办中国（云岭）双向经贸投资推介会</h3></div>"
    )
    page = f"{head}<ul><li>时间：2019-09-18</li></ul><div class='TRS_Editor'>{TEXT}</div>"
    assert read(page).title == "云岭品牌丝路行正式启动"


def test_the_farther_of_two_arrows_leads_to_the_last_page() -> None:
    rows = "".join(
        f"<li><a href='/xxgk/{at}.html'>青岚县关于第{at}项工作的通知</a><span>2021-08-{at:02d}</span></li>"
        for at in range(20, 10, -1)
    )
    pages = (
        "<a href='/xxgk/list-2.html'>2</a><a href='/xxgk/list-3.html'>3</a>"
        "<a href='/xxgk/list-2.html'>&gt;</a><a href='/xxgk/list-7.html'>&gt;&gt;</a>"
    )
    page = f"<html><body><ul>{rows}</ul><div class='pages'>{pages}</div></body></html>"
    found = read_list(Page.parse(page.encode(), "http://portal.example/xxgk/list-1.html"))
    assert (found.pages, found.next) == (7, "http://portal.example/xxgk/list-2.html")
