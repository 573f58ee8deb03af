"""Which notices correct which documents, by several wordings; and what is none."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.records import Document
from indexer.text.correcting import Reading, notice_of, projects_in
from indexer.text.correcting import corrects as reads_correct

HOUSE = "青石县财政局"
RULES = "青石县学前教育补助办法"
PROJECT = "青石县中心校课桌椅采购项目"
CODE = "2404-441302-04-01-123456"
NUMBER = "项目编号：QSCG-2024-015"


def corrects(notice: Document, other: Document) -> bool:
    return reads_correct(Reading(notice), Reading(other))


def of(
    title: str, text: str = "", *, agency: str | None = HOUSE, number: str | None = None, day: int = 1
) -> Document:
    return Document(
        f"http://e.test/{title}/{day}", title, text, agency=agency, document_number=number,
        published_on=date(2024, 3, day),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("notice", "text", "other", "other_text"),
    [
        (f"关于《{RULES}》的更正公告", "", RULES, ""),
        (f"青石县财政局关于更正《{RULES}》有关内容的公告", "", f"青石县财政局关于印发《{RULES}》的通知", ""),
        (f"关于对《{RULES}》进行更正的说明", "", f"关于印发《{RULES}》的通知", ""),
        (f"《{RULES}》勘误", "", RULES, ""),
        (f"{RULES}（勘误表）", "", RULES, ""),
        (f"更正公告：{RULES}", "", RULES, ""),
        (f"【更正通知】{RULES}", "", RULES, ""),
        ("关于公布2024年公开招聘岗位的通知的补充公告", "", "关于公布2024年公开招聘岗位的通知", ""),
        ("关于变更《青石县公开招聘公告》部分内容的公告", "", "青石县公开招聘公告", ""),
        (f"{PROJECT}更正公告（第二次）", "", f"{PROJECT}公开招标公告", ""),
        (f"{PROJECT}中标公告的更正公告", "", f"{PROJECT}中标公告", ""),
        ("更正公告", f"我局发布的《{RULES}》第三条有误，现更正如下。", RULES, ""),
        ("更正通知", "青财〔2024〕8号中的“二月”有误，应为“三月”。", "关于报送材料的通知", ""),
        ("课桌椅变更公告", NUMBER, "中心校课桌椅招标公告", f"一、{NUMBER}。二、预算。"),
    ],
)
def test_a_notice_corrects_what_it_names(notice: str, text: str, other: str, other_text: str) -> None:
    named = of(other, other_text, number="青财〔2024〕8号")
    assert corrects(of(notice, text, day=5), named)
    assert not corrects(named, of(notice, text, day=5))
    assert not corrects(of(notice, text, day=5, agency="红石县教育局"), named)


@pytest.mark.parametrize(
    ("notice", "text", "other", "other_text"),
    [
        (f"关于《{RULES}》的更正公告", "", "青石县学前教育管理办法", ""),
        ("更正公告", "根据青财〔2024〕8号，现公布如下。", "关于报送材料的通知", ""),
        ("某公司注册资本变更公告", "", "某公司注册资本公告", ""),
        ("建设工程规划许可证变更公示", "", "建设工程规划许可证", ""),
        ("2023年部门预算公开补充说明", "", "2023年部门预算公开", ""),
        (f"{PROJECT}更正公告", "", f"{PROJECT}中标公告", ""),
        (f"{PROJECT}更正公告", "", f"{PROJECT}更正公告（第二次）", ""),
        ("课桌椅更正公告", NUMBER, "教学楼招标公告", "项目编号：QSCG-2024-016"),
        ("食堂变更公告", "标段编号：001", "教学楼招标公告", "标段编号：001"),
        ("食堂变更公告", "项目编号：ZB-001", "教学楼招标公告", "项目编号：ZB-001"),
        ("食堂变更公告", "宗地编号：2024-0015", "地块出让公告", "宗地编号：2024-0015"),
        ("学校变更公告", f"项目代码：{CODE}", "学校环评批复", f"项目代码：{CODE}"),
        ("学校变更公告", f"项目编号：{CODE}", "学校环评批复", f"项目编号：{CODE}"),
        ("关于启用企业变更公告系统的通知", "", "关于启用企业系统的通知", ""),
        (f"关于印发《{RULES}》的通知", f"《{RULES}》", RULES, ""),
    ],
)
def test_what_names_another_or_is_no_such_notice_corrects_nothing(
    notice: str, text: str, other: str, other_text: str
) -> None:
    assert not corrects(of(notice, text, day=5), of(other, other_text, number="青财〔2024〕8号"))


def test_what_came_later_is_not_what_was_corrected() -> None:
    assert not corrects(of(f"关于《{RULES}》的更正公告", day=1), of(RULES, day=9))


@pytest.mark.parametrize(
    "title",
    [
        "关于更正登记办法的解读",
        "关于更正登记的公告",
        "更正登记须知",
        "土地变更调查公告发布会",
        "补充耕地项目公示",
    ],
)
def test_titles_of_another_kind_are_none(title: str) -> None:
    assert notice_of(title) is None


def test_of_a_text_only_its_head_is_read_for_numbers() -> None:
    assert projects_in(NUMBER) == ("qscg-2024-015",)
    far = of("中心校课桌椅招标公告", "文" * 5_000 + NUMBER)
    assert not corrects(of("课桌椅变更公告", NUMBER, day=5), far)
