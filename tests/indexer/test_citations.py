from __future__ import annotations

import pytest

from indexer.text import normalise, normalise_line
from indexer.text.citations import cited, work_key, works


@pytest.mark.parametrize(
    "name",
    [
        "中华人民共和国公司法",
        "公司法",
        "公司法（2018年修正）",
        "中华人民共和国公司法第二十五条",
        " 中华人民共和国 公司法 ",
    ],
)
def test_every_way_to_name_a_work_has_one_key(name: str) -> None:
    assert work_key(normalise_line(name)) == "公司法"


def test_a_notice_is_cited_by_its_title_and_by_what_it_brings_out() -> None:
    assert works(normalise_line("关于印发《公园管理办法（试行）》的通知")) == (
        "关于印发公园管理办法试行的通知",
        "公园管理办法",
    )
    assert works("") == ()


def test_works_are_cited_within_their_brackets() -> None:
    text = normalise("根据《公园管理办法（试行）》和《中华人民共和国公司法》第三条，《》不算，《没有\n合上")
    assert cited(text) == {"公园管理办法", "公司法"}
