"""Reading a document: contents, articles that links lead to, quotation, text as a file, the way back."""

from __future__ import annotations

import re
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from web_county import SITE

from corpus.config import Config
from corpus.store import open_store
from indexer import Fragment
from search_web.document import blocks
from search_web.document.blocks import Paragraph
from search_web.document.html_outline import outlined

pytestmark = pytest.mark.any_database

RULE = """第一编　总则
第一章　一般规定
第一条　为了规范户外广告设置，制定本办法。
第二条　本办法适用于本县。
第二章　设置
第一节　申请
第十二条之一　申请人应当提交材料。
一、身份证明
第二条的规定不适用于公益广告。"""


def _laid_out(text: str) -> list[Paragraph]:
    return [block for block in blocks.blocks((Fragment(text, False),)) if isinstance(block, Paragraph)]


def test_divisions_are_headings_of_their_rank() -> None:
    levels = {blocks.label(one)[:3]: one.level for one in _laid_out(RULE) if one.kind == "section"}
    assert levels == {"第一编": 3, "第一章": 4, "第二章": 4, "第一节": 5, "一、身": 6}


def test_parts_of_a_plan_are_headings_and_none_is_lower_than_html_has() -> None:
    plan = "第一编　总述\n第一篇　发展基础\n第一章　环境\n第一节　现状\n一、人口\n第一条　内容。"
    assert [one.level for one in _laid_out(plan)] == [3, 4, 5, 6, 6, 6]


def test_articles_have_names_and_a_second_of_one_number_has_another() -> None:
    named = [one.anchor for one in _laid_out(RULE) if one.kind == "article"]
    assert named == ["t1", "t2", "t12.1", "t2-2"]


@pytest.mark.parametrize("text", ["第一条　甲。\n第二条　乙。", "各单位：\n请遵照执行。"])
def test_a_short_text_needs_no_contents(text: str) -> None:
    assert blocks.contents(_laid_out(text)) == []


def test_contents_lead_to_headings_and_the_articles_below_them() -> None:
    found = blocks.contents(_laid_out(RULE))
    told = [(blocks.label(one.heading)[:3], [two.anchor for two in one.articles]) for one in found]
    assert told[:3] == [("第一编", []), ("第一章", ["t1", "t2"]), ("第二章", [])]
    (bare,) = blocks.contents(_laid_out("\n".join(f"第{number}条　内容。" for number in "一二三四")))
    assert bare.heading is None
    assert [one.anchor for one in bare.articles] == ["t1", "t2", "t3", "t4"]


@pytest.mark.parametrize(("chapter", "article"), [("第1章", "第1条"), ("第 2 章", "第 １２ 条")])
def test_divisions_and_articles_may_be_numbered_in_digits(chapter: str, article: str) -> None:
    text = "\n".join(f"{chapter}　总则\n{article}　内容{number}。" for number in range(3))
    found = blocks.contents(_laid_out(text))
    assert [(one.heading.level, len(one.articles)) for one in found if one.heading] == [(3, 1)] * 3
    assert blocks.label(found[0].articles[0]) == article
    assert found[0].articles[0].anchor in ("t1", "t12")


def test_articles_of_html_are_headings_with_anchors_as_those_of_lines_are() -> None:
    lines = "".join(f"<p>{line}</p>" for line in RULE.splitlines())
    found = outlined(
        f"{lines}<table><tr><td><p>第三条　表中。</p></td></tr></table><p><b>第三章</b> 罚则</p>"
    )
    page = BeautifulSoup(found.html, "lxml")
    rule = [one for one in _laid_out(RULE) if one.anchor]
    assert [tag["id"] for tag in page.select("[id]")] == [*(one.anchor for one in rule), "s-6"]
    assert [(tag.name, tag.text) for tag in page.select("h3, h4, h5, h6")][-1] == ("h4", "第三章 罚则")
    heads = page.select("p > span[role=heading]")
    assert [head.text for head in heads] == ["第一条", "第二条", "第十二条之一", "第二条"]
    assert page.select_one("td p").get("id") is None
    assert len(blocks.contents(found.paragraphs)) == 6


def test_the_number_of_an_article_is_cut_off_within_a_mark() -> None:
    marked = (Fragment("第", False), Fragment("一条为", True, True), Fragment("了。", False))
    article = blocks.paragraph(marked)
    head, rest = blocks.cut_head(article)
    assert ("".join(one.text for one in head), "".join(one.text for one in rest)) == ("第一条", "为了。")
    assert [one.here for one in (*head, *rest) if one.marked] == [True, False]


def _number(config: Config) -> int:
    with open_store(config.store_url) as store:
        return store.by_url(f"{SITE}/2024/0.html").id


def test_a_document_can_be_quoted_and_taken_away_as_text(client: FlaskClient, config: Config) -> None:
    number = _number(config)
    page = BeautifulSoup(client.get(f"/document/{number}").text, "lxml")
    quotation = page.select_one("#citation").text
    assert quotation.startswith(f"《{page.h1.text}》（")
    assert f"http://localhost/document/{number}（" in quotation
    file = client.get(f"/document/{number}.txt")
    assert file.mimetype == "text/plain"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert quotation in file.text


def test_what_is_taken_away_comes_through_a_server_under_its_chinese_name(
    address: str, config: Config
) -> None:
    for path in (f"/document/{_number(config)}.txt", "/search/export.csv?q=%E8%A1%A5%E8%B4%B4"):
        with urlopen(address + path) as answer:
            assert re.search(r"filename=document\.(txt|csv);", answer.headers["Content-Disposition"])
            assert "filename*=UTF-8''%E" in answer.headers["Content-Disposition"]
            assert answer.read()


def test_the_way_back_leads_to_the_very_list(client: FlaskClient) -> None:
    asked = "/search?q=通知&sort=published_newest"
    results = BeautifulSoup(client.get(asked).text, "lxml")
    hit = results.select_one(".hits > li")
    page = BeautifulSoup(client.get(hit.h2.a["href"]).text, "lxml")
    back = page.find("a", string="返回检索结果")["href"]
    assert back.endswith(f"#{hit['id']}")
    again = BeautifulSoup(client.get(back).text, "lxml")
    assert [li["id"] for li in again.select(".hits > li")] == [
        li["id"] for li in results.select(".hits > li")
    ]
