"""Numbers of announcements, tables of pages whose text a script holds, bodies without a gap, tenders."""

from __future__ import annotations

import json

import pytest
from made_page import read

from crawler.extract import extract, numbers
from crawler.pages.page import Page

TEXT = (
    "<p>为优化营商环境，现就有关事项公告如下，请相关单位遵照执行。</p><p>一、备案实行全程网上办理，不再提交纸质材料。</p>"
    "<p>二、本公告自发布之日起实施，由本机关负责解释。</p>"
)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("某省商务厅公告2022年第8号 关于对进口某物征税的公告", "某省商务厅公告2022年第8号"),
        ("国家某某局关于修订说明书的公告（2025年第101号）", "国家某某局公告2025年第101号"),
        ("国家某某局关于发布《某某办法》的公告（2025年第3号）", "国家某某局公告2025年第3号"),
        ("关于抽检不合格情况的通告（2023年第4号）", "通告2023年第4号"),
        ("某某局 某某厅关于发布目录的公告（2025年第55号）", "公告2025年第55号"),
        ("某某局等四部门关于开展整治的公告（2023年第4号）", "公告2023年第4号"),
        ("某某局公告（2025年第3号）", "某某局公告2025年第3号"),
    ],
)
def test_an_announcement_is_numbered_in_its_title(title: str, number: str) -> None:
    assert numbers.in_title(title) == number


@pytest.mark.parametrize(
    "title",
    [
        "对某省商务厅公告2022年第8号关于征税的公告的解读",
        "关于学习某省商务厅公告2022年第8号 关于征税的公告",
        "关于执行国家某某局关于修订说明书的公告（2025年第101号）",
        "关于《某某局关于征税的公告（2023年第12号）",
        "关于征税的公告（2023年第12号）的解读",
        "关于抽检情况的公告（2023年第4期）",
        "某县某某局关于抽检情况的公告（第4号）",
    ],
)
def test_the_number_of_another_announcement_is_not_ones_own(title: str) -> None:
    assert numbers.in_title(title) is None


def test_a_number_in_brackets_of_its_label_is_read() -> None:
    labels = "<p>【发布单位】某省商务厅</p><p>【发布文号】公告2022年第8号</p><p>【发布日期】2022-03-22</p>"
    page = read(f"<h1>关于对进口某物征税的公告</h1><div id=zoom class=artCon>{labels}{TEXT}</div>")
    assert (page.document_number, page.agency) == ("公告2022年第8号", "某省商务厅")


TITLE = "某某区人民政府办公室关于印发消防规划的通知"
SHOWN = {
    "索 引 号": "11440608007070000X/2022-00371",
    "发布机构": "某某区人民政府办公室",
    "主题词": "消防",
    "发布日期": "2022-08-19",
}


def shell(named: str) -> Page:
    """A page of a metadata table, whose text and files are in a script."""
    held = {
        "title": TITLE,
        "content": f"{TEXT}<p>某某区人民政府办公室</p><p>2022年8月15日</p>",
        "attachment": [{"name": "消防规划.pdf", "url": "http://www.a.gov.cn/attachment/0/1/5366021.pdf"}],
    }
    script = "window._CONFIG = " + json.dumps({"DETAIL": held}, ensure_ascii=False).replace("/", "\\/")
    rows = "".join(
        f"<tr><td><b>{label}：</b></td><td>{value}</td></tr>"
        for label, value in (SHOWN | {"名称": named}).items()
    )
    html = (
        f"<html><head><meta charset=utf-8><title>{TITLE}</title><script>{script};</script></head><body>"
        f"<div class=classify><table>{rows}</table></div><div class=content><h1 class=title></h1>"
        "<div class=article-content></div><div class=attachment></div></div></body></html>"
    )
    return Page.parse(html.encode(), "http://www.a.gov.cn/gkmlpt/content/5/5366/post_5366021.html")


def test_a_table_beside_a_text_that_a_script_holds_is_the_documents() -> None:
    page = extract(shell(TITLE))
    assert (page.index_number, page.keywords) == (SHOWN["索 引 号"], ("消防",))
    assert [file.title for file in page.attachments] == ["消防规划.pdf"]
    assert page.text.endswith("2022年8月15日")


