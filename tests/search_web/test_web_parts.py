"""The parts that think: pages, links, file names, blocks of a text, simpler queries."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Attachment
from indexer import Fragment, plain
from search_web.document.blocks import Paragraph, Table, blocks, split
from search_web.duplicates.relaid import relaid
from search_web.duplicates.side_by_side import LeftAlone, RowOfTwo, side_by_side
from search_web.search.simpler_queries import simpler_queries
from search_web.shared.links import file_name, kind, outside
from search_web.shared.pagination import Pages
from search_web.shared.template_filters import size


@given(st.integers(1, 400), st.integers(1, 50), st.integers(0, 5000))
def test_offered_pages_rise_and_hold_the_ends_and_the_present(
    current: int, per_page: int, total: int
) -> None:
    pages = Pages(min(current, Pages(1, per_page, total).last), per_page, total)
    offered = pages.offered
    numbers = [number for number in offered if number is not None]
    assert numbers == sorted(set(numbers))
    assert {1, pages.current, pages.last} <= set(numbers)
    for before, gap, after in zip(offered, offered[1:], offered[2:], strict=False):
        if gap is None:
            assert after - before > 2


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//example.test/",
        "/relative",
        "http://",
        "http://[broken",
        "",
        None,
    ],
)
def test_only_whole_web_addresses_are_links(url: str | None) -> None:
    assert outside(url) is None


def test_web_addresses_are_links() -> None:
    assert outside("https://www.example.test/a?b=c#d") == "https://www.example.test/a?b=c#d"


@pytest.mark.parametrize(
    ("title", "url", "media_type", "expected"),
    [
        ("申请表.DOCX", "http://e.test/1", None, "docx"),
        ("申请表", "http://e.test/P02019.pdf?x=1", None, "pdf"),
        ("申请表", "http://e.test/download.jsp?id=3", "application/pdf; charset=x", "pdf"),
        ("申请表", "http://e.test/download.jsp?id=3", "application/octet-stream", ""),
        ("申请表", "http://e.test/download", "application/pdf; charset=x", "pdf"),
        ("2024.附表一", "http://e.test/", None, ""),
    ],
)
def test_the_kind_of_a_file(title: str, url: str, media_type: str | None, expected: str) -> None:
    assert kind(Attachment(url, title, media_type=media_type)) == expected


@given(st.text(), st.text())
def test_file_names_hold_nothing_that_trips_a_path_or_a_header(title: str, end: str) -> None:
    name = file_name(Attachment(f"http://e.test/a.{end}", title))
    assert name
    assert name not in (".", "..")
    assert not set(name) & set('/\\"\r\n\x00;')


@given(st.lists(st.tuples(st.text("一二\t\n 。甲", max_size=6), st.booleans()), max_size=8))
def test_laying_out_loses_no_text_and_no_mark(pieces: list[tuple[str, bool]]) -> None:
    text = tuple(Fragment(*piece) for piece in pieces)
    shown = ""
    marked = ""
    for block in blocks(text):
        cells = [block.content] if isinstance(block, Paragraph) else [c for row in block.rows for c in row]
        shown += "".join(plain(cell) for cell in cells)
        marked += "".join(f.text for cell in cells for f in cell if f.marked)
    assert "".join(shown.split()) == "".join(plain(text).split())
    assert "".join(marked.split()) == "".join("".join(t for t, m in pieces if m).split())


def test_a_mark_over_a_line_end_stays_on_both_sides() -> None:
    text = (Fragment("前", False), Fragment("甲\n乙", True))
    assert list(split(text, "\n")) == [(Fragment("前", False), Fragment("甲", True)), (Fragment("乙", True),)]


def test_tables_keep_empty_cells() -> None:
    (table,) = blocks((Fragment("\t甲\t\n1\t\t2", False),))
    assert isinstance(table, Table)
    assert [[plain(cell) for cell in row] for row in table.rows] == [["", "甲", ""], ["1", "", "2"]]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("项目\t金额\n水费\t12.5万元\n电费\t30元", 0),
        ("2023年预算表\t\t\n项目\t2022年\t2023年\n合计\t1,200.5\t98%", 1),
        ("序号\t单位\n1\t民政局\n2\t水利局", 0),
        ("姓名\t张三\t性别\t男\n民族\t汉\t籍贯\t云岭", None),
        ("姓名\t张三\t性别\t男\n年龄\t35\t职务\t科长", None),
        ("申请人\t李某某\t案号\t无\n联系电话\t13800000000\t邮编\t100000", None),
        (
            "单位名称\t某局\t法定代表人\t王某\n编制数\t25\t实有人数\t23\n"
            "经费（万元）\t310.5\t联系电话\t0771-1234567",
            None,
        ),
        ("单位名称\t某局\t法定代表人\t王某\n编制数\t25\t实有人数\t23", None),
        ("单位名称\t某局\t填报人\t王某\n编制\t25\t电话\t0771-1234567\n经费\t310.5\t传真\t0771-1234568", None),
        ("单位名称\t某局\t填报人\t王某\n收到申请数\t12\t答复数\t11\n复议数\t1\t诉讼数\t0", None),
        ("单位名称\t某局\t填报人\t王某\n编制\t25\t经费\t\n在岗\t23\t支出\t310.5", None),
        ("姓名\t成绩\t单位\t名次\n张三\t90\t教育局\t1\n李四\t88\t公安局\t2", 0),
        ("地区\t户数\t牵头部门\t人数\n城东\t1,204户\t民政局\t3,310人\n城西\t980户\t住建局\t2,415人", 0),
        ("岗位\t人数\t学历\t年龄\n教师\t3\t本科\t35\n医师\t2\t研究生\t40\n司机\t\t高中\t45", 0),
        ("2023年\t\t\t\n项目\t金额\t单位\t人数\n水费\t12.5\t教育局\t20\n电费\t30\t公安局\t35", 1),
        ("单位\t人数\t性质\t金额\n民政局\t20\t行政\t12.5\n水利局\t30\t行政\t30", 0),
        ("1\t民政局\t20\n2\t水利局\t30", None),
        ("单位\t\t金额\n民政局\t本级\t20", None),
        ("单位\t金额\n民政局\t20\t多出来的", None),
        ("单位\t金额", None),
        ("\t\n\t", None),
    ],
)
def test_a_row_names_the_columns_where_a_table_shows_it(lines: str, place: int | None) -> None:
    (table,) = blocks((Fragment(lines, False),))
    assert isinstance(table, Table)
    assert table.naming_row == place


def simpler(query: str) -> list[str]:
    return [offered.query for offered in simpler_queries(query)]


def test_simpler_queries_ask_for_less() -> None:
    assert simpler('"养老 金" -补贴') == ["养老 金 -补贴", '"养老 金"', "养老", "金"]
    assert simpler("养老金") == []
    assert simpler("") == []


def test_simpler_queries_are_read_as_the_search_reads_them() -> None:
    assert simpler("养老 OR 补贴") == ["养老", "补贴"]
    assert simpler("「养老金」 体裁：通知 －体裁：公告") == [
        "「养老金」 体裁：通知",
        "养老金",
        "体裁：通知",
    ]


def test_sizes_read_as_people_say_them() -> None:
    assert [size(n) for n in (0, 900, 35_000, 1_300_000, 52_000_000)] == [
        "0 字节",
        "900 字节",
        "34 KB",
        "1.2 MB",
        "50 MB",
    ]


@pytest.mark.parametrize("cut", ["", "\n"], ids=["joined", "broken within sentences"])
def test_an_extract_with_other_lines_stands_beside_its_own_sentences(cut: str) -> None:
    articles = [
        f"第{number}条 第{number}类事项在{number}个工作日内办结。逾期由第{number}组督办。"
        for number in range(1, 30)
    ]
    extract = "".join(f"{one[:9]}{cut}{one[9:]}" for one in articles[9:11])
    rows = side_by_side("\n".join(articles), extract)
    same = [
        "".join(piece.text for piece in row.left) for row in rows if isinstance(row, RowOfTwo) and row.same
    ]
    assert "".join(same) == "".join(articles[9:11])
    assert [len(row.alone) for row in rows if isinstance(row, LeftAlone)] == [16, 34]


def test_a_list_without_ends_of_sentences_is_laid_out_in_time_that_grows_with_it() -> None:
    names = [f"张某{number}" for number in range(8_000)]
    began = process_time()
    assert relaid("\n".join(names), "".join(names[:4_000])) == ("\n".join(names), "".join(names[:4_000]))
    assert process_time() - began < 2
