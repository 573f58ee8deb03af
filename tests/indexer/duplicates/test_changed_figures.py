"""Figures that differ are named, with what they are of."""

from __future__ import annotations

import pytest

from indexer.duplicates.changed_figures import changed_figures

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


def test_a_row_of_a_table_is_named_by_its_words() -> None:
    (found,) = changed_figures(TABLE.format(east="5200"), TABLE.format(east="5300"))
    assert (found.where, found.row, found.ours, found.theirs) == ("老城区东片 住宅", True, "5200", "5300")


def test_other_words_and_what_was_added_are_no_changed_figures() -> None:
    assert changed_figures(law(), law()) == []
    assert changed_figures(law() + "\n三、联系电话：12345。", law()) == []
    assert changed_figures("公示期7日。", "全县共设投票站三十个，选民登记从三月开始。") == []
