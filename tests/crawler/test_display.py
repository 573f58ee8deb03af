"""The body as HTML for display: its form kept, everything else gone."""

from __future__ import annotations

import re

import pytest

from crawler.extract import extract
from crawler.pages.page import Page

OPENING = "<h1>关于公布高龄津贴标准的通知</h1><div>发布日期：2024-03-11</div>"
TABLE = (
    "<table><tr><td colspan=2 style='color:red' onclick='x()'>标准</td></tr>"
    "<tr><td>八十周岁</td><td>一百元</td></tr></table>"
)
PROSE = (
    "<p>年满八十周岁的老年人可以向户籍所在地的乡镇人民政府申请高龄津贴，标准如下表所列，自本月起执行。</p>"
)


def shown(body: str) -> str | None:
    html = f"<html><body>{OPENING}<div class='TRS_Editor'>{PROSE}{body}</div></body></html>"
    return extract(Page.parse(html.encode(), "http://portal.example/tzgg/1.html")).html


def test_merged_cells_lists_and_formulas_keep_their_form() -> None:
    html = shown(TABLE + "<ol><li>申请</li><li>审核</li></ol><p>每m<sup>2</sup>补助</p>")
    assert html is not None
    assert '<td colspan="2">标准</td>' in html
    assert "<li>审核</li>" in html
    assert "m<sup>2</sup>" in html


def test_what_lines_show_as_well_needs_no_html() -> None:
    assert shown("<p>特此通知。</p><table><tr><td>年龄</td><td>标准</td></tr></table>") is None


def test_pictures_become_links_to_the_portal() -> None:
    html = shown("<p><img src='../W0.jpg' onerror='x()'>流程图如上</p>")
    assert html is not None
    assert 'href="http://portal.example/W0.jpg"' in html
    assert "<img" not in html


@pytest.mark.parametrize(
    "evil",
    [
        "<script>x()</script>", "<img src=x onerror=x()>",
        "<svg onload=x()><a xlink:href='javascript:x()'>a</a></svg>",
        "<a href='javascript:x()'>甲</a>", "<a href='data:text/html,x'>甲</a>",
        "<a href=' java\nscript:x()'>甲</a>",
        "<iframe src='http://e.example'></iframe>", "<style>p{background:url(http://e.example)}</style>",
        "<base href='http://e.example/'>", "<meta http-equiv=refresh content='0;url=http://e.example'>",
        "<form action='http://e.example'><input></form>",
        "<math><mtext><table><mglyph><style><img src=x onerror=x()>",
        "<noscript><p title='</noscript><img src=x onerror=x()>'>",
        "<p id=x class=y style='position:fixed'>甲</p>",
    ],
)  # fmt: skip
def test_nothing_that_runs_styles_or_loads_is_kept(evil: str) -> None:
    html = shown(TABLE + evil) or ""
    assert not re.search(
        r"<(?:script|img|svg|iframe|style|base|meta|form|input|math|noscript)|on\w+=|javascript:|data:|style=|id=|class=",
        html,
    )


def test_what_the_text_leaves_out_is_not_shown() -> None:
    html = shown(TABLE + "<p>【打印】【关闭】</p><div>上一篇：<a href='0.html'>关于公园开放的通知</a></div>")
    assert html is not None
    assert "关闭" not in html
    assert "上一篇" not in html


def test_a_page_that_contradicts_itself_is_believed_as_it_is_seen_and_remembered() -> None:
    page = (
        "<html><head><meta name=PubDate content='2022-04-24'>"
        "<meta name=ArticleTitle content='另一个标题'></head>"
        f"<body>{OPENING}<div class='TRS_Editor'>{PROSE}</div></body></html>"
    )
    document = extract(Page.parse(page.encode(), "http://portal.example/tzgg/1.html"))
    assert str(document.published_on) == "2024-03-11"
    kept = {(item.field, item.value, item.where) for item in document.disagreements}
    assert ("published_on", "2022-04-24", "网页标签") in kept
