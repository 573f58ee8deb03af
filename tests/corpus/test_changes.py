"""What changed between two versions of a document."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from corpus.changes import COMPARED, Fold, Paragraph, changed_names, compare, compare_texts
from corpus.records import DOCUMENT_FIELDS, Attachment, Document

BEFORE = Document("u", "关于津贴的通知", "一、标准为每月15元。\n二、自发布之日起施行。", validity="有效")


def marked(text: tuple[Paragraph | Fold, ...]) -> list[str]:
    signs = {"same": "{}", "added": "+{}+", "removed": "-{}-"}
    return [
        f"……{len(p.paragraphs)}"
        if isinstance(p, Fold)
        else "".join(signs[piece.kind].format(piece.text) for piece in p.pieces)
        for p in text
    ]


def test_fields_are_told_with_their_values() -> None:
    after = replace(BEFORE, validity="失效", issued_on=date(2024, 3, 1), keywords=("甲", "乙"))
    changes = [(c.name, c.before, c.after) for c in compare(BEFORE, after).fields]
    assert changes == [
        ("成文日期", None, "2024-03-01"),
        ("有效性", "有效", "失效"),
        ("主题词", None, "甲；乙"),
    ]
    assert changed_names(BEFORE, after) == ("成文日期", "有效性", "主题词")


def test_a_file_replaced_under_its_name_is_a_change() -> None:
    old = replace(BEFORE, attachments=(Attachment("f", "表.doc", "a" * 64),))
    new = replace(BEFORE, attachments=(Attachment("f", "表.doc", "b" * 64),))
    (change,) = compare(old, new).fields
    assert (change.name, change.before, change.after) == ("附件", "表.doc（aaaaaaaa）", "表.doc（bbbbbbbb）")


def test_every_field_of_a_document_has_a_name() -> None:
    assert {*COMPARED, "url"} == set(DOCUMENT_FIELDS)


def test_a_paragraph_is_changed_within_numbers_as_wholes() -> None:
    text = compare_texts(BEFORE.text, BEFORE.text.replace("15元", "150元"))
    assert marked(text) == ["一、标准为每月-15-+150+元。", "二、自发布之日起施行。"]


def test_a_line_before_a_changed_paragraph_came_by_itself() -> None:
    before, after = BEFORE.text, f"关于津贴的通知\n{BEFORE.text.replace('15元', '150元')}"
    assert marked(compare_texts(before, after)) == [
        "+关于津贴的通知+",
        "一、标准为每月-15-+150+元。",
        "二、自发布之日起施行。",
    ]
    assert marked(compare_texts(after, before)) == [
        "-关于津贴的通知-",
        "一、标准为每月-150-+15+元。",
        "二、自发布之日起施行。",
    ]


def test_paragraphs_come_and_go() -> None:
    assert marked(compare_texts("甲。\n乙。\n丙。", "甲。\n丙。\n丁。")) == [
        "甲。",
        "-乙。-",
        "丙。",
        "+丁。+",
    ]
    assert marked(compare_texts("完全不同的一段话", "另外写了些什么")) == [
        "-完全不同的一段话-",
        "+另外写了些什么+",
    ]


def test_blank_lines_and_indents_are_no_change() -> None:
    assert compare_texts("甲\n\n　　乙", " 甲\n乙\n") == ()


def test_long_unchanged_runs_are_folded() -> None:
    lines = [f"第{n}条。" for n in range(30)]
    after = [*lines[:15], "新增一条，内容如下。", *lines[15:]]
    shown = marked(compare_texts("\n".join(lines), "\n".join(after)))
    assert shown == ["……14", "第14条。", "+新增一条，内容如下。+", "第15条。", "……14"]


TEXTS = st.lists(st.sampled_from(["甲乙丙丁", "甲乙丙戊", "己庚", "", "2024年", "2025年"]), max_size=12).map(
    "\n".join
)


@given(before=TEXTS, after=TEXTS)
def test_both_texts_can_be_read_from_the_comparison(before: str, after: str) -> None:
    text = compare_texts(before, after)

    def side(name: str) -> list[str]:
        read: list[str] = []
        for part in text:
            read += part.paragraphs if isinstance(part, Fold) else [getattr(part, name)]
        return [line for line in read if line]

    lines = [[line for line in whole.split("\n") if line] for whole in (before, after)]
    assert (side("before"), side("after")) == tuple(lines) or (text == () and lines[0] == lines[1])


def test_rewritten_books_are_compared_in_seconds() -> None:
    before = "\n".join(f"第{n}条　内容{n * 7919 % 1000}。" for n in range(20_000))
    after = "\n".join(f"第{n}条　内容{n * 104_729 % 1000}。" for n in range(20_000))
    started = time.monotonic()
    assert compare_texts(before, after)
    assert compare_texts("一段\n" * 1999, "另一段\n" * 1999)
    assert time.monotonic() - started < 10
