"""Figures that differ are named, with what they are of."""

from __future__ import annotations

import pytest

from indexer.duplicates.changed_figures import changed_figures
from indexer.duplicates.changed_rows import changed_rows
from indexer.duplicates.model import Kind
from indexer.duplicates.reasons import reason
from indexer.duplicates.texts import Relation
from indexer.duplicates.titles import Apart

TABLE = (
    "各区域补偿标准如下：\n序号\t区域\t用途\t单价\n1\t老城区东片\t住宅\t{east}\n2\t老城区西片\t商业\t8800\n"
)
LAW = "一、符合条件的，报销比例为{share}，每人每年最高{most}。\n二、本办法自{day}起施行。"


def law(share: str = "95%", most: str = "3000元", day: str = "2024年1月1日") -> str:
    return LAW.format(share=share, most=most, day=day)


@pytest.mark.parametrize(
    ("changes", "ours", "theirs"),
    [
        ({"share": "90%"}, "90%", "95%"),
        ({"share": "9.5%"}, "9.5%", "95%"),
        ({"share": "百分之九十"}, "百分之九十", "95%"),
        ({"most": "3万元"}, "3万元", "3000元"),
        ({"day": "2024年2月1日"}, "2月", "1月"),
    ],
)
def test_a_changed_figure_is_named_with_its_unit(changes: dict[str, str], ours: str, theirs: str) -> None:
    (found,) = changed_figures(law(**changes), law())
    assert (found.ours, found.theirs, found.row) == (ours, theirs, False)
    assert law().find(found.where) > 0


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("四月", "三月"),
        ("七百五十元", "七百二十元"),
        ("5小时", "3小时"),
        ("21号", "12号"),
        ("3个工作日", "5个工作日"),
    ],
)
def test_what_is_counted_is_named_whole(ours: str, theirs: str) -> None:
    one, other = (f"{law()}\n三、办结期限、文号和起算月份为{said}。" for said in (ours, theirs))
    (found,) = changed_figures(one, other)
    assert (found.ours, found.theirs) == (ours, theirs)


def test_a_row_of_a_table_is_named_by_its_words() -> None:
    (found,) = changed_figures(TABLE.format(east="5200"), TABLE.format(east="5300"))
    assert (found.where, found.row, found.ours, found.theirs) == ("老城区东片 住宅", True, "5200", "5300")


def test_other_words_and_what_was_added_are_no_changed_figures() -> None:
    assert changed_figures(law(), law()) == []
    assert changed_figures(law() + "\n三、联系电话：12345。", law()) == []
    assert changed_figures("公示期7日。", "全县共设投票站三十个，选民登记从三月开始。") == []


ROWS = "姓名\t岗位\t得分\n张三\t教师\t85\n李四\t教师\t85\n张三\t医生\t90"


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        (ROWS.replace("李四", "李斯"), "表格不同：“李四 教师”一行，这份文件写“李斯”，本文写“李四”。"),
        (ROWS + "\n王五\t护士\t70", "表格不同：这份文件多“王五 护士”一行。"),
        (ROWS.replace("李四\t教师", "李四\t"), "表格不同：“李四 教师”一行，这份文件写（空），本文写“教师”。"),
        (
            ROWS.replace("教师\t85\n张", "教师\t\n张"),
            "表格不同：“李四 教师”一行，这份文件写（空），本文写“85”。",
        ),
        (
            ROWS.replace("教师\t85\n张", "教师\n张"),
            "表格不同：“李四 教师”一行，这份文件写（空），本文写“85”。",
        ),
        (ROWS.replace("李四\t教师\t85\n", ""), "表格不同：本文多“李四 教师”一行。"),
    ],
)
def test_rows_that_came_went_or_have_other_words_are_named(theirs: str, said: str) -> None:
    assert reason(Relation(Kind.REVISED, 0.9, 0.9, None, Apart("")), ROWS, theirs).startswith(said)


def test_one_row_at_the_head_of_a_long_table_is_the_only_one_that_is_named() -> None:
    rows = [f"镇{chr(0x4E00 + number)}\t村\t户" for number in range(700)]
    (found,) = changed_rows("\n".join(["新镇\t新村\t新户", *rows]), "\n".join(rows))
    assert (found.name, found.theirs) == ("新镇 新村", None)
    changed = [*rows[:650], "末镇\t末村\t末户", *rows[651:]]
    (found,) = changed_rows("\n".join(["新镇\t新村\t新户", *changed]), "\n".join(rows))
    assert found.name == "新镇 新村"


def test_long_cells_are_told_where_they_differ() -> None:
    long = "青石县人民政府办公室第2科负责的全部行政许可事项以及相关的备案事项由{}负责办理并按月报送情况"
    rows = [f"张三\t教师\t{long.format(who)}" for who in ("甲局", "乙局")]
    (found,) = changed_rows(rows[0], rows[1].replace("2科", "13科"))
    assert ("甲局" in str(found.ours), "乙局" in str(found.theirs)) == (True, True)


def test_of_rows_with_one_name_it_is_said_which() -> None:
    one = "白水镇\t120\n白水镇\t80"
    (changed,) = changed_figures(one, one.replace("80", "90"))
    assert changed.where == "白水镇（第 2 个）"