def test_a_table_of_another_document_is_not() -> None:
    assert extract(shell("某某区另一个规划的通知")).index_number is None


def test_bodies_of_one_place_that_stand_without_a_gap_are_two() -> None:
    joint = "某某市财政局 某某市发展和改革委员会某某市公安局关于做好冬季供暖工作的通知"
    assert extract_agencies(joint) == ("某某市财政局", "某某市发展和改革委员会", "某某市公安局")
    assert extract_agencies("中共某某市委某某市人民政府关于做好供暖工作的意见") == (
        "中共某某市委",
        "某某市人民政府",
    )


@pytest.mark.parametrize(
    "one", ["某某市某某市场监督管理局", "某某市公安局某某市北山分局", "国家税务总局某某市税务局"]
)
def test_one_body_that_names_its_place_twice_is_one(one: str) -> None:
    assert extract_agencies(f"{one}关于做好供暖工作的通知") == (one,)


def extract_agencies(title: str) -> tuple[str, ...]:
    return read(f"<h1>{title}</h1><p>发布时间：2022-11-15</p><div id=zoom>{TEXT}</div>").agencies


AGENT = "某省华信招标有限公司"


@pytest.mark.parametrize(
    ("told", "agency"),
    [
        (f"{AGENT}受某某市市容管理局委托，现就环卫车辆采购进行公开招标。", "某某市市容管理局"),
        (f"采购人：某某市市容管理局</p><p>采购代理机构：{AGENT}", "某某市市容管理局"),
        (f"1.采购人信息</p><p>名 称：某某市市容管理局</p><p>2.采购代理机构：{AGENT}", "某某市市容管理局"),
        (f"{AGENT}受某某市自来水有限公司委托，现就水表采购进行公开招标。", None),
    ],
)
def test_a_tender_is_of_whom_it_is_held_for(told: str, agency: str | None) -> None:
    signed = f"<p>{AGENT}</p><p>2014年11月18日</p>"
    for title in ("环卫车辆采购公开招标公告", f"{AGENT}关于环卫车辆采购的招标公告"):
        page = read(f"<h1>{title}</h1><p>2014-11-18</p><div id=zoom><p>{told}</p>{TEXT}{signed}</div>")
        assert page.agency == agency


@pytest.mark.parametrize(
    "told",
    [
        "",
        f"<p>招标人：某某市自来水有限公司，招标代理机构：{AGENT}</p>",
        f"<p>{AGENT}受某某市自来水有限公司委托，发布本公告。</p>",
    ],
)
def test_a_company_that_buys_for_itself_is_the_agency(told: str) -> None:
    signed = "<p>某某市自来水有限公司</p><p>2014年11月18日</p>"
    page = read(f"<h1>水表采购公告</h1><p>2014-11-18</p><div id=zoom>{told}{TEXT}{signed}</div>")
    assert page.agency == "某某市自来水有限公司"


def test_an_agent_is_known_by_what_it_does() -> None:
    told, signed = "<p>某某华信有限公司受某某市水务局委托，发布本公告。</p>", "<p>某某华信有限公司</p>"
    page = read(
        f"<h1>水表采购公告</h1><p>2014-11-18</p><div id=zoom>{told}{TEXT}{signed}<p>2014年11月18日</p></div>"
    )
    assert page.agency == "某某市水务局"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        (
            "文章来源：<span>法律事务处</span>　<span>2019-12-04 17:02</span><a>打印本页</a><a>关闭</a>",
            "法律事务处",
        ),
        ("来源：<span>某某日报</span><span>【打印本页】</span>", "某某日报"),
        ("来源：<span>某某市统计局</span><span>浏览次数</span><span>12</span>", "某某市统计局"),
        ("来源：<span>2019-12-04</span>", None),
        ("来源：某某日报2023年1月5日第3版", "某某日报2023年1月5日第3版"),
        ("来源：某某社2023年12月特稿组", "某某社2023年12月特稿组"),
        ("来源：《2019年某某统计》课题组 2019-12-04", "《2019年某某统计》课题组"),
    ],
)
def test_a_source_ends_before_the_day_and_tools(line: str, source: str | None) -> None:
    page = read(f"<h2>某某市行政处罚信息公示表</h2><p>{line}</p><div id=zoom>{TEXT}</div>")
    assert page.source == source
