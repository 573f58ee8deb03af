"""What stands around a text and within it: labels without a colon, hours of an event, who holds it."""

from __future__ import annotations

from datetime import date

import pytest
from made_page import read

TEXT = (
    "<p>为优化营商环境，现就有关事项公告如下，请相关单位遵照执行。</p><p>一、备案实行全程网上办理，不再提交纸质材料。</p>"
    "<p>二、本公告自发布之日起实施，由本机关负责解释。</p>"
)


@pytest.mark.parametrize(
    "line",
    ["[发布时间2021年6月8日]", "发布日期2021-06-08", "更新于 2021-06-08 10:20", "（录入时间 2021/6/8）"],
)
def test_a_day_right_behind_its_label(line: str) -> None:
    page = read(
        f"<div><div class='tit'>某区开展优秀课评比</div><div class='pub'>{line}</div><div>{TEXT}</div></div>"
    )
    assert page.published_on == date(2021, 6, 8)


def test_a_line_that_begins_with_what_was_made_known_on_a_day_is_no_label() -> None:
    page = read(
        "<div><h1>某市食品安全抽检情况</h1><div>公布2019年3月15日抽检不合格名单</div>"
        f"<div class='article-content'>{TEXT}</div></div>"
    )
    assert page.published_on is None


def test_who_holds_an_event_is_no_foot_where_sentences_follow() -> None:
    event = "<p>地点：东校区</p><p>主办单位：某大学教务处</p><p>主讲人简介：</p>"
    page = read(
        "<div><h1>学术讲座预告</h1><div>发布时间：2021-04-30</div>"
        f"<div class='article-content'>{TEXT}{event}<p>某教授长期从事教学研究。</p></div></div>"
    )
    assert page.text.endswith("某教授长期从事教学研究。")
    foot = "<p>主办单位：某市人民政府</p><p>备案号：某ICP备1号</p>"
    page = read(
        "<div><h1>公告</h1><div>发布时间：2021-04-30</div>"
        f"<div class='article-content'>{TEXT}{foot}</div></div>"
    )
    assert page.text.endswith("负责解释。")


@pytest.mark.parametrize("time", ["2021年3月17日（周三）下午", "2021年3月17日 8:30—11:30"])
def test_the_hours_of_an_event_are_text(time: str) -> None:
    page = read(
        "<div><h1>某区教研活动通知</h1><div>发布时间：2021-03-15 阅读数：7</div>"
        f"<div><p>科目：小学美术</p><p>时间：{time}</p><p>对象：全体教师</p><p>地点：某校三楼</p>{TEXT}</div></div>"
    )
    assert page.text.startswith("科目：小学美术")
    assert page.published_on == date(2021, 3, 15)


def test_names_of_boxes_are_no_titles() -> None:
    boxes = "<div class='t-title'>相关文章</div>" * 5 + "<h3 class='titles'>友情链接</h3>"
    page = read(
        "<div><h2 class='biaoti'>张三</h2><div>时间：2014-04-22 来源：某律师协会</div>"
        f"<div>{TEXT}</div></div>{boxes}",
        "<title>张三_某县建设信息网</title>",
    )
    assert page.title == "张三"


def test_a_title_in_a_meta_tag_has_no_markup() -> None:
    page = read(
        f"<div><div>时间：2020-12-06</div><div>{TEXT}</div></div>",
        "<title>某省</title><meta name='ArticleTitle' content='座谈会在省城举行&lt;br/&gt;共商产业发展大计'>",
    )
    assert page.title == "座谈会在省城举行 共商产业发展大计"


def test_a_heading_that_is_broken_where_it_stands_keeps_its_form_without_the_break() -> None:
    title = "云岭县人民政府关于印发《云岭县公共租赁住房管理办法》的通知"
    named = f'<meta name="ArticleTitle" content="{title}"><title>{title}_云岭县人民政府门户网站</title>'
    broken = title.replace("住房管理", "住房<br>管理")
    line = "<div class='attr'>来源：云岭县人民政府　字号：【大 中 小】</div>"
    table = f"<table><tr><th>标　　题：</th><td>{title}</td></tr></table>"
    page = read(f"{table}<h1>{broken}</h1>{line}<div class='TRS_Editor'>{TEXT}</div>", named)
    assert page.title == title


def test_a_heading_of_two_lines_is_read_in_full() -> None:
    whole = "重温建校历史 传承优良校风 我校开展校史展参观活动"
    page = read(
        "<table><tr><td><p><span style='font-size:21px'>重温建校历史 传承优良校风</span></p>"
        "<p><span style='font-size:21px'>我校开展校史展参观活动</span></p></td></tr>"
        "<tr><td>文章来源：宣传部</td></tr><tr><td>发布时间：2020-12-24 阅读次数：3</td></tr>"
        f"<tr><td>{TEXT}</td></tr></table>",
        f"<title>{whole}-某大学</title>",
    )
    assert page.title == whole


@pytest.mark.parametrize("ends", [("入学资格审核工作方案",), ("某大学-远程大学2020年秋季",)])
def test_a_title_cites_what_its_text_encloses(ends: tuple[str, ...]) -> None:
    plan = "".join(
        f"<p style='font-size:22pt'><span style='font-size:22pt'><font size='5'>{text}</font></span></p>"
        for text in ends
    )
    heading = "某大招〔2021〕9号--关于印发《某大学-远程大学2020年秋季招生入学资格审核工作方案》的通知"
    page = read(
        f"<table><tr><td align='center'>{heading}</td></tr><tr><td>2020年08月21日 10:53 浏览：3次</td></tr>"
        f"<tr><td><div id='vsb_content'><p>各学院：</p>{TEXT}{plan}{TEXT}</div></td></tr></table>",
        f"<title>{heading}-远程教育中心</title>",
    )
    assert page.title == heading


def test_a_number_whose_issuer_has_brackets() -> None:
    page = read(
        "<div><h1>某检定所关于征求行业标准意见的函</h1><div>发布时间：2020-10-30</div>"
        "<div class='article-content'><p>某检（质量）函[2021]36号</p><p>各有关单位：</p>"
        f"{TEXT}</div></div>"
    )
    assert page.document_number == "某检（质量）函〔2021〕36号"


def test_the_source_of_a_picture_is_no_dateline() -> None:
    caption = "这条街在周末异常冷清。（图片来源：某某日报/张三 摄）"
    page = read(
        "<div><h1>餐饮业恢复营业</h1><div>时间：2020-12-08 来源：某新闻网</div>"
        f"<div><p>{caption}</p>{TEXT}</div></div>"
    )
    assert page.text.startswith("这条街在周末")


def test_who_edited_and_checked_in_brackets_is_no_text() -> None:
    checked = (
        "<p>【编辑：张三 QQ：1480000000；TEL：13800000000/010-80000000—1369】</p><p>【审核：李四、王五】</p>"
    )
    page = read(
        "<div><h1>停水传言不实</h1><div>来源：某水务网</div><div>时间：2020-06-17</div>"
        f"<div>{TEXT}{checked}<a>【关闭窗口】</a></div></div>"
    )
    assert page.text.endswith("负责解释。")


@pytest.mark.parametrize(
    "other", ["中国银保监会", "中国证监会", "某省妇联", "某省残联", "某省工商联", "某省科协"]
)
def test_bodies_by_the_short_names_they_use(other: str) -> None:
    page = read(
        f"<div><h1>财政部 {other}关于加强账户管理的通知</h1><div>发布时间：2020-08-28</div>"
        f"<div>{TEXT}</div></div>"
    )
    assert page.agency == f"财政部；{other}"
