"""Short texts on pages that are for the most part menus and lists of other documents with their days."""

from __future__ import annotations

from datetime import date

from made_page import read

from crawler.extract.parts import is_list_of_labels
from crawler.extract.tools import is_tools
from crawler.pages.page import Page

SHORT = (
    "<p>　　3月22日，我局组织开展“世界水日”宣传活动。</p>"
    "<p>　　活动共发放宣传册五百余份，解答咨询三十余人次。</p>"
)
FIRST, LAST = "3月22日", "三十余人次。"
HEADING, DATELINE = "我局开展“世界水日”宣传活动", "发布时间：2022-03-23　来源：县水利局"


def beside(text: str) -> str:
    """A page with a text on its right and lists on its left, none of which is called so."""
    news = "".join(
        f"<li><a href='/x/{n}.html'>某县召开第{n}次常务会议研究部署工作</a><span>2023-01-{n:02d}</span></li>"
        for n in range(1, 13)
    )
    notices = "".join(f"<li><a href='/y/{n}.html'>关于开展{n}类事项自查的通知</a></li>" for n in range(6))
    return (
        f"<div class='wrap'><div class='l1'><h3>热点信息</h3><ul>{news}</ul>"
        f"<h3>通知公告</h3><ul>{notices}</ul></div><div class='r1'>{text}</div></div>"
    )


def test_a_short_text_beside_lists_with_days() -> None:
    page = read(
        beside(f"<div class='t1'>{HEADING}</div><div>{DATELINE}</div><div class='t3'>{SHORT}</div>"),
        f"<title>{HEADING}_某县</title>",
    )
    assert (page.title, page.published_on, page.agency) == (HEADING, date(2022, 3, 23), "县水利局")
    assert page.text.startswith(FIRST)
    assert page.text.endswith(LAST)


def test_a_table_and_links_to_files_beside_lists() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>某店{n}</td><td>警告并罚款</td></tr>" for n in range(1, 6))
    table = read(
        beside(f"<h1>卫生行政处罚公示</h1><div>{DATELINE}</div><div><table>{rows}</table></div>"),
        "<title>卫生行政处罚公示</title>",
    )
    assert table.text.startswith("1\t某店1")
    assert table.text.endswith("警告并罚款")
    links = "".join(f"<p><a href='/u/{n}.pdf'>某县水利局预算表{n}.pdf</a></p>" for n in (1, 2))
    files = read(
        beside(f"<h1>某县水利局部门预算</h1><div>{DATELINE}</div><div>{links}</div>"),
        "<title>某县水利局部门预算</title>",
    )
    assert files.text == "某县水利局预算表1.pdf\n某县水利局预算表2.pdf"
    assert len(files.attachments) == 2


def test_a_heading_that_the_head_has_without_its_beginning() -> None:
    page = read(
        "<div class='t1'>2022年3月9日作出的环评文件审批决定公告</div><div>日期：2022-03-09</div>"
        f"<div>{SHORT * 2}</div>",
        "<title>环评文件审批决定公告</title>",
    )
    assert page.title == "2022年3月9日作出的环评文件审批决定公告"


def test_a_line_with_a_day_below_a_heading_in_its_cell_is_no_part_of_it() -> None:
    page = read(
        "<table><tr><td align='center'><h4>我区被命名为国家级生态示范区</h4>"
        "<font>某区政府网 www.example.test 2006-6-7 8:20:15</font></td></tr>"
        f"<tr><td>{SHORT * 2}</td></tr>"
        "<tr><td><a href='javascript:history.back()'>&lt;&lt;返回</a></td></tr></table>"
    )
    assert page.title == "我区被命名为国家级生态示范区"
    assert page.text.endswith(LAST)


def test_files_under_a_word_for_them_below_a_text() -> None:
    page = read(
        f"<div><div>{HEADING}</div><div>{DATELINE}</div><div>{SHORT * 2}</div>"
        "<div class='zb_f'><span>附件：</span><a href='/DownFile.aspx?fid=9'>询价文件.doc</a></div></div>",
        f"<title>{HEADING}</title>",
    )
    assert page.text.endswith(LAST)
    assert [file.title for file in page.attachments] == ["询价文件.doc"]


def test_what_stands_for_a_film_is_a_tool() -> None:
    assert is_tools("视频加载中，请稍候...")
    assert is_tools("您的浏览器不支持 video 标签")
    assert not is_tools("视频加载中断的原因已查明")
    page = read(
        f"<div><h1>{HEADING}</h1><div>{DATELINE}</div><div><p>视频加载中，请稍候...</p></div>"
        f"<div>{SHORT}</div></div>"
    )
    assert page.text.startswith(FIRST)


def test_what_a_site_declares_below_a_text_is_no_text() -> None:
    page = read(
        f"<div><h1>{HEADING}</h1><div>{DATELINE}</div><div>{SHORT}<p>声明：本网转载内容仅供参考。</p></div></div>"
    )
    assert page.text.endswith(LAST)


def test_items_of_many_elements_are_no_metadata() -> None:
    for words, told in ((3, True), (40, False)):
        items = "".join(
            f"<li><b>{label}：</b>{'<i>乙</i>' * words}</li>" for label in ("所属行业", "规模", "对象")
        )
        tree = Page.parse(f"<html><body><ul>{items}</ul></body></html>".encode(), "http://p.example/").tree
        assert is_list_of_labels(next(tree.iter("ul"))) is told
